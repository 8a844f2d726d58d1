// One page and its engine: host calls are answered here, the others by the page's own engine thread. Ends with the page.
import { CALLS, type CallName, type CaptureInfo, type CaptureProgress, type Events, type Handlers } from '../../shared/ipc/contract';
import { serve, type Pipe } from '../../shared/ipc/rpc';
import type { EngineHost } from './engine-host';
import { HOST_CALLS, hostHandlers, type HostFacts } from './host-calls';
import type { RecentFiles } from './recent-files';

export interface PageSession {
  /** Asks the page to open a file. */
  open(path: string): void;
  end(): Promise<void>;
}

export function openPageSession(pipe: Pipe, engine: EngineHost, facts: HostFacts): PageSession {
  const memory = new OpenedCapture(facts.recent);
  const emit = serve(pipe, { ...forwardedHandlers(engine, memory), ...hostHandlers(facts) });
  engine.onEvent = (name, payload) => {
    emit(name, payload);
    if (isFinished(name, payload)) memory.finished(payload.frames);
  };
  return {
    open: (path) => emit('app.open', { path }),
    end: () => {
      engine.onEvent = () => undefined;
      return engine.end();
    },
  };
}

/** Puts what is opened on the list of recent files. A small file is read through before its opening is answered. */
class OpenedCapture {
  private path = '';
  private frames = 0;

  constructor(private readonly recent: RecentFiles) {}

  asked(): void {
    this.path = '';
    this.frames = 0;
  }

  opened(info: CaptureInfo): void {
    this.path = info.path;
    this.recent.opened(info, this.frames, Date.now()).catch(reportSettings);
  }

  finished(frames: number): void {
    this.frames = frames;
    if (this.path !== '') this.recent.counted(this.path, frames).catch(reportSettings);
  }
}

/** `serve` has checked the arguments before it calls one of these. */
function forwardedHandlers(engine: EngineHost, memory: OpenedCapture): Handlers {
  const names = (Object.keys(CALLS) as CallName[]).filter((name) => !(HOST_CALLS as readonly string[]).includes(name));
  const handlers = Object.fromEntries(names.map((name) => [name, (args: unknown) => engine.call(name, args)])) as unknown as Handlers;
  return {
    ...handlers,
    'capture.open': async (args) => {
      memory.asked();
      const info = await handlers['capture.open'](args);
      // A live capture that is taken up again is no file of the user's.
      if (info.live === null) memory.opened(info);
      return info;
    },
  };
}

function isFinished(name: keyof Events, payload: unknown): payload is CaptureProgress {
  return name === 'capture.progress' && (payload as CaptureProgress).phase !== 'reading';
}

/** A home that cannot be written costs the list of recent files, nothing else. */
function reportSettings(error: unknown): void {
  process.stderr.write(`netloupe: the list of recent files could not be written: ${error instanceof Error ? error.message : String(error)}\n`);
}
