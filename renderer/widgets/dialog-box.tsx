// A modal box on the browser's own <dialog>: it keeps the focus inside, closes on Esc and gives the focus back.
import { useEffect, useRef, type ReactNode } from 'react';
import { Icon } from './icon';

/** Put on what has the focus when the box opens. */
export const FOCUS_FIRST = 'data-focus-first';

interface DialogBoxProps {
  readonly title: string;
  readonly closeLabel: string;
  readonly onClose: () => void;
  readonly className?: string;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
}

/** What has the focus, also where that is inside of a shadow root: given back to the root's host it would go to the first part that takes it. */
function focused(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

export function DialogBox({ title, closeLabel, onClose, className = '', children, footer }: DialogBoxProps): ReactNode {
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = box.current;
    const before = focused();
    if (dialog && !dialog.open) dialog.showModal();
    dialog?.querySelector<HTMLElement>(`[${FOCUS_FIRST}]`)?.focus();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);
  return (
    <dialog
      ref={box}
      className={`dialog ${className}`}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className="dialog-inside">
        <header className="dialog-head">
          <h2>{title}</h2>
          <button type="button" className="button small" aria-label={closeLabel} title={closeLabel} onClick={onClose}>
            <Icon name="close" />
          </button>
        </header>
        {children}
        {footer && <footer className="dialog-foot">{footer}</footer>}
      </div>
    </dialog>
  );
}
