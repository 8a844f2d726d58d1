// The live capture of this window: starting and ending it, where its packets are, and how the list follows it.
import { create } from 'zustand';
import type { CaptureInfo } from '../../shared/ipc/contract';
import type { CaptureOptions } from '../../shared/live/capture-options';
import type { Ledger, LostPackets } from '../../shared/live/ledger';
import type { Problem } from '../../shared/problem';
import { engine } from '../engine';
import { currentText } from '../locales/text';
import { lossesByFrame, withSample, type RateSample } from './ledger-figures';
import { readingNow, setPreference, usePreferences } from './preferences';
import { addNotice, announce, framesThere, pauseProgress, replaceCapture, report, toProblem, useSession } from './session';

interface Live {
  /** Asked for, and not answered yet. */
  readonly starting: boolean;
  /** The newest of the open live capture; null = none, or none yet. */
  readonly ledger: Ledger | null;
  /** Why it ended by itself, or what is wrong while it runs. */
  readonly problem: Problem | null;
  /** What is on screen while the view is paused: the ledger as it was then. null = it is not paused. */
  readonly paused: { readonly ledger: Ledger | null } | null;
  /** The list keeps the newest frame in view. */
  readonly following: boolean;
  readonly samples: readonly RateSample[];
  /** Losses by the frame that they stand before. */
  readonly losses: ReadonlyMap<number, LostPackets>;
  /** All frames of the open capture are in a file of the user's. */
  readonly saved: boolean;
  /** What the user has put away: the strip's figures (null = not said: all while it runs), the strip, the notice of a loss (packets lost when it was). */
  readonly folded: boolean | null;
  readonly dismissed: boolean;
  readonly lossSeen: number;
  /** Code of the problem that was put away; '' = none. */
  readonly problemSeen: string;
  /** What Start takes instead of the last options: what is chosen on the welcome page. */
  readonly chosen: CaptureOptions | null;
}

const IDLE: Omit<Live, 'chosen'> = {
  starting: false, ledger: null, problem: null, paused: null, following: false, samples: [], losses: new Map(), saved: false,
  folded: null, dismissed: false, lossSeen: 0, problemSeen: '',
};

export const useLive = create<Live>()(() => ({ ...IDLE, chosen: null }));

const get = useLive.getState;
const set = useLive.setState;

export const isRunning = ({ starting, ledger }: Pick<Live, 'starting' | 'ledger'>): boolean => starting || (ledger !== null && ledger.phase !== 'stopped');

/** What the user would lose by closing: packets in a file of Netloupe's own. */
export function isUnsaved({ saved, ledger }: Pick<Live, 'saved' | 'ledger'>, capture: CaptureInfo | null, frames: number): boolean {
  return !saved && capture?.live?.file === '' && (frames > 0 || (ledger?.written ?? 0) > 0);
}

export const hasUnsaved = (): boolean => isUnsaved(get(), useSession.getState().capture, framesThere());

export function useUnsaved(): boolean {
  const capture = useSession((s) => s.capture);
  const hasFrames = useSession((s) => (s.progress?.frames ?? 0) > 0);
  return useLive((s) => isUnsaved(s, capture, hasFrames ? 1 : 0));
}

/** The welcome page says what is chosen there. */
export function chooseToCapture(chosen: CaptureOptions | null): void {
  set({ chosen });
}

/** What Start will take; null = nothing was ever captured, and nothing is chosen. */
export function optionsToStart(): CaptureOptions | null {
  const chosen = useSession.getState().capture === null ? get().chosen : null;
  return chosen ?? usePreferences.getState().capture;
}

/** Interfaces as people read them: `eth0, lo`. */
export function sourceText({ interfaces, command }: CaptureOptions): string {
  if (command !== '') return command;
  return interfaces.map(({ name, netns }) => (netns === '' ? name : `${name} (${netns.replace(/^.*\//, '')})`)).join(', ');
}

let ask: (goOn: () => void) => boolean = () => false;

/** Who asks before a capture that is not saved is replaced: true = `goOn` is called later, or never. */
export function askBeforeStarting(asking: typeof ask): void {
  ask = asking;
}

/** Starts a live capture and remembers its options; asks first where packets that are not saved would go. */
export async function startCapture(options: CaptureOptions): Promise<void> {
  if (!ask(() => void startAtOnce(options))) await startAtOnce(options);
}

async function startAtOnce(options: CaptureOptions): Promise<void> {
  setPreference('capture', options);
  set({ starting: true });
  try {
    const capture = await replaceCapture(sourceText(options), () => engine.call('capture.start', { options, ...readingNow() }));
    if (!capture) return set({ starting: false });
    pauseProgress(false);
    set({ ...IDLE, following: true });
  } catch (error) {
    set({ starting: false });
    if (useSession.getState().connection !== 'lost') addNotice('start', toProblem(error));
  }
}

/** Answers when the file is complete. */
export async function stopCapture(): Promise<void> {
  await engine.call('capture.stop', {}).catch(report);
}

/** Options of the open live capture, as they were changed since; otherwise the last ones. */
function latestOptions(): CaptureOptions | null {
  const now = useSession.getState().capture?.live ?? null;
  const last = usePreferences.getState().capture;
  return now && (!last || sourceText(last) !== sourceText(now)) ? now : last;
}

/** The same capture anew. */
export async function restartCapture(): Promise<void> {
  const options = latestOptions();
  if (options) await startCapture(options);
}

/** The newest frame is kept in view now. */
export const isFollowing = ({ following, paused }: Pick<Live, 'following' | 'paused'> = get()): boolean => following && paused === null;

export function setFollowing(following: boolean): void {
  if (get().following === following) return;
  set({ following });
  if (isRunning(get())) announce(currentText()(following ? 'live.following' : 'live.staying'));
}

/** Freezes rows and figures; the capture goes on. */
export function setPaused(paused: boolean): void {
  if (paused === (get().paused !== null)) return;
  set({ paused: paused ? { ledger: get().ledger } : null });
  pauseProgress(paused);
}

/** The buffer of every interface, from the next capture on. */
export function rememberBuffer(bufferBytes: number): void {
  const options = latestOptions();
  if (options) setPreference('capture', { ...options, interfaces: options.interfaces.map((item) => ({ ...item, bufferBytes })) });
}

function onLedger(ledger: Ledger, problem: Problem | null): void {
  const { capture, opening } = useSession.getState();
  if (opening !== '' || !capture?.live) return;
  const before = get();
  const isFirst = before.ledger === null;
  const losses = before.losses.size === ledger.losses.length && before.ledger?.losses.at(-1)?.packets === ledger.losses.at(-1)?.packets ? before.losses : lossesByFrame(ledger.losses);
  set({ ledger, problem, losses, problemSeen: problem ? before.problemSeen : '', samples: withSample(before.samples, ledger), ...(isFirst ? { following: true } : {}), ...(ledger.phase === 'stopped' ? { following: false } : {}) });
}

engine.on('capture.live', ({ ledger, problem }) => onLedger(ledger, problem));
useSession.subscribe((now, before) => {
  if (now.serial === before.serial || get().starting) return;
  // The next file of a ring goes on with the same ledger; anything else begins anew.
  if (now.capture?.live && before.capture?.live && isRunning(get())) return;
  pauseProgress(false);
  set(IDLE);
});
