// The engine's live capture: starts it, tells how it goes, and looks after its file until it is saved or declined.
import * as v from 'valibot';
import { openFileSource } from '../capture/file-source';
import { CaptureSpool, declineCapture, leftCaptures } from '../capture/capture-spool';
import { LiveCapture, sourceName } from '../capture/live-capture';
import type { OpenedPath } from '../capture/open-capture-path';
import { remoteCommand } from '../capture/remote-command';
import type { CaptureOptions } from '../../shared/live/capture-options';
import type { Ledger } from '../../shared/live/ledger';
import { CALLS } from '../../shared/ipc/contract';
import type { Emit } from '../../shared/ipc/rpc';
import { problem, ProblemError } from '../../shared/problem';

const LEDGER_MS = 200;
const ALIVE_MS = 4_000;

/** The file of a live capture that is not saved yet, and somebody who looks after it. */
export class OwnFile {
  private readonly timer: NodeJS.Timeout;
  private saved = false;

  constructor(private readonly spool: CaptureSpool, private readonly frames: () => number) {
    this.timer = setInterval(() => spool.alive(frames()), ALIVE_MS);
  }

  /** Takes over a capture whose app died, by the path of its file; null where the path is none of those. */
  static adopt(path: string, frames: () => number): { file: OwnFile; options: CaptureOptions | null } | null {
    const spool = CaptureSpool.adopt(path);
    if (spool === null) return null;
    const checked = v.safeParse(CALLS['capture.start'].args, { options: spool.options });
    return { file: new OwnFile(spool, frames), options: checked.success ? checked.output.options : null };
  }

  /** All of it is in another file now. */
  wasSaved(): void {
    this.saved = true;
    this.spool.remove();
  }

  /** The file is deleted, or kept for the next start. */
  close(keep: boolean): void {
    clearInterval(this.timer);
    if (this.saved) return;
    if (!keep || this.frames() === 0) this.spool.remove();
    else {
      this.spool.alive(this.frames());
      this.spool.leave();
    }
  }
}

/** A running capture, and what the window is told of it. */
export class LiveEngine {
  private readonly timer: NodeJS.Timeout;
  private told = false;
  /** Packets in the files before the one that is read, of a ring. */
  private earlier = 0;

  private constructor(readonly capture: LiveCapture, readonly own: OwnFile | null, private readonly indexed: () => number, private readonly emit: Emit) {
    this.timer = setInterval(() => this.tell(), LEDGER_MS);
  }

  /** @param indexed frames that the session has @throws ProblemError NL-CAP-01 … -09 */
  static async start(options: CaptureOptions, indexed: () => number, emit: Emit): Promise<LiveEngine> {
    if (options.interfaces.length === 0 && options.command === '') throw new ProblemError(problem('NL-CAP-03', 'Which interface? Choose at least one.'));
    const command = options.command === '' ? null : remoteCommand(options.command);
    const spool = options.file === '' ? CaptureSpool.create(options, sourceName(options)) : null;
    try {
      const capture = await LiveCapture.start(options, spool?.path ?? options.file, command);
      const frames = (): number => capture.ledger(indexed()).written;
      return new LiveEngine(capture, spool && new OwnFile(spool, frames), indexed, emit);
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

  /** Nothing more is said once everything that was written is indexed, but when it is asked for `again`. */
  tell(again = false): void {
    if (this.capture.ended && this.told && !again) return;
    const ledger = this.ledger();
    this.told = this.capture.ended && ledger.written === ledger.indexed;
    this.emit('capture.live', { ledger, problem: this.capture.problem });
  }

  /** The file that is written now is the one that is read; there may have been several since the one that was read before. */
  wentOn(): void {
    this.earlier = this.capture.writtenBefore;
  }

  /** Counts are those of the whole capture, places of losses those of the file that is shown. */
  private ledger(): Ledger {
    const { earlier } = this;
    const ledger = this.capture.ledger(earlier + this.indexed());
    if (earlier === 0) return ledger;
    return { ...ledger, losses: ledger.losses.filter(({ after }) => after >= earlier).map((loss) => ({ ...loss, after: loss.after - earlier })) };
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.capture.stop();
  }
}

export const leftHandlers = {
  'capture.left': () => leftCaptures(),
  'capture.decline': ({ id }: { id: string }) => {
    declineCapture(id);
    return null;
  },
};
