// What a match run keeps of the fields that it was asked for.
import type { ByteView } from '../bytes/byte-view';
import type { Field } from './field';
import type { Layer } from './layer';

export interface Seen {
  readonly field: Field;
  value: unknown;
  /** Where it stands in `bytes`, -1: nowhere. */
  readonly start: number;
  /** Of a protocol: of its header, known when its dissect() is done. */
  length: number;
  /** What the cursor was in: the frame's buffer, or bytes made from it. Valid until the next frame is read. */
  readonly bytes: Uint8Array;
  /** Which of the layers of its protocol the field was in, from 1 on, outermost first. */
  readonly layer: number;
  /** Of a protocol: where all that it carries ends. */
  end: number;
}

/** A protocol's own value is the line that stands for it: its name, and behind that what dissect() says. */
export function titleSeen(seen: readonly Seen[], protocol: string | undefined, text: () => string): void {
  const newest = seen.findLast((s) => s.field.type === 'protocol');
  if (newest?.field.name === protocol) newest!.value = newest!.field.label + text();
}

/**
 * All of the line that stands for the layer at hand, where the protocol's name is not its beginning.
 * @param text asked for, if at all, before the next frame is read: it depends on nothing that moves
 */
export function layerLine(p: Layer, id: string, text: () => string): void {
  if (p.inTree) p.layerNode.text = text();
  else if (p.emits && p.seen.length > 0) {
    const newest = p.seen.findLast((s) => s.field.type === 'protocol');
    if (newest?.field.name === id) newest.value = text;
  }
}

/** What stopped a dissection: its line is also its value. */
export function verdictLine(p: Layer, field: Field<undefined>, text: string): void {
  p.generated(field, undefined);
  if (p.inTree) p.last.text = text;
  else valueSeen(p, field, `[${text}]`);
}

/** The value of the field that was kept last, if it is this one. */
export function valueSeen({ seen }: Layer, field: Field<undefined>, value: string): void {
  const newest = seen.at(-1);
  if (newest?.field === field) newest.value = value;
}

/**
 * A protocol's value gets its ends when its dissect() is done: the header's, and that of all that it carries.
 * @param view where the cursor is now: in other bytes, where the layer went on in some that were made; then it has all up to `givenEnd`
 */
export function sizeSeen(seen: Seen | undefined, headerEnd: number, view: ByteView, givenEnd: number): void {
  if (seen?.field.type !== 'protocol' || seen.length !== -1) return;
  const isElsewhere = view.bytes !== seen.bytes;
  seen.end = Math.max(seen.start, isElsewhere ? Math.min(givenEnd, seen.bytes.length) : view.capturedEnd);
  seen.length = Math.max(0, (isElsewhere ? seen.end : headerEnd) - seen.start);
}

/** How often a protocol was met, this time included. */
export function layerNumber(path: readonly string[], id: string): number {
  let count = 0;
  for (const met of path) if (met === id) count++;
  return Math.max(1, count);
}
