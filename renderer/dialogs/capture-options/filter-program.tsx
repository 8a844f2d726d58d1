// The program that a capture filter compiles to, as tcpdump -d, -dd and -ddd print it, with words for each instruction; folded out on demand.
import { useMemo, useState, type ReactNode } from 'react';
import type { Instruction } from '../../../shared/live/bpf-program';
import { instructionWords } from '../../../shared/live/bpf-words';
import type { CaptureFilterCheck, CaptureFilterCounts } from '../../../shared/live/capture-filter';
import { filterClauses } from '../../../shared/live/filter-clauses';
import { engine } from '../../engine';
import { phraseText, useText } from '../../locales/text';
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

/** @param linktype DLT name that it was compiled for; '' = EN10MB */
export function FilterProgram({ check, linktype }: { readonly check: CaptureFilterCheck | null; readonly linktype: string }): ReactNode {
  const text = useText();
  const [way, setWay] = useState<(typeof WAYS)[number][1]>('program');
  const { counts, count } = useCounts(check);
  const hasCapture = useSession((s) => s.capture !== null);
  if (!check || check.error) return null;
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
      {way === 'program' ? (
        <ProgramLines check={check} linktype={linktype} hits={counts?.hits ?? []} />
      ) : (
        <pre className="mono" tabIndex={0} data-testid="filter-program">
          {check[way].split('\n').map(visibleMarks).join('\n')}
        </pre>
      )}
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

/** Where a line of tcpdump -d says where the instruction leads. */
const JUMPS = /jt \d+\s+jf \d+\s*$/;

/** Each instruction: how often it ran, as tcpdump -d prints it, and what it does. */
function ProgramLines({ check, linktype, hits }: { readonly check: CaptureFilterCheck; readonly linktype: string; readonly hits: readonly number[] }): ReactNode {
  const text = useText();
  const words = useMemo(() => instructionWords(instructionsOf(check.decimal), linktype), [check.decimal, linktype]);
  const lines = check.program.trimEnd().split('\n');
  // Counted over another link type, the program is another one.
  const counted = hits.length === lines.length;
  return (
    <ol className="program-lines" tabIndex={0} data-testid="filter-program">
      {lines.map((line, i) => (
        <li key={i}>
          {counted && <span className="program-hits mono t3">{formatCount(hits[i] ?? 0)}</span>} <span className="program-code mono">{visibleMarks(line.replace(JUMPS, '').trimEnd())}</span>{' '}
          <span className="program-jumps mono t3">{JUMPS.exec(line)?.[0].replace('\t', ' ')}</span>{' '}
          <span className="program-words t2">{visibleMarks(phraseText(words[i] ?? '', text).trim())}</span>
        </li>
      ))}
    </ol>
  );
}

/** Of `tcpdump -ddd`. */
function instructionsOf(decimal: string): Instruction[] {
  return decimal.trim().split('\n').slice(1).map((line) => {
    const [code = 0, jt = 0, jf = 0, k = 0] = line.split(' ').map(Number);
    return [code, jt, jf, k];
  });
}
