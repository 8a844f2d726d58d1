// One display filter on its way through the frames of an open capture: the columns decide what they can, the frames' bytes the rest.
import type { DissectOptions } from '../dissect/frame-context';
import { ColumnFilter } from './column-filter';
import type { FindBytes } from './contains-tests';
import { fieldsOf } from '../filter/evaluate';
import type { FilterProgram } from './filter-program';
import { CHUNK_BITS, CHUNK_FRAMES } from './frame-columns';
import { FrameRuns } from './frame-runs';
import { LOOK, YES } from './protocol-presence';
import { FoundRows } from './row-set';
import type { Session } from './session';
import type { VerdictWords } from './verdict-words';

/** Frames that are dissected in one step. */
const STEP_FRAMES = 500;
/** How much more room is made than as many frames need as were found of the first. */
const SPARE = 1.1;
/** Bytes that are searched in one step. */
const STEP_BYTES = 4 * 1_048_576;

export interface FilterView {
  readonly dissect: DissectOptions;
  /** Which changes of the notes on frames count: a result of others is no base for this one. */
  readonly notes?: number;
}

export class DisplayFilter {
  readonly rows = new FoundRows();
  /** Frames that the rows tell of: the first so many. */
  examined = 0;
  /** Frames had to be dissected while others of the capture were not known yet: later ones may change what they say. */
  isProvisional = false;
  /** What a frame says depends on which frames before it are displayed. */
  readonly dependsOnRows: boolean;
  private readonly countsTime: boolean;
  private readonly columns: ColumnFilter;
  private readonly runs: FrameRuns;
  /** Frames of the chunk at work that are displayed or must be looked at, in file order, and how many of them are done. */
  private candidates = new Uint32Array(0);
  private candidateCount = 0;
  private done = 0;
  /** Candidates before this one were asked for what their bytes tell without dissection. */
  private asked = 0;
  private verdicts: Uint8Array = new Uint8Array(0);
  /** The last frame of the chunk at work. */
  private chunkEnd = 0;

  /**
   * @param base frames that can be displayed at all, as far as they were examined: the result of a filter that this one narrows
   * @param find looks for bytes in bytes
   */
  constructor(
    private readonly session: Session,
    readonly program: FilterProgram,
    readonly view: FilterView,
    private readonly find: FindBytes,
    private base: { readonly rows: FoundRows; readonly examined: number } | null = null,
  ) {
    const { expression } = program;
    this.columns = new ColumnFilter(session.registry, session, program, { relativeSequence: view.dissect.relativeSequence, find });
    this.runs = new FrameRuns(session.file.source, session.store);
    this.countsTime = fieldsOf(expression).some(({ name }) => name === 'frame.time_relative');
    this.dependsOnRows = fieldsOf(expression).some(({ name }) => name === 'frame.time_delta_displayed');
  }

  /** The same filter from the first frame on. */
  again(): DisplayFilter {
    return new DisplayFilter(this.session, this.program, this.view, this.find);
  }

  /** All frames that there are were examined. */
  get isDone(): boolean {
    return this.examined === this.session.store.count;
  }

  /** Goes on for about a millisecond. False when there is nothing to do for now. */
  step(): boolean {
    if (this.done === this.candidateCount && !this.nextChunk()) return false;
    if (this.done === this.asked && this.done < this.candidateCount) this.askBytes();
    let frames = 0;
    let bytes = 0;
    while (this.done < this.asked && frames < STEP_FRAMES && bytes < STEP_BYTES) {
      const frame = this.candidates[this.done]!;
      const verdict = this.verdicts[(frame - 1) & (CHUNK_FRAMES - 1)]!;
      if (verdict === YES || (verdict === LOOK && this.look(frame))) this.rows.add(frame);
      if (verdict === LOOK) {
        bytes += this.session.store.caplen(frame);
        frames++;
      }
      this.done++;
    }
    this.examined = this.done === this.candidateCount ? this.chunkEnd : this.candidates[this.done]! - 1;
    return !this.isDone;
  }

  /** Lets the bytes of the next candidates that one read brings tell what they can. */
  private askBytes(): void {
    const { candidates, candidateCount, runs, session: { store }, done: begin } = this;
    if (!this.columns.looksAtBytes) this.asked = candidateCount;
    else while (this.asked < candidateCount && this.nextToRead(this.asked - begin) < 0) this.asked++;
    if (this.asked > begin) return;
    const frame = candidates[begin]!;
    if (runs.place(frame, (i) => this.nextToRead(i)) < 0) throw this.session.changed(frame);
    const index = (frame - 1) >>> CHUNK_BITS;
    const first = (index << CHUNK_BITS) + 1;
    const columns = store.columns(index);
    const until = runs.from + runs.filled.length;
    let end = begin + 1;
    for (; end < candidateCount; end++) {
      const slot = candidates[end]! - first;
      const position = columns.position.get(slot);
      if (position < runs.from || position + columns.caplen[slot]! > until) break;
    }
    this.asked = end;
    this.columns.look({ bytes: runs.filled, position: runs.from, columns, first, frames: candidates, begin, end });
    this.lookAtNoted(first, frame - first, candidates[end - 1]! - first + 1);
  }

  /** Lets the columns decide about the frames that come next. */
  private nextChunk(): boolean {
    const { store } = this.session;
    if (this.isDone) return false;
    const index = this.examined >>> CHUNK_BITS;
    if (this.columns.asksProtocols && !this.session.isSettledUpTo(Math.min(store.count, (index + 1) << CHUNK_BITS))) {
      this.session.settle();
      return true;
    }
    const first = (index << CHUNK_BITS) + 1;
    const from = this.examined + 1 - first;
    const to = Math.min(CHUNK_FRAMES, store.count + 1 - first);
    const filled = this.columns.fill({ columns: store.columns(index), first, from, to });
    this.verdicts = filled.bytes;
    this.chunkEnd = first + to - 1;
    this.lookAtNoted(first, from, to);
    if (filled.hasLook(from, to)) this.takeCandidates(filled, first, from, to);
    else this.takeAll(filled, first, from, to);
    // A live capture's file grows behind what was read of it.
    this.runs.clear();
    return true;
  }

  /** The columns know nothing of notes: an ignored frame has only what stands in the file about it, and relative times may count from another frame. */
  private lookAtNoted(first: number, from: number, to: number): void {
    const { ignored, references } = this.session.notes;
    if (references.count > 0 && this.countsTime) this.verdicts.fill(LOOK, from, to);
    for (let frame = ignored.nearest(first + from - 1, 1); frame > 0 && frame < first + to; frame = ignored.nearest(frame, 1)) this.verdicts[frame - first] = LOOK;
  }

  private takeCandidates(filled: VerdictWords, first: number, from: number, to: number): void {
    if (this.candidates.length === 0) this.candidates = new Uint32Array(CHUNK_FRAMES);
    this.candidateCount = filled.select(first, from, to, this.candidates, 0);
    this.done = 0;
    if (this.base !== null && this.base.examined < first + from) this.base = null;
    if (this.base !== null) this.narrow(this.base.rows, this.base.examined);
    this.takeAtOnce(first);
    this.asked = this.done;
  }

  /** The columns told all. */
  private takeAll(filled: VerdictWords, first: number, from: number, to: number): void {
    const { rows, session: { store } } = this;
    rows.addMany(to - from, (numbers, at) => filled.select(first, from, to, numbers, at));
    // About as many of the rest as of those so far.
    if (first === 1) rows.expect(Math.ceil((rows.count / to) * store.count * SPARE) + CHUNK_FRAMES);
    this.candidateCount = this.done = this.asked = 0;
    this.examined = this.chunkEnd;
  }

  /** Leaves out what the filter that this one narrows did not display. */
  private narrow(rows: FoundRows, examined: number): void {
    let row = rows.from(this.candidates[0] ?? 0);
    let n = 0;
    for (let k = 0; k < this.candidateCount; k++) {
      const frame = this.candidates[k]!;
      while (row < rows.count && rows.numberAt(row) < frame) row++;
      if (frame > examined || (row < rows.count && rows.numberAt(row) === frame)) this.candidates[n++] = frame;
    }
    this.candidateCount = n;
  }

  /** Frames up to the first that must be looked at. */
  private takeAtOnce(first: number): void {
    while (this.done < this.candidateCount && this.verdicts[this.candidates[this.done]! - first] === YES) this.rows.add(this.candidates[this.done++]!);
    this.examined = this.done === this.candidateCount ? this.chunkEnd : this.candidates[this.done]! - 1;
  }

  private look(frame: number): boolean {
    const { session, runs } = this;
    const at = runs.place(frame, (i) => this.nextToRead(i));
    if (at < 0) throw session.changed(frame);
    if (!session.isFinished) this.isProvisional = true;
    const { wanted } = this.program;
    const source = session.view.frameBytes(frame, runs.bytes, at);
    return this.program.matches(session.match(frame, source, wanted, this.view, this.dependsOnRows ? this.rows.last : -1));
  }

  /** The i-th candidate behind the one at work, negative where the columns know what it is; 0 = there is none. */
  private nextToRead(i: number): number {
    if (this.done + i >= this.candidateCount) return 0;
    const frame = this.candidates[this.done + i]!;
    return this.verdicts[(frame - 1) & (CHUNK_FRAMES - 1)] === LOOK ? frame : -frame;
  }
}
