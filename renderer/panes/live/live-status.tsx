// The status bar's parts for a live capture: whether it runs and for how long, what was lost, what is shown, what the disk holds.
import type { ReactNode } from 'react';
import { useText } from '../../locales/text';
import { figuresOf } from '../../state/ledger-figures';
import { isRunning, useLive, useUnsaved } from '../../state/live';
import { framesThere, useSession } from '../../state/session';
import { formatBytes, formatCount } from '../../widgets/format-quantity';
import { Icon } from '../../widgets/icon';
import { visibleMarks } from '../../widgets/visible-marks';
import type { CaptureOptions } from '../../../shared/live/capture-options';
import { elapsedText, LiveDot } from './live-strip';

const NO_INTERFACES: CaptureOptions['interfaces'] = [];

export function LiveStatus(): ReactNode {
  const text = useText();
  const name = useSession((s) => s.capture?.name ?? '');
  const running = useLive((s) => s.ledger !== null && isRunning(s));
  const elapsedMs = useLive((s) => (s.paused ?? s).ledger?.elapsedMs ?? -1);
  const unsaved = useUnsaved();
  const time = elapsedText(elapsedMs).clock;
  return (
    <>
      <span className="status-file">
        {running ? <LiveDot running /> : <Icon name="file" />}
        <span className="cut" data-testid="live-status">
          {elapsedMs < 0 || (!running && !unsaved) ? visibleMarks(name) : text(running ? 'live.statusCapturing' : 'live.statusStopped', { time })}
        </span>
      </span>
      {unsaved && !running && (
        <span className="warn-text" data-testid="unsaved">
          {text('live.statusUnsaved')}
        </span>
      )}
    </>
  );
}

export function LiveFigures(): ReactNode {
  const text = useText();
  const interfaces = useSession((s) => s.capture?.live?.interfaces) ?? NO_INTERFACES;
  const shown = useSession((s) => s.progress?.frames ?? 0);
  const size = useSession((s) => s.capture?.size ?? 0);
  const ledger = useLive((s) => (s.paused ?? s).ledger);
  const problem = useSession((s) => s.progress?.problem);
  const lost = ledger ? figuresOf(ledger, interfaces).dropped : 0;
  const all = formatCount(framesThere());
  const disk = { size: formatBytes(ledger?.fileBytes ?? size), free: formatBytes(Math.max(0, ledger?.diskFree ?? 0)) };
  return (
    <>
      {problem && (
        <span className="error-text" title={visibleMarks(problem.message)}>
          <Icon name="error" />
          {problem.code}
        </span>
      )}
      {lost > 0 && (
        <span className="error-text" data-testid="status-lost">
          <Icon name="warn" />
          {text('live.lostMark', { formatted: formatCount(lost) })}
        </span>
      )}
      <span data-testid="frame-count">{text('live.statusShown', { shown: formatCount(shown), all })}</span>
      <span className="wide">{ledger && ledger.diskFree >= 0 ? text('live.statusDisk', disk) : text('live.statusDiskOnly', disk)}</span>
    </>
  );
}
