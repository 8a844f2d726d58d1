// Making something of the open capture that can be given to others.
import { basename } from 'node:path';
import type { Emit, EngineHandlers } from '../../shared/ipc/rpc';
import { problem, ProblemError } from '../../shared/problem';
import type { Session } from '../../shared/session/session';
import { isSameFile } from '../capture/same-file';
import { writeWhole } from '../capture/write-whole';
import { inSlices } from './in-slices';
import { anonymisedCapture, reportPage, writeAnonymised } from './shared-capture';

interface SharedCapture {
  readonly session: Session;
  readonly path: string;
}

type ShareCall = Extract<keyof EngineHandlers, `share.${string}`>;

const PROGRESS_MS = 200;

export function shareHandlers(current: () => SharedCapture, emit: () => Emit): Pick<EngineHandlers, ShareCall> {
  let running = new AbortController();
  /** The open capture, when all of it is known. */
  const begin = async (path: string): Promise<{ session: Session; signal: AbortSignal }> => {
    running.abort();
    running = new AbortController();
    const { signal } = running;
    const { session, path: open } = current();
    refuse(path, open);
    const { count } = session.store;
    await inSlices(() => !session.isSettledUpTo(count) && session.settle(), signal);
    return { session, signal };
  };
  return {
    'share.anonymise': async ({ path, format, key, ...wish }) => {
      const { session, signal } = await begin(path);
      const { count } = session.store;
      let toldMs = performance.now();
      const onProgress = (frames: number): void => {
        if (performance.now() - toldMs < PROGRESS_MS) return;
        toldMs = performance.now();
        emit()('capture.saving', { bytes: session.store.position(Math.max(1, Math.min(frames, count))), size: session.reader.position });
      };
      return writeAnonymised(anonymisedCapture(session, key, format, wish), path, format, onProgress, signal);
    },
    'share.report': async ({ path, streams }) => {
      const { session, signal } = await begin(path);
      const page = await reportPage(session, streams, session.reader.problem()?.message ?? '', signal);
      return { size: await writeWhole(path, once(page), { signal }) };
    },
    'share.cancel': () => {
      running.abort();
      return null;
    },
  };
}

/** @throws ProblemError NL-CAP-07 */
function refuse(path: string, open: string): void {
  if (!isSameFile(path, open)) return;
  const name = basename(path);
  throw new ProblemError(problem('NL-CAP-07', `${name} is the capture that is open. Choose another name.`, { file: name }));
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield bytes;
}
