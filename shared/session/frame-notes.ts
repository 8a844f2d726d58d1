// What a user notes on the frames of one capture: marked, ignored, time references, comments. Every change can be undone.
import { FrameSet, maskOf, type FrameMask, type FrameRanges } from './frame-set';

export const FRAME_NOTES = ['marked', 'ignored', 'references'] as const;
export type FrameNote = (typeof FRAME_NOTES)[number];

type Texts = readonly string[];

/** One change, as the words for it are chosen by; `count` frames. */
export interface NoteChange {
  readonly note: FrameNote | 'comment' | 'captureComment';
  readonly count: number;
  /** The first of them. */
  readonly frame: number;
}

interface Done {
  readonly change: NoteChange;
  readonly mask: FrameMask | null;
  /** Of comments: what stood there, and what stands there now; undefined = what the file says. */
  readonly before: Texts | undefined;
  readonly after: Texts | undefined;
}

/** What is kept of all notes, as plain data. */
export interface KeptNotes {
  readonly marked: FrameRanges;
  readonly ignored: FrameRanges;
  readonly references: FrameRanges;
  /** Frame number and its comments, where they are not those of the file. */
  readonly comments: readonly (readonly [frame: number, texts: Texts])[];
  /** null = those of the file. */
  readonly captureComments: Texts | null;
}

export const NO_NOTES: KeptNotes = { marked: [], ignored: [], references: [], comments: [], captureComments: null };
/** Changes that can be undone. */
const MOST_CHANGES = 200;

export class FrameNotes {
  private readonly sets: Readonly<Record<FrameNote, FrameSet>>;
  private readonly comments: Map<number, Texts>;
  private captureTexts: Texts | undefined;
  /** Grows with every change. */
  revision = 0;
  private readonly done: Done[] = [];
  private readonly undone: Done[] = [];

  constructor(kept: KeptNotes = NO_NOTES) {
    this.sets = { marked: FrameSet.ofRanges(kept.marked), ignored: FrameSet.ofRanges(kept.ignored), references: FrameSet.ofRanges(kept.references) };
    this.comments = new Map(kept.comments);
    this.captureTexts = kept.captureComments ?? undefined;
  }

  get marked(): FrameSet {
    return this.sets.marked;
  }
  get ignored(): FrameSet {
    return this.sets.ignored;
  }
  get references(): FrameSet {
    return this.sets.references;
  }

  /** A frame's comments as the user left them; undefined = those of the file. */
  commentsOf(frame: number): Texts | undefined {
    return this.comments.get(frame);
  }
  /** Frames whose comments are not those of the file, in no order. */
  get commented(): ReadonlyMap<number, Texts> {
    return this.comments;
  }
  /** The capture's own comments as the user left them; undefined = those of the file. */
  get captureComments(): Texts | undefined {
    return this.captureTexts;
  }

  /** Puts a note on a frame, or takes it away. @returns whether it has it now */
  toggle(note: FrameNote, frame: number): boolean {
    this.doNow({ change: { note, count: 1, frame }, mask: maskOf(frame), before: undefined, after: undefined });
    return this.sets[note].has(frame);
  }

  /** All of these frames get the note, or lose it. @returns how many changed */
  set(note: FrameNote, isOn: boolean, frames: FrameSet): number {
    const mask = this.sets[note].maskTo(isOn, frames);
    if (mask === null) return 0;
    const before = this.sets[note].count;
    const frame = firstOf(mask);
    this.sets[note].flip(mask);
    this.revision++;
    const count = Math.abs(this.sets[note].count - before);
    this.remember({ change: { note, count, frame }, mask, before: undefined, after: undefined });
    return count;
  }

  /** @param texts undefined = those of the file again */
  comment(frame: number, texts: Texts | undefined): void {
    this.doNow({ change: { note: 'comment', count: 1, frame }, mask: null, before: this.comments.get(frame), after: texts });
  }

  commentCapture(texts: Texts | undefined): void {
    this.doNow({ change: { note: 'captureComment', count: 0, frame: 0 }, mask: null, before: this.captureTexts, after: texts });
  }

  /** What undo() would take back; null = nothing. */
  get undoable(): NoteChange | null {
    return this.done.at(-1)?.change ?? null;
  }
  get redoable(): NoteChange | null {
    return this.undone.at(-1)?.change ?? null;
  }

  undo(): NoteChange | null {
    const last = this.done.pop();
    if (!last) return null;
    this.apply(last, last.before);
    this.undone.push(last);
    return last.change;
  }

  redo(): NoteChange | null {
    const next = this.undone.pop();
    if (!next) return null;
    this.apply(next, next.after);
    this.done.push(next);
    return next.change;
  }

  /** The comments are in the file now: nothing of them is kept beside it, and no change of them can be undone. */
  commentsWereSaved(): void {
    this.comments.clear();
    this.captureTexts = undefined;
    this.revision++;
    this.done.length = this.undone.length = 0;
  }

  kept(): KeptNotes {
    return {
      marked: this.sets.marked.ranges(), ignored: this.sets.ignored.ranges(), references: this.sets.references.ranges(),
      comments: [...this.comments].sort(([a], [b]) => a - b), captureComments: this.captureTexts ?? null,
    };
  }

  get isEmpty(): boolean {
    return this.comments.size === 0 && this.captureTexts === undefined && FRAME_NOTES.every((note) => this.sets[note].count === 0);
  }

  private doNow(change: Done): void {
    this.apply(change, change.after);
    this.remember(change);
  }

  private remember(change: Done): void {
    this.done.push(change);
    if (this.done.length > MOST_CHANGES) this.done.shift();
    this.undone.length = 0;
  }

  private apply({ change: { note, frame }, mask }: Done, texts: Texts | undefined): void {
    this.revision++;
    if (note === 'captureComment') this.captureTexts = texts;
    else if (note !== 'comment') this.sets[note].flip(mask!);
    else if (texts === undefined) this.comments.delete(frame);
    else this.comments.set(frame, texts);
  }
}

function firstOf({ firstWord, words }: FrameMask): number {
  const word = words[0]!;
  return firstWord * 32 + (31 - Math.clz32(word & -word));
}

