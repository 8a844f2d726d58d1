// Display filters over the frames of a capture: of one frame after the other while it is read, of all of them, by the quick way or by asking every frame.
import type { FrameBytes } from '../dissect/dissector';
import type { DissectOptions } from '../dissect/frame-context';
import type { Registry } from '../dissect/registry';
import { fieldsOf } from '../filter/evaluate';
import type { Expression } from '../filter/expression';
import { ColumnVerdicts } from './column-verdicts';
import type { FindBytes } from './contains-tests';
import { DisplayFilter } from './display-filter';
import { FilterProgram, referencesOf } from './filter-program';
import { LOOK, NO, YES } from './protocol-presence';
import type { Session } from './session';

/** A filter ready to be asked of one frame after the other, as soon as each is in the store. */
export class FrameFilter {
  private readonly program: FilterProgram;
  private readonly columns: ColumnVerdicts;

  constructor(registry: Registry, private readonly session: Session, expression: Expression) {
    this.program = new FilterProgram(expression, registry);
    this.columns = new ColumnVerdicts(registry, session, this.program);
  }

  /** What the columns say: NO, YES or LOOK. */
  verdict(frame: number): number {
    return this.columns.of(frame);
  }

  shows(frame: number, source: FrameBytes, options: DissectOptions): boolean {
    const verdict = this.verdict(frame);
    return verdict === YES || (verdict === LOOK && this.program.matches(this.session.view.match(frame, source, this.program.wanted, options, false)));
  }
}

/** No frame that the filters show is among those for which this is false. */
export function mayShow(filters: readonly FrameFilter[], frame: number): boolean {
  return filters.every((filter) => filter.verdict(frame) !== NO);
}

/** Numbers of the frames that a filter shows. @param selected the frame whose values references stand for, 0 = none */
export function framesFound(session: Session, expression: Expression, dissect: DissectOptions, find: FindBytes, selected = 0): number[] {
  const program = new FilterProgram(expression, session.registry, selected === 0 ? undefined : referencesOf(expression, session, selected, dissect));
  const filter = new DisplayFilter(session, program, { dissect }, find);
  while (filter.step());
  return [...filter.rows.found];
}

/** The same for many filters, without columns: every frame is dissected, once for all of them. */
export function framesShown(session: Session, expressions: readonly Expression[], options: DissectOptions, selected = 0): number[][] {
  const wanted = new Uint8Array(session.registry.fields.length);
  for (const expression of expressions) for (const { id } of fieldsOf(expression)) wanted[id] = 1;
  const programs = expressions.map((expression) => new FilterProgram(expression, session.registry, selected === 0 ? undefined : referencesOf(expression, session, selected, options)));
  const shown = expressions.map((): number[] => []);
  // Many filters at once: none of them is the one that decides which frame was shown before.
  session.view.showed(0);
  for (let frame = 1; frame <= session.store.count; frame++) {
    const seen = session.view.match(frame, session.frame(frame), wanted, options, false);
    for (const [i, program] of programs.entries()) if (program.matches(seen)) shown[i]!.push(frame);
  }
  session.view.showed(-1);
  return shown;
}

/** `1-3,7` */
export function rangesText(frames: readonly number[]): string {
  const parts: string[] = [];
  for (let i = 0; i < frames.length; i++) {
    const first = frames[i]!;
    while (frames[i + 1] === frames[i]! + 1) i++;
    parts.push(frames[i] === first ? String(first) : `${first}-${frames[i]}`);
  }
  return parts.join(',');
}
