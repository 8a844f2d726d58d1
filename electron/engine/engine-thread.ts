// The engine thread: one open capture served over the port to the host. Each handler is a few lines onto a session's verbs.
import { parentPort } from 'node:worker_threads';
import { openCapturePath, type OpenedCapture } from '../capture/open-capture';
import { openCaptureFile } from '../../shared/capture-file/capture-file';
import { PROTOCOLS } from '../../shared/dissect/protocols';
import { findFields } from '../../shared/dissect/reference';
import { Registry } from '../../shared/dissect/registry';
import type { CaptureInfo, CaptureProgress } from '../../shared/ipc/contract';
import { serve, toProblem, type EngineHandlers } from '../../shared/ipc/rpc';
import { problem, ProblemError, type Problem } from '../../shared/problem';
import { Session } from '../../shared/session/session';
import { zoneMinutes } from './zone';

/** How long indexing may go on before messages are looked at, and how often progress is told; milliseconds. */
const SLICE_MS = 12;
const PROGRESS_MS = 100;
/** The first run is small, so that the first rows come at once. */
const RUN_BYTES = 1_048_576;

interface Open {
  readonly session: Session;
  readonly opened: OpenedCapture;
  readonly startedMs: number;
  cancelled: boolean;
}

if (!parentPort) throw new Error('the engine runs in a worker thread');
const port = parentPort;
const registry = new Registry(PROTOCOLS);
let open: Open | null = null;

const handlers: EngineHandlers = {
  'capture.open': ({ path }) => openCapture(path),
  'capture.cancel': () => {
    if (open) open.cancelled = true;
    return null;
  },
  'capture.close': () => {
    closeCapture();
    return null;
  },
  'frames.rows': ({ first, count, columns, view }) => ({ first, rows: current().rows(first, count, columns, view) }),
  'frames.detail': ({ number, view }) => current().detail(number, view),
  'fields.search': ({ text, limit }) => findFields(registry, text, limit),
};

const emit = serve({ send: (message) => port.postMessage(message), onMessage: (listener) => port.on('message', listener) }, handlers);

function current(): Session {
  if (!open) throw new ProblemError(problem('NL-CALL-02', 'No capture is open.'));
  return open.session;
}

async function openCapture(path: string): Promise<CaptureInfo> {
  const opened = await openCapturePath(path);
  try {
    const session = new Session(openCaptureFile(opened.source, opened.name), registry, { zoneMinutes }, RUN_BYTES);
    closeCapture();
    open = { session, opened, startedMs: performance.now(), cancelled: false };
    session.step();
    void readOn(open);
    return session.info(path, opened.source.size);
  } catch (error) {
    opened.close();
    throw error;
  }
}

function closeCapture(): void {
  if (!open) return;
  open.cancelled = true;
  open.opened.close();
  open = null;
}

/** Reads to the end in slices between messages; ends when the capture is closed, cancelled or replaced. */
async function readOn(me: Open): Promise<void> {
  let toldMs = 0;
  let stopped: Problem | null = null;
  try {
    while (open === me && !me.cancelled) {
      const until = performance.now() + SLICE_MS;
      let more = true;
      while (more && performance.now() < until) more = me.session.step();
      if (!more && !(await me.opened.more())) break;
      if (performance.now() - toldMs >= PROGRESS_MS) {
        toldMs = performance.now();
        emit('capture.progress', progressOf(me, 'reading', null));
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (!me.cancelled) stopped = me.session.problem();
  } catch (error) {
    stopped = toProblem(error);
  }
  if (open === me) emit('capture.progress', progressOf(me, me.cancelled ? 'cancelled' : 'done', stopped));
}

function progressOf(me: Open, phase: CaptureProgress['phase'], stopped: Problem | null): CaptureProgress {
  const { bytesRead, size } = me.session.reader.progress();
  return {
    phase, frames: me.session.store.count, bytesRead, size,
    elapsedMs: Math.round(performance.now() - me.startedMs), duration: me.session.duration(), problem: stopped,
  };
}
