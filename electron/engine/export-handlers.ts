// Frames of the open capture, or some of them, that are written to another file.
import type { ArgsOf } from '../../shared/ipc/contract';
import type { ExportedFrames } from '../../shared/ipc/export-calls';
import type { Emit, EngineHandlers } from '../../shared/ipc/rpc';
import { chosenFrames } from '../../shared/session/chosen-frames';
import type { FrameSet } from '../../shared/session/frame-set';
import type { Session } from '../../shared/session/session';
import { exportDissections } from './export-dissections';
import type { FilterRun } from './filter-run';
import { saveSession } from './save-session';

interface ExportedCapture {
  readonly session: Session;
  readonly filter: FilterRun;
}

type ExportCall = Extract<keyof EngineHandlers, `export.${string}`>;

export function exportHandlers(current: () => ExportedCapture, emit: () => Emit): Pick<EngineHandlers, ExportCall> {
  let running = new AbortController();
  return {
    'export.frames': async (args) => {
      running.abort();
      running = new AbortController();
      return exportFrames(current(), args, emit(), running.signal);
    },
    'export.dissections': async (args) => {
      running.abort();
      running = new AbortController();
      const { session, filter } = current();
      if (args.frames.which === 'displayed') await filter.settled();
      return exportDissections(session, args, chosenFrames(session, args.frames), emit(), running.signal);
    },
    'export.count': async ({ frames }) => {
      const capture = current();
      if (frames.which === 'displayed') await capture.filter.settled();
      return { frames: countOf(capture.session, chosenFrames(capture.session, frames)) };
    },
    'export.cancel': () => {
      running.abort();
      return null;
    },
  };
}

const countOf = ({ store }: Session, chosen: FrameSet | null): number => chosen?.count ?? store.count;

async function exportFrames({ session, filter }: ExportedCapture, { path, format, frames }: ArgsOf<'export.frames'>, emit: Emit, signal: AbortSignal): Promise<ExportedFrames> {
  if (frames.which === 'displayed') await filter.settled();
  const chosen = chosenFrames(session, frames);
  const { size } = await saveSession(session, path, format, emit, signal, chosen);
  return { path, size, frames: countOf(session, chosen) };
}
