// An open capture written to a file: all of its frames, or some.
import type { Emit } from '../../shared/ipc/rpc';
import type { SaveFormat } from '../../shared/live/saved-capture';
import type { FrameSet } from '../../shared/session/frame-set';
import type { Session } from '../../shared/session/session';
import { saveCapture, type SavedFrames } from '../capture/save-capture';
import { savedComments } from './saved-comments';

const PROGRESS_MS = 200;

/** All whole frames that the session has read, or those of them that are chosen. @returns where to, and bytes of the file */
export async function saveSession(session: Session, path: string, format: SaveFormat, emit: Emit, signal: AbortSignal, chosen: FrameSet | null = null): Promise<{ path: string; size: number }> {
  const until = session.reader.position;
  const comments = savedComments(session);
  const { store } = session;
  // Frames that a live capture adds meanwhile are not among them.
  const { count } = store;
  const frames: SavedFrames | undefined = chosen === null ? undefined : {
    places: { count, position: (frame) => store.position(frame), caplen: (frame) => store.caplen(frame) },
    isKept: (frame) => chosen.has(frame),
  };
  let toldMs = performance.now();
  const size = await saveCapture({
    file: session.file, until, path, format, signal, ...(comments === undefined ? {} : { comments }), ...(frames === undefined ? {} : { frames }),
    onProgress: (bytes) => {
      if (performance.now() - toldMs < PROGRESS_MS) return;
      toldMs = performance.now();
      emit('capture.saving', { bytes, size: until });
    },
  });
  return { path, size };
}
