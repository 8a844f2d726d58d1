// Title and menu bar: the program's mark, the menus, and what is open.
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useText } from '../locales/text';
import { isRunning, useLive, useUnsaved } from '../state/live';
import { MENU_NAMES, menuItems, type MenuName } from '../state/menus';
import { useSession } from '../state/session';
import { formatCount } from '../widgets/format-quantity';
import { Icon } from '../widgets/icon';
import { PopupMenu } from '../widgets/popup-menu';
import { visibleMarks } from '../widgets/visible-marks';

export function MenuBar(): ReactNode {
  const text = useText();
  const bar = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<MenuName | null>(null);
  const [current, setCurrent] = useState<MenuName>('file');
  const buttonOf = (name: MenuName): HTMLElement | null => bar.current?.querySelector<HTMLElement>(`[data-menu="${name}"]`) ?? null;
  const beside = (name: MenuName, step: number): MenuName => MENU_NAMES.at((MENU_NAMES.indexOf(name) + step) % MENU_NAMES.length) ?? 'file';
  const show = (name: MenuName | null): void => {
    setOpen(name);
    if (name) setCurrent(name);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step !== 0) {
      const next = beside(current, step);
      setCurrent(next);
      buttonOf(next)?.focus();
    } else if (event.key === 'ArrowDown' || event.key === 'Enter' || event.key === ' ') show(current);
    else return;
    event.preventDefault();
  };
  const box = open === null ? null : buttonOf(open)?.getBoundingClientRect();
  return (
    <header className="title-bar">
      <span className="title-mark">
        <Icon name="logo" />
      </span>
      <div ref={bar} className="menus" role="menubar" aria-label={text('menu.bar')} onKeyDown={onKeyDown}>
        {MENU_NAMES.map((name) => (
          <MenuNameButton key={name} name={name} open={open} isCurrent={current === name} show={show} />
        ))}
      </div>
      <CaptureTitle />
      {open && box && (
        <PopupMenu
          key={open}
          label={text(`menu.${open}`)}
          items={menuItems(open, text)}
          place={{ x: box.left, y: box.bottom + 1 }}
          onClose={(why) => {
            if (why === 'left' || why === 'right') return show(beside(open, why === 'right' ? 1 : -1));
            // A press on a menu's name closes that menu itself.
            if (why !== 'outside' || bar.current?.matches(':hover') !== true) setOpen(null);
            if (why !== 'outside') buttonOf(open)?.focus();
          }}
        />
      )}
    </header>
  );
}

interface MenuNameButtonProps {
  readonly name: MenuName;
  readonly open: MenuName | null;
  readonly isCurrent: boolean;
  readonly show: (name: MenuName | null) => void;
}

function MenuNameButton({ name, open, isCurrent, show }: MenuNameButtonProps): ReactNode {
  const text = useText();
  return (
    <button
      type="button"
      role="menuitem"
      className={`menu-name ${open === name ? 'on' : ''}`}
      data-menu={name}
      tabIndex={isCurrent ? 0 : -1}
      aria-haspopup="menu"
      aria-expanded={open === name}
      onMouseDown={(event) => event.preventDefault()}
      onPointerDown={() => show(open === name ? null : name)}
      onPointerEnter={() => open !== null && show(name)}
    >
      {text(`menu.${name}`)}
    </button>
  );
}

function CaptureTitle(): ReactNode {
  const text = useText();
  const name = useSession((s) => s.capture?.name ?? '');
  const progress = useSession((s) => s.progress);
  const running = useLive((s) => s.ledger !== null && isRunning(s));
  const unsaved = useUnsaved();
  if (name === '') return <span className="title-name wide">{text('app.name')}</span>;
  const frames = progress?.frames ?? 0;
  const state = running ? text('live.titleCapturing') : unsaved ? text('live.titleUnsaved') : '';
  return (
    <span className="title-name wide" title={visibleMarks(name)}>
      <b>{visibleMarks(name)}</b>
      {state !== '' && <span data-testid="title-state"> · {state}</span>}
      {state === '' && progress && <span> · {text('title.summary', { count: frames, formatted: formatCount(frames), duration: progress.duration })}</span>}
    </span>
  );
}
