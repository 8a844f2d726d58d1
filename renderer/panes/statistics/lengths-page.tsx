// How long the displayed frames are: ranges of lengths with bars; a press shows the frames of one.
import { useEffect, type ReactNode } from 'react';
import type { LengthRow } from '../../../shared/ipc/statistics-calls';
import { useText } from '../../locales/text';
import { lengthFilter, refreshFrameStatistics, useFrameStatistics } from '../../state/frame-statistics';
import { filterFor } from '../../state/statistics-actions';
import { formatBytes, formatCount } from '../../widgets/format-quantity';
import { CountedHead, ShareCell, TableHeads } from './table-heads';

const HEADS = ['hierarchy.share', 'hierarchy.frames', 'hierarchy.bytes', 'lengths.average', 'lengths.least', 'lengths.most', 'lengths.rate', 'lengths.burst', 'lengths.burstAt'] as const;

const NONE = '\u2013';

export function LengthsPage(): ReactNode {
  const text = useText();
  const lengths = useFrameStatistics((s) => s.lengths);
  useEffect(refreshFrameStatistics, []);
  return (
    <main className="panes statistics" data-testid="lengths">
      <CountedHead title={text('tabs.lengths')} frames={lengths?.all.frames ?? 0} looked={lengths} />
      <div className="statistics-box" tabIndex={0} role="group" aria-label={text('tabs.lengths')} data-pane="lengths">
        <table className="statistics-table lengths-table" aria-busy={lengths === null}>
          <TableHeads heads={[{ label: text('lengths.range') }, ...HEADS.map((head) => ({ label: text(head), isRight: true, ...(head === 'lengths.burst' ? { title: text('lengths.burstHint') } : {}) }))]} />
          <tbody>
            {lengths?.rows.map((row) => <Line key={row.first} row={row} all={lengths.all.frames} />)}
            {lengths && <Line row={lengths.all} all={lengths.all.frames} isWhole />}
          </tbody>
        </table>
        {lengths?.all.frames === 0 && lengths.examined >= lengths.total && <p className="pane-empty">{text('statistics.nothing')}</p>}
      </div>
    </main>
  );
}

function Line({ row, all, isWhole = false }: { readonly row: LengthRow; readonly all: number; readonly isWhole?: boolean }): ReactNode {
  const text = useText();
  const share = all === 0 ? 0 : row.frames / all;
  const first = formatCount(row.first);
  const range = row.last < 0 ? text('lengths.from', { first }) : text('lengths.between', { first, last: formatCount(row.last) });
  const cell = (value: string): string => (row.frames === 0 ? NONE : value);
  return (
    <tr data-length={isWhole ? 'all' : row.first} className={isWhole ? 'whole' : undefined}>
      <th scope="row">
        {isWhole ? text('lengths.whole') : (
          <button type="button" className="statistics-press" title={text('lengths.filter')} onClick={() => filterFor(lengthFilter(row))}>
            {range}
          </button>
        )}
      </th>
      <ShareCell share={share} />
      <td className="right">{formatCount(row.frames)}</td>
      <td className="right">{formatBytes(row.bytes)}</td>
      <td className="right">{cell(row.average.toFixed(1))}</td>
      <td className="right">{cell(formatCount(row.least))}</td>
      <td className="right">{cell(formatCount(row.most))}</td>
      <td className="right">{cell(row.rate.toFixed(1))}</td>
      <td className="right">{cell(row.burst.toFixed(0))}</td>
      <td className="right">{cell(row.burstAt.toFixed(3))}</td>
    </tr>
  );
}
