// Saving the open capture to a file, and asking before one that is not saved is replaced or closed.
import { create } from 'zustand';
import type { CaptureInfo } from '../../shared/ipc/contract';
import type { FrameChoice } from '../../shared/ipc/frame-choice';
import type { SaveFormat } from '../../shared/live/saved-capture';
import { engine } from '../engine';
import { currentText } from '../locales/text';
import { formatBytes, formatCount } from '../widgets/format-quantity';
import { visibleMarks } from '../widgets/visible-marks';
import { askBeforeStarting, hasUnsaved, isRunning, setPaused, sourceText, stopCapture, useLive } from './live';
import { closeDialog, openDialog } from './overlay';
import { announce, askBeforeReplacing, closeAtOnce, isReading, report, useSession } from './session';

interface Saving {
  /** The file that is being written, and how far it is; null = none is. */
  readonly job: { readonly name: string; readonly bytes: number; readonly size: number } | null;
  /** The frames that are exported; null = the capture is saved. */
  readonly frames: FrameChoice | null;
  /** What goes on once the open capture is saved or given up. */
  readonly goOn: (() => void) | null;
}

export const useSaving = create<Saving>()(() => ({ job: null, frames: null, goOn: null }));

/** The format that a file's name asks for; null where it says nothing. */
export function formatOfName(name: string): SaveFormat | null {
  const found = /\.(pcapng|ntar|pcap|cap|dmp)(\.gz)?$/i.exec(name);
  if (!found) return null;
  const format = /^(pcapng|ntar)$/i.test(found[1] ?? '') ? 'pcapng' : 'pcap';
  return found[2] === undefined ? format : `${format}.gz`;
}

/** The same name with the ending of a format; a name without one gets it. */
export function withFormat(name: string, format: SaveFormat): string {
  if (formatOfName(name) === format) return name;
  return `${withoutEnding(name)}.${format}`;
}

export function withoutEnding(name: string): string {
  return name.replace(/\.(pcapng|ntar|pcap|cap|dmp)(\.gz)?$/i, '').replace(/\.gz$/i, '');
}

const two = (value: number): string => String(value).padStart(2, '0');

/** `eth0 2024-05-06 14.03.09.pcapng` for a live capture, a file's own name otherwise; nothing that a file's name cannot have. */
export function suggestedName(capture: CaptureInfo, startedMs: number): string {
  if (!capture.live || capture.live.file !== '') return capture.name;
  const t = new Date(startedMs);
  const day = `${t.getFullYear()}-${two(t.getMonth() + 1)}-${two(t.getDate())}`;
  const source = sourceText(capture.live).replace(/[^\p{L}\p{N}@.-]+/gu, ' ').trim().slice(0, 60).trim();
  return `${source === '' ? 'capture' : source} ${day} ${two(t.getHours())}.${two(t.getMinutes())}.${two(t.getSeconds())}.pcapng`;
}

/** Resolves when all that a stopped capture has written is indexed: what is saved is what is indexed. */
export function untilRead(): Promise<void> {
  return new Promise((resolve) => {
    const look = (): boolean => !isReading(useSession.getState().progress);
    if (look()) return resolve();
    const unsubscribe = useSession.subscribe(() => {
      if (!look()) return;
      unsubscribe();
      resolve();
    });
  });
}

/**
 * Of a capture that runs, what there is so far is saved, unless something waits for the capture to be saved: then it is stopped.
 * @param onSaved called before what waits goes on
 * @throws ProblemError where the file cannot be written
 */
export async function saveTo(path: string, format: SaveFormat, onSaved: () => void = () => undefined): Promise<void> {
  const { serial } = useSession.getState();
  const name = path.replace(/^.*[\\/]/, '');
  useSaving.setState({ job: { name, bytes: 0, size: 0 } });
  try {
    if (useSaving.getState().goOn && isRunning(useLive.getState())) await stopCapture();
    const isWhole = !isRunning(useLive.getState());
    if (isWhole && useSession.getState().capture?.live) {
      setPaused(false);
      await untilRead();
    }
    const saved = await engine.call('capture.save', { path, format });
    if (serial === useSession.getState().serial && isWhole) showSaved(saved.path, saved.size);
    announce(currentText()('live.saidSaved', { name: visibleMarks(name), size: formatBytes(saved.size) }));
  } finally {
    useSaving.setState({ job: null });
  }
  onSaved();
  proceed();
}

/** From now on the open capture is the user's file. */
function showSaved(path: string, size: number): void {
  const { capture } = useSession.getState();
  if (!capture?.live) return;
  useLive.setState({ saved: true });
  useSession.setState({ capture: { ...capture, path, name: path.replace(/^.*[\\/]/, ''), size } });
}

/** Writes frames to another file. @throws ProblemError where the file cannot be written */
async function exportFrames(path: string, format: SaveFormat, frames: FrameChoice): Promise<void> {
  const name = path.replace(/^.*[\\/]/, '');
  useSaving.setState({ job: { name, bytes: 0, size: 0 } });
  try {
    const exported = await engine.call('export.frames', { path, format, frames });
    announce(currentText()('exportFrames.said', { name: visibleMarks(name), count: exported.frames, formatted: formatCount(exported.frames), size: formatBytes(exported.size) }));
  } finally {
    useSaving.setState({ job: null });
  }
}

/** What the dialog for saving was opened for. @throws ProblemError where the file cannot be written */
export async function saveOrExport(path: string, format: SaveFormat, done: () => void): Promise<void> {
  const { frames } = useSaving.getState();
  if (frames === null) return saveTo(path, format, done);
  await exportFrames(path, format, frames);
  useSaving.setState({ frames: null });
  done();
}

/** Asks where frames are to be written, and writes them. @param askHere where the host has no dialog */
export async function exportTo(frames: FrameChoice, askHere: () => void): Promise<void> {
  const { app, capture } = useSession.getState();
  if (!capture) return;
  useSaving.setState({ frames });
  if (!app?.fileDialog) return askHere();
  closeDialog();
  useSaving.setState({ frames: null });
  const { path } = await engine.call('files.chooseSave', { name: suggestedExport(capture) });
  const format = formatOfName(path) ?? 'pcapng';
  if (path !== '') await exportFrames(withFormat(path, format), format, frames);
}

/** Beside the capture, and not itself. */
export function suggestedExport(capture: CaptureInfo): string {
  const name = suggestedName(capture, useLive.getState().ledger?.startedMs ?? Date.now());
  return `${withoutEnding(name)} ${currentText()('exportFrames.part')}.${formatOfName(name) ?? 'pcapng'}`;
}

/** Asks where to, by the system's dialog where the host has one. */
export async function saveAs(): Promise<void> {
  const { app, capture } = useSession.getState();
  if (!capture) return;
  useSaving.setState({ frames: null });
  if (!app?.fileDialog) return openDialog('save');
  try {
    const { path } = await engine.call('files.chooseSave', { name: suggestedName(capture, useLive.getState().ledger?.startedMs ?? Date.now()) });
    if (path === '') return stay();
    const format = formatOfName(path) ?? 'pcapng';
    await saveTo(withFormat(path, format), format);
  } catch (error) {
    stay();
    report(error);
  }
}

/** The capture is saved or given up: what was asked for goes on. */
function proceed(): void {
  const { goOn } = useSaving.getState();
  if (goOn && hasUnsaved()) return;
  useSaving.setState({ goOn: null });
  goOn?.();
}

/** What was at the path before is unchanged. */
export function cancelSaving(): void {
  const call = useSaving.getState().frames === null ? 'capture.cancelSaving' : 'export.cancel';
  engine.call(call, {}).catch(report);
}

/** Nothing is replaced or closed. */
export function stay(): void {
  useSaving.setState({ goOn: null, frames: null });
}

/** Not kept: its file is deleted, and what was asked for goes on. */
export async function giveUp(): Promise<void> {
  const { goOn } = useSaving.getState();
  stay();
  closeDialog();
  const keepFile = useSession.getState().capture?.live?.file !== '';
  await closeAtOnce(keepFile);
  goOn?.();
}

function holdBack(goOn: () => void): boolean {
  const capture = useSession.getState().capture;
  const runsIntoFile = (capture?.live?.file ?? '') !== '' && isRunning(useLive.getState());
  if (!hasUnsaved() && !runsIntoFile) return false;
  useSaving.setState({ goOn });
  openDialog('leave');
  return true;
}

/** The browser asks in its own words; a window of the program's own is closed from our dialog. */
function askOnUnload(event: BeforeUnloadEvent): void {
  if (leaving || !hasUnsaved()) return;
  event.preventDefault();
  if (useSession.getState().app?.host === 'electron') holdBack(closeWindow);
}

let leaving = false;

function closeWindow(): void {
  leaving = true;
  window.close();
}

export function watchLeaving(): void {
  askBeforeReplacing(holdBack);
  askBeforeStarting(holdBack);
  window.addEventListener('beforeunload', askOnUnload);
  engine.on('capture.saving', ({ bytes, size }) => {
    const { job } = useSaving.getState();
    if (job) useSaving.setState({ job: { ...job, bytes, size } });
  });
}
