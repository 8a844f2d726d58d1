// A live capture without packets: what it waits for, and what it may mean that none comes.
import type { ReactNode } from 'react';
import { useText, type Text } from '../../locales/text';
import { runAction } from '../../state/actions';
import { figuresOf } from '../../state/ledger-figures';
import { isRunning, sourceText, useLive } from '../../state/live';
import { useSession } from '../../state/session';
import { formatCount } from '../../widgets/format-quantity';
import { visibleMarks } from '../../widgets/visible-marks';
import type { CaptureOptions } from '../../../shared/live/capture-options';
import type { Ledger } from '../../../shared/live/ledger';
import { filtersOf } from './live-strip';

/** Until then nothing is wrong; milliseconds. */
const PATIENCE_MS = 3_000;

export function WaitingForPackets(): ReactNode {
  const text = useText();
  const options = useSession((s) => s.capture?.live ?? null);
  const ledger = useLive((s) => s.ledger);
  const running = useLive(isRunning);
  if (!options) return null;
  const source = visibleMarks(sourceText(options));
  const filter = visibleMarks(filtersOf(options).join(', '));
  if (ledger && !running) {
    return (
      <main className="panes empty-capture" data-testid="no-packets">
        <h1>{text('live.noFrames')}</h1>
        <p className="t2">{text('live.noFramesText', { source })}</p>
        <button type="button" className="button edge" onClick={() => runAction('capture.restart')}>
          {text('live.again')}
        </button>
      </main>
    );
  }
  const late = ledger !== null && ledger.elapsedMs >= PATIENCE_MS;
  return (
    <main className="panes empty-capture" data-testid="waiting">
      <h1>{filter === '' ? text('live.waiting', { source }) : text('live.waitingFilter', { source, filter })}</h1>
      <p className="t2">{late ? text('live.waitingFor', { seconds: Math.floor(ledger.elapsedMs / 1000) }) : text('live.waitingSoon')}</p>
      {late && (
        <ul className="may-mean t2">
          {reasonsOf(options, ledger, text).map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
      {late && (
        <button type="button" className="button edge" onClick={() => runAction('capture.doctor')}>
          {text('action.capture.doctor')}
        </button>
      )}
    </main>
  );
}

/** What is likeliest first, going by what the system's own counters say. */
function reasonsOf(options: CaptureOptions, ledger: Ledger, text: Text): readonly string[] {
  const { refused } = figuresOf(ledger, options.interfaces);
  const seen = ledger.interfaces.every((i) => i.seen >= 0) ? ledger.interfaces.reduce((all, i) => all + i.seen, 0) : -1;
  const names = options.interfaces.map(({ name }) => name);
  const reasons: string[] = [];
  if (refused > 0) reasons.push(text('live.mayFilter', { formatted: formatCount(refused) }));
  else if (filtersOf(options).length > 0 && refused < 0) reasons.push(text('live.mayFilterUnknown'));
  if (seen >= 0 && refused <= 0) reasons.push(text('live.mayIdle', { formatted: formatCount(seen) }));
  if (names.includes('lo')) reasons.push(text('live.mayOwn'));
  else if (names.length > 0 && !names.includes('any')) reasons.push(text('live.mayOther'), text('live.mayLoopback'));
  return reasons;
}
