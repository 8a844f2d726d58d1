// Saves tcpdump's text of the displayed frames to a file that is named here; says when one of that name is there.
import { useState, type ReactNode } from 'react';
import { problemSentences, useLanguage, useText } from '../locales/text';
import { saveDumpText } from '../state/dump-text';
import { closeDialog } from '../state/overlay';
import { withoutEnding } from '../state/saving';
import { toProblem, useSession } from '../state/session';
import { DialogBox } from '../widgets/dialog-box';
import type { Problem } from '../../shared/problem';
import { nameOf, useIsThere } from './path-there';

function suggested(): string {
  const { app, capture } = useSession.getState();
  return `${app?.home ?? ''}/${withoutEnding(capture?.name ?? 'capture')}.txt`;
}

export function SaveDumpTextDialog(): ReactNode {
  const text = useText();
  const language = useLanguage();
  const [path, setPath] = useState(suggested);
  const [problem, setProblem] = useState<Problem | null>(null);
  const isThere = useIsThere(path);
  const save = async (): Promise<void> => {
    try {
      await saveDumpText(path);
      closeDialog();
    } catch (error) {
      setProblem(toProblem(error));
    }
  };
  return (
    <DialogBox title={text('dumpText.save')} closeLabel={text('dialog.close')} onClose={closeDialog} className="narrow top">
      <form
        className="stream-save"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <label>
          {text('stream.save.path')}
          <input className="input mono" data-focus-first autoComplete="off" spellCheck={false} value={path} onChange={(event) => setPath(event.target.value)} />
        </label>
        <p role="alert">
          {isThere && <span className="warn-text">{text('stream.save.replaces')}</span>} {problem && <span className="error-text">{problemSentences(problem, language)}</span>}
        </p>
        <button type="submit" className="button primary" disabled={nameOf(path) === ''}>
          {text('stream.save.action')}
        </button>
      </form>
    </DialogBox>
  );
}
