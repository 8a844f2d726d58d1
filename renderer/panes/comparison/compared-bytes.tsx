// Bytes of two frames line by line beside each other; what differs is marked by colour and weight.
import { useMemo, useRef, type ReactNode } from 'react';
import { useText } from '../../locales/text';
import type { Comparison } from '../../state/comparison';
import { usePreferences } from '../../state/preferences';
import { byteRowHeight } from '../../theme/apply-theme';
import { asciiOf, hexByte } from '../../widgets/byte-text';
import { useVisibleRows } from '../../widgets/use-visible-rows';

const PER_LINE = 16;
const NOTHING = new Uint8Array();

export function ComparedBytes({ comparison }: { readonly comparison: Comparison }): ReactNode {
  const text = useText();
  const { a, b, difference } = comparison;
  const bytesA = a.sources[0]?.bytes ?? NOTHING;
  const bytesB = b.sources[0]?.bytes ?? NOTHING;
  const height = byteRowHeight(usePreferences((p) => p.zoom));
  const count = Math.ceil(Math.max(bytesA.length, bytesB.length) / PER_LINE);
  const box = useRef<HTMLDivElement>(null);
  const { range } = useVisibleRows(box, count, height);
  const differs = useMemo(() => {
    const marks = new Uint8Array(count * PER_LINE);
    for (const { start, length } of difference.bytes) marks.fill(1, start, start + length);
    return marks;
  }, [difference, count]);
  const lines: ReactNode[] = [];
  for (let line = range.first; line < Math.min(range.end, count); line++) {
    const start = line * PER_LINE;
    lines.push(
      <div key={line} className="byte-line" style={{ top: line * height }}>
        <span className="byte-offset">{start.toString(16).padStart(4, '0')}</span>
        {'  '}
        <Side bytes={bytesA} start={start} differs={differs} />
        {'   '}
        <Side bytes={bytesB} start={start} differs={differs} />
      </div>,
    );
  }
  return (
    <div ref={box} className="byte-lines mono compare-bytes" tabIndex={0} role="group" aria-label={text('compare.bytesLabel')} data-pane="compared-bytes" data-testid="compared-bytes">
      <div className="byte-content" style={{ height: count * height }}>
        {lines}
      </div>
    </div>
  );
}

interface SideProps {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly differs: Uint8Array;
}

/** Hex and ASCII of one frame's line, in runs of bytes that differ and runs that do not. */
function Side({ bytes, start, differs }: SideProps): ReactNode {
  const row = bytes.subarray(start, start + PER_LINE);
  const runs: { readonly isDifferent: boolean; readonly first: number; end: number }[] = [];
  row.forEach((_, i) => {
    const isDifferent = differs[start + i] === 1;
    const last = runs.at(-1);
    if (last?.isDifferent === isDifferent) last.end = i + 1;
    else runs.push({ isDifferent, first: i, end: i + 1 });
  });
  const draw = (textOf: (byte: number) => string, gap: string): ReactNode =>
    runs.map(({ isDifferent, first, end }) => {
      const shown = Array.from(row.subarray(first, end), textOf).join(gap);
      return (
        <span key={first}>
          {isDifferent ? <i className="byte-different">{shown}</i> : shown}
          {end < row.length && gap}
        </span>
      );
    });
  return (
    <>
      {draw(hexByte, ' ')}
      {' '.repeat((PER_LINE - row.length) * 3 + (row.length === 0 ? -1 : 0) + 2)}
      <span className="byte-ascii">{draw(asciiOf, '')}</span>
      {' '.repeat(PER_LINE - row.length)}
    </>
  );
}
