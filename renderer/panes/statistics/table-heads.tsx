// What the tables of frame statistics have in common: the bar above, how far the frames were looked at, heads of columns, a share as bar and number.
import type { ReactNode } from 'react';
import { useText } from '../../locales/text';
import { useDisplayFilter } from '../../state/display-filter';
import { formatCount, formatShare } from '../../widgets/format-quantity';
import { Progress } from './progress';

interface Looked {
  readonly examined: number;
  readonly total: number;
}

/** @param frames that were counted @param looked null = nothing was said yet */
export function CountedHead({ title, frames, looked }: { readonly title: string; readonly frames: number; readonly looked: Looked | null }): ReactNode {
  const text = useText();
  const isFiltered = useDisplayFilter((s) => s.applied.trim() !== '');
  return (
    <div className="pane-head">
      <b>{title}</b>
      {looked && <span className="t3">{text(isFiltered ? 'statistics.displayed' : 'statistics.all', { count: frames, formatted: formatCount(frames) })}</span>}
      {looked === null && <span className="t3" role="status">{text('statistics.counting')}</span>}
      {looked && <Progress examined={looked.examined} total={looked.total} />}
    </div>
  );
}

export interface TableHead {
  readonly label: string;
  readonly title?: string;
  /** Of numbers. */
  readonly isRight?: boolean;
}

export function TableHeads({ heads }: { readonly heads: readonly TableHead[] }): ReactNode {
  return (
    <thead>
      <tr>
        {heads.map(({ label, title, isRight }) => (
          <th key={label} className={isRight === true ? 'right' : undefined} title={title}>{label}</th>
        ))}
      </tr>
    </thead>
  );
}

export function ShareCell({ share }: { readonly share: number }): ReactNode {
  return (
    <td className="right">
      <span className="share-bar" aria-hidden="true">
        <span style={{ width: `${share * 100}%` }} />
      </span>
      <span className="share-number">{formatShare(share)}{'\u202f'}%</span>
    </td>
  );
}
