// All comments of the capture: on itself and on its frames; one goes to its frame.
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import type { CommentList, FrameComment } from '../../shared/ipc/note-calls';
import { engine } from '../engine';
import { useText } from '../locales/text';
import { hintOf } from '../state/action-items';
import { isEnabled, runAction } from '../state/actions';
import { goToNumber, hasUnsavedComments, useNotes } from '../state/notes';
import { closeDialog, openDialog } from '../state/overlay';
import { report, useSession } from '../state/session';
import { DialogBox } from '../widgets/dialog-box';
import { formatCount } from '../widgets/format-quantity';
import { PickList } from '../widgets/pick-list';
import { visibleMarks } from '../widgets/visible-marks';

/** Nobody scrolls further: what is typed narrows the list. */
const MOST_SHOWN = 500;

interface Line extends FrameComment {
  readonly key: string;
}

function useComments(): CommentList | null {
  const [list, setList] = useState<CommentList | null>(null);
  useEffect(() => {
    let isOpen = true;
    engine.call('notes.list', {}).then((found) => isOpen && setList(found), (error: unknown) => isOpen && report(error));
    return () => {
      isOpen = false;
    };
  }, []);
  return list;
}

/** Those of the capture have the number 0. */
function linesOf(list: CommentList | null, ofCapture: readonly string[], captureUnsaved: boolean): Line[] {
  const all = [...ofCapture.map((comment) => ({ number: 0, text: comment, saved: !captureUnsaved })), ...(list?.comments ?? [])];
  return all.map((comment, i) => ({ ...comment, key: `${i}` }));
}

export function CommentsDialog(): ReactNode {
  const text = useText();
  const list = useComments();
  const state = useNotes((s) => s.state);
  const frames = useSession((s) => s.progress?.frames ?? 0);
  const [query, setQuery] = useState('');
  const lines = useMemo(() => linesOf(list, state?.captureComments ?? [], state?.captureUnsaved ?? false), [list, state]);
  const shown = lines.filter((line) => line.text.toLowerCase().includes(query.toLowerCase())).slice(0, MOST_SHOWN);
  const choose = (line: Line): void => {
    closeDialog();
    if (line.number === 0) openDialog('captureComment');
    else goToNumber(line.number).catch(report);
  };
  const isCut = list !== null && list.examined < frames;
  return (
    <DialogBox title={text('comments.title')} closeLabel={text('dialog.close')} onClose={closeDialog} className="palette top" footer={<Foot />}>
      <PickList
        placeholder={text('comments.placeholder')}
        query={query}
        onQuery={setQuery}
        choices={shown}
        keyOf={(line) => line.key}
        none={text(list === null ? 'comments.looking' : lines.length === 0 ? 'comments.none' : 'comments.noMatch')}
        isDisabled={() => false}
        onChoose={choose}
        renderChoice={(line) => (
          <>
            <span className="comment-number mono">{line.number === 0 ? text('comments.capture') : formatCount(line.number)}</span>
            <span className="grow cut" title={line.text}>
              {visibleMarks(line.text.replaceAll('\n', ' · '))}
            </span>
            {!line.saved && <span className="t3">{text('comments.unsaved')}</span>}
          </>
        )}
      />
      {isCut && <p className="t3 comments-cut">{text('comments.cut', { formatted: formatCount(list.examined) })}</p>}
    </DialogBox>
  );
}

/** Comments that are only in Netloupe: where they can be written to. */
function Foot(): ReactNode {
  const text = useText();
  useNotes((s) => s.state);
  if (!hasUnsavedComments()) return <span className="t3">{text('comments.allSaved')}</span>;
  const into = isEnabled('file.writeComments') ? 'file.writeComments' : 'file.saveAs';
  return (
    <>
      <span className="t2 grow">{text(into === 'file.writeComments' ? 'comments.notInFile' : 'comments.notInFormat')}</span>
      <button
        type="button"
        className="button edge"
        title={hintOf(into, text)}
        onClick={() => {
          closeDialog();
          runAction(into);
        }}
      >
        {text(`action.${into}`)}
      </button>
    </>
  );
}
