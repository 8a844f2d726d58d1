// Notes on frames: what the engine answers, and how they are kept beside the capture.
import { openFileSource } from '../capture/file-source';
import type { EngineHandlers } from '../../shared/ipc/rpc';
import type { CommentList, FrameComment, NotesState } from '../../shared/ipc/note-calls';
import type { SaveFormat } from '../../shared/live/saved-capture';
import { problem, ProblemError } from '../../shared/problem';
import { FrameNotes, type FrameNote } from '../../shared/session/frame-notes';
import { FrameSet } from '../../shared/session/frame-set';
import type { Session } from '../../shared/session/session';
import { NotesFile } from './notes-file';

/** A capture and where its notes are kept; null = nowhere: it has no name under which it could be found again. */
export interface NotedCapture {
  readonly session: Session;
  notesFile: NotesFile | null;
}

const SLICE_MS = 12;
/** More comments are no list that somebody reads. */
const MOST_COMMENTS = 10_000;

type NoteCall = Exclude<Extract<keyof EngineHandlers, `notes.${string}`>, 'notes.save'>;

export function noteHandlers(current: () => NotedCapture): Pick<EngineHandlers, NoteCall> {
  /** Does something to the notes and keeps them. */
  const change = (act: (notes: FrameNotes) => void): NotesState => {
    const capture = current();
    act(capture.session.notes);
    keep(capture);
    return stateOf(capture);
  };
  return {
    'notes.state': () => stateOf(current()),
    'notes.toggle': ({ note, number }) => change((notes) => notes.toggle(note, known(current().session, number))),
    'notes.set': ({ note, isOn }) => change((notes) => notes.set(note, isOn, displayedFrames(current().session))),
    'notes.nearest': ({ note, from, step }) => nearest(current().session, note, from, step),
    'notes.commentsOf': ({ number }) => ({ comments: [...current().session.commentsOf(known(current().session, number))] }),
    'notes.comment': ({ number, comments }) => change((notes) => notes.comment(known(current().session, number), spoken(comments))),
    'notes.commentCapture': ({ comments }) => change((notes) => notes.commentCapture(spoken(comments))),
    'notes.list': () => listOf(current()),
    'notes.undo': ({ redo }) => change((notes) => (redo ? notes.redo() : notes.undo())),
  };
}

/** Reads what is kept of a capture that was opened just now. */
export function openNotes(session: Session, path: string): NotesFile | null {
  if (path === '-') return null;
  const file = new NotesFile(path, session.file.source);
  session.notes = new FrameNotes(file.kept);
  return file;
}

/** A copy of the capture was written: it has the same notes; the comments stand in it, if its format can hold them. */
export function notesOfCopy(session: Session, path: string, format: SaveFormat): NotesFile {
  const source = openFileSource(path);
  try {
    const file = new NotesFile(path, source, true);
    const kept = session.notes.kept();
    const notes = format.startsWith('pcapng') ? { ...kept, comments: [], captureComments: null } : kept;
    file.write(notes, new FrameNotes(notes).isEmpty);
    return file;
  } finally {
    source.close();
  }
}

function keep({ session, notesFile }: NotedCapture): void {
  notesFile?.write(session.notes.kept(), session.notes.isEmpty);
}

function stateOf({ session, notesFile }: NotedCapture): NotesState {
  const { notes } = session;
  return {
    marked: notes.marked.count, ignored: notes.ignored.count, references: notes.references.count, unsaved: notes.commented.size,
    captureComments: notes.captureComments ?? session.reader.scanner.sections.flatMap((section) => section.comments),
    captureUnsaved: notes.captureComments !== undefined, undo: notes.undoable, redo: notes.redoable, problem: notesFile?.problem ?? null,
  };
}

const spoken = (comments: readonly string[]): string[] => comments.filter((text) => text.trim() !== '');

function known({ store }: Session, number: number): number {
  if (number <= store.count) return number;
  throw new ProblemError(problem('NL-CALL-03', `There is no frame ${number}: the capture has ${store.count}.`, { frame: number, frames: store.count }));
}

function displayedFrames({ displayed }: Session): FrameSet {
  const frames = new FrameSet();
  for (let index = 0; index < displayed.count; index++) {
    const number = displayed.numberAt(index);
    frames.add(number, number);
  }
  return frames;
}

function nearest({ notes, displayed, store }: Session, note: FrameNote, from: number, step: 1 | -1): { number: number; wrapped: boolean } {
  const isDisplayed = (number: number): boolean => displayed.count > 0 && displayed.numberAt(displayed.nearest(number)) === number;
  const next = (start: number): number => {
    let number = notes[note].nearest(start, step);
    while (number > 0 && !isDisplayed(number)) number = notes[note].nearest(number, step);
    return number;
  };
  const found = next(from);
  return found > 0 ? { number: found, wrapped: false } : { number: next(step > 0 ? 0 : store.count + 1), wrapped: true };
}

/** Looks through the frames in slices: those of a file whose blocks have other options are read one by one. */
async function listOf(capture: NotedCapture): Promise<CommentList> {
  const { session } = capture;
  const found: FrameComment[] = [];
  let number = 1;
  for (let until = performance.now() + SLICE_MS; number <= session.store.count && found.length < MOST_COMMENTS; number++) {
    const saved = session.notes.commentsOf(number) === undefined;
    for (const text of session.commentsOf(number)) found.push({ number, text, saved });
    if ((number & 255) !== 0 || performance.now() < until) continue;
    await new Promise((resolve) => setImmediate(resolve));
    until = performance.now() + SLICE_MS;
  }
  return { comments: found, examined: number - 1 };
}
