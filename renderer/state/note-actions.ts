// Actions on notes (mark, ignore, time reference, comment, undo) and of finding frames; spread into the table of actions.
import type { FrameNote } from '../../shared/ipc/note-calls';
import type { Action } from './actions';
import { frameCount } from './displayed';
import { canFind, findFrame, openFind } from './find';
import { goToNote, hasUnsavedComments, noteCount, selectedHas, setNote, toggleNote, undoNote, useNotes, writeCommentsIntoFile } from './notes';
import { openDialog } from './overlay';
import { useSelection } from './selection';
import { isReading, useSession } from './session';

const hasFrame = (): boolean => useSelection.getState().index >= 0;
const hasFrames = (): boolean => frameCount() > 0;

const toggle = (note: FrameNote): Action => ({ run: () => void toggleNote(note), enabled: hasFrame, checked: () => selectedHas(note) });
const all = (note: FrameNote, isOn: boolean): Action => ({ run: () => void setNote(note, isOn), enabled: () => (isOn ? hasFrames() : noteCount(note) > 0) });
const go = (note: FrameNote, step: 1 | -1): Action => ({ run: () => void goToNote(note, step), enabled: () => noteCount(note) > 0 });

function canWrite(): boolean {
  const { capture, progress } = useSession.getState();
  return hasUnsavedComments() && capture !== null && capture.format === 'pcapng' && !capture.live && !isReading(progress);
}

export const NOTE_ACTIONS = {
  'edit.undo': { run: () => void undoNote(false), enabled: () => Boolean(useNotes.getState().state?.undo) },
  'edit.redo': { run: () => void undoNote(true), enabled: () => Boolean(useNotes.getState().state?.redo) },
  'edit.mark': toggle('marked'),
  'edit.markAll': all('marked', true),
  'edit.unmarkAll': all('marked', false),
  'edit.nextMark': go('marked', 1),
  'edit.previousMark': go('marked', -1),
  'edit.ignore': toggle('ignored'),
  'edit.ignoreAll': all('ignored', true),
  'edit.unignoreAll': all('ignored', false),
  'edit.timeReference': toggle('references'),
  'edit.unreferenceAll': all('references', false),
  'edit.nextReference': go('references', 1),
  'edit.previousReference': go('references', -1),
  'edit.comment': { run: () => openDialog('comment'), enabled: hasFrame },
  'edit.captureComment': { run: () => openDialog('captureComment'), enabled: () => useSession.getState().capture !== null },
  'edit.comments': { run: () => openDialog('comments'), enabled: hasFrames },
  'edit.find': { run: openFind, enabled: hasFrames },
  'edit.findNext': { run: () => void findFrame(1), enabled: () => hasFrames() && canFind() },
  'edit.findPrevious': { run: () => void findFrame(-1), enabled: () => hasFrames() && canFind() },
  'file.writeComments': { run: () => void writeCommentsIntoFile(), enabled: canWrite },
} as const satisfies Record<string, Action>;
