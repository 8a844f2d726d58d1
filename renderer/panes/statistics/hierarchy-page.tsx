// Which protocols the displayed frames have inside which, as a tree with bars; a press shows their frames.
import { useEffect, type CSSProperties, type ReactNode } from 'react';
import type { HierarchyRow } from '../../../shared/ipc/statistics-calls';
import { useText } from '../../locales/text';
import { useDisplayFilter } from '../../state/display-filter';
import { refreshFrameStatistics, useFrameStatistics } from '../../state/frame-statistics';
import { filterFor } from '../../state/statistics-actions';
import { formatBytes, formatCount, formatShare } from '../../widgets/format-quantity';
import { visibleMarks } from '../../widgets/visible-marks';
import { Progress } from './progress';

export function HierarchyPage(): ReactNode {
  const text = useText();
  const hierarchy = useFrameStatistics((s) => s.hierarchy);
  const isFiltered = useDisplayFilter((s) => s.applied.trim() !== '');
  useEffect(refreshFrameStatistics, []);
  return (
    <main className="panes statistics" data-testid="hierarchy">
      <div className="pane-head">
        <b>{text('tabs.hierarchy')}</b>
        {hierarchy && <span className="t3">{text(isFiltered ? 'statistics.displayed' : 'statistics.all', { count: hierarchy.frames, formatted: formatCount(hierarchy.frames) })}</span>}
        {hierarchy && <Progress examined={hierarchy.examined} total={hierarchy.total} />}
      </div>
      <div className="statistics-box" tabIndex={0} role="group" aria-label={text('tabs.hierarchy')} data-pane="hierarchy">
        <table className="statistics-table" aria-busy={hierarchy === null}>
          <thead>
            <tr>
              <th>{text('hierarchy.protocol')}</th>
              <th className="right">{text('hierarchy.share')}</th>
              <th className="right">{text('hierarchy.frames')}</th>
              <th className="right">{text('hierarchy.bytes')}</th>
              <th className="right">{text('hierarchy.endFrames')}</th>
              <th className="right">{text('hierarchy.endBytes')}</th>
            </tr>
          </thead>
          <tbody>{hierarchy?.rows.map((row, i) => <Line key={i} row={row} all={hierarchy.frames} />)}</tbody>
        </table>
      </div>
    </main>
  );
}

function Line({ row, all }: { readonly row: HierarchyRow; readonly all: number }): ReactNode {
  const text = useText();
  const share = all === 0 ? 0 : row.frames / all;
  return (
    <tr data-protocol={row.protocol} aria-level={row.depth + 1}>
      <th scope="row" style={{ '--depth': row.depth } as CSSProperties}>
        <button type="button" className="statistics-press" title={text('hierarchy.filter', { protocol: row.protocol })} onClick={() => filterFor(row.protocol)}>
          {visibleMarks(row.label)} <span className="mono t3">{visibleMarks(row.protocol)}</span>
        </button>
      </th>
      <td className="right">
        <span className="share-bar" aria-hidden="true">
          <span style={{ width: `${share * 100}%` }} />
        </span>
        <span className="share-number">{formatShare(share)}{'\u202f'}%</span>
      </td>
      <td className="right">{formatCount(row.frames)}</td>
      <td className="right">{formatBytes(row.bytes)}</td>
      <td className="right">{formatCount(row.endFrames)}</td>
      <td className="right">{formatBytes(row.endBytes)}</td>
    </tr>
  );
}
