// Making something of the open capture that can be given to others.
import type { Emit, EngineHandlers } from '../../shared/ipc/rpc';
import type { Session } from '../../shared/session/session';
import { writeWhole } from '../capture/write-whole';
import { inSlices } from './in-slices';
import { anonymisedCapture, reportPage, writeAnonymised } from './shared-capture';

interface SharedCapture {
  readonly session: Session;
}

type ShareCall = Extract<keyof EngineHandlers, `share.${string}`>;

const PROGRESS_MS = 200;

export function shareHandlers(current: () => SharedCapture, emit: () => Emit): Pick<EngineHandlers, ShareCall> {
  let running = new AbortController();
  /** The open capture, when all of it is known. */
  const begin = async (): Promise<{ session: Session; signal: AbortSignal }> => {
    running.abort();
    running = new AbortController();
    const { signal } = running;
    const { session } = current();
    const { count } = session.store;
    await inSlices(() => !session.isSettledUpTo(count) && session.settle(), signal);
    return { session, signal };
  };
  return {
    'share.anonymise': async ({ path, format, key, ...wish }) => {
      const { session, signal } = await begin();
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
      const { session, signal } = await begin();
      const page = await reportPage(session, streams, session.reader.problem()?.message ?? '', signal);
      return { size: await writeWhole(path, once(page), { signal }) };
    },
    'share.cancel': () => {
      running.abort();
      return null;
    },
  };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield bytes;
}
