// What a screen reader is told of a live capture: its beginning and end, and how it goes, now and then.
import { currentText } from '../locales/text';
import { formatCount } from '../widgets/format-quantity';
import { visibleMarks } from '../widgets/visible-marks';
import { figuresOf } from './ledger-figures';
import { isRunning, sourceText, useLive } from './live';
import { announce, useSession } from './session';

const EVERY_MS = 30_000;

export function watchLive(): void {
  let saidMs = 0;
  useLive.subscribe((now, before) => {
    const options = useSession.getState().capture?.live;
    const { ledger } = now;
    if (!ledger || !options || ledger === before.ledger) return;
    const text = currentText();
    const { written, dropped } = figuresOf(ledger, options.interfaces);
    const counts = { count: written, formatted: formatCount(written), lost: formatCount(dropped) };
    const due = ledger.elapsedMs - saidMs >= EVERY_MS;
    if (before.ledger === null || !isRunning(now) || due) saidMs = ledger.elapsedMs;
    if (before.ledger === null && isRunning(now)) announce(`${text('live.saidStarted', { source: visibleMarks(sourceText(options)) })} ${text('live.following')}`);
    else if (before.ledger && isRunning(before) && !isRunning(now)) announce(text('live.saidStopped', counts));
    else if (isRunning(now) && due) announce(text('live.saidFrames', counts));
  });
}
