// How long the displayed frames are: ranges of lengths with bars; a press shows the frames of one.
import { useEffect, type ReactNode } from 'react';
import type { LengthRow } from '../../../shared/ipc/statistics-calls';
import { useText } from '../../locales/text';
import { useDisplayFilter } from '../../state/display-filter';
import { lengthFilter, refreshFrameStatistics, useFrameStatistics } from '../../state/frame-statistics';
import { filterFor } from '../../state/statistics-actions';
import { formatBytes, formatCount, formatShare } from '../../widgets/format-quantity';
import { Progress } from './progress';

const NONE = '\u2013';

export function LengthsPage(): ReactNode {
  const text = useText();
  const lengths = useFrameStatistics((s) => s.lengths);
  const isFiltered = useDisplayFilter((s) => s.applied.trim() !== '');
  useEffect(refreshFrameStatistics, []);
  return (
    <main className="panes statistics" data-testid="lengths">
      <div className="pane-head">
        <b>{text('tabs.lengths')}</b>
        {lengths && <span className="t3">{text(isFiltered ? 'statistics.displayed' : 'statistics.all', { count: lengths.all.frames, formatted: formatCount(lengths.all.frames) })}</span>}
        {lengths && <Progress examined={lengths.examined} total={lengths.total} />}
      </div>
      <div className="statistics-box" tabIndex={0} role="group" aria-label={text('tabs.lengths')} data-pane="lengths">
        <table className="statistics-table lengths-table" aria-busy={lengths === null}>
          <thead>
            <tr>
              <th>{text('lengths.range')}</th>
              <th className="right">{text('hierarchy.share')}</th>
              <th className="right">{text('hierarchy.frames')}</th>
              <th className="right">{text('hierarchy.bytes')}</th>
              <th className="right">{text('lengths.average')}</th>
              <th className="right">{text('lengths.least')}</th>
              <th className="right">{text('lengths.most')}</th>
              <th className="right">{text('lengths.rate')}</th>
              <th className="right" title={text('lengths.burstHint')}>{text('lengths.burst')}</th>
              <th className="right">{text('lengths.burstAt')}</th>
            </tr>
          </thead>
          <tbody>
            {lengths?.rows.map((row) => <Line key={row.first} row={row} all={lengths.all.frames} />)}
            {lengths && <Line row={lengths.all} all={lengths.all.frames} isWhole />}
          </tbody>
        </table>
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
      <td className="right">
        <span className="share-bar" aria-hidden="true">
          <span style={{ width: `${share * 100}%` }} />
        </span>
        <span className="share-number">{formatShare(share)}{'\u202f'}%</span>
      </td>
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
