// A dialog that saves something under a name that is typed: says what would be replaced, and why it could not be saved.
import { useId, useState, type ReactNode } from 'react';
import { problemSentences, useLanguage, useText } from '../locales/text';
import { closeDialog } from '../state/overlay';
import { toProblem, useSession } from '../state/session';
import { DialogBox } from '../widgets/dialog-box';
import { useOneAtATime } from '../widgets/one-at-a-time';
import { visibleMarks } from '../widgets/visible-marks';
import { nameOf, useTarget } from './path-there';

/** In the user's folder. */
export const atHome = (name: string): string => `${useSession.getState().app?.home ?? ''}/${name}`;

interface SaveTypedProps {
  readonly title: string;
  readonly pathLabel: string;
  readonly path: string;
  readonly onPath: (path: string) => void;
  /** @throws ProblemError where it cannot be saved */
  readonly save: (path: string) => Promise<void>;
  /** What is saved. */
  readonly hint?: string;
  /** A file of that name is replaced. */
  readonly replaces?: boolean;
  /** More to choose, above the path. */
  readonly children?: ReactNode;
}

export function SaveTypedDialog({ title, pathLabel, path, onPath, save, hint = '', replaces = true, children }: SaveTypedProps): ReactNode {
  const text = useText();
  const language = useLanguage();
  const form = useId();
  const [failure, setFailure] = useState('');
  const { isThere, mayWrite } = useTarget(path, replaces);
  const write = useOneAtATime(async () => {
    setFailure('');
    if (!(await mayWrite())) return;
    try {
      await save(path);
      closeDialog();
    } catch (error) {
      setFailure(problemSentences(toProblem(error), language));
    }
  });
  const footer = (
    <>
      <span className="grow" />
      <button type="button" className="button edge" onClick={closeDialog}>{text('dialog.cancel')}</button>
      <button type="submit" form={form} className="button primary" disabled={nameOf(path) === ''}>{text(isThere ? 'save.replace' : 'stream.save.action')}</button>
    </>
  );
  return (
    <DialogBox title={title} closeLabel={text('dialog.close')} onClose={closeDialog} className="narrow top" footer={footer}>
      <form
        id={form}
        className="save-typed"
        onSubmit={(event) => {
          event.preventDefault();
          write();
        }}
      >
        {children}
        <label>
          {pathLabel}
          <input className="input mono" data-focus-first autoComplete="off" spellCheck={false} maxLength={4096} value={path} onChange={(event) => onPath(event.target.value)} />
        </label>
        {hint !== '' && <p className="t3">{hint}</p>}
        <p className={failure === '' ? 'warn-text' : 'error-text'} role="alert">{failure !== '' ? visibleMarks(failure) : isThere ? text('stream.save.replaces') : ''}</p>
      </form>
    </DialogBox>
  );
}
