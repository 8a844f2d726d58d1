// A checked display filter, ready to be asked about frames.
import type { Registry } from '../dissect/registry';
import { compileFilter, fieldsOf, type FramePredicate } from '../filter/evaluate';
import type { Expression } from '../filter/expression';
import { occurrences, scalarOf, type References } from '../filter/operand-values';
import type { DissectOptions } from '../dissect/frame-context';
import type { Session } from './session';

export class FilterProgram {
  /** By field id: 1 = the filter needs the field's values. */
  readonly wanted: Uint8Array;
  readonly matches: FramePredicate;

  /** @param references values of the selected frame */
  constructor(readonly expression: Expression, registry: Registry, private readonly references?: References) {
    this.wanted = new Uint8Array(registry.fields.length);
    for (const { id } of fieldsOf(expression)) this.wanted[id] = 1;
    this.matches = this.part(expression);
  }

  get hasReferences(): boolean {
    return this.references !== undefined;
  }

  /** The same for a part of the filter. */
  part(expression: Expression): FramePredicate {
    return compileFilter(expression, this.references);
  }
}

/** The values that a filter's references stand for: those of the frame `selected`. */
export function referencesOf(expression: Expression, session: Session, selected: number, options: DissectOptions): References {
  const wanted = new Uint8Array(session.registry.fields.length);
  for (const { id } of fieldsOf(expression, true)) wanted[id] = 1;
  const seen = [...session.view.match(selected, session.frame(selected), wanted, options, false)];
  return (of) => occurrences(of)(seen).map((s) => (of.raw ? s.bytes.slice(s.start, s.start + s.length) : scalarOf(s)));
}
