// The foot of a dialog that writes a file: how far it is, Cancel (of the work, otherwise of the dialog), and the button that begins.
import type { ReactNode } from 'react';
import { useText } from '../locales/text';
import { closeDialog } from '../state/overlay';
import { useSaving } from '../state/saving';
import { visibleMarks } from '../widgets/visible-marks';

interface WritingFootProps {
  readonly label: string;
  readonly isReady: boolean;
  readonly write: () => void;
  /** Ends the work that has begun. */
  readonly stop: () => void;
}

export function WritingFoot({ label, isReady, write, stop }: WritingFootProps): ReactNode {
  const text = useText();
  const job = useSaving((s) => s.job);
  const percent = job && job.size > 0 ? Math.min(100, Math.floor((job.bytes / job.size) * 100)) : 0;
  return (
    <>
      <span className="grow save-progress">{job && <progress max={100} value={percent} aria-label={text('live.statusSaving', { name: visibleMarks(job.name) })} />}</span>
      <button type="button" className="button edge" onClick={job ? stop : closeDialog}>
        {text('dialog.cancel')}
      </button>
      <button type="button" className="button primary" disabled={!isReady || job !== null} onClick={write}>
        {label}
      </button>
    </>
  );
}
