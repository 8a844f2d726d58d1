// The frames of a capture that may carry one of some protocols, looked at in slices.
import type { FrameSet } from '../session/frame-set';
import type { Session } from '../session/session';

/** Frames that are looked at in one step, and frames that are passed over. */
const STEP = 100;
const STEP_OTHERS = 20_000;

export class FramesWithProtocol {
  private done = 0;
  private readonly protocols: readonly number[];

  /** @param frames which count; null = all */
  constructor(private readonly session: Session, private readonly frames: FrameSet | null, protocols: readonly string[], private readonly look: (frame: number) => void) {
    this.protocols = protocols.map((id) => session.registry.indexOf(id));
  }

  /** False when all frames that there are were looked at. @throws ProblemError where the file is not what it was */
  step(): boolean {
    const { store } = this.session;
    for (let looked = 0, passed = 0; this.done < store.count && looked < STEP && passed < STEP_OTHERS; passed++) {
      const frame = ++this.done;
      if (!this.mayCarry(frame) || (this.frames !== null && !this.frames.has(frame))) continue;
      looked++;
      this.look(frame);
    }
    return this.done < store.count;
  }

  private mayCarry(frame: number): boolean {
    const steps = this.session.paths.stepsOf(this.session.store.path(frame));
    return steps === null || this.protocols.some((protocol) => steps.includes(protocol));
  }
}
