// The display filters of an open capture: one is applied, some of those before are kept with what they found.
import { checkFilter, type CheckedFilter, type FilterSettings } from '../filter/check';
import type { Expression } from '../filter/expression';
import { problemSentence } from '../filter/problem-sentence';
import type { ViewOptions } from '../ipc/contract';
import { problem, ProblemError } from '../problem';
import type { FindBytes } from './contains-tests';
import { DisplayFilter, type FilterView } from './display-filter';
import { catalogueOf } from './field-catalogue';
import { FilterProgram, referencesOf } from './filter-program';
import { allRows } from './row-set';
import type { Session } from './session';

/** Results that are kept for their text, and frames in all of them. */
const MOST_KEPT = 24;
const MOST_FRAMES_KEPT = 8_000_000;

export interface DisplayFilterHost {
  readonly find: FindBytes;
  readonly settings: FilterSettings;
}

export class DisplayFilters {
  /** Text of the filter that is applied; '' = none. */
  text = '';
  /** The one whose rows are displayed, or will be once it has found as many as the one before had. */
  private running: DisplayFilter | null = null;
  private key = '';
  private readonly kept = new Map<string, DisplayFilter>();

  constructor(private readonly session: Session, private readonly host: DisplayFilterHost) {}

  /**
   * From now on the frames that the filter selects are displayed, as far as step() has found them.
   * @param selected the frame whose values references stand for; 0 = none
   * @throws ProblemError NL-FILTER-01
   */
  apply(text: string, selected: number, view: ViewOptions): void {
    const checked = this.check(text);
    if (checked.state === 'invalid') throw new ProblemError(problem('NL-FILTER-01', problemSentence(checked.problem), { text, from: checked.problem.from, to: checked.problem.to }));
    this.text = text;
    if (checked.state === 'empty') {
      this.running = null;
      this.session.displayed = allRows(() => this.session.store.count);
      return;
    }
    const refers = text.includes('${');
    const macros = text.includes('$') ? JSON.stringify([...(this.host.settings.macros ?? [])]) : '';
    this.key = [text, macros, this.session.notes.revision, view.relativeSequence, view.verifyChecksums, refers ? selected : 0].join('\n');
    this.running = this.kept.get(this.key) ?? this.started(checked.expression, refers ? selected : 0, view);
    this.keep();
    this.session.displayed = this.running.rows;
  }

  check(text: string): CheckedFilter {
    return checkFilter(text, catalogueOf(this.session.registry), this.host.settings);
  }

  get examined(): number {
    return this.running?.examined ?? this.session.store.count;
  }

  /** Goes on for about a millisecond. False when there is nothing to do for now. */
  step(): boolean {
    const { running } = this;
    if (running === null || running.step()) return running !== null;
    // What was looked for anew is displayed when it is complete.
    this.session.displayed = running.rows;
    return false;
  }

  /** The capture is complete now: what frames said before they knew of later ones is asked again. */
  finished(): void {
    for (const [key, filter] of this.kept) if (filter.isProvisional && filter !== this.running) this.kept.delete(key);
    if (this.running?.isProvisional !== true) return;
    this.running = this.running.again();
    this.keep();
  }

  private started(expression: Expression, selected: number, view: ViewOptions): DisplayFilter {
    const { session } = this;
    const filterView: FilterView = { dissect: { relativeSequence: view.relativeSequence, verifyChecksums: view.verifyChecksums, flagStyle: 'wireshark', names: null }, notes: session.notes.revision };
    const program = new FilterProgram(expression, session.registry, selected === 0 ? undefined : referencesOf(expression, session, selected, filterView.dissect));
    return new DisplayFilter(session, program, filterView, this.host.find, this.baseOf(program, filterView));
  }

  /** The result that is displayed, where the new filter says the same and more: `… && more`. */
  private baseOf({ expression, hasReferences }: FilterProgram, view: FilterView): DisplayFilter | null {
    const { running } = this;
    if (running === null || running.dependsOnRows || running.isProvisional || hasReferences || running.program.hasReferences) return null;
    if (JSON.stringify(running.view) !== JSON.stringify(view)) return null;
    const before = textOf(running.program.expression);
    return conjunctsOf(expression).some((part) => textOf(part) === before) ? running : null;
  }

  /** Newest last. */
  private keep(): void {
    const { running } = this;
    if (running === null) return;
    this.kept.delete(this.key);
    this.kept.set(this.key, running);
    let frames = 0;
    for (const filter of this.kept.values()) frames += filter.rows.count;
    for (const [key, filter] of this.kept) {
      if (this.kept.size <= MOST_KEPT && frames <= MOST_FRAMES_KEPT) break;
      if (filter === running) break;
      frames -= filter.rows.count;
      this.kept.delete(key);
    }
  }
}

/** The expression, and what it is made of by `&&`. */
function conjunctsOf(expression: Expression): readonly Expression[] {
  return expression.kind === 'and' ? [expression, ...conjunctsOf(expression.left), ...conjunctsOf(expression.right)] : [expression];
}

/** The same for expressions that mean the same because they are written the same. */
function textOf(expression: Expression): string {
  return JSON.stringify(expression, (key, value: unknown) => {
    if (key === 'fields') return (value as { id: number }[]).map(({ id }) => id);
    if (typeof value === 'bigint') return `${value}n`;
    return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
  });
}
