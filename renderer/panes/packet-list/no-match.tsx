// Stands in the list when the display filter lets no frame through: what was looked at, and filters that let more through.
import type { ReactNode } from 'react';
import { widerFilters } from '../../../shared/filter/join-filters';
import { useText } from '../../locales/text';
import { useDisplayFilter } from '../../state/display-filter';
import { applyFilter, clearFilter } from '../../state/filter-bar';
import { useSession } from '../../state/session';
import { formatCount, formatMilliseconds } from '../../widgets/format-quantity';
import { visibleMarks } from '../../widgets/visible-marks';

export function NoMatch(): ReactNode {
  const text = useText();
  const { applied, progress, elapsedMs } = useDisplayFilter();
  const isLive = useSession((s) => Boolean(s.capture?.live));
  if (applied === '' || !progress || progress.phase === 'running' || progress.displayed > 0) return null;
  const wider = widerFilters(applied);
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
                  {visibleMarks(filter)}
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
