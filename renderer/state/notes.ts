// What the user notes on frames, as the engine has it: marks, ignored frames, time references, comments, and how they are undone.
import { create } from 'zustand';
import type { FrameNote, NoteChange, NotesState } from '../../shared/ipc/note-calls';
import { engine } from '../engine';
import { currentText } from '../locales/text';
import { formatBytes, formatCount } from '../widgets/format-quantity';
import { visibleMarks } from '../widgets/visible-marks';
import { numberAt, refreshRows, rowAt } from './rows';
import { refreshDetail, selectFrame, useSelection } from './selection';
import { untilRead } from './saving';
import { addNotice, announce, isReading, openCapture, report, useSession } from './session';

interface Notes {
  /** null = no capture is open, or nothing is known yet. */
  readonly state: NotesState | null;
  /** The frame that was marked last, if it still is: what others are compared with. 0 = none. */
  readonly lastMarked: number;
}

export const useNotes = create<Notes>()(() => ({ state: null, lastMarked: 0 }));

const { getState: get, setState: set } = useNotes;
const says = currentText;

export function selectedNumber(): number {
  const { index } = useSelection.getState();
  return index < 0 ? 0 : numberAt(index);
}

/** Whether the selected frame has the note, as its row says. */
export function selectedHas(note: FrameNote): boolean {
  const row = rowAt(useSelection.getState().index)?.row;
  return row !== undefined && { marked: row.marked, ignored: row.ignored, references: row.reference }[note];
}

/** Not known = it may have comments. */
export function selectedIsCommented(): boolean {
  return rowAt(useSelection.getState().index)?.row.commented ?? true;
}

export function noteCount(note: FrameNote): number {
  return get().state?.[note] ?? 0;
}

/** Asks for a change; what it made of the notes is shown if the capture is still the same. */
async function change(ask: () => Promise<NotesState>): Promise<NotesState | null> {
  const { serial } = useSession.getState();
  try {
    const state = await ask();
    if (serial !== useSession.getState().serial) return null;
    show(state);
    refreshRows();
    refreshDetail();
    return state;
  } catch (error) {
    report(error);
    return null;
  }
}

function show(state: NotesState): void {
  if (state.problem && state.problem.message !== get().state?.problem?.message) addNotice('other', state.problem);
  set({ state });
  // Wherever the capture's comments are shown, they are as the user left them.
  const { capture } = useSession.getState();
  if (capture && capture.comments.join() !== state.captureComments.join()) useSession.setState({ capture: { ...capture, comments: state.captureComments } });
}

export async function toggleNote(note: FrameNote): Promise<void> {
  const number = selectedNumber();
  const before = noteCount(note);
  const state = await change(() => engine.call('notes.toggle', { note, number }));
  if (!state) return;
  const isOn = state[note] > before;
  if (note === 'marked') set({ lastMarked: isOn ? number : get().lastMarked === number ? 0 : get().lastMarked });
  announce(says()(`notes.said.${note}${isOn ? 'On' : 'Off'}`, { number: formatCount(number) }));
}

/** All displayed frames. */
export async function setNote(note: FrameNote, isOn: boolean): Promise<void> {
  const before = noteCount(note);
  const state = await change(() => engine.call('notes.set', { note, isOn }));
  if (!state) return;
  if (note === 'marked' && !isOn) set({ lastMarked: 0 });
  const count = Math.abs(state[note] - before);
  announce(says()(`notes.saidAll.${note}${isOn ? 'On' : 'Off'}`, { count, formatted: formatCount(count) }));
}

/** Selects a frame, or the displayed one nearest to it. */
export async function goToNumber(number: number): Promise<void> {
  const { index } = await engine.call('frames.displayed', { number });
  if (index >= 0) selectFrame(index);
}

export async function goToNote(note: FrameNote, step: 1 | -1): Promise<void> {
  try {
    const { number, wrapped } = await engine.call('notes.nearest', { note, from: selectedNumber() || 1, step });
    if (number === 0) return announce(says()(`notes.none.${note}`));
    await goToNumber(number);
    if (wrapped) announce(says()(step > 0 ? 'notes.wrapped' : 'notes.wrappedBack', { number: formatCount(number) }));
  } catch (error) {
    report(error);
  }
}

export async function undoNote(redo: boolean): Promise<void> {
  const what = get().state?.[redo ? 'redo' : 'undo'];
  const state = await change(() => engine.call('notes.undo', { redo }));
  if (state && what) announce(says()(redo ? 'notes.redone' : 'notes.undone', { what: changeText(what) }));
}

/** A change as a few words: `mark frame 7`. */
export function changeText({ note, count, frame }: NoteChange): string {
  if (note === 'captureComment') return says()('notes.change.captureComment');
  if (note === 'comment') return says()('notes.change.comment', { number: formatCount(frame) });
  return count === 1 ? says()(`notes.change.${note}`, { number: formatCount(frame) }) : says()(`notes.changes.${note}`, { formatted: formatCount(count) });
}

/** @param number 0 = the capture itself @returns whether it was done */
export async function saveComments(number: number, comments: readonly string[]): Promise<boolean> {
  const list = [...comments];
  const state = await change(() => (number === 0 ? engine.call('notes.commentCapture', { comments: list }) : engine.call('notes.comment', { number, comments: list })));
  return state !== null;
}

export function hasUnsavedComments(): boolean {
  const { state } = get();
  return state !== null && (state.unsaved > 0 || state.captureUnsaved);
}

/** Writes the comments into the open pcapng file, and opens it again. */
export async function writeCommentsIntoFile(): Promise<void> {
  const { capture } = useSession.getState();
  if (!capture) return;
  try {
    const { size } = await engine.call('notes.save', {});
    await openCapture(capture.path);
    await untilRead();
    announce(says()('notes.written', { name: visibleMarks(capture.name), size: formatBytes(size) }));
  } catch (error) {
    report(error);
  }
}

async function load(): Promise<void> {
  const { serial, capture } = useSession.getState();
  set({ state: null, lastMarked: 0 });
  if (!capture) return;
  try {
    const state = await engine.call('notes.state', {});
    if (serial === useSession.getState().serial) show(state);
  } catch (error) {
    report(error);
  }
}

useSession.subscribe((now, before) => {
  const isRead = now.progress !== null && !isReading(now.progress) && (before.progress === null || isReading(before.progress));
  // The comments of later sections are known when the file is read.
  if (now.serial !== before.serial || isRead) void load();
});
