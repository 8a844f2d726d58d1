// Moves the keyboard focus from pane to pane; panes are found by their mark, so that they need not know each other.

/** Put on the element of a pane that takes the keys. */
export const PANE_MARK = 'data-pane';

/** Gives the keys to the packet list, where there is one. */
export function focusList(): void {
  document.querySelector<HTMLElement>(`[${PANE_MARK}="list"]`)?.focus();
}

/** Focuses the next (1) or previous (-1) pane, beginning at the first where none has the focus. */
export function focusPane(step: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>(`[${PANE_MARK}]`)].filter((pane) => pane.offsetParent !== null);
  const now = panes.findIndex((pane) => pane.contains(document.activeElement));
  const next = panes.at(now < 0 ? 0 : (now + step) % panes.length);
  next?.focus();
}
