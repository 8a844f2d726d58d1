// The open capture and the line to the engine: what is open, how far it is read, what went wrong.
import { create } from 'zustand';
import type { AppInfo, CaptureInfo, CaptureProgress, RecentFile } from '../../shared/ipc/contract';
import { problem, ProblemError, type Problem } from '../../shared/problem';
import { engine } from '../engine';
import { loadPreferences, readingNow } from './preferences';

export type Connection = 'connecting' | 'open' | 'lost';

export interface Notice {
  readonly id: number;
  readonly kind: 'read' | 'open' | 'start' | 'restart' | 'other';
  readonly problem: Problem;
  /** File that the notice is about; '' = none. */
  readonly path: string;
}

interface Session {
  readonly connection: Connection;
  readonly app: AppInfo | null;
  readonly recent: readonly RecentFile[];
  /** Path of the file that is being opened; '' = none. */
  readonly opening: string;
  readonly capture: CaptureInfo | null;
  readonly progress: CaptureProgress | null;
  /** The user has seen that the frames look like another link type. */
  readonly doubtDismissed: boolean;
  /** Grows with every capture that is opened or closed. */
  readonly serial: number;
  readonly notices: readonly Notice[];
  /** One sentence for the status bar and for screen readers, already translated. */
  readonly announcement: string;
}

export const useSession = create<Session>()(() => ({
  connection: 'connecting',
  app: null,
  recent: [],
  opening: '',
  capture: null,
  progress: null,
  doubtDismissed: false,
  serial: 0,
  notices: [],
  announcement: '',
}));

const get = useSession.getState;
const set = useSession.setState;
let nextNotice = 1;
let attempt = 0;

export function toProblem(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  const message = error instanceof Error ? error.message : String(error);
  return problem('NL-BUG-01', `Netloupe made a mistake: ${message}. Please report it.`, { message });
}

export function addNotice(kind: Notice['kind'], cause: Problem, path = ''): void {
  const others = get().notices.filter((n) => n.kind !== kind || n.problem.code !== cause.code);
  set({ notices: [...others.slice(-2), { id: nextNotice++, kind, problem: cause, path }] });
}

export function dismissNotice(id: number): void {
  set({ notices: get().notices.filter((n) => n.id !== id) });
}

export function dismissDoubt(): void {
  set({ doubtDismissed: true });
}

export function announce(text: string): void {
  // The same sentence twice must be heard twice: a trailing space makes it another text.
  set({ announcement: get().announcement === text ? `${text} ` : text });
}

/** Reports a call that failed, unless it failed because the line is gone: that has its own screen. */
export function report(error: unknown, path = ''): void {
  const cause = toProblem(error);
  if (get().connection !== 'lost' && cause.code !== 'NL-CALL-04') addNotice('other', cause, path);
}

/** Asked before what is open is replaced or closed: true = `goOn` is called later, or never. */
let holdsBack: (goOn: () => void) => boolean = () => false;

export function askBeforeReplacing(ask: typeof holdsBack): void {
  holdsBack = ask;
}

/** @param linktype LINKTYPE number to read the frames as, whatever the file says */
export async function openCapture(path: string, linktype?: number): Promise<void> {
  if (!holdsBack(() => void openAtOnce(path, linktype))) await openAtOnce(path, linktype);
}

export async function closeCapture(): Promise<void> {
  if (!holdsBack(() => void closeAtOnce())) await closeAtOnce();
}

export function showCapture(capture: CaptureInfo): void {
  coming.progress = null;
  set({ capture, opening: '', notices: [], progress: null, doubtDismissed: false, serial: get().serial + 1 });
}

/** Starts what replaces the open capture; what is asked for later wins. @returns null where it failed, or was overtaken */
export async function replaceCapture(name: string, start: () => Promise<CaptureInfo>): Promise<CaptureInfo | null> {
  const mine = ++attempt;
  early.length = 0;
  set({ opening: name });
  try {
    const capture = await start();
    if (mine !== attempt) return null;
    showCapture(capture);
    return capture;
  } catch (error) {
    if (mine !== attempt) return null;
    set({ opening: '' });
    throw error;
  }
}

async function openAtOnce(path: string, linktype?: number): Promise<void> {
  try {
    const capture = await replaceCapture(path, () => engine.call('capture.open', { path, ...readingNow(), ...(linktype === undefined ? {} : { linktype }) }));
    if (!capture) return;
    if (early[0]?.size === capture.size) applyProgress(early[0]);
    void refreshRecent();
  } catch (error) {
    if (get().connection !== 'lost') addNotice('open', toProblem(error), path);
  }
}

/** @param keep false: the file of a live capture that was not saved is deleted */
export async function closeAtOnce(keep = true): Promise<void> {
  attempt++;
  set({ capture: null, progress: null, opening: '', notices: [], announcement: '', serial: get().serial + 1 });
  await engine.call('capture.close', { keep }).catch(report);
  await refreshRecent();
}

export function cancelReading(): void {
  engine.call('capture.cancel', {}).catch(report);
}

export async function clearRecent(): Promise<void> {
  await engine.call('recent.clear', {}).then(() => set({ recent: [] }), report);
}

async function refreshRecent(): Promise<void> {
  const app = await engine.call('app.info', {}).catch(() => null);
  if (app) set({ recent: app.recent });
}

/** Last report that came while a file was being opened: it may be of that file or still of the one before. */
const early: CaptureProgress[] = [];

function onProgress(progress: CaptureProgress): void {
  const { opening, capture } = get();
  if (opening !== '') early.splice(0, 1, progress);
  else if (capture?.live) hold(progress);
  else if (capture) applyProgress(progress);
}

/** What is known of a live capture and not shown yet: news waits for the rows that it brings or the next frame that is painted, and for the end of a pause. */
const coming: { progress: CaptureProgress | null; scheduled: boolean; paused: boolean } = { progress: null, scheduled: false, paused: false };

let rowsOf: (frames: number) => Promise<void> | null = () => null;

/** Who fetches the rows that will be seen once there are so many frames: the news is shown with them. null = there is nothing to wait for. */
export function fetchBeforeShowing(fetching: typeof rowsOf): void {
  rowsOf = fetching;
}

function hold(progress: CaptureProgress): void {
  coming.progress = progress;
  if (!coming.scheduled && !coming.paused) showSoon(progress);
}

function showSoon(progress: CaptureProgress): void {
  coming.scheduled = true;
  const { serial } = get();
  const rows = document.hidden ? null : rowsOf(progress.frames);
  // Nothing is painted in a hidden window.
  if (document.hidden) setTimeout(showComing, 100);
  else if (rows) void rows.then(() => showWithRows(progress, serial));
  else requestAnimationFrame(showComing);
}

function showComing(): void {
  coming.scheduled = false;
  const { progress } = coming;
  if (coming.paused || !progress || !get().capture) return;
  coming.progress = null;
  applyProgress(progress);
}

/** What came since waits for its own rows. */
function showWithRows(progress: CaptureProgress, serial: number): void {
  if (coming.progress === progress || coming.progress === null || coming.paused || get().serial !== serial) return showComing();
  applyProgress(progress);
  showSoon(coming.progress);
}

/** While it is paused, the view of a live capture stays as it is. */
export function pauseProgress(paused: boolean): void {
  coming.paused = paused;
  if (!paused) showComing();
}

/** Frames that there are, shown or not. */
export function framesThere(): number {
  return Math.max(coming.progress?.frames ?? 0, get().progress?.frames ?? 0);
}

function applyProgress(progress: CaptureProgress): void {
  set({ progress });
  if (progress.problem) addNotice('read', progress.problem, get().capture?.path ?? '');
}

export function isReading(progress: CaptureProgress | null): boolean {
  return progress === null || progress.phase === 'reading';
}

/** Frames that the capture will have, going by those read so far; those that it has, once it is read. */
export function expectedFrames(progress: CaptureProgress | null): number {
  if (!progress) return 0;
  const { frames, bytesRead, size } = progress;
  return isReading(progress) && bytesRead > 0 ? Math.max(frames, Math.round((frames * size) / bytesRead)) : frames;
}

let listening = false;

function listen(): void {
  if (listening) return;
  listening = true;
  engine.on('capture.progress', onProgress);
  engine.on('capture.continued', showCapture);
  engine.on('app.open', ({ path }) => void openCapture(path));
  engine.on('engine.restarted', ({ problem: cause }) => {
    const path = get().capture?.path ?? get().opening;
    attempt++;
    set({ capture: null, progress: null, opening: '', serial: get().serial + 1 });
    addNotice('restart', cause, path);
  });
}

/** The live capture that an earlier load of this page left running or not saved. */
async function takeOver(): Promise<boolean> {
  const capture = await engine.call('capture.current', {});
  if (capture !== null) showCapture(capture);
  return capture !== null;
}

/** Opens the line and asks who is there; opens the file named on the command line, or again the one that was open. */
export async function connect(): Promise<void> {
  const before = get().capture?.path ?? '';
  set({ connection: 'connecting' });
  listen();
  engine.connect(() => set({ connection: 'lost', opening: '' }));
  try {
    const app = await engine.call('app.info', {});
    loadPreferences(app.preferences);
    set({ app, recent: app.recent, connection: 'open' });
    if (await takeOver()) return;
    const path = before || app.openPath;
    if (path !== '') await openAtOnce(path);
  } catch (error) {
    set({ connection: 'lost' });
    if (toProblem(error).code !== 'NL-CALL-04') addNotice('other', toProblem(error));
  }
}
