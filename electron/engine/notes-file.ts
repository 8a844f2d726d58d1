// Where notes on a capture's frames are kept: a side file per capture, whole or not at all, which knows the file that it is about.
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, isAbsolute, join, resolve } from 'node:path';
import * as v from 'valibot';
import { readBytes, type ByteSource } from '../../shared/capture-file/byte-source';
import { problem, type Problem } from '../../shared/problem';
import { NO_NOTES, type KeptNotes } from '../../shared/session/frame-notes';
import type { FrameRanges } from '../../shared/session/frame-set';
import { errorCode } from '../capture/file-source';

/** Bytes of a file's beginning by which it is told from another of that name. */
const HEAD_BYTES = 65_536;
/** No capture that is read has more. */
const MOST_FRAMES = 50_000_000;

const ranges = v.pipe(v.string(), v.regex(/^(\d{1,10}(-\d{1,10})?(,(?!$)|$))*$/));
const texts = v.array(v.string());
const SHAPE = v.object({
  version: v.literal(1),
  path: v.string(),
  size: v.number(),
  head: v.string(),
  headBytes: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(HEAD_BYTES)),
  marked: ranges,
  ignored: ranges,
  references: ranges,
  comments: v.array(v.tuple([v.pipe(v.number(), v.integer(), v.minValue(1)), texts])),
  captureComments: v.nullable(texts),
});
type Stored = v.InferOutput<typeof SHAPE>;
type Identity = Pick<Stored, 'size' | 'head' | 'headBytes'>;

/** `$XDG_STATE_HOME/netloupe/notes`. */
function notesFolder(): string {
  const state = process.env['XDG_STATE_HOME'];
  return join(state && isAbsolute(state) ? state : join(homedir(), '.local', 'state'), 'netloupe', 'notes');
}

/** As `1-3,7`. */
const rangesText = (frames: FrameRanges): string => frames.map(([first, last]) => (first === last ? String(first) : `${first}-${last}`)).join(',');

function rangesOf(text: string): FrameRanges {
  const ranges = text === '' ? [] : text.split(',').map((part) => part.split('-').map(Number));
  return ranges.map(([first = 0, last = first]) => [Math.max(1, first), Math.min(last, MOST_FRAMES)] as const);
}

export class NotesFile {
  /** What was kept when the capture was opened. */
  readonly kept: KeptNotes;
  /** Why notes are not shown, or not kept. */
  problem: Problem | null = null;
  private readonly at: string;
  /** The file has notes on another version of the capture: they are put aside before it is written. */
  private isForeign = false;
  private readonly fixed: Identity | null = null;

  /**
   * @param path of the capture
   * @param isNew the capture was written just now: nothing is known of it, whatever was kept of a file of that name; `source` is asked now only
   */
  constructor(private readonly path: string, private readonly source: ByteSource, isNew = false) {
    this.at = join(notesFolder(), `${createHash('sha256').update(resolve(path)).digest('hex').slice(0, 32)}.json`);
    if (isNew) this.fixed = this.identity();
    const stored = isNew ? null : this.read();
    this.kept = stored === null ? NO_NOTES : keptOf(stored);
  }

  /** As the file is now: a live capture grows. */
  private identity(): Identity {
    const { size } = this.source;
    const headBytes = Math.min(size, HEAD_BYTES);
    return { size, headBytes, head: this.head(headBytes) };
  }

  /** Keeps these notes, or none where there are none. What fails is said in `problem`, and the notes hold until the capture is closed. */
  write(notes: KeptNotes, isEmpty: boolean): void {
    try {
      if (this.isForeign) renameSync(this.at, this.at.replace(/json$/, 'earlier.json'));
      this.isForeign = false;
      if (isEmpty) rmSync(this.at, { force: true });
      else this.replace(JSON.stringify(this.stored(notes)));
      this.problem = null;
    } catch (error) {
      const cause = errorCode(error);
      this.problem = problem('NL-NOTE-02', `The notes on ${basename(this.path)} cannot be kept in ${this.at}: the system reports ${cause}.`, { file: basename(this.path), place: this.at, cause });
    }
  }

  private replace(text: string): void {
    mkdirSync(notesFolder(), { recursive: true, mode: 0o700 });
    const partial = `${this.at}.${randomBytes(4).toString('hex')}.part`;
    try {
      writeFileSync(partial, text, { mode: 0o600 });
      renameSync(partial, this.at);
    } catch (error) {
      rmSync(partial, { force: true });
      throw error;
    }
  }

  private stored(notes: KeptNotes): Stored {
    return {
      version: 1, path: resolve(this.path), ...(this.fixed ?? this.identity()),
      marked: rangesText(notes.marked), ignored: rangesText(notes.ignored), references: rangesText(notes.references),
      comments: notes.comments.map(([frame, list]) => [frame, [...list]]), captureComments: notes.captureComments === null ? null : [...notes.captureComments],
    };
  }

  private read(): Stored | null {
    if (!existsSync(this.at)) return null;
    const file = basename(this.path);
    try {
      const stored = v.parse(SHAPE, JSON.parse(readFileSync(this.at, 'utf8')));
      // A file that grew is the same: its frames have the same numbers.
      if (this.source.size >= stored.size && this.head(stored.headBytes) === stored.head) return stored;
      this.problem = problem('NL-NOTE-01', `${file} changed since its frames were marked or commented (it had ${stored.size} bytes then): those notes are not shown. They stay in ${this.at}`, { file, size: stored.size, place: this.at });
    } catch (error) {
      this.problem = problem('NL-NOTE-02', `The notes on ${file} cannot be read: ${this.at} is damaged (${error instanceof Error ? error.message : String(error)}).`, { file, place: this.at, cause: errorCode(error) });
    }
    this.isForeign = true;
    return null;
  }

  private head(bytes: number): string {
    return createHash('sha256').update(readBytes(this.source, 0, bytes)).digest('hex');
  }
}

function keptOf(stored: Stored): KeptNotes {
  const { comments, captureComments } = stored;
  return { marked: rangesOf(stored.marked), ignored: rangesOf(stored.ignored), references: rangesOf(stored.references), comments, captureComments };
}
