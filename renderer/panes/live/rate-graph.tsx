// Bits per second in the last minute of a live capture, with a mark where packets were lost.
import type { ReactNode } from 'react';
import { useText } from '../../locales/text';
import { GRAPH_MS, type RateSample } from '../../state/ledger-figures';
import { useLive } from '../../state/live';
import { formatBits, formatCount } from '../../widgets/format-quantity';
import type { Ledger } from '../../../shared/live/ledger';

const WIDTH = 420;
const HEIGHT = 56;
/** Room above the highest point. */
const TOP = 3;

interface Point {
  readonly x: number;
  readonly rate: number;
}

/** One point for each step between two samples, the newest at the right edge. */
export function pointsOf(samples: readonly RateSample[], nowMs: number): readonly Point[] {
  return samples.slice(1).flatMap(({ atMs, bytes }, i) => {
    const before = samples[i];
    if (!before || atMs <= before.atMs) return [];
    const x = WIDTH * (1 - (nowMs - atMs) / GRAPH_MS);
    return x < 0 ? [] : [{ x, rate: ((bytes - before.bytes) * 8000) / (atMs - before.atMs) }];
  });
}

function pathOf(points: readonly Point[], highest: number): string {
  const y = (rate: number): string => (HEIGHT - (rate / highest) * (HEIGHT - TOP)).toFixed(1);
  return points.map(({ x, rate }, i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y(rate)}`).join('');
}

export function RateGraph({ ledger }: { readonly ledger: Ledger }): ReactNode {
  const text = useText();
  const samples = useLive((s) => s.samples);
  const nowMs = ledger.elapsedMs;
  const points = pointsOf(samples.filter(({ atMs }) => atMs <= nowMs), nowMs);
  const highest = Math.max(1, ...points.map(({ rate }) => rate));
  const line = pathOf(points, highest);
  const [first, last] = [points[0], points.at(-1)];
  const ago = (atMs: number): number => 1 - (nowMs - atMs) / GRAPH_MS;
  const losses = ledger.losses.map((loss) => ({ ...loss, at: ago(loss.atSeconds * 1000) })).filter(({ at }) => at >= 0);
  const worst = losses.reduce((most, { packets }) => Math.max(most, packets), 0);
  return (
    <figure className="rate-graph" aria-label={text('live.graph', { rate: `${formatBits(ledger.bitsPerSecond)}/s` })} role="img">
      <div className="rate-picture">
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
          {first && last && <path className="rate-area" d={`${line}L${last.x.toFixed(1)} ${HEIGHT}L${first.x.toFixed(1)} ${HEIGHT}Z`} />}
          <path className="rate-line" d={line} vectorEffect="non-scaling-stroke" />
        </svg>
        {points.length > 0 && <span className="rate-highest">{`${formatBits(highest)}/s`}</span>}
        {losses.map(({ after, packets, at }) => (
          <span key={after} className={`rate-loss ${at > 0.5 ? 'late' : ''}`} style={{ left: `${at * 100}%` }} data-testid="rate-loss">
            {packets === worst && <span className="rate-loss-count">{text('live.lostMark', { formatted: formatCount(packets) })}</span>}
          </span>
        ))}
      </div>
      <div className="rate-axis" aria-hidden="true">
        <span>{text('live.ago', { seconds: 60 })}</span>
        <span>{text('live.ago', { seconds: 30 })}</span>
        <span>{text('live.now')}</span>
      </div>
    </figure>
  );
}
