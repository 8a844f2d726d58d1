// Toolbar: opening, the capture's summary or the progress of reading it, columns, layout and the palette.
import type { ReactNode } from 'react';
import { shortcutOf } from '../keyboard';
import { useText, type Text } from '../locales/text';
import { actionItems, hintOf } from '../state/action-items';
import { isEnabled, runAction, type ActionId } from '../state/actions';
import { interfacesText, precisionKey } from '../state/capture-facts';
import { isRunning, useLive, useUnsaved } from '../state/live';
import { columnsMenu, LAYOUT_ACTIONS } from '../state/menus';
import { usePreferences } from '../state/preferences';
import { cancelSaving, useSaving } from '../state/saving';
import { isReading, useSession } from '../state/session';
import { formatBytes, formatCount } from '../widgets/format-quantity';
import { Icon, type IconName } from '../widgets/icon';
import { MenuButton } from '../widgets/menu-button';
import { ReadingProgress } from '../widgets/reading-progress';
import { visibleMarks } from '../widgets/visible-marks';
import type { CaptureInfo } from '../../shared/ipc/contract';

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
      <CaptureStrip />
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

/** The widest part: what is open, or how far it is read. Its place and height never change. */
function CaptureStrip(): ReactNode {
  const text = useText();
  const { capture, opening, progress } = useSession();
  const starting = useLive((s) => s.starting);
  const job = useSaving((s) => s.job);
  if (job) return <SavingProgress name={job.name} bytes={job.bytes} size={job.size} />;
  if (starting) return <div className="capture-strip t3">{text('live.starting', { source: visibleMarks(opening) })}</div>;
  if (capture?.live) return <CaptureSummary capture={capture} text={text} />;
  if (opening !== '' && !capture) return <div className="capture-strip t3">{text('progress.opening', { name: visibleMarks(opening.replace(/^.*[\\/]/, '')) })}</div>;
  if (!capture) return <div className="capture-strip t3">{text('toolbar.noCapture')}</div>;
  if (!isReading(progress)) return <CaptureSummary capture={capture} text={text} />;
  return (
    <div className="capture-strip">
      <ReadingProgress
        title={text('progress.label', { name: visibleMarks(capture.name) })}
        done={progress?.bytesRead ?? 0}
        size={capture.size}
        detail={`${readingDetail(capture.size, progress?.bytesRead ?? 0, progress?.elapsedMs ?? 0, text)}; ${text('progress.frames', { formatted: formatCount(progress?.frames ?? 0) })}`}
        cancel={text('progress.cancel')}
        onCancel={() => runAction('file.cancel')}
      />
    </div>
  );
}

function SavingProgress({ name, bytes, size }: { readonly name: string; readonly bytes: number; readonly size: number }): ReactNode {
  const text = useText();
  return (
    <div className="capture-strip">
      <ReadingProgress title={text('live.statusSaving', { name: visibleMarks(name) })} done={bytes} size={size} detail={text('progress.detailUnknown', { read: formatBytes(bytes), size: formatBytes(size) })} cancel={text('progress.cancel')} onCancel={cancelSaving} />
    </div>
  );
}

function readingDetail(size: number, read: number, elapsedMs: number, text: Text): string {
  const values = { read: formatBytes(read), size: formatBytes(size) };
  if (read === 0 || elapsedMs < 100) return text('progress.detailUnknown', values);
  const rate = (read / elapsedMs) * 1000;
  const left = Math.max(0, size - read) / rate;
  return text('progress.detail', { ...values, rate: formatBytes(rate), left: `${left < 9.95 ? left.toFixed(1) : Math.round(left)} s` });
}

function CaptureSummary({ capture, text }: { readonly capture: CaptureInfo; readonly text: Text }): ReactNode {
  const facts: string[] = [capture.format + (capture.compressed ? ` (${text('toolbar.compressed')})` : '')];
  // A capture that grows says its size in the status bar.
  if (!capture.live) facts.push(formatBytes(capture.size));
  else if (capture.live.file !== '') facts.push(capture.path.replace(/^.*[\\/]/, ''));
  const first = capture.interfaces[0];
  if (capture.interfaces.length > 1) facts.push(text('toolbar.interfaces', { count: capture.interfaces.length }));
  if (first) facts.push(interfacesText(capture, text), text(precisionKey(first.timeDigits)));
  const filters = [...new Set(capture.live?.interfaces.map((item) => item.filter))].filter((filter) => filter !== '');
  if (filters.length > 0) facts.push(text('live.filter', { filter: filters.join(', ') }));
  const comment = capture.comments[0];
  const line = facts.map(visibleMarks).join(' · ');
  return (
    <button type="button" className="capture-strip" data-testid="capture-summary" title={`${visibleMarks(capture.path)}\n${line}\n${hintOf('file.properties', text)}`} onClick={() => runAction('file.properties')}>
      <Icon name="file" className="t3" />
      <b className="cut">{visibleMarks(capture.name)}</b>
      <span className="t3 cut">{line}</span>
      {comment && (
        <span className="capture-comment cut">
          <Icon name="note" />
          {visibleMarks(comment)}
        </span>
      )}
    </button>
  );
}
