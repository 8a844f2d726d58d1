// Stands in the list when the display filter lets no frame through: what was looked at, and filters that let more through.
import type { ReactNode } from 'react';
import { widerFilters } from '../../../shared/filter/join-filters';
import { useText } from '../../locales/text';
import { useDisplayFilter } from '../../state/display-filter';
import { applyFilter, clearFilter } from '../../state/filter-bar';
import { useFilterCounts } from '../../state/filter-counts';
import { useSession } from '../../state/session';
import { formatCount, formatMilliseconds } from '../../widgets/format-quantity';
import { visibleMarks } from '../../widgets/visible-marks';

export function NoMatch(): ReactNode {
  const text = useText();
  const { applied, progress, elapsedMs } = useDisplayFilter();
  const isLive = useSession((s) => Boolean(s.capture?.live));
  const isEmpty = applied !== '' && progress !== null && progress.phase !== 'running' && progress.displayed === 0;
  const wider = isEmpty ? widerFilters(applied) : [];
  const counts = useFilterCounts(wider);
  if (progress?.phase === 'running' && progress.displayed === 0 && applied !== '') return <p className="no-match still t2">{text('noMatch.running', { formatted: formatCount(progress.examined), count: progress.examined })}</p>;
  if (!isEmpty) return null;
  return (
    <div className="no-match" data-testid="no-match" role="status">
      <h2>{text('noMatch.title')}</h2>
      <p className="t2">
        {text(progress.phase === 'cancelled' ? 'noMatch.stopped' : isLive ? 'noMatch.live' : 'noMatch.text', { formatted: formatCount(progress.examined), count: progress.examined })} <span className="mono">{visibleMarks(applied)}</span>
      </p>
      {wider.length > 0 && (
        <>
          <p className="t2">{text('noMatch.wider')}</p>
          <ul>
            {wider.map((filter) => (
              <li key={filter}>
                <button type="button" className="no-match-filter mono" onClick={() => applyFilter(filter)}>
                  <span>{visibleMarks(filter)}</span>
                  <FrameCount count={counts.get(filter)} />
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      <div className="no-match-foot">
        <button type="button" className="button edge" onClick={clearFilter}>
          {text('noMatch.clear')}
        </button>
        <span className="t3">{text('noMatch.took', { time: formatMilliseconds(elapsedMs) })}</span>
      </div>
    </div>
  );
}

function FrameCount({ count }: { readonly count: number | undefined }): ReactNode {
  const text = useText();
  return count !== undefined && <span className="no-match-count t3">{text('displayFilter.frames', { count, formatted: formatCount(count) })}</span>;
}
