// The engines of a host: one started ahead for the next page, and those whose page went away while they held a live capture.
import type { CaptureInfo } from '../../shared/ipc/contract';
import { EngineHost } from './engine-host';

/** How long an engine may take to say whether it captures; milliseconds. */
const ANSWER_MS = 1_000;

export class Engines {
  private spare: EngineHost | null;
  private readonly waiting: EngineHost[] = [];
  private readonly leaving = new Set<Promise<void>>();
  private ended = false;

  constructor(private readonly script: string) {
    this.spare = new EngineHost(script);
  }

  /** For a new page: the engine with the capture that was left last, or a fresh one. */
  async take(): Promise<EngineHost> {
    // A page that is loaded again comes while the one before still goes.
    await Promise.all(this.leaving);
    const engine = this.waiting.pop() ?? this.spare ?? new EngineHost(this.script);
    if (engine === this.spare) this.spare = null;
    return engine;
  }

  /** Its page is gone (closed, reloaded, crashed, the line broke): a live capture goes on and waits for the next page, anything else ends. */
  async leave(engine: EngineHost): Promise<void> {
    const done = this.parted(engine);
    this.leaving.add(done);
    await done;
    this.leaving.delete(done);
  }

  /** Ends all that no page has. */
  async end(): Promise<void> {
    this.ended = true;
    await Promise.all([this.spare?.end(), ...this.waiting.splice(0).map((engine) => engine.end())]);
  }

  private async parted(engine: EngineHost): Promise<void> {
    engine.onEvent = () => undefined;
    const capture = await Promise.race([engine.call('capture.current', {}).catch(() => null), new Promise<null>((resolve) => setTimeout(() => resolve(null), ANSWER_MS))]);
    if (!this.ended && (capture as CaptureInfo | null)?.live) this.waiting.push(engine);
    else await engine.end();
  }
}
