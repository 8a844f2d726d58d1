// A button that opens a menu below itself; a second press closes it.
import { useRef, useState, type ReactNode } from 'react';
import { PopupMenu, type MenuItem, type MenuPlace } from './popup-menu';

interface MenuButtonProps {
  readonly label: string;
  /** Asked for when the menu opens, so that it shows how things are then. */
  readonly items: () => readonly MenuItem[];
  readonly disabled?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

export function MenuButton({ label, items, disabled = false, className = '', children }: MenuButtonProps): ReactNode {
  const button = useRef<HTMLButtonElement>(null);
  const [place, setPlace] = useState<MenuPlace | null>(null);
  const toggle = (): void => {
    const box = button.current?.getBoundingClientRect();
    setPlace(place || !box ? null : { x: box.left, y: box.bottom + 2 });
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className={`button ${className} ${place ? 'on' : ''}`}
        title={label}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={place !== null}
        disabled={disabled}
        onPointerDown={(event) => event.button === 0 && toggle()}
        // The menu takes the focus; the press must not give it back to the button.
        onMouseDown={(event) => event.preventDefault()}
        onClick={(event) => event.detail === 0 && toggle()}
      >
        {children}
      </button>
      {place && (
        <PopupMenu
          label={label}
          items={items()}
          place={place}
          onClose={(why) => {
            setPlace(null);
            if (why !== 'outside') button.current?.focus();
          }}
        />
      )}
    </>
  );
}
