// Which protocols the displayed frames have inside which, as a tree with bars; a press shows their frames.
import { useEffect, type CSSProperties, type ReactNode } from 'react';
import type { HierarchyRow } from '../../../shared/ipc/statistics-calls';
import { useText } from '../../locales/text';
import { refreshFrameStatistics, useFrameStatistics } from '../../state/frame-statistics';
import { filterFor } from '../../state/statistics-actions';
import { formatBytes, formatCount } from '../../widgets/format-quantity';
import { visibleMarks } from '../../widgets/visible-marks';
import { CountedHead, ShareCell, TableHeads } from './table-heads';

const HEADS = ['share', 'frames', 'bytes', 'endFrames', 'endBytes'] as const;

export function HierarchyPage(): ReactNode {
  const text = useText();
  const hierarchy = useFrameStatistics((s) => s.hierarchy);
  useEffect(refreshFrameStatistics, []);
  return (
    <main className="panes statistics" data-testid="hierarchy">
      <CountedHead title={text('tabs.hierarchy')} frames={hierarchy?.frames ?? 0} looked={hierarchy} />
      <div className="statistics-box" tabIndex={0} role="group" aria-label={text('tabs.hierarchy')} data-pane="hierarchy">
        <table className="statistics-table" aria-busy={hierarchy === null}>
          <TableHeads heads={[{ label: text('hierarchy.protocol') }, ...HEADS.map((head) => ({ label: text(`hierarchy.${head}`), isRight: true }))]} />
          <tbody>{hierarchy?.rows.map((row, i) => <Line key={i} row={row} all={hierarchy.frames} />)}</tbody>
        </table>
        {hierarchy?.frames === 0 && hierarchy.examined >= hierarchy.total && <p className="pane-empty">{text('statistics.nothing')}</p>}
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
      <ShareCell share={share} />
      <td className="right">{formatCount(row.frames)}</td>
      <td className="right">{formatBytes(row.bytes)}</td>
      <td className="right">{formatCount(row.endFrames)}</td>
      <td className="right">{formatBytes(row.endBytes)}</td>
    </tr>
  );
}
