// Display filters over the frames of a capture, each frame dissected once for all of them.
import type { FrameBytes } from '../dissect/dissector';
import type { DissectOptions } from '../dissect/frame-context';
import type { Registry } from '../dissect/registry';
import { compileFilter, fieldsOf, type FramePredicate } from '../filter/evaluate';
import type { Expression } from '../filter/expression';
import { occurrences, scalarOf } from '../filter/operand-values';
import type { FrameView } from './frame-view';
import type { Session } from './session';

/** Field ids that a match run must keep for these filters. */
export function wantedBy(registry: Registry, expressions: readonly Expression[], referenced = false): Uint8Array {
  const wanted = new Uint8Array(registry.fields.length);
  for (const expression of expressions) for (const field of fieldsOf(expression, referenced)) wanted[field.id] = 1;
  return wanted;
}

/** A filter ready to be asked of one frame after the other. */
export class FrameFilter {
  private readonly wanted: Uint8Array;
  private readonly predicate: FramePredicate;

  constructor(registry: Registry, expression: Expression, predicate: FramePredicate = compileFilter(expression)) {
    this.wanted = wantedBy(registry, [expression]);
    this.predicate = predicate;
  }

  shows(frame: number, source: FrameBytes, view: FrameView, options: DissectOptions): boolean {
    return this.predicate(view.match(frame, source, this.wanted, options, false));
  }
}

/** A filter whose references stand for the values of a frame; 0: of none. */
export function predicateFor(expression: Expression, session: Session, selected: number, options: DissectOptions): FramePredicate {
  if (selected === 0) return compileFilter(expression);
  const wanted = wantedBy(session.registry, [expression], true);
  const seen = [...session.view.match(selected, session.frame(selected), wanted, options, false)];
  return compileFilter(expression, (of) => occurrences(of)(seen).map((s) => (of.raw ? s.bytes.slice(s.start, s.start + s.length) : scalarOf(s))));
}

/** For each filter the numbers of the frames that it shows. */
export function framesShown(session: Session, expressions: readonly Expression[], options: DissectOptions, selected = 0): number[][] {
  const wanted = wantedBy(session.registry, expressions);
  const predicates = expressions.map((expression) => predicateFor(expression, session, selected, options));
  const shown = expressions.map((): number[] => []);
  // Many filters at once: none of them is the one that decides which frame was shown before.
  session.view.showed(0);
  for (let frame = 1; frame <= session.store.count; frame++) {
    const seen = session.view.match(frame, session.frame(frame), wanted, options, false);
    for (const [i, predicate] of predicates.entries()) if (predicate(seen)) shown[i]!.push(frame);
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
