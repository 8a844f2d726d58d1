// What a match run keeps of the fields that it was asked for.
import type { Field } from './field';

export interface Seen {
  readonly field: Field;
  value: unknown;
  readonly start: number;
  readonly length: number;
}

/** A protocol's own value is the line that stands for it: its name, and behind that what dissect() says. */
export function titleSeen(seen: readonly Seen[], protocol: string | undefined, text: () => string): void {
  const newest = seen.findLast((s) => s.field.type === 'protocol');
  if (newest?.field.name === protocol) newest!.value = newest!.field.label + text();
}
