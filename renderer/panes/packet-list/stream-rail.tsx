// The rail at the left that joins the frames of one conversation: a square for the client, a disc for the server.
import type { ReactNode } from 'react';
import { rowAt } from '../../state/rows';
import type { RowRange } from '../../widgets/segment';

interface StreamRailProps {
  readonly stream: string;
  readonly selected: number;
  readonly range: RowRange;
  readonly rowHeight: number;
  readonly topOf: (index: number) => number;
}

const X = 16;
/** Rows beyond the view that are looked at to know whether the conversation goes on; only those already there. */
const LOOK_BEYOND = 100;

interface Mark {
  readonly index: number;
  readonly side: '' | 'client' | 'server';
}

function marksOf(stream: string, first: number, end: number): readonly Mark[] {
  const marks: Mark[] = [];
  for (let index = Math.max(0, first); index < end; index++) {
    const row = rowAt(index)?.row;
    if (row?.stream === stream) marks.push({ index, side: row.side });
  }
  return marks;
}

export function StreamRail({ stream, selected, range, rowHeight, topOf }: StreamRailProps): ReactNode {
  const known = marksOf(stream, range.first - LOOK_BEYOND, range.end + LOOK_BEYOND);
  const marks = known.filter((mark) => mark.index >= range.first && mark.index < range.end);
  const indexes = [...known.map((mark) => mark.index), selected];
  const from = Math.max(Math.min(...indexes), range.first - 1);
  const to = Math.min(Math.max(...indexes), range.end);
  if (to < range.first || from >= range.end) return null;
  const origin = topOf(range.first);
  const middle = (index: number): number => topOf(index) - origin + rowHeight / 2;
  return (
    <svg className="stream-rail" aria-hidden="true" style={{ top: origin }} width={28} height={(range.end - range.first) * rowHeight}>
      <path d={`M${X} ${middle(from)}V${middle(to)}`} />
      {marks.map((mark) => (
        <RailMark key={mark.index} side={mark.side} y={middle(mark.index)} isSelected={mark.index === selected} />
      ))}
    </svg>
  );
}

function RailMark({ side, y, isSelected }: { readonly side: Mark['side']; readonly y: number; readonly isSelected: boolean }): ReactNode {
  const size = isSelected ? 5 : 3.5;
  const className = `${side} ${isSelected ? 'selected' : ''}`;
  if (side === 'client') return <rect className={className} x={X - size + 0.5} y={y - size + 0.5} width={size * 2 - 1} height={size * 2 - 1} rx={1} />;
  return <circle className={className} cx={X} cy={y} r={size} />;
}
