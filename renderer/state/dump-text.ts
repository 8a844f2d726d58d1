// tcpdump's text of the displayed frames: the lines in view, and with which of tcpdump's options.
import { create } from 'zustand';
import { MOST_DUMP_ROWS, type DumpLook, type DumpRow } from '../../shared/ipc/dump-calls';
import { engine } from '../engine';
import { currentText } from '../locales/text';
import { formatBytes, formatCount } from '../widgets/format-quantity';
import { visibleMarks } from '../widgets/visible-marks';
import { BlockCache } from './block-cache';
import { copyText } from './clipboard';
import { useDisplayFilter } from './display-filter';
import { selectNumber } from './selection';
import { announce, report, useSession } from './session';
import { showTab, useTabs } from './tabs';

interface DumpTextState {
  readonly look: DumpLook;
  readonly total: number;
  readonly isComplete: boolean;
  /** Grows whenever lines that may be on screen have changed. */
  readonly version: number;
}

const AGAIN_MS = 100;
const LOOK: DumpLook = { verbose: 0, link: false, absolute: false, hex: false };

export const useDumpText = create<DumpTextState>()(() => ({ look: LOOK, total: 0, isComplete: false, version: 0 }));
const { getState: get, setState: set } = useDumpText;

const changed = (): void => set(({ version }) => ({ version: version + 1 }));
let rows = new BlockCache<DumpRow>(fetchRows, changed);
let asking = false;
let again = false;

async function fetchRows(first: number, count: number): Promise<readonly DumpRow[] | null> {
  try {
    const answer = await engine.call('dump.rows', { look: get().look, first, count });
    return answer.rows;
  } catch (error) {
    report(error);
    return null;
  }
}

export const dumpRowAt = (index: number): DumpRow | undefined => rows.get(index);

export function wantDumpRows(first: number, end: number): void {
  rows.want(first, Math.min(end, get().total));
}

/** Asks how many lines there are until all frames were gone through. */
export function refreshDumpText(): void {
  again = true;
  if (!asking) void askOn();
}

async function askOn(): Promise<void> {
  asking = true;
  try {
    while (takeAgain() && useTabs.getState().shown === 'dumpText') {
      const { look } = get();
      const { total, isComplete } = await engine.call('dump.rows', { look, first: 0, count: 1 });
      if (look !== get().look) continue;
      if (total < get().total) forget();
      set({ total, isComplete });
      if (isComplete) continue;
      again = true;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  } catch (error) {
    report(error);
  }
  asking = false;
}

function takeAgain(): boolean {
  const was = again;
  again = false;
  return was;
}

function forget(): void {
  rows.clear();
  rows = new BlockCache<DumpRow>(fetchRows, changed);
  changed();
}

export function changeDumpLook(look: Partial<DumpLook>): void {
  forget();
  set({ look: { ...get().look, ...look }, total: 0, isComplete: false });
  refreshDumpText();
}

export function goToDumpedFrame(frame: number): void {
  showTab('packets');
  void selectNumber(frame);
}

/** The first lines: as many as come at once. */
export async function copyDumpText(): Promise<void> {
  try {
    const { look, total } = get();
    const { rows: lines } = await engine.call('dump.rows', { look, first: 0, count: MOST_DUMP_ROWS });
    await copyText(lines.map(({ text }) => `${text}\n`).join(''));
    if (total > lines.length) announce(currentText()('dumpText.copiedPart', { formatted: formatCount(lines.length) }));
  } catch (error) {
    report(error);
  }
}

/** @throws ProblemError where the file cannot be written */
export async function saveDumpText(path: string): Promise<void> {
  const saved = await engine.call('dump.save', { look: get().look, path });
  announce(currentText()('dumpText.saved', { name: visibleMarks(saved.path.replace(/^.*[\\/]/, '')), size: formatBytes(saved.size) }));
}

function startAnew(): void {
  forget();
  set({ total: 0, isComplete: false });
  refreshDumpText();
}

useSession.subscribe((now, before) => {
  if (now.serial !== before.serial) startAnew();
  else if (now.progress?.frames !== before.progress?.frames) refreshDumpText();
});
useDisplayFilter.subscribe((now, before) => {
  if (now.applied !== before.applied) startAnew();
  else refreshDumpText();
});
