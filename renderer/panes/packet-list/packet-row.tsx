// One frame as a row: absolutely placed cells, one text node each; places come from the list's CSS variables.
import { memo, type CSSProperties, type ReactNode } from 'react';
import type { Column } from '../../state/columns';
import type { CachedRow } from '../../state/row-cache';
import { cellOf } from '../../state/rows';
import { visibleMarks } from '../../widgets/visible-marks';

interface PacketRowProps {
  readonly id: string;
  readonly index: number;
  readonly top: number;
  readonly cached: CachedRow | undefined;
  readonly columns: readonly Column[];
  readonly isSelected: boolean;
  readonly tints: boolean;
}

const cellStyles: CSSProperties[] = [];

/** The same object for the same place, so that React has nothing to compare. */
export function cellStyle(place: number): CSSProperties {
  return (cellStyles[place] ??= { left: `var(--left-${place})`, width: `var(--width-${place})` });
}

const CELL_CLASSES: Readonly<Record<string, string>> = { number: 'quiet', time: 'dim', protocol: 'ui' };

function PlainRow({ id, index, top, cached, columns, isSelected, tints }: PacketRowProps): ReactNode {
  const tint = tints && cached ? cached.row.tint : '';
  return (
    <div
      id={id}
      className={`packet-row ${tint === '' ? '' : `tint-${tint}`} ${isSelected ? 'selected' : ''}`}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      data-frame-index={index}
      style={{ transform: `translateY(${top}px)` }}
    >
      {columns.map((column, place) => (
        <div key={column.id} role="gridcell" className={`cell ${column.align} ${CELL_CLASSES[column.id] ?? ''}`} style={cellStyle(place)}>
          {cached ? visibleMarks(cellOf(cached, column.id)) : place === 0 ? String(index + 1) : '…'}
        </div>
      ))}
    </div>
  );
}

export const PacketRow = memo(
  PlainRow,
  (a, b) =>
    a.index === b.index &&
    a.top === b.top &&
    a.cached?.row === b.cached?.row &&
    a.cached?.columns === b.cached?.columns &&
    a.columns === b.columns &&
    a.isSelected === b.isSelected &&
    a.tints === b.tints,
);
