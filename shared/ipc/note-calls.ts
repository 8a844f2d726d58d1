// Calls about what a user notes on frames: part of the contract.
import * as v from 'valibot';
import type { Problem } from '../problem';
import { FRAME_NOTES, type NoteChange } from '../session/frame-notes';
import { call, frameNumber, nothing } from './call';

export type { FrameNote, NoteChange } from '../session/frame-notes';

/** How many frames have which note, and what can be undone. */
export interface NotesState {
  readonly marked: number;
  readonly ignored: number;
  readonly references: number;
  /** Frames whose comments are not those of the file: they are lost to other programs until they are saved into a capture. */
  readonly unsaved: number;
  readonly captureComments: readonly string[];
  /** The capture's own comments are not those of the file. */
  readonly captureUnsaved: boolean;
  readonly undo: NoteChange | null;
  readonly redo: NoteChange | null;
  /** Why notes are not shown or not kept. */
  readonly problem: Problem | null;
}

export interface FrameComment {
  readonly number: number;
  readonly text: string;
  /** It stands in the file. */
  readonly saved: boolean;
}

/** `examined`: frames that were looked at; fewer than there are where there are very many comments. */
export interface CommentList {
  readonly comments: readonly FrameComment[];
  readonly examined: number;
}

/** What fits into one option of a pcapng file, in any script. */
const comment = v.pipe(v.string(), v.maxLength(20_000));
const comments = v.pipe(v.array(comment), v.maxLength(100));
const note = v.picklist(FRAME_NOTES);

export const NOTE_CALLS = {
  'notes.state': call<NotesState>()(nothing),
  /** Puts a note on a frame or takes it away. */
  'notes.toggle': call<NotesState>()(v.strictObject({ note, number: frameNumber })),
  /** All displayed frames get the note, or lose it. */
  'notes.set': call<NotesState>()(v.strictObject({ note, isOn: v.boolean() })),
  /** The nearest displayed frame with the note, from the other end where there is none on this side; 0 = none at all. */
  'notes.nearest': call<{ number: number; wrapped: boolean }>()(v.strictObject({ note, from: frameNumber, step: v.picklist([1, -1]) })),
  'notes.commentsOf': call<{ comments: string[] }>()(v.strictObject({ number: frameNumber })),
  /** Replaces all comments on a frame. */
  'notes.comment': call<NotesState>()(v.strictObject({ number: frameNumber, comments })),
  /** Replaces all comments on the capture itself. */
  'notes.commentCapture': call<NotesState>()(v.strictObject({ comments })),
  /** All comments on frames, in file order. */
  'notes.list': call<CommentList>()(nothing),
  'notes.undo': call<NotesState>()(v.strictObject({ redo: v.boolean() })),
  /** Writes the comments into the open capture's file, which must be pcapng: another file takes its place, whole. Open it again afterwards. */
  'notes.save': call<{ path: string; size: number }>()(nothing),
} as const;
