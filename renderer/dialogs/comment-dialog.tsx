// Comments on the selected frame, or on the capture: each in a box of its own, one more empty to write in.
import { useEffect, useState, type KeyboardEvent, type ReactNode } from 'react';
import { engine } from '../engine';
import { useText } from '../locales/text';
import { saveComments, selectedIsCommented, selectedNumber, useNotes } from '../state/notes';
import { closeDialog } from '../state/overlay';
import { report, useSession } from '../state/session';
import { DialogBox } from '../widgets/dialog-box';
import { formatCount } from '../widgets/format-quantity';
import { Icon } from '../widgets/icon';

/** As the contract has it: what fits into the file in any script. */
const LONGEST = 20_000;

export function CommentDialog(): ReactNode {
  const [number] = useState(selectedNumber);
  // A frame without comments needs no asking: one can write at once.
  const [comments, setComments] = useState<readonly string[] | null>(() => (selectedIsCommented() ? null : []));
  useEffect(() => {
    if (!selectedIsCommented()) return;
    engine.call('notes.commentsOf', { number }).then((answer) => setComments(answer.comments), (error: unknown) => {
      closeDialog();
      report(error);
    });
  }, [number]);
  return comments && <CommentBoxes number={number} before={comments} />;
}

export function CaptureCommentDialog(): ReactNode {
  const [comments] = useState(() => useNotes.getState().state?.captureComments ?? []);
  return <CommentBoxes number={0} before={comments} />;
}

/** @param number 0 = the capture itself */
function CommentBoxes({ number, before }: { readonly number: number; readonly before: readonly string[] }): ReactNode {
  const text = useText();
  const name = useSession((s) => s.capture?.name ?? '');
  const [drafts, setDrafts] = useState<readonly string[]>(before.length === 0 ? [''] : before);
  const save = async (): Promise<void> => {
    const same = drafts.length === before.length && drafts.every((draft, i) => draft === before[i]);
    if (same || (await saveComments(number, drafts))) closeDialog();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void save();
  };
  return (
    <DialogBox
      title={number === 0 ? text('comment.titleCapture', { name }) : text('comment.title', { number: formatCount(number) })}
      closeLabel={text('dialog.close')}
      onClose={closeDialog}
      className="top"
      footer={
        <>
          <button type="button" className="button edge" onClick={() => setDrafts([...drafts, ''])}>
            <Icon name="plus" />
            {text('comment.more')}
          </button>
          <span className="grow" />
          <button type="button" className="button edge" onClick={closeDialog}>
            {text('dialog.cancel')}
          </button>
          <button type="button" className="button primary" onClick={() => void save()}>
            {text('comment.save')}
          </button>
        </>
      }
    >
      <div className="comment-boxes" onKeyDown={onKeyDown}>
        {drafts.map((draft, i) => (
          <div key={i} className="comment-box">
            <textarea
              className="input"
              rows={4}
              maxLength={LONGEST}
              aria-label={text('comment.nth', { nth: i + 1 })}
              value={draft}
              {...(i === drafts.length - 1 ? { 'data-focus-first': true } : {})}
              onChange={(event) => setDrafts(drafts.with(i, event.target.value))}
            />
            <button type="button" className="button small" title={text('comment.remove')} aria-label={`${text('comment.remove')} ${i + 1}`} onClick={() => setDrafts(drafts.length === 1 ? [''] : drafts.toSpliced(i, 1))}>
              <Icon name="close" />
            </button>
          </div>
        ))}
        <Kept />
      </div>
    </DialogBox>
  );
}

/** Where the comments go. */
function Kept(): ReactNode {
  const text = useText();
  const format = useSession((s) => s.capture?.format ?? '');
  return <p className="t3 comment-kept">{format === 'pcapng' ? text('comment.keptPcapng') : text('comment.kept', { format })}</p>;
}
