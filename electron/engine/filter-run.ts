// Looks for the frames that the window's display filter selects, in slices between messages, and tells how far it is.
import type { DisplayFilterProgress, ViewOptions } from '../../shared/ipc/contract';
import type { Emit } from '../../shared/ipc/rpc';
import { DisplayFilters } from '../../shared/session/display-filters';
import type { Session } from '../../shared/session/session';
import { findBytes } from './find-bytes';
import { FILTER_SETTINGS } from './filter-settings';

/** How long it may go on before messages are looked at, and before the call that started it is answered; milliseconds. */
const SLICE_MS = 10;
const ANSWER_MS = 30;
/** Most filters are through by then; of others these rows are enough to be shown. */
const SOON_MS = 12;
const SCREENFUL = 100;
const PROGRESS_MS = 100;
const POLL_MS = 10;

export class FilterRun {
  private readonly filters: DisplayFilters;
  private phase: DisplayFilterProgress['phase'] = 'done';
  private toldMs = 0;
  /** The loop at work; another one takes its place when another filter is applied. */
  private loop = 0;

  constructor(private readonly session: Session, private readonly emit: Emit) {
    this.filters = new DisplayFilters(session, { find: findBytes, settings: FILTER_SETTINGS });
  }

  /** @throws ProblemError NL-FILTER-01 */
  apply(text: string, selected: number, view: ViewOptions): DisplayFilterProgress {
    this.filters.apply(text, selected, view);
    this.toldMs = performance.now();
    this.start(ANSWER_MS);
    return this.progress();
  }

  /** What was found stays. */
  cancel(): void {
    if (this.phase === 'running') this.end('cancelled');
  }

  /** Resolves when it has looked at all frames that there are, or was ended. */
  async settled(): Promise<void> {
    while (this.phase === 'running') await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }

  /** There are more frames. */
  grew(): void {
    if (this.phase === 'done' && this.filters.text !== '') this.start(0);
  }

  /** The capture is read to its end. */
  finished(): void {
    if (this.phase === 'cancelled') return;
    this.filters.finished();
    if (this.filters.text !== '') this.start(0);
  }

  /** The capture is closed. */
  close(): void {
    this.loop++;
  }

  /** Goes on at once for some time, then between messages. */
  private start(atOnceMs: number): void {
    const mine = ++this.loop;
    const isMore = this.goOn(Math.min(SOON_MS, atOnceMs)) && (this.session.displayed.count >= SCREENFUL || this.goOn(atOnceMs - SOON_MS));
    this.phase = isMore ? 'running' : 'done';
    if (this.phase === 'running') void this.run(mine);
    else if (atOnceMs === 0) this.tell();
  }

  private async run(mine: number): Promise<void> {
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      if (mine !== this.loop) return;
      try {
        if (!this.goOn(SLICE_MS)) return this.end('done');
      } catch {
        // The file is not what it was: whoever asks for its rows is told so.
        return this.end('cancelled');
      }
      if (performance.now() - this.toldMs >= PROGRESS_MS) this.tell();
    }
  }

  /** False when there is nothing to do for now. */
  private goOn(ms: number): boolean {
    const until = performance.now() + ms;
    do if (!this.filters.step()) return false;
    while (performance.now() < until);
    return true;
  }

  private end(phase: 'done' | 'cancelled'): void {
    this.loop++;
    this.phase = phase;
    this.tell();
  }

  private tell(): void {
    this.toldMs = performance.now();
    this.emit('displayFilter.progress', this.progress());
  }

  private progress(): DisplayFilterProgress {
    return { text: this.filters.text, examined: this.filters.examined, displayed: this.session.displayed.count, phase: this.phase };
  }
}
