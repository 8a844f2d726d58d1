// The tab of HTTP objects: its lines, which one is looked at, and how it begins.
import { create } from 'zustand';
import type { ObjectPreview, ObjectRow } from '../../shared/ipc/object-calls';
import { engine } from '../engine';
import { PageCache } from './page-cache';
import { report, useSession } from './session';
import { useTabs } from './tabs';

interface Objects {
  readonly total: number;
  /** No more are listed. */
  readonly isCut: boolean;
  /** Frames that were looked at, of so many. */
  readonly examined: number;
  readonly frames: number;
  /** Something was said yet. */
  readonly isKnown: boolean;
  /** -1 = none. */
  readonly selected: number;
  readonly preview: ObjectPreview | null;
  readonly form: 'text' | 'hex';
  /** Grows when lines have come. */
  readonly version: number;
  /** Which object is to be saved; -1 = all. */
  readonly saving: number;
}

const NONE: Objects = { total: 0, isCut: false, examined: 0, frames: 0, isKnown: false, selected: -1, preview: null, form: 'text', version: 0, saving: -1 };
/** While nothing new comes of a live capture there is no hurry. */
const AGAIN_MS = 500;

export const useObjects = create<Objects>()(() => NONE);
const { getState: get, setState: set } = useObjects;

export const objectLines = new PageCache<ObjectRow>(async (first, count) => {
  const { serial } = useSession.getState();
  try {
    const { rows, total, isCut, examined, frames } = await engine.call('objects.list', { first, count });
    if (serial === useSession.getState().serial) set({ total, isCut, examined, frames, isKnown: true });
    return rows;
  } catch (error) {
    report(error);
    throw error;
  }
}, () => set({ version: get().version + 1 }));

let isAsking = false;
/** Asks for what is on screen, again and again until all frames were looked at. */
export async function refreshObjects(): Promise<void> {
  if (isAsking) return;
  isAsking = true;
  try {
    do {
      await objectLines.renew();
      if (get().examined < get().frames) continue;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      break;
    } while (useTabs.getState().shown === 'objects');
  } finally {
    isAsking = false;
  }
}

export async function selectObject(index: number): Promise<void> {
  set({ selected: index, preview: null });
  try {
    const preview = await engine.call('objects.preview', { index });
    if (get().selected === index) set({ preview });
  } catch (error) {
    report(error);
  }
}

export const setObjectForm = (form: Objects['form']): void => set({ form });
export const setObjectSaving = (saving: number): void => set({ saving });

useSession.subscribe((now, before) => {
  if (now.serial !== before.serial) {
    objectLines.clear();
    set(NONE);
  } else if (now.progress?.frames !== before.progress?.frames && useTabs.getState().shown === 'objects') void refreshObjects();
});
engine.on('capture.settled', () => {
  if (useTabs.getState().shown === 'objects') void refreshObjects();
});
