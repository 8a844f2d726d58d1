// Keys that move a selection through a list.
import type { KeyboardEvent } from 'react';

/** Rows that a key moves by in a list, or null: a place (`to`) or a distance (`by`). */
export function listMove(event: KeyboardEvent, page: number): { readonly by: number } | { readonly to: 'first' | 'last' } | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return null;
  switch (event.key) {
    case 'ArrowDown':
      return { by: 1 };
    case 'ArrowUp':
      return { by: -1 };
    case 'PageDown':
      return { by: page };
    case 'PageUp':
      return { by: -page };
    case 'Home':
      return { to: 'first' };
    case 'End':
      return { to: 'last' };
    default:
      return null;
  }
}
