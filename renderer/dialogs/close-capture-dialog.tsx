// Asks before a live capture that is not saved, or still runs, is replaced or closed: save, give up, or stay.
import type { ReactNode } from 'react';
import { useText } from '../locales/text';
import { isRunning, sourceText, useLive } from '../state/live';
import { closeDialog } from '../state/overlay';
import { giveUp, saveAs, stay } from '../state/saving';
import { framesThere, useSession } from '../state/session';
import { DialogBox } from '../widgets/dialog-box';
import { formatBytes, formatCount } from '../widgets/format-quantity';
import { visibleMarks } from '../widgets/visible-marks';

export function CloseCaptureDialog(): ReactNode {
  const text = useText();
  const capture = useSession((s) => s.capture);
  const ledger = useLive((s) => s.ledger);
  const running = useLive(isRunning);
  useSession((s) => s.progress);
  if (!capture?.live) return null;
  const { live } = capture;
  const count = Math.max(framesThere(), ledger?.written ?? 0);
  const own = live.file === '';
  const dismiss = (): void => {
    stay();
    closeDialog();
  };
  const save = (): void => {
    closeDialog();
    void saveAs();
  };
  return (
    <DialogBox
      title={text(own ? 'leave.title' : 'leave.titleRunning')}
      closeLabel={text('dialog.close')}
      onClose={dismiss}
      className="narrow leave"
      footer={
        <>
          <button type="button" className="button edge" onClick={() => void giveUp()}>
            {text(own ? 'leave.drop' : 'leave.stop')}
          </button>
          <span className="grow" />
          <button type="button" className="button edge" onClick={dismiss} {...(own ? {} : { 'data-focus-first': true })}>
            {text('dialog.cancel')}
          </button>
          {own && (
            <button type="button" className="button primary" data-focus-first onClick={save}>
              {text('leave.save')}
            </button>
          )}
        </>
      }
    >
      <p className="leave-text">
        {own
          ? text('leave.text', { count, formatted: formatCount(count), source: visibleMarks(sourceText(live)), size: formatBytes(ledger?.fileBytes ?? capture.size) })
          : text('leave.textFile', { file: visibleMarks(live.file) })}
        {own && running && ` ${text('leave.running')}`}
      </p>
    </DialogBox>
  );
}
