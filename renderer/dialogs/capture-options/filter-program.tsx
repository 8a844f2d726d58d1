// The program that a capture filter compiles to, as tcpdump -d, -dd and -ddd print it; folded out on demand.
import { useState, type ReactNode } from 'react';
import type { CaptureFilterCheck, CaptureFilterCounts } from '../../../shared/live/capture-filter';
import { filterClauses } from '../../../shared/live/filter-clauses';
import { engine } from '../../engine';
import { useText } from '../../locales/text';
import { copyText } from '../../state/clipboard';
import { report, useSession } from '../../state/session';
import { formatCount } from '../../widgets/format-quantity';
import { Icon } from '../../widgets/icon';
import { visibleMarks } from '../../widgets/visible-marks';

const WAYS = [
  ['-d', 'program'],
  ['-dd', 'c'],
  ['-ddd', 'decimal'],
] as const;

export function FilterProgram({ check }: { readonly check: CaptureFilterCheck | null }): ReactNode {
  const text = useText();
  const [way, setWay] = useState<(typeof WAYS)[number][1]>('program');
  const { counts, count } = useCounts(check);
  const hasCapture = useSession((s) => s.capture !== null);
  if (!check || check.error) return null;
  const lines = way === 'program' && counts ? withHits(check.program, counts.hits) : check[way];
  return (
    <details className="filter-program">
      <summary>{text('program.title', { count: check.instructions })}</summary>
      <div className="filter-program-head">
        {WAYS.map(([option, name]) => (
          <button key={name} type="button" className={`button small mono ${way === name ? 'on' : ''}`} aria-pressed={way === name} onClick={() => setWay(name)}>
            tcpdump {option}
          </button>
        ))}
        <span className="grow" />
        {hasCapture && (
          <button type="button" className="button edge small" title={text('program.countHint')} onClick={count}>
            {text('program.count')}
          </button>
        )}
        <button type="button" className="button edge small" onClick={() => void copyText(check[way])}>
          <Icon name="copy" />
          {text('welcome.copy')}
        </button>
      </div>
      {counts && <ClauseCounts filter={check.filter} counts={counts} />}
      <pre className="mono" tabIndex={0} data-testid="filter-program">
        {lines.split(/([\n\t])/).map((part, i) => (i % 2 === 0 ? visibleMarks(part) : part)).join('')}
      </pre>
    </details>
  );
}

interface Counted extends CaptureFilterCounts {
  readonly filter: string;
}

/** How many frames of the open capture the filter and its clauses keep, asked for by a press. */
function useCounts(check: CaptureFilterCheck | null): { readonly counts: CaptureFilterCounts | null; readonly count: () => void } {
  const [counted, setCounted] = useState<Counted | null>(null);
  const filter = check?.filter ?? '';
  const count = (): void => {
    engine.call('captureFilter.count', { filters: [filter, ...filterClauses(filter)].slice(0, 50) }).then((answer) => setCounted({ ...answer, filter }), report);
  };
  return { counts: counted?.filter === filter ? counted : null, count };
}

function ClauseCounts({ filter, counts }: { readonly filter: string; readonly counts: CaptureFilterCounts }): ReactNode {
  const text = useText();
  const clauses = filterClauses(filter);
  const [whole = 0, ...each] = counts.counts;
  return (
    <dl className="clause-counts" data-testid="clause-counts">
      <div>
        <dt>{text('program.kept')}</dt>
        <dd className="mono" data-value={whole}>
          {text('program.keptOf', { kept: formatCount(whole), all: formatCount(counts.frames) })}
        </dd>
      </div>
      {clauses.length > 1 && clauses.map((clause, i) => (
        <div key={i}>
          <dt className="mono cut">{visibleMarks(clause)}</dt>
          <dd className="mono" data-value={each[i] ?? -1}>{(each[i] ?? -1) < 0 ? text('program.notAlone') : formatCount(each[i]!)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Each instruction with how often it ran in front. */
function withHits(program: string, hits: readonly number[]): string {
  const width = Math.max(...hits.map((hit) => formatCount(hit).length), 1);
  return hits.length === 0 ? program : program.split('\n').map((line, i) => (hits[i] === undefined ? line : `${formatCount(hits[i]).padStart(width)}  ${line}`)).join('\n');
}
