// A floating menu: actions, choices and one level of submenus, for pointer and keyboard.
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { Icon } from './icon';

export type MenuItem =
  | { readonly kind: 'separator' }
  | { readonly kind: 'heading'; readonly label: string }
  | { readonly kind: 'submenu'; readonly label: string; readonly items: readonly MenuItem[] }
  | {
      readonly kind: 'item';
      readonly label: string;
      readonly run: () => void;
      readonly shortcut?: string;
      readonly detail?: string;
      readonly disabled?: boolean;
      /** A switch or choice, and whether it is on. */
      readonly checked?: boolean;
    };

export interface MenuPlace {
  readonly x: number;
  readonly y: number;
}

interface PopupMenuProps {
  readonly items: readonly MenuItem[];
  readonly place: MenuPlace;
  readonly label: string;
  readonly onClose: (why: 'chosen' | 'escape' | 'outside' | 'left' | 'right') => void;
  readonly isSubmenu?: boolean;
}

const isChoosable = (item: MenuItem | undefined): boolean => item?.kind === 'submenu' || (item?.kind === 'item' && item.disabled !== true);

/** Next item that can be chosen, from `from` in steps of ±1, around the ends. */
function nextItem(items: readonly MenuItem[], from: number, step: number): number {
  for (let n = 1; n <= items.length; n++) {
    const at = (from + step * n + items.length * 2) % items.length;
    if (isChoosable(items[at])) return at;
  }
  return -1;
}

function useClampedPlace(box: React.RefObject<HTMLDivElement | null>, place: MenuPlace): void {
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const { width, height } = element.getBoundingClientRect();
    element.style.left = `${Math.max(4, Math.min(place.x, window.innerWidth - width - 4))}px`;
    element.style.top = `${Math.max(4, Math.min(place.y, window.innerHeight - height - 4))}px`;
  }, [box, place.x, place.y]);
}

function useClosedOutside(onClose: PopupMenuProps['onClose'], isSubmenu: boolean): void {
  useEffect(() => {
    if (isSubmenu) return undefined;
    const onDown = (event: PointerEvent): void => {
      if (!(event.target instanceof Element) || !event.target.closest('.popup-menu')) onClose('outside');
    };
    document.addEventListener('pointerdown', onDown, true);
    return () => document.removeEventListener('pointerdown', onDown, true);
  }, [onClose, isSubmenu]);
}

export function PopupMenu({ items, place, label, onClose, isSubmenu = false }: PopupMenuProps): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(() => nextItem(items, -1, 1));
  const [open, setOpen] = useState<{ readonly index: number; readonly place: MenuPlace } | null>(null);
  useClampedPlace(box, place);
  useEffect(() => {
    box.current?.querySelector<HTMLElement>(`[data-item="${active}"]`)?.focus({ preventScroll: true });
  }, [active]);
  useClosedOutside(onClose, isSubmenu);

  const openSubmenu = (index: number): void => {
    const line = box.current?.querySelector(`[data-item="${index}"]`)?.getBoundingClientRect();
    if (line) setOpen({ index, place: { x: line.right - 2, y: line.top - 4 } });
  };
  const choose = (index: number): void => {
    const item = items[index];
    if (item?.kind === 'submenu') openSubmenu(index);
    else if (item?.kind === 'item' && item.disabled !== true) {
      onClose('chosen');
      item.run();
    }
  };
  const enter = (item: MenuItem, index: number): void => {
    if (isChoosable(item)) setActive(index);
    if (item.kind === 'submenu') openSubmenu(index);
    else setOpen(null);
  };
  const closeSubmenu: PopupMenuProps['onClose'] = (why) => {
    setOpen(null);
    if (why === 'chosen' || why === 'right') onClose(why);
    else box.current?.querySelector<HTMLElement>(`[data-item="${active}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (handleMenuKey(event, { items, active, setActive, choose, openSubmenu, onClose, isSubmenu })) event.preventDefault();
  };
  const submenu = open ? items[open.index] : undefined;
  const menu = (
    <div ref={box} className="popup-menu" role="menu" aria-label={label} tabIndex={-1} onKeyDown={onKeyDown} onContextMenu={(e) => e.preventDefault()}>
      {items.map((item, index) => (
        <MenuLine key={index} item={item} index={index} isActive={index === active} isOpen={open?.index === index} onEnter={() => enter(item, index)} onChoose={() => choose(index)} />
      ))}
      {open && submenu?.kind === 'submenu' && <PopupMenu key={open.index} isSubmenu items={submenu.items} place={open.place} label={submenu.label} onClose={closeSubmenu} />}
    </div>
  );
  return isSubmenu ? menu : createPortal(menu, document.body);
}

interface MenuKeys {
  readonly items: readonly MenuItem[];
  readonly active: number;
  readonly setActive: (index: number) => void;
  readonly choose: (index: number) => void;
  readonly openSubmenu: (index: number) => void;
  readonly onClose: PopupMenuProps['onClose'];
  readonly isSubmenu: boolean;
}

function handleMenuKey(event: KeyboardEvent, keys: MenuKeys): boolean {
  const { items, active, setActive, choose, openSubmenu, onClose, isSubmenu } = keys;
  const { key } = event;
  if (key === 'ArrowDown') setActive(nextItem(items, active, 1));
  else if (key === 'ArrowUp') setActive(nextItem(items, active < 0 ? 0 : active, -1));
  else if (key === 'Home') setActive(nextItem(items, -1, 1));
  else if (key === 'End') setActive(nextItem(items, items.length, -1));
  else if (key === 'Enter' || key === ' ') choose(active);
  else if (key === 'Escape') onClose('escape');
  else if (key === 'Tab') onClose('escape');
  else if (key === 'ArrowRight' && items[active]?.kind === 'submenu') openSubmenu(active);
  else if (key === 'ArrowRight') onClose('right');
  else if (key === 'ArrowLeft') onClose(isSubmenu ? 'escape' : 'left');
  else if (key.length === 1 && !event.ctrlKey && !event.metaKey) setActive(itemByLetter(items, active, key));
  else return false;
  return true;
}

function itemByLetter(items: readonly MenuItem[], active: number, letter: string): number {
  for (let n = 1; n <= items.length; n++) {
    const at = (active + n) % items.length;
    const item = items[at];
    if (item && 'label' in item && isChoosable(item) && item.label.toLowerCase().startsWith(letter.toLowerCase())) return at;
  }
  return active;
}

interface MenuLineProps {
  readonly item: MenuItem;
  readonly index: number;
  readonly isActive: boolean;
  readonly isOpen: boolean;
  readonly onEnter: () => void;
  readonly onChoose: () => void;
}

function MenuLine({ item, index, isActive, isOpen, onEnter, onChoose }: MenuLineProps): ReactNode {
  if (item.kind === 'separator') return <div className="menu-separator" role="separator" />;
  if (item.kind === 'heading') return <div className="menu-heading">{item.label}</div>;
  const isItem = item.kind === 'item';
  const role = isItem && item.checked !== undefined ? 'menuitemcheckbox' : 'menuitem';
  return (
    <div
      role={role}
      data-item={index}
      tabIndex={isActive ? 0 : -1}
      className={`menu-line ${isActive ? 'active' : ''} ${isItem && item.disabled ? 'disabled' : ''}`}
      aria-disabled={isItem && item.disabled === true}
      {...(isItem && item.checked !== undefined ? { 'aria-checked': item.checked } : {})}
      {...(isItem ? {} : { 'aria-haspopup': 'menu' as const, 'aria-expanded': isOpen })}
      onPointerEnter={onEnter}
      onClick={onChoose}
    >
      <span className="menu-check">{isItem && item.checked === true && <Icon name="check" />}</span>
      <span className="menu-label">{item.label}</span>
      {isItem && item.detail && <span className="menu-detail">{item.detail}</span>}
      {isItem && item.shortcut && <span className="menu-shortcut">{item.shortcut}</span>}
      {!isItem && <Icon name="right" className="menu-more" />}
    </div>
  );
}
