// A minute of traffic as a small curve; it has no words of its own, the figures stand beside it.
import type { ReactNode } from 'react';

const WIDTH = 180;
const HEIGHT = 30;
/** Least value that fills the height: a single ping is no peak. */
const LEAST_TOP = 1000;

interface SparklineProps {
  /** One a second, oldest first; the newest stands at the right. */
  readonly values: readonly number[];
  readonly seconds: number;
}

export function sparklinePath(values: readonly number[], seconds: number): string {
  const top = Math.max(LEAST_TOP, ...values);
  const step = WIDTH / (seconds - 1);
  const first = seconds - values.length;
  const points = values.map((value, i) => `${((first + i) * step).toFixed(1)} ${(HEIGHT - 1 - (value / top) * (HEIGHT - 3)).toFixed(1)}`);
  return points.length > 0 ? `M${points.join('L')}` : '';
}

export function Sparkline({ values, seconds }: SparklineProps): ReactNode {
  const line = sparklinePath(values.length === 1 ? [values[0] ?? 0, ...values] : values, seconds);
  const start = ((seconds - Math.max(2, values.length)) * WIDTH) / (seconds - 1);
  return (
    <svg className="sparkline" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      {values.length === 0 && <path className="sparkline-none" d={`M0 ${HEIGHT - 1}H${WIDTH}`} />}
      {line !== '' && <path className="sparkline-area" d={`${line}L${WIDTH} ${HEIGHT}L${start.toFixed(1)} ${HEIGHT}Z`} />}
      {line !== '' && <path className="sparkline-line" d={line} />}
    </svg>
  );
}
