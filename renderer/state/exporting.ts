// Exporting some of the frames: which, how many those are, and then where to.
import { create } from 'zustand';
import type { FrameChoice } from '../../shared/ipc/frame-choice';
import { engine } from '../engine';
import { noteCount, selectedNumber } from './notes';
import { openDialog } from './overlay';
import { exportTo } from './saving';
import { report, toProblem, useSession } from './session';
import type { Problem } from '../../shared/problem';

export const FRAME_GROUPS = ['all', 'displayed', 'selected', 'conversation', 'marked', 'ranges'] as const;
export type FrameGroup = (typeof FRAME_GROUPS)[number];

/** Text of ranges: `1-10, 20, 30-`; null where it is none. */
export function rangesOf(text: string, last: number): [number, number][] | null {
  const ranges: [number, number][] = [];
  for (const part of text.split(',').map((each) => each.trim()).filter((each) => each !== '')) {
    const found = /^(\d{1,10})?\s*(-)?\s*(\d{1,10})?$/.exec(part);
    if (!found || (found[1] === undefined && found[3] === undefined) || (found[2] === undefined && found[3] !== undefined)) return null;
    const first = Number(found[1] ?? 1);
    const end = found[2] === undefined ? first : Number(found[3] ?? last);
    if (first < 1 || end < first || end > 0xffff_ffff) return null;
    ranges.push([first, end]);
  }
  return ranges.length === 0 ? null : ranges;
}

/** null where the group has no frames, or the text is no ranges. */
export function choiceOf(group: FrameGroup, ranges: string, withDependencies: boolean): FrameChoice | null {
  const number = selectedNumber();
  switch (group) {
    case 'all':
    case 'displayed': return { which: group, withDependencies };
    case 'marked': return noteCount('marked') > 0 ? { which: 'marked', withDependencies } : null;
    case 'selected':
    case 'conversation': return number > 0 ? { which: group, number, withDependencies } : null;
    case 'ranges': {
      const found = rangesOf(ranges, Math.max(1, useSession.getState().progress?.frames ?? 1));
      return found && { which: 'ranges', ranges: found, withDependencies };
    }
  }
}

interface Counted {
  /** Frames of the choice that was asked for last; null = not known yet. */
  readonly frames: number | null;
  readonly problem: Problem | null;
}

export const useExportCount = create<Counted>()(() => ({ frames: null, problem: null }));

let asked = 0;

/** Asks how many frames a choice has; what was asked before no longer counts. */
export async function countFrames(choice: FrameChoice | null): Promise<number> {
  const mine = forgetCount();
  const { frames, problem } = await countOf(choice);
  if (mine === asked) useExportCount.setState({ frames, problem });
  return frames;
}

/** What was counted was counted for another choice. Whoever counts on behalf of that one is not listened to. */
export function forgetCount(): number {
  useExportCount.setState({ frames: null, problem: null });
  return ++asked;
}

async function countOf(choice: FrameChoice | null): Promise<{ frames: number; problem: Problem | null }> {
  if (choice === null) return { frames: 0, problem: null };
  try {
    const { frames } = await engine.call('export.count', { frames: choice });
    return { frames, problem: null };
  } catch (error) {
    return { frames: 0, problem: toProblem(error) };
  }
}

/** Goes on to where the frames are saved: by the system's dialog where the host has one. */
export function chooseTarget(choice: FrameChoice): void {
  exportTo(choice, () => openDialog('save')).catch(report);
}
