// One line that says what is being read, how much, how long, and lets it be stopped.
import type { ReactNode } from 'react';

interface ReadingProgressProps {
  readonly title: string;
  readonly done: number;
  readonly size: number;
  readonly detail: string;
  /** Where it can be stopped: the word on the button. */
  readonly cancel?: string;
  readonly onCancel?: () => void;
}

export function ReadingProgress({ title, done, size, detail, cancel, onCancel }: ReadingProgressProps): ReactNode {
  const percent = size === 0 ? 0 : Math.min(100, (done / size) * 100);
  const whole = Math.floor(percent);
  return (
    <div className="reading">
      <span className="cut reading-title">{title}</span>
      <span className="reading-bar" role="progressbar" aria-label={title} aria-valuemin={0} aria-valuemax={100} aria-valuenow={whole} aria-valuetext={`${whole} %, ${detail}`}>
        <span className="reading-fill" style={{ transform: `scaleX(${percent / 100})` }} />
      </span>
      <span className="mono reading-percent">{`${String(whole).padStart(3)} %`}</span>
      <span className="t3 cut reading-detail">{detail}</span>
      {onCancel && (
        <button type="button" className="button edge small" onClick={onCancel} data-testid="cancel-reading">
          {cancel}
        </button>
      )}
    </div>
  );
}
