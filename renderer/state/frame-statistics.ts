// Protocol hierarchy, packet lengths and expert information: asked for while their tab is shown, again and again until all frames were looked at.
import { create } from 'zustand';
import type { ExpertList, ExpertRow, Hierarchy, LengthRow, Lengths } from '../../shared/ipc/statistics-calls';
import { engine } from '../engine';
import { useDisplayFilter } from './display-filter';
import { report, useSession } from './session';
import { useTabs } from './tabs';

interface FrameStatistics {
  /** null = nothing was said yet. */
  readonly hierarchy: Hierarchy | null;
  readonly expert: ExpertList | null;
  readonly lengths: Lengths | null;
}

const NONE: FrameStatistics = { hierarchy: null, expert: null, lengths: null };
/** While nothing new comes of a live capture there is no hurry. */
const AGAIN_MS = 500;

export const useFrameStatistics = create<FrameStatistics>()(() => NONE);

let busy = false;
let stale = false;
const isStale = (): boolean => stale;

/** Asks for what the shown tab shows. */
export function refreshFrameStatistics(): void {
  stale = true;
  if (!busy) void askOn();
}

async function askOn(): Promise<void> {
  busy = true;
  try {
    while (stale && (await ask()));
  } catch (error) {
    report(error);
  }
  busy = false;
}

/** False when no such tab is shown. */
async function ask(): Promise<boolean> {
  const { shown } = useTabs.getState();
  const { serial } = useSession.getState();
  if (shown !== 'hierarchy' && shown !== 'expert' && shown !== 'lengths') return false;
  stale = false;
  const answer = await engine.call(`statistics.${shown}`, {});
  if (serial !== useSession.getState().serial) return true;
  useFrameStatistics.setState({ [shown]: answer });
  const { examined, total } = answer;
  if (examined < total) stale = true;
  else if (isStale()) await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  return true;
}

/** The display filter that shows the frames of a range of lengths. */
export function lengthFilter({ first, last }: Pick<LengthRow, 'first' | 'last'>): string {
  const least = `frame.len >= ${first}`;
  return last < 0 ? least : `${least} && frame.len <= ${last}`;
}

/** The display filter that shows the frames of a finding. */
export function findingFilter({ summary }: Pick<ExpertRow, 'summary'>): string {
  return `_ws.expert.message == "${summary.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

useSession.subscribe((now, before) => {
  if (now.serial !== before.serial) useFrameStatistics.setState(NONE);
  else if (now.progress?.frames !== before.progress?.frames) refreshFrameStatistics();
});
useDisplayFilter.subscribe((now, before) => {
  if (now.progress !== before.progress) refreshFrameStatistics();
});
useTabs.subscribe((now, before) => {
  if (now.shown !== before.shown) refreshFrameStatistics();
});
engine.on('capture.settled', refreshFrameStatistics);
