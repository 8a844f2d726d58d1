// What the expert information of the displayed frames says, the worst first; a press shows the frames.
import { useEffect, useState, type ReactNode } from 'react';
import type { ExpertRow } from '../../../shared/ipc/statistics-calls';
import { useText } from '../../locales/text';
import { useRowCount } from '../../state/displayed';
import { findingFilter, refreshFrameStatistics, useFrameStatistics } from '../../state/frame-statistics';
import { selectNumber } from '../../state/selection';
import { filterFor } from '../../state/statistics-actions';
import { showTab } from '../../state/tabs';
import { formatCount } from '../../widgets/format-quantity';
import { visibleMarks } from '../../widgets/visible-marks';
import { Progress } from './progress';
import { TableHeads } from './table-heads';

type Severity = ExpertRow['severity'];
const HEADS = ['severity', 'summary', 'group', 'protocol', 'count', 'first'] as const;
const SEVERITIES: readonly Severity[] = ['error', 'warn', 'note', 'chat', 'comment'];

export function ExpertPage(): ReactNode {
  const text = useText();
  const expert = useFrameStatistics((s) => s.expert);
  const isNothing = useRowCount() === 0;
  const [only, setOnly] = useState<Severity | null>(null);
  useEffect(refreshFrameStatistics, []);
  const rows = expert?.rows ?? [];
  const sumOf = (severity: Severity): number => rows.reduce((sum, row) => sum + (row.severity === severity ? row.count : 0), 0);
  return (
    <main className="panes statistics" data-testid="expert">
      <div className="pane-head">
        <b>{text('tabs.expert')}</b>
        {expert === null && <span className="t3" role="status">{text('statistics.counting')}</span>}
        {expert && <Progress examined={expert.examined} total={expert.total} />}
        <span className="grow" />
        <div className="switches" role="group" aria-label={text('expert.severities')}>
          {SEVERITIES.map((severity) => (
            <button key={severity} type="button" className={`button small ${only === severity ? 'on' : ''}`} aria-pressed={only === severity} disabled={sumOf(severity) === 0} onClick={() => setOnly(only === severity ? null : severity)} data-severity={severity}>
              {text(`expert.${severity}`)}
              <span className="count">{formatCount(sumOf(severity))}</span>
            </button>
          ))}
        </div>
      </div>
      <div className="statistics-box" tabIndex={0} role="group" aria-label={text('tabs.expert')} data-pane="expert">
        {expert !== null && rows.length === 0 && expert.examined >= expert.total ? <p className="pane-empty">{text(isNothing ? 'statistics.nothing' : 'expert.none')}</p> : <Table rows={rows.filter(({ severity }) => only === null || severity === only)} />}
      </div>
    </main>
  );
}

function Table({ rows }: { readonly rows: readonly ExpertRow[] }): ReactNode {
  const text = useText();
  return (
    <table className="statistics-table">
      <TableHeads heads={HEADS.map((head) => ({ label: text(`expert.${head}`), isRight: head === 'count' || head === 'first' }))} />
      <tbody>
        {rows.map((row, i) => (
          <tr key={i} data-finding={row.severity}>
            <td><span className={`severity-chip ${row.severity}`}>{text(`expert.${row.severity}`)}</span></td>
            <th scope="row">
              <button type="button" className="statistics-press" title={text('expert.filter')} onClick={() => filterFor(findingFilter(row))}>{visibleMarks(row.summary)}</button>
            </th>
            <td>{row.group}</td>
            <td>{visibleMarks(row.protocol)}</td>
            <td className="right">{formatCount(row.count)}</td>
            <td className="right">
              <button type="button" className="statistics-press" title={text('expert.go')} onClick={() => goTo(row.frame)}>{formatCount(row.frame)}</button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function goTo(frame: number): void {
  showTab('packets');
  void selectNumber(frame);
}
