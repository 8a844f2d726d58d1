// What was taken apart of frames of the open capture, written to a file in a form: in slices between messages, whole or not at all.
import { version } from '../../package.json';
import { LineBuffer } from '../../shared/bytes/line-buffer';
import type { FrameBytes } from '../../shared/dissect/dissector';
import { dissectionForm } from '../../shared/export/forms/dissection-form';
import type { FormSettings, FrameForm } from '../../shared/export/forms/frame-form';
import { ParquetRows } from '../../shared/export/parquet/parquet-rows';
import type { ArgsOf } from '../../shared/ipc/contract';
import type { ExportedFrames } from '../../shared/ipc/export-calls';
import type { Emit } from '../../shared/ipc/rpc';
import { FrameRuns } from '../../shared/session/frame-runs';
import type { FrameSet } from '../../shared/session/frame-set';
import type { Session } from '../../shared/session/session';
import { writeWhole } from '../capture/write-whole';
import { inSlices } from './in-slices';
import { zoneMinutes } from './zone';

const SLICE_MS = 10;
const PROGRESS_MS = 200;
const CHUNK_BYTES = 262_144;

/** @param chosen null = all frames that there are now */
export async function exportDissections(session: Session, args: ArgsOf<'export.dissections'>, chosen: FrameSet | null, emit: Emit, signal: AbortSignal): Promise<ExportedFrames> {
  const count = { frames: 0 };
  const size = await writeWhole(args.path, chunks(session, args, chosen, emit, count, signal), { signal });
  return { path: args.path, size, frames: count.frames };
}

async function* chunks(session: Session, { form: name, view, columns, safeCells }: ArgsOf<'export.dissections'>, chosen: FrameSet | null, emit: Emit, count: { frames: number }, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  let parts: Uint8Array[] = [];
  let length = 0;
  const take = (bytes: Uint8Array): void => {
    parts.push(bytes);
    length += bytes.length;
  };
  const lines = new LineBuffer((bytes) => take(bytes.slice()));
  const sink = { write: (text: string): void => lines.text(text), lines };
  const taken = (): Uint8Array => {
    const bytes = Buffer.concat(parts);
    [parts, length] = [[], 0];
    return bytes;
  };
  const last = session.store.count;
  const size = session.reader.position;
  const settings = { time: { format: view.time, digits: view.timeDigits, zoneMinutes }, dissect: session.dissectOptions(view) };
  const capture = session.file.name;
  const form = name === 'parquet' ? parquetForm(session, settings, capture, take) : dissectionForm(name, session, sink, settings, { creator: `netloupe/${version}`, capture, madeAt: new Date() }, { columns, safeCells });
  const runs = new FrameRuns(session.file.source, session.store);
  const told = { at: performance.now() };
  // Frames say what they know of the others.
  await inSlices(() => !session.isSettledUpTo(last) && session.settle(), signal);
  let sliceMs = performance.now();
  form.begin();
  for (let frame = next(chosen, 0, last); frame > 0; frame = next(chosen, frame, last)) {
    form.frame(frame, frameOf(session, runs, frame, (before) => next(chosen, before, last)));
    session.near.takeBack();
    count.frames++;
    if (length >= CHUNK_BYTES) yield taken();
    if (performance.now() - sliceMs < SLICE_MS) continue;
    if (performance.now() - told.at >= PROGRESS_MS) {
      told.at = performance.now();
      emit('capture.saving', { bytes: session.store.position(frame), size });
    }
    await new Promise((resolve) => setImmediate(resolve));
    sliceMs = performance.now();
  }
  form.end();
  lines.flush();
  if (length > 0) yield taken();
}

/** The columns of the index, a row for each frame. */
function parquetForm(session: Session, settings: FormSettings, capture: string, take: (bytes: Uint8Array) => void): FrameForm {
  const rows = new ParquetRows(session, settings, { names: [], occurrence: 'f', aggregator: ',', capture, creator: `netloupe version ${version}` }, take);
  return { begin: () => undefined, frame: (number, source) => rows.add(number, source), end: () => rows.end() };
}

/** What is read of the file for it and its neighbours is lent to whoever looks at TCP segments together, until it is taken back. @param behind the chosen frame after one; 0 = there is none */
function frameOf(session: Session, runs: FrameRuns, frame: number, behind: (frame: number) => number): FrameBytes {
  const ahead = { frame };
  const at = runs.place(frame, () => (ahead.frame = behind(ahead.frame)));
  if (at < 0) throw session.changed(frame);
  session.near.lend(runs.filled, runs.from);
  return session.view.frameBytes(frame, runs.bytes, at);
}

/** The chosen frame behind `frame`; 0 = there is none. */
function next(chosen: FrameSet | null, frame: number, last: number): number {
  const found = chosen === null ? frame + 1 : chosen.nearest(frame, 1);
  return found > last ? 0 : found;
}
