// Saves the bytes of a followed stream: one side or both, to a file that is named here; says when one of that name is there.
import { useState, type ReactNode } from 'react';
import { engine } from '../engine';
import { currentText, problemSentences, useLanguage, useText } from '../locales/text';
import { closeDialog } from '../state/overlay';
import { announce, toProblem, useSession } from '../state/session';
import { useStream } from '../state/stream';
import { DialogBox } from '../widgets/dialog-box';
import { formatBytes } from '../widgets/format-quantity';
import { visibleMarks } from '../widgets/visible-marks';
import type { Problem } from '../../shared/problem';
import { nameOf, useIsThere } from './path-there';

const SIDES = ['both', 'client', 'server'] as const;
type Side = (typeof SIDES)[number];

function suggested(side: Side): string {
  const { name } = useStream.getState();
  return `${useSession.getState().app?.home ?? ''}/${name?.transport ?? 'tcp'}-stream-${name?.number ?? 0}${side === 'both' ? '' : `-${side}`}.bin`;
}

export function SaveStreamDialog(): ReactNode {
  const text = useText();
  const language = useLanguage();
  const [side, setSide] = useState<Side>(useStream.getState().look.side);
  const [path, setPath] = useState(() => suggested(side));
  const [problem, setProblem] = useState<Problem | null>(null);
  const isThere = useIsThere(path);
  const choose = (next: Side): void => {
    if (path === suggested(side)) setPath(suggested(next));
    setSide(next);
  };
  const save = async (): Promise<void> => {
    const { name: stream, look: { said } } = useStream.getState();
    if (stream === null) return;
    try {
      const saved = await engine.call('follow.save', { stream, said, side, path });
      announce(currentText()('stream.save.done', { name: visibleMarks(nameOf(saved.path)), size: formatBytes(saved.size) }));
      closeDialog();
    } catch (error) {
      setProblem(toProblem(error));
    }
  };
  return (
    <DialogBox title={text('stream.save.title')} closeLabel={text('dialog.close')} onClose={closeDialog} className="narrow top">
      <form
        className="stream-save"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <label>
          {text('stream.side')}
          <select className="input" value={side} onChange={(event) => choose(event.target.value as Side)}>
            {SIDES.map((one) => (
              <option key={one} value={one}>
                {text(`stream.side.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {text('stream.save.path')}
          <input className="input mono" data-focus-first autoComplete="off" spellCheck={false} value={path} onChange={(event) => setPath(event.target.value)} />
        </label>
        <p className="t3">{text(useStream.getState().look.said === 'http' ? 'stream.save.hintHttp' : 'stream.save.hint')}</p>
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
