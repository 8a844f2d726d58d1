// Toolbar: capturing, opening, the filter bar, columns, layout and the palette.
import type { ReactNode } from 'react';
import { shortcutOf } from '../keyboard';
import { useText } from '../locales/text';
import { actionItems, hintOf } from '../state/action-items';
import { isEnabled, runAction, type ActionId } from '../state/actions';
import { isRunning, useLive, useUnsaved } from '../state/live';
import { columnsMenu, LAYOUT_ACTIONS } from '../state/menus';
import { usePreferences } from '../state/preferences';
import { useSession } from '../state/session';
import { Icon, type IconName } from '../widgets/icon';
import { MenuButton } from '../widgets/menu-button';
import { visibleMarks } from '../widgets/visible-marks';
import { FilterBar } from './filter-bar/filter-bar';

export function ToolBar(): ReactNode {
  const text = useText();
  const connected = useSession((s) => s.connection === 'open');
  const hasCapture = useSession((s) => s.capture !== null);
  const isLive = useSession((s) => Boolean(s.capture?.live));
  const unsaved = useUnsaved();
  return (
    <div className="tool-bar" role="toolbar" aria-label={text('toolbar.label')}>
      <CaptureButtons />
      <span className="tool-gap" />
      <ToolButton id="file.open" icon="open" disabled={!connected} />
      <ToolButton id={isLive ? 'file.save' : 'file.reload'} icon={isLive ? 'save' : 'reload'} disabled={!connected || !hasCapture || (isLive && !unsaved)} />
      <span className="tool-gap" />
      <WidestPart />
      <span className="tool-gap" />
      <MenuButton label={text('menu.columns')} items={() => columnsMenu(text)} disabled={!connected}>
        <Icon name="columns" />
      </MenuButton>
      <MenuButton label={text('menu.layout')} items={() => actionItems(LAYOUT_ACTIONS, text)} disabled={!hasCapture}>
        <Icon name="layout" />
      </MenuButton>
      <button type="button" className="button" title={hintOf('help.palette', text)} aria-label={text('action.help.palette')} onClick={() => runAction('help.palette')}>
        <Icon name="command" />
        <kbd className="wide">{shortcutOf('help.palette')}</kbd>
      </button>
    </div>
  );
}

/** Start, Stop and Restart; each keeps its place while it cannot be pressed. */
function CaptureButtons(): ReactNode {
  const text = useText();
  useSession((s) => s.capture);
  useSession((s) => s.connection);
  useLive((s) => s.chosen);
  usePreferences((p) => p.capture);
  const running = useLive(isRunning);
  return (
    <>
      <ToolButton id="capture.start" icon="start" kind="start" disabled={running || !isEnabled('capture.start')} />
      <button type="button" className={`button stop ${running ? 'running' : ''}`} title={hintOf('capture.stop', text)} aria-label={hintOf('capture.stop', text)} disabled={!running} data-action="capture.stop" onClick={() => runAction('capture.stop')}>
        <Icon name="stop" />
        {running && <span>{text('live.stop')}</span>}
      </button>
      <ToolButton id="capture.restart" icon="reload" disabled={!isEnabled('capture.restart')} />
    </>
  );
}

function ToolButton({ id, icon, kind = '', disabled }: { readonly id: ActionId; readonly icon: IconName; readonly kind?: string; readonly disabled: boolean }): ReactNode {
  const text = useText();
  return (
    <button type="button" className={`button ${kind}`} title={hintOf(id, text)} aria-label={hintOf(id, text)} disabled={disabled} data-action={id} onClick={() => isEnabled(id) && runAction(id)}>
      <Icon name={icon} />
    </button>
  );
}

/** The widest part: the display filter; where nothing is open, how to open something, or what is being opened. */
function WidestPart(): ReactNode {
  const text = useText();
  const { capture, opening } = useSession();
  const starting = useLive((s) => s.starting);
  if (capture && !starting) return <FilterBar />;
  if (starting) return <div className="capture-strip t3">{text('live.starting', { source: visibleMarks(opening) })}</div>;
  return <div className="capture-strip t3">{opening === '' ? text('toolbar.noCapture') : text('progress.opening', { name: visibleMarks(opening.replace(/^.*[\\/]/, '')) })}</div>;
}
