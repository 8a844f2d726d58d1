// Tab strip: the packet list's tab, what is open, the two sides of the selected conversation, and the switches of the list.
import { useEffect, useRef, type ReactNode } from 'react';
import { useText } from '../locales/text';
import { actionItems, hintOf } from '../state/action-items';
import { runAction } from '../state/actions';
import { DIGIT_ACTIONS, TIME_ACTIONS } from '../state/menus';
import { isRunning, useLive } from '../state/live';
import { usePreferences } from '../state/preferences';
import { cellOf, rowAt, useRowsVersion } from '../state/rows';
import { useSelection } from '../state/selection';
import { isReading, useSession } from '../state/session';
import { closeTab, showTab, useTabs, type TabKind } from '../state/tabs';
import { formatCount } from '../widgets/format-quantity';
import { Icon, type IconName } from '../widgets/icon';
import { MenuButton } from '../widgets/menu-button';
import type { MenuItem } from '../widgets/popup-menu';
import { visibleMarks } from '../widgets/visible-marks';
import { CaptureStrip } from './capture-strip';

const ICONS: Readonly<Record<TabKind, IconName>> = {
  comparison: 'compare',
  sequence: 'sequence',
  conversations: 'link',
  graphs: 'graph',
  stream: 'stream',
  hierarchy: 'layout',
  expert: 'info',
  lengths: 'graph',
  objects: 'file',
  dumpText: 'stream',
};

/** @param tools what the page that is shown puts at the right, where the list has its switches */
export function TabStrip({ tools }: { readonly tools: ReactNode }): ReactNode {
  const text = useText();
  const shown = useTabs((s) => s.shown);
  const open = useTabs((s) => s.open);
  return (
    <div className="tab-strip">
      <div role="tablist" aria-label={text('tabs.label')} className="tab-list">
        <Tab kind="packets" icon="packets" title={text('tabs.packets')} isOn={shown === 'packets'} />
        {open.map(({ kind, values }) => (
          <Tab key={kind} kind={kind} icon={ICONS[kind]} title={text(`tabs.${kind}`, values)} isOn={shown === kind} />
        ))}
      </div>
      {shown === 'packets' ? <CaptureStrip /> : <span className="grow" />}
      {shown === 'packets' && <Sides />}
      <div className="tab-right">{shown === 'packets' ? <ListSwitches /> : tools}</div>
    </div>
  );
}

function Tab({ kind, icon, title, isOn }: { readonly kind: TabKind | 'packets'; readonly icon: IconName; readonly title: string; readonly isOn: boolean }): ReactNode {
  const text = useText();
  const tab = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isOn) tab.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [isOn]);
  return (
    <>
      <button ref={tab} type="button" role="tab" aria-selected={isOn} className={`tab ${isOn ? 'on' : ''}`} onClick={() => showTab(kind)} data-tab={kind}>
        <Icon name={icon} />
        <span>{title}</span>
      </button>
      {kind !== 'packets' && (
        <button type="button" className="button small tab-close" title={isOn ? hintOf('view.closeTab', text) : text('tabs.close', { tab: title })} aria-label={text('tabs.close', { tab: title })} onClick={() => closeTab(kind)}>
          <Icon name="close" />
        </button>
      )}
    </>
  );
}

function ListSwitches(): ReactNode {
  const text = useText();
  const tints = usePreferences((p) => p.tints);
  return (
    <>
      <TimeMenu />
      <button type="button" className={`button small ${tints ? 'on' : ''}`} aria-pressed={tints} title={hintOf('view.tints', text)} onClick={() => runAction('view.tints')}>
        <Icon name="eye" />
        <span>{text('tabs.tints')}</span>
      </button>
      <FollowButtons />
    </>
  );
}

/** Of a live capture: the view paused, or following the newest frame. */
function FollowButtons(): ReactNode {
  const text = useText();
  const isLive = useSession((s) => Boolean(s.capture?.live));
  const running = useLive((s) => s.ledger !== null && isRunning(s));
  const paused = useLive((s) => s.paused !== null);
  const following = useLive((s) => s.following);
  const there = useLive((s) => s.ledger?.indexed ?? 0);
  const shown = useSession((s) => s.progress?.frames ?? 0);
  if (!isLive || (!running && !paused)) return null;
  const count = Math.max(0, there - shown);
  return (
    <>
      {paused && <span className="paused" data-testid="paused">{text('live.paused', { count, formatted: formatCount(count) })}</span>}
      <button type="button" className={`button small ${paused ? 'on' : ''}`} title={hintOf('capture.pause', text)} onClick={() => runAction('capture.pause')} data-testid="pause">
        <Icon name={paused ? 'start' : 'pause'} />
        <span>{text(paused ? 'live.resume' : 'live.pause')}</span>
      </button>
      {running && (
        <button type="button" className={`button small ${following && !paused ? 'on' : ''}`} aria-pressed={following && !paused} title={hintOf('capture.follow', text)} onClick={() => runAction('capture.follow')} data-testid="follow">
          <Icon name="follow" />
          <span>{text(following && !paused ? 'live.follow' : 'live.followOff')}</span>
        </button>
      )}
    </>
  );
}

/** Who talks to whom in the selected frame's conversation, with the colours and shapes of the rail. */
function Sides(): ReactNode {
  const text = useText();
  useRowsVersion((s) => s.version);
  const cached = rowAt(useSelection((s) => s.index));
  // While a file is read the progress has their place: nothing in it moves when a frame is selected.
  const reads = useSession((s) => !s.capture?.live && isReading(s.progress));
  if (reads || !cached || cached.row.stream === '' || cached.row.side === '') return null;
  const from = visibleMarks(cellOf(cached, 'source'));
  const to = visibleMarks(cellOf(cached, 'destination'));
  const [client, server] = cached.row.side === 'client' ? [from, to] : [to, from];
  return (
    <span className="sides wide">
      <span className="chip client">■ {text('tabs.client')} {client}</span>
      <span className="chip server">● {text('tabs.server')} {server}</span>
    </span>
  );
}

function TimeMenu(): ReactNode {
  const text = useText();
  const format = usePreferences((p) => p.view.time);
  const items = (): MenuItem[] => [
    ...actionItems(TIME_ACTIONS, text),
    { kind: 'separator' },
    { kind: 'heading', label: text('menu.digits') },
    ...actionItems(DIGIT_ACTIONS, text),
  ];
  return (
    <MenuButton className="small" label={text('menu.time')} items={items}>
      <Icon name="clock" />
      <span>{text('tabs.time', { format: text(`time.${format}`) })}</span>
      <Icon name="down" />
    </MenuButton>
  );
}
