// A filter that somebody wants a colouring rule for: handed to the dialog that opens next.
import { openDialog } from './overlay';

let wished = '';

export function makeRuleOf(filter: string): void {
  wished = filter;
  openDialog('colourRules');
}

/** '' = none. Once it is taken it is gone; a dialog that is drawn twice in one go gets it twice. */
export function takeWishedRule(): string {
  const filter = wished;
  queueMicrotask(() => (wished = ''));
  return filter;
}
