// A conversation's octets over time as a small curve; dots where segments were sent again.
import type { ReactNode } from 'react';

const WIDTH = 168;
const HEIGHT = 18;

export function Activity({ activity, marks }: { readonly activity: readonly number[]; readonly marks: readonly number[] }): ReactNode {
  if (activity.length === 0) return null;
  const top = Math.max(1, ...activity);
  const xOf = (part: number): number => ((part + 0.5) * WIDTH) / activity.length;
  const yOf = (bytes: number): number => HEIGHT - 1 - (bytes / top) * (HEIGHT - 4);
  const line = activity.map((bytes, part) => `${xOf(part).toFixed(1)} ${yOf(bytes).toFixed(1)}`).join('L');
  return (
    <svg className="activity" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} height={HEIGHT} preserveAspectRatio="none" aria-hidden="true">
      <path className="sparkline-area" d={`M${xOf(0).toFixed(1)} ${HEIGHT}L${line}L${xOf(activity.length - 1).toFixed(1)} ${HEIGHT}Z`} />
      <path className="sparkline-line" d={`M${line}`} />
      {/* Points of no length with round ends: they stay round whatever the width. */}
      {marks.map((part) => <path key={part} className="activity-mark" d={`M${xOf(part).toFixed(1)} ${yOf(activity[part] ?? 0).toFixed(1)}h0`} />)}
    </svg>
  );
}
