// Saves an object to a file that is named here, or all of them into a folder.
import { useState, type ReactNode } from 'react';
import { engine } from '../engine';
import { currentText, problemSentences, useLanguage, useText } from '../locales/text';
import { objectLines, useObjects } from '../state/objects';
import { closeDialog } from '../state/overlay';
import { announce, toProblem, useSession } from '../state/session';
import { DialogBox } from '../widgets/dialog-box';
import { formatBytes, formatCount } from '../widgets/format-quantity';
import { visibleMarks } from '../widgets/visible-marks';
import type { Problem } from '../../shared/problem';
import { nameOf, useIsThere } from './path-there';

async function write(index: number, path: string): Promise<string> {
  const text = currentText();
  if (index < 0) {
    const { files, size } = await engine.call('objects.saveAll', { folder: path });
    return text('objects.save.allDone', { count: files, formatted: formatCount(files), size: formatBytes(size) });
  }
  const saved = await engine.call('objects.save', { index, path });
  return text('stream.save.done', { name: visibleMarks(nameOf(saved.path)), size: formatBytes(saved.size) });
}

export function SaveObjectDialog(): ReactNode {
  const text = useText();
  const language = useLanguage();
  const [index] = useState(() => useObjects.getState().saving);
  const isAll = index < 0;
  const [path, setPath] = useState(() => `${useSession.getState().app?.home ?? ''}/${isAll ? 'http-objects' : (objectLines.at(index)?.name ?? 'object')}`);
  const [problem, setProblem] = useState<Problem | null>(null);
  const isThere = useIsThere(path);
  const save = async (): Promise<void> => {
    try {
      announce(await write(index, path));
      closeDialog();
    } catch (error) {
      setProblem(toProblem(error));
    }
  };
  return (
    <DialogBox title={text(isAll ? 'action.analyse.saveObjects' : 'action.analyse.saveObject')} closeLabel={text('dialog.close')} onClose={closeDialog} className="narrow top">
      <form
        className="stream-save"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <label>
          {text(isAll ? 'objects.save.folder' : 'stream.save.path')}
          <input className="input mono" data-focus-first autoComplete="off" spellCheck={false} value={path} onChange={(event) => setPath(event.target.value)} />
        </label>
        <p className="t3">{text(isAll ? 'objects.save.allHint' : 'objects.save.hint')}</p>
        <p role="alert">
          {isThere && !isAll && <span className="warn-text">{text('stream.save.replaces')}</span>} {problem && <span className="error-text">{problemSentences(problem, language)}</span>}
        </p>
        <button type="submit" className="button primary" disabled={nameOf(path) === ''}>
          {text('stream.save.action')}
        </button>
      </form>
    </DialogBox>
  );
}
