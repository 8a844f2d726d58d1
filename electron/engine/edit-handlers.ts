// The open capture written anew, changed or with others: what an edit would come to, and the edit itself.
import { basename } from 'node:path';
import { EditRun, type EditInput } from '../../shared/capture-edit/edit-run';
import { PartBoundary } from '../../shared/capture-edit/part-boundary';
import { openCaptureFile } from '../../shared/capture-file/capture-file';
import { damageProblem } from '../../shared/capture-file/damage';
import { secondsText, timeBetween, type TimeNs } from '../../shared/frame/time';
import type { ArgsOf } from '../../shared/ipc/contract';
import type { CaptureEdit, EditOutcome } from '../../shared/ipc/edit-calls';
import type { Emit, EngineHandlers } from '../../shared/ipc/rpc';
import { problem, ProblemError } from '../../shared/problem';
import type { Session } from '../../shared/session/session';
import { editCapture, hashBytes } from '../capture/edit-capture';
import { openCapturePath, type OpenedPath } from '../capture/open-capture-path';
import { isSameFile } from '../capture/same-file';
import { saidProblem } from '../capture/said-problem';

interface EditedCapture {
  readonly session: Session;
  readonly path: string;
}

type EditCall = Extract<keyof EngineHandlers, `edit.${string}`>;

const PROGRESS_MS = 200;

export function editHandlers(current: () => EditedCapture, emit: () => Emit): Pick<EngineHandlers, EditCall> {
  let running = new AbortController();
  const begin = (): AbortSignal => {
    running.abort();
    running = new AbortController();
    return running.signal;
  };
  return {
    'edit.preview': async ({ edit }) => {
      const signal = begin();
      return withOthers(current(), edit, (inputs, capture) => preview(inputs, capture, edit, signal));
    },
    'edit.write': async (args) => {
      const signal = begin();
      return withOthers(current(), args.edit, (inputs, capture) => write(inputs, capture, args, emit(), signal));
    },
    'edit.cancel': () => {
      running.abort();
      return null;
    },
  };
}

/** The open capture as far as it was read, and the others, opened for as long as they are needed. */
async function withOthers<T>(capture: EditedCapture, { others }: CaptureEdit, use: (inputs: readonly EditInput[], capture: EditedCapture) => Promise<T>): Promise<T> {
  const opened: OpenedPath[] = [];
  try {
    const inputs: EditInput[] = [{ file: capture.session.file, until: capture.session.reader.position }];
    for (const path of others) {
      const one = await openCapturePath(path);
      opened.push(one);
      inputs.push({ file: openCaptureFile(one.source, one.name) });
    }
    return await use(inputs, capture);
  } finally {
    for (const one of opened) one.close();
  }
}

const optionsOf = ({ plan, order, resumes }: CaptureEdit, { session }: EditedCapture) => ({
  plan, order, resumes,
  commentsOf: (input: number, number: number): readonly string[] | undefined => (input === 0 ? session.notes.commentsOf(number) : undefined),
});

async function preview(inputs: readonly EditInput[], capture: EditedCapture, edit: CaptureEdit, signal: AbortSignal): Promise<EditOutcome> {
  const run = new EditRun(inputs, { ...optionsOf(edit, capture), hash: hashBytes });
  const boundary = new PartBoundary(edit.split);
  let [files, frames, bytes] = [1, 0, 0];
  let [first, last]: (TimeNs | null)[] = [null, null];
  for (const frame of run.frames()) {
    if (frame === null) {
      await new Promise((resolve) => setImmediate(resolve));
      if (signal.aborted) throw new ProblemError(problem('NL-CALL-04', 'The preview was cancelled.', {}));
      continue;
    }
    if (boundary.isCrossedBy(frame)) files++;
    frames++;
    bytes += frame.bytes.length;
    first ??= frame.time;
    last = frame.time ?? last;
  }
  const lost = run.streams.flatMap((stream) => stream.lost.map(({ damage, framesBefore }) => damageProblem({ ...damage, frames: framesBefore }, stream.file.name)));
  return { counts: run.steps.counts, files, frames, bytes, duration: first && last ? secondsText(timeBetween(first, last), 6) : '', lost };
}

async function write(inputs: readonly EditInput[], capture: EditedCapture, { path, format, edit }: ArgsOf<'edit.write'>, emit: Emit, signal: AbortSignal): Promise<{ files: readonly { path: string; frames: number; size: number }[] }> {
  const size = inputs.reduce((sum, { file }) => sum + (file.source.progress?.().size ?? file.source.size), 0);
  let toldMs = performance.now();
  const { plan } = edit;
  const { files } = await editCapture({
    inputs, options: optionsOf(edit, capture), split: edit.split, path, gzip: format.endsWith('.gz'), signal,
    form: {
      format: format.startsWith('pcapng') ? 'pcapng' : 'pcap', nanosecondTimes: null, dropsSecrets: false, secrets: [], sharedInterfaces: 'all', linktype: plan.linktype, comments: capture.session.notes.captureComments ?? null,
      finer: [plan.shift, plan.strict?.step].some((time) => time && time.nanos % 1000 !== 0),
    },
    checkPath: (target) => {
      if (![capture.path, ...edit.others].some((input) => isSameFile(input, target))) return;
      throw new ProblemError(saidProblem('NL-CAP-07', 'writing.isRead', { file: basename(target) }));
    },
    onProgress: (bytes) => {
      if (performance.now() - toldMs < PROGRESS_MS) return;
      toldMs = performance.now();
      emit('capture.saving', { bytes, size });
    },
  });
  return { files };
}
