// The window: bars around, and between them the welcome page or the open capture.
import { useEffect, type ReactNode } from 'react';
import { DialogHost } from './dialogs/dialog-host';
import { actionsForPress, isMac } from './keyboard';
import { currentText, useText } from './locales/text';
import { BytesPane } from './panes/bytes/bytes-pane';
import { CapturePanes } from './panes/capture-panes';
import { DetailPane } from './panes/detail/detail-pane';
import { DropZone } from './panes/drop-zone';
import { FindBar } from './panes/find-bar';
import { LiveStrip } from './panes/live/live-strip';
import { WaitingForPackets } from './panes/live/waiting-for-packets';
import { LostConnection } from './panes/lost-connection';
import { MenuBar } from './panes/menu-bar';
import { NoticeList } from './panes/notice-list';
import { PacketList } from './panes/packet-list/packet-list';
import { StatusBar } from './panes/status-bar';
import { TabStrip } from './panes/tab-strip';
import { ToolBar } from './panes/tool-bar';
import { PAGES } from './pages';
import { isEnabled, runAction } from './state/actions';
import { WelcomePage } from './panes/welcome/welcome-page';
import { isRunning, useLive, useUnsaved } from './state/live';
import { closeDialog, useOverlay } from './state/overlay';
import { useSelection } from './state/selection';
import { announce, isReading, useSession } from './state/session';
import { useTabs, type TabKind } from './state/tabs';
import { CrashGuard } from './widgets/crash-guard';
import { formatCount } from './widgets/format-quantity';
import { visibleMarks } from './widgets/visible-marks';

export function App(): ReactNode {
  return (
    <CrashGuard fallback={(message, again) => <Crashed message={message} again={again} />}>
      <Window />
    </CrashGuard>
  );
}

function Crashed({ message, again }: { readonly message: string; readonly again: () => void }): ReactNode {
  const text = useText();
  const anew = (): void => {
    closeDialog();
    again();
  };
  return (
    <main className="panes empty-capture" role="alert">
      <h1>{text('crash.title')}</h1>
      <p className="t2">{text('crash.text')}</p>
      <code className="code">NL-BUG-01 {visibleMarks(message)}</code>
      <button type="button" className="button primary" onClick={anew}>
        {text('crash.action')}
      </button>
    </main>
  );
}

function Window(): ReactNode {
  const hasCapture = useSession((s) => s.capture !== null);
  const opening = useSession((s) => s.opening !== '');
  const connection = useSession((s) => s.connection);
  useGlobalKeys();
  useLoadEnd();
  useWindowTitle();
  return (
    <div className="window">
      <MenuBar />
      <ToolBar />
      {hasCapture && <FindBar />}
      <LostConnection />
      {hasCapture && <TabStrip tools={<PageTools />} />}
      {hasCapture && <LiveStrip />}
      <NoticeList />
      {hasCapture ? <OpenCapture /> : opening || connection === 'connecting' ? <div className="panes" aria-busy="true" /> : <WelcomePage />}
      <StatusBar />
      <DialogHost />
      <DropZone />
    </div>
  );
}

function OpenCapture(): ReactNode {
  const text = useText();
  const progress = useSession((s) => s.progress);
  const tab = useTabs((s) => s.shown);
  const isLive = useSession((s) => Boolean(s.capture?.live));
  const nothingSelected = useSelection((s) => s.index < 0);
  if (isLive && (progress?.frames ?? 0) === 0) return <WaitingForPackets />;
  if (progress && progress.frames === 0 && !isReading(progress)) {
    return (
      <main className="panes empty-capture" data-testid="empty-capture">
        <h1>{text('list.empty')}</h1>
        {!progress.problem && <p className="t2">{text('list.emptyFile')}</p>}
        <button type="button" className="button edge" onClick={() => runAction('file.reload')}>
          {text('list.readAgain')}
        </button>
      </main>
    );
  }
  if (tab !== 'packets') return <ShownPage kind={tab} />;
  return <CapturePanes list={<PacketList />} details={<DetailPane />} bytes={<BytesPane />} listOnly={isLive && nothingSelected} />;
}

function ShownPage({ kind }: { readonly kind: TabKind }): ReactNode {
  const { Page } = PAGES[kind];
  return <Page />;
}

function PageTools(): ReactNode {
  const kind = useTabs((s) => s.shown);
  const Tools = kind === 'packets' ? undefined : PAGES[kind].Tools;
  return Tools && <Tools />;
}

const EDITING_KEYS = /^(Arrow|Home|End|Backspace|Delete)/;
/** Undo and redo of what was typed, with Ctrl. */
const UNDO_KEYS = /^[zy]$/i;

/** In a text box, keys that edit stay the box's own. */
function belongsToTextBox(event: KeyboardEvent): boolean {
  // Within a shadow root the path alone knows where the key went.
  const target = event.composedPath()[0];
  const inBox = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || (target instanceof HTMLElement && target.isContentEditable);
  return inBox && (EDITING_KEYS.test(event.key) || UNDO_KEYS.test(event.key) || (!event.ctrlKey && !event.metaKey && !event.altKey && event.key.length === 1));
}

function useGlobalKeys(): void {
  useEffect(() => {
    const mac = isMac();
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || useOverlay.getState().dialog !== null || belongsToTextBox(event)) return;
      const ids = actionsForPress(event, mac);
      if (ids.length === 0) return;
      event.preventDefault();
      runAction(ids.find(isEnabled) ?? ids[0]!);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

/** The window is found by its file among others. */
function useWindowTitle(): void {
  const name = useSession((s) => s.capture?.name ?? '');
  const running = useLive((s) => s.ledger !== null && isRunning(s));
  const unsaved = useUnsaved();
  useEffect(() => {
    document.title = name === '' ? 'Netloupe' : `${running ? '● ' : unsaved ? '* ' : ''}${visibleMarks(name)} - Netloupe`;
  }, [name, running, unsaved]);
}

/** Says once, politely, that a capture is read. */
function useLoadEnd(): void {
  useEffect(
    () =>
      useSession.subscribe(({ progress, capture }, before) => {
        if (!capture || !progress || useLive.getState().ledger || progress.phase === 'reading' || (before.progress?.phase ?? 'reading') !== 'reading') return;
        const formatted = formatCount(progress.frames);
        announce(progress.phase === 'cancelled' ? currentText()('progress.cancelled', { formatted }) : currentText()('progress.done', { name: capture.name, count: progress.frames, formatted }));
      }),
    [],
  );
}
