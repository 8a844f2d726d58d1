// The engine's live capture: starts it, tells how it goes, and looks after its file until it is saved or declined.
import { openFileSource } from '../capture/file-source';
import { CaptureSpool, declineCapture, leftCaptures } from '../capture/capture-spool';
import { LiveCapture, sourceName } from '../capture/live-capture';
import type { OpenedPath } from '../capture/open-capture-path';
import { remoteCommand } from '../capture/remote-command';
import { saveCapture, type SaveFormat } from '../capture/save-capture';
import type { CaptureOptions } from '../../shared/live/capture-options';
import type { Emit } from '../../shared/ipc/rpc';
import { problem, ProblemError } from '../../shared/problem';
import type { Session } from '../../shared/session/session';

const LEDGER_MS = 100;
const ALIVE_MS = 4_000;

/** A capture that is, or was, live: its source and the file that is its own. */
export class LiveEngine {
  private readonly timers: NodeJS.Timeout[];
  private told = false;

  private constructor(readonly capture: LiveCapture, readonly spool: CaptureSpool | null, private readonly indexed: () => number, private readonly emit: Emit) {
    this.timers = [setInterval(() => this.tell(), LEDGER_MS), setInterval(() => spool?.alive(this.written), ALIVE_MS)];
  }

  /** @param indexed frames that the session has @throws ProblemError NL-CAP-01 … -09 */
  static async start(options: CaptureOptions, indexed: () => number, emit: Emit): Promise<LiveEngine> {
    if (options.interfaces.length === 0 && options.command === '') throw new ProblemError(problem('NL-CAP-03', 'Which interface? Choose at least one.'));
    const command = options.command === '' ? null : remoteCommand(options.command);
    const spool = options.file === '' ? CaptureSpool.create(options, sourceName(options)) : null;
    try {
      return new LiveEngine(await LiveCapture.start(options, spool?.path ?? options.file, command), spool, indexed, emit);
    } catch (error) {
      spool?.remove();
      throw error;
    }
  }

  /** The file as a growing capture; ends when the source has. */
  opened(): OpenedPath {
    const { capture } = this;
    const source = openFileSource(capture.file);
    return {
      source, name: capture.name, isLive: () => !capture.ended, failure: () => null,
      onChange: (listener) => (capture.onChange = listener),
      close: () => source.close(),
    };
  }

  async stop(): Promise<void> {
    await this.capture.stop();
    this.tell();
  }

  /** Frames were indexed that nobody was told of. */
  tell(): void {
    if (this.capture.ended && this.told) return;
    const ledger = this.capture.ledger(this.indexed());
    this.told = this.capture.ended && (ledger.written === ledger.indexed || this.capture.problem !== null);
    this.emit('capture.live', { ledger, problem: this.capture.problem });
  }

  /** Ends it; the file is deleted, or kept for the next start. */
  async close(keep: boolean): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    await this.capture.stop();
    if (!keep || this.written === 0) this.spool?.remove();
    else {
      this.spool?.alive(this.written);
      this.spool?.leave();
    }
  }

  private get written(): number {
    return this.capture.ledger(this.indexed()).written;
  }
}

export const leftHandlers = {
  'capture.left': () => leftCaptures(),
  'capture.decline': ({ id }: { id: string }) => {
    declineCapture(id);
    return null;
  },
};

/** All whole frames that the session has read. */
export async function saveSession(session: Session, path: string, format: SaveFormat, emit: Emit): Promise<{ path: string; size: number }> {
  const until = session.reader.position;
  let toldMs = performance.now();
  const size = await saveCapture({
    file: session.file, until, path, format,
    onProgress: (bytes) => {
      if (performance.now() - toldMs < LEDGER_MS) return;
      toldMs = performance.now();
      emit('capture.saving', { bytes, size: until });
    },
  });
  return { path, size };
}
