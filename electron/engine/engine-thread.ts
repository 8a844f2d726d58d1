// The engine thread: one open capture served over the port to the host. Each handler is a few lines onto a session's verbs.
import { parentPort } from 'node:worker_threads';
import { moreBytes, openCapturePath, type OpenedPath } from '../capture/open-capture-path';
import { openCaptureFile } from '../../shared/capture-file/capture-file';
import { PROTOCOLS } from '../../shared/dissect/protocols';
import { findFields } from '../../shared/dissect/reference';
import { Registry } from '../../shared/dissect/registry';
import type { CaptureInfo, CaptureProgress } from '../../shared/ipc/contract';
import type { CaptureOptions } from '../../shared/live/capture-options';
import type { SaveFormat } from '../../shared/live/saved-capture';
import { FileSource } from '../capture/file-source';
import { readHostNames } from '../capture/read-host-names';
import { abandonWriting } from '../capture/write-whole';
import { serve, toProblem, type EngineHandlers } from '../../shared/ipc/rpc';
import { problem, ProblemError, type Problem } from '../../shared/problem';
import { Session } from '../../shared/session/session';
import { Colours } from './colour-handlers';
import { copyHandlers } from './copy-handlers';
import { decodeHandlers } from './decode-handlers';
import { dumpHandlers } from './dump-handlers';
import { editHandlers } from './edit-handlers';
import { exportHandlers } from './export-handlers';
import { importHandlers } from './import-handlers';
import { countMatches } from './filter-count';
import { filterHandlers } from './filter-handlers';
import { FilterRun } from './filter-run';
import { explainHandlers } from './explain-handlers';
import { findHandlers } from './find-handlers';
import { followHandlers } from './follow-handlers';
import { graphHandlers } from './graph-handlers';
import { guardedTargets } from './guarded-targets';
import { objectHandlers } from './object-handlers';
import { IndexPool } from './index-pool';
import { noteHandlers, notesOfCopy, openNotes, type NotedCapture } from './note-handlers';
import { leftHandlers, LiveEngine, OwnFile } from './live-engine';
import { ReadingSettings, type Reading } from './reading-settings';
import { saveSession } from './save-session';
import { shareHandlers } from './share-handlers';
import { sequenceHandlers } from './sequence-handlers';
import { statisticsHandlers } from './statistics-handlers';
import { systemHandlers } from './system-handlers';
import { zoneMinutes } from './zone';

/** How long indexing may go on before messages are looked at, and how often progress is told; milliseconds. */
const SLICE_MS = 12;
const PROGRESS_MS = 100;
/** A packet is to be seen soon after it came. */
const LIVE_PROGRESS_MS = 16;
/** Of so many at once nobody reads each. */
const LIVE_MANY_FRAMES = 256;
const LIVE_MANY_PROGRESS_MS = 130;
/** How long index threads wait for the window to have its first rows: they would take the processors from it. */
const FIRST_ROWS_MS = 150;
/** The first run is small, so that the first rows come at once. */
const RUN_BYTES = 262_144;
/** Files above this size are indexed by several threads. */
const PARALLEL_FROM = 32 * 1_048_576;

interface Open extends NotedCapture {
  readonly path: string;
  readonly opened: OpenedPath;
  readonly startedMs: number;
  /** Set while, and after, packets come from an interface. */
  readonly live: LiveEngine | null;
  /** The capture's file is Netloupe's own, and not saved yet. */
  readonly own: OwnFile | null;
  readonly filter: FilterRun;
  cancelled: boolean;
  phase: CaptureProgress['phase'];
  toldMs: number;
  toldFrames: number;
  latencyMs: number;
  /** Index threads read the file by our descriptor: it stays open until they are done. */
  inThreads: boolean;
  /** Called when rows were asked for and are answered. */
  onRows: () => void;
}

if (!parentPort) throw new Error('the engine runs in a worker thread');
const port = parentPort;
const registry = new Registry(PROTOCOLS);
let open: Open | null = null;
const reading = new ReadingSettings(registry);
/** Ends waiting for a pipe that nobody writes to. */
let opening = new AbortController();
let saving = new AbortController();
let pool: IndexPool | null = null;

const colours = new Colours(registry, current);

const statistics = statisticsHandlers(current);

const handlers: EngineHandlers = {
  ...colours.handlers,
  ...systemHandlers,
  ...leftHandlers,
  ...filterHandlers(registry, currentOpen),
  ...noteHandlers(currentOpen),
  ...findHandlers(current, () => emit),
  ...copyHandlers(current),
  ...dumpHandlers(currentOpen),
  ...decodeHandlers(registry),
  ...editHandlers(currentOpen, () => emit),
  ...exportHandlers(currentOpen, () => emit),
  ...importHandlers,
  ...shareHandlers(currentOpen, () => emit),
  ...sequenceHandlers(current),
  ...statistics.handlers,
  ...followHandlers(current),
  ...explainHandlers(current),
  ...graphHandlers(current),
  ...objectHandlers(current),
  'capture.open': ({ path, linktype, ...settings }) => openCapture(path, linktype, settings),
  'capture.cancel': () => {
    opening.abort();
    if (open?.live) void open.live.stop();
    else if (open) open.cancelled = true;
    return null;
  },
  'capture.close': async ({ keep }) => {
    opening.abort();
    await abandonWriting();
    await closeCapture(keep);
    return null;
  },
  'capture.start': ({ options, ...settings }) => startCapture(options, settings),
  'capture.current': () => {
    const me = open;
    if (!me?.live) return null;
    // Whoever asks has heard nothing yet.
    setImmediate(() => open === me && tellAgain(me));
    return { ...me.session.info(me.live.capture.file, me.opened.source.size), live: me.live.capture.options };
  },
  'capture.stop': async () => {
    if (!open?.live) throw new ProblemError(problem('NL-CAP-10', 'No live capture is running.'));
    await open.live.stop();
    return null;
  },
  'captureFilter.count': ({ filters }) => countMatches(current(), filters),
  'capture.cancelSaving': () => {
    saving.abort();
    return null;
  },
  'capture.save': ({ path, format }) => save(path, format),
  'notes.save': () => saveComments(currentOpen()),
  'frames.rows': ({ first, count, columns, view }) => {
    const rows = current().rows(first, count, columns, view);
    open?.onRows();
    return { first, rows };
  },
  'frames.inConversation': ({ number, step }) => ({ number: current().inConversation(number, step) }),
  'frames.displayed': ({ number }) => {
    const { displayed } = current();
    const index = displayed.nearest(number);
    return { index, number: index < 0 ? 0 : displayed.numberAt(index) };
  },
  'frames.detail': ({ number, view }) => current().detail(number, view),
  'frames.compare': ({ a, b, view }) => current().compare(a, b, view),
  'frames.struct': ({ number, node, language, view }) => ({ text: current().struct(number, node, language, view) }),
  'fields.search': ({ text, limit }) => findFields(registry, text, limit),
};

const emit = serve({ send: (message) => port.postMessage(message), onMessage: (listener) => port.on('message', listener) }, guardedTargets(handlers, () => open?.path ?? null));

function currentOpen(): Open {
  if (!open) throw new ProblemError(problem('NL-CALL-02', 'No capture is open.'));
  return open;
}

function current(): Session {
  return currentOpen().session;
}

async function openCapture(path: string, linktype: number | undefined, settings: Reading): Promise<CaptureInfo> {
  opening.abort();
  opening = new AbortController();
  const mine = opening.signal;
  const opened = await openCapturePath(path, mine);
  try {
    if (mine.aborted) throw new ProblemError(problem('NL-CALL-04', `Opening ${opened.name} was cancelled.`, { file: opened.name }));
    reading.take(settings);
    const session = new Session(openCaptureFile(opened.source, opened.name), registry, { zoneMinutes, linktype, mostPduOctets: reading.mostPduOctets, hostNames: readHostNames, colours: () => colours.rules, settlesInSlices: true }, RUN_BYTES);
    void closeCapture();
    const left = OwnFile.adopt(path, () => session.store.count);
    return { ...begin(session, opened, path, null, left?.file ?? null), live: left?.options ?? null };
  } catch (error) {
    opened.close();
    throw error;
  }
}

/** Reads the first run and goes on by itself. */
function begin(session: Session, opened: OpenedPath, path: string, live: LiveEngine | null, own: OwnFile | null): CaptureInfo {
  const me: Open = { session, path, notesFile: null, opened, live, own, filter: new FilterRun(session, emit), startedMs: performance.now(), cancelled: false, phase: 'reading', toldMs: 0, toldFrames: 0, latencyMs: 0, inThreads: false, onRows: () => undefined };
  open = me;
  session.step();
  me.notesFile = openNotes(session, path);
  void readOn(me);
  return { ...session.info(path, opened.source.size), live: live?.capture.options ?? null };
}

async function startCapture(options: CaptureOptions, settings: Reading): Promise<CaptureInfo> {
  opening.abort();
  opening = new AbortController();
  const mine = opening.signal;
  const live = await LiveEngine.start(options, () => (open?.live === live ? open.session.store.count : 0), emit);
  if (mine.aborted) {
    await live.close();
    live.own?.close(false);
    throw new ProblemError(problem('NL-CALL-04', 'Starting the capture was cancelled.'));
  }
  reading.take(settings);
  void closeCapture();
  live.capture.onFile = () => {
    const opened = openedNow(live);
    if (opened !== null) emit('capture.continued', follow(live, opened));
  };
  return follow(live, live.opened());
}

/** null = a fast ring has deleted that file already, and says next which one it is in. */
function openedNow(live: LiveEngine): OpenedPath | null {
  try {
    return live.opened();
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'NL-FILE-01') return null;
    throw error;
  }
}

/** Reads the file that a live capture writes now; one before it in a ring is complete, and read to its end. */
function follow(live: LiveEngine, opened: OpenedPath): CaptureInfo {
  if (open?.live === live) {
    open.cancelled = true;
    while (open.session.step());
    open.filter.close();
    open.opened.close();
  }
  live.wentOn();
  const session = new Session(openCaptureFile(opened.source, opened.name), registry, { zoneMinutes, mostPduOctets: reading.mostPduOctets, hostNames: readHostNames, colours: () => colours.rules, settlesInSlices: true }, RUN_BYTES);
  return begin(session, opened, live.capture.file, live, live.own);
}

async function closeCapture(keep = true): Promise<void> {
  const closed = open;
  if (!closed) return;
  closed.cancelled = true;
  closed.filter.close();
  if (!closed.inThreads) closed.opened.close();
  open = null;
  await closed.live?.close();
  closed.own?.close(keep);
}

/** What a live capture wrote to its own file is no longer needed there once all of it is saved. */
async function save(path: string, format: SaveFormat): Promise<{ path: string; size: number }> {
  const saved = open;
  saving.abort();
  saving = new AbortController();
  const result = await saveSession(current(), path, format, emit, saving.signal);
  if (saved) notesOfSaved(saved, path, format);
  if (saved && !saved.opened.isLive() && saved.session.reader.position >= saved.opened.source.size) saved.own?.wasSaved();
  return result;
}

/** A live capture that was saved is from now on the file that it was saved to. */
function notesOfSaved(saved: Open, path: string, format: SaveFormat): void {
  const { session } = saved;
  if (session.notes.isEmpty) return;
  const file = notesOfCopy(session, path, format);
  if (!saved.own || saved.opened.isLive()) return;
  saved.notesFile?.write(session.notes.kept(), true);
  if (format.startsWith('pcapng')) session.notes.commentsWereSaved();
  saved.notesFile = file;
}

/** The open file gets the comments: a copy that has them takes its place, whole. */
async function saveComments(me: Open): Promise<{ path: string; size: number }> {
  const { session, path } = me;
  const { name, format, compressed } = session.file;
  const isWhole = me.phase === 'done' && session.reader.position >= session.file.source.size;
  if (format !== 'pcapng' || me.live || !isWhole || path === '-') {
    const why = format !== 'pcapng' ? `a ${format} file cannot hold them` : me.live ? 'it is captured now' : 'it was not read to its end';
    throw new ProblemError(problem('NL-NOTE-03', `The comments cannot be written into ${name}: ${why}. Save the capture as another pcapng file.`, { file: name }));
  }
  return save(path, compressed ? 'pcapng.gz' : 'pcapng');
}

/** Reads to the end in slices between messages; ends when the capture is closed, cancelled or replaced. */
async function readOn(me: Open): Promise<void> {
  let stopped: Problem | null = null;
  try {
    tell(me);
    const { source } = me.opened;
    if (source instanceof FileSource && !me.session.file.compressed && !me.session.isReinterpreted && source.size > PARALLEL_FROM) {
      if (await firstRows(me)) await readByThreads(me, source);
    }
    while (await pause(me)) {
      const until = performance.now() + SLICE_MS;
      let more = true;
      while (more && performance.now() < until) more = me.session.step();
      if (!more && me.live) await settle(me);
      if (!more && !(await moreToRead(me))) break;
    }
    if (!me.cancelled) stopped = me.opened.failure() ?? me.session.finish();
  } catch (error) {
    stopped = toProblem(error);
  }
  me.phase = me.cancelled ? 'cancelled' : 'done';
  if (open === me) emit('capture.progress', progressOf(me, me.phase, stopped));
  if (open === me) me.live?.tell();
  // What frames say once all TCP segments were looked at together: rows and filters are asked again.
  const failed = await settle(me).then(() => null, toProblem);
  if (failed !== null && open === me) emit('capture.progress', progressOf(me, me.phase, failed));
  if (open === me) emit('capture.settled', { frames: me.session.store.count });
  if (open === me) me.filter.finished();
  if (open === me && !me.live) await statistics.countAhead();
}

/** Looks at TCP segments together, in slices between messages, as far as there are frames. */
async function settle({ session }: Open): Promise<void> {
  while (open?.session === session && !session.isSettledUpTo(session.store.count)) {
    const until = performance.now() + SLICE_MS;
    while (session.settle() && performance.now() < until);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Waits for more bytes of a pipe or a live capture. What was read is told before long, whether more comes or not. */
async function moreToRead(me: Open): Promise<boolean> {
  const untold = me.live && me.opened.isLive() ? setTimeout(() => open === me && tell(me), Math.max(0, me.toldMs + progressMs(me) - performance.now())) : undefined;
  const more = await moreBytes(me.opened);
  clearTimeout(untold);
  return more;
}

async function readByThreads(me: Open, source: FileSource): Promise<void> {
  if (pool === null || pool.failed) pool = new IndexPool();
  me.inThreads = true;
  try {
    await pool.read(me.session, source.descriptor, source.size, () => pause(me), reading.decodeAs);
  } finally {
    me.inThreads = false;
    if (open !== me) me.opened.close();
  }
}

/** How long nothing more is told after what was told last. */
function progressMs({ live, session, toldFrames }: Open): number {
  if (!live) return PROGRESS_MS;
  return session.store.count - toldFrames > LIVE_MANY_FRAMES ? LIVE_MANY_PROGRESS_MS : LIVE_PROGRESS_MS;
}

function tell(me: Open): void {
  me.toldMs = performance.now();
  me.toldFrames = me.session.store.count;
  emit('capture.progress', progressOf(me, 'reading', null));
  me.filter.grew();
}

/** To a page that took this engine over. */
function tellAgain(me: Open): void {
  emit('capture.progress', progressOf(me, me.phase, null));
  me.live?.tell(true);
}

/** Comes back when rows of what was read at once have been answered, or were not asked for. False when reading is to end. */
async function firstRows(me: Open): Promise<boolean> {
  await new Promise<void>((resolve) => {
    me.onRows = resolve;
    setTimeout(resolve, FIRST_ROWS_MS);
  });
  return open === me && !me.cancelled;
}

/** Tells how far reading is, when it is time, and lets messages in. False when reading is to end. */
async function pause(me: Open): Promise<boolean> {
  if (open === me && performance.now() - me.toldMs >= progressMs(me)) tell(me);
  await new Promise((resolve) => setImmediate(resolve));
  return open === me && !me.cancelled && !me.session.isFull;
}

function progressOf(me: Open, phase: CaptureProgress['phase'], stopped: Problem | null): CaptureProgress {
  const { bytesRead, size } = me.session.reader.progress();
  return {
    phase, frames: me.session.store.count, bytesRead, size,
    elapsedMs: Math.round(performance.now() - me.startedMs), duration: me.session.duration(), latencyMs: latencyOf(me), problem: stopped,
  };
}

/** How long the newest frame took from its time stamp to its first telling. Another host's clock says nothing. */
function latencyOf(me: Open): number {
  const { count } = me.session.store;
  if (count > me.toldFrames) me.latencyMs = performance.timeOrigin + performance.now() - me.session.newestMs();
  me.toldFrames = count;
  return me.live !== null && me.live.capture.options.command === '' && me.opened.isLive() && count > 0 ? Math.max(0, me.latencyMs) : -1;
}
