// Tests of a display filter over the columns, 65,536 frames at once; each answers NO, YES or LOOK for every frame.
import type { Field } from '../dissect/field';
import type { Seen } from '../dissect/seen';
import { MOST_PATHS } from '../dissect/protocol-paths';
import { CHUNK_FRAMES, type FrameColumns } from './frame-columns';
import { wordValue, type WordSource } from './column-values';
import type { Interval } from './frame-tests';
import { placeOf, type PathVerdicts } from './path-verdicts';
import { COLUMN_PROTOCOLS, LOOK, NO, YES, type ProtocolPresence } from './protocol-presence';
import type { StreamClasses } from './stream-classes';
import { UNKNOWN, UNKNOWNS, VerdictWords, wordOf } from './verdict-words';

/** Frames of one chunk of columns: slots [from, to). */
export interface Slots {
  readonly columns: FrameColumns;
  /** Number of the frame in slot 0. */
  readonly first: number;
  readonly from: number;
  readonly to: number;
}

/** Asks the language: is the test true of these values? */
export type Ask = (seen: readonly Seen[]) => boolean;

export abstract class ColumnTest {
  constructor(readonly out = new VerdictWords(CHUNK_FRAMES)) {}
  /** @param among verdicts with which its own are put together by `and`, null = none: where those are NO, its own need not be written */
  abstract fill(slots: Slots, among: VerdictWords | null): void;
}

/** Nothing but the frames' bytes can tell. */
export class Unknown extends ColumnTest {
  fill({ from, to }: Slots): void {
    this.out.bytes.fill(LOOK, from, to);
  }
}

/** In tables by way: the headers (bits by COLUMN_PROTOCOLS) whose values the columns hold are this less. */
export const HEADERS = 8;

/** For a test that is put together with no other. */
const ALL_IN_QUESTION = new VerdictWords(CHUNK_FRAMES);
ALL_IN_QUESTION.bytes.fill(LOOK);

const verdictAt = (table: Uint8Array, numbers: Uint8Array, stream: Int32Array, path: Uint16Array, i: number): number => table[placeOf(path[i]!, numbers[(stream[i]! >> 1) + 1]!)]!;

/** The same verdict for all frames of one way through the protocols and one class of stream. */
export class PathTest extends ColumnTest {
  constructor(private readonly classes: StreamClasses, private readonly verdicts: PathVerdicts) {
    super();
  }

  fill({ columns: { path, stream }, from, to }: Slots, among: VerdictWords | null): void {
    this.verdicts.widen(this.classes.count);
    if ((this.fillKnown(path, stream, (among ?? ALL_IN_QUESTION).words, from >>> 2, (to + 3) >>> 2) & UNKNOWNS) !== 0) this.askAll({ path, stream }, from, to);
  }

  /**
   * Four frames at once. @param inQuestion words that are not 0 where a frame is
   * Ends with its loop, as all that go through many frames do: code that is compiled while a loop runs knows nothing of what comes behind it, and would be thrown away there each time.
   */
  private fillKnown(path: Uint16Array, stream: Int32Array, inQuestion: Int32Array, from: number, to: number): number {
    const { out: { words }, classes: { numbers }, verdicts: { table } } = this;
    let met = 0;
    for (let k = from; k < to; k++) {
      if (inQuestion[k] === 0) continue;
      const i = k << 2;
      const a = verdictAt(table, numbers, stream, path, i);
      const b = verdictAt(table, numbers, stream, path, i + 1);
      const c = verdictAt(table, numbers, stream, path, i + 2);
      const d = verdictAt(table, numbers, stream, path, i + 3);
      const four = wordOf(a, b, c, d);
      words[k] = four;
      met |= four;
    }
    return met;
  }

  private askAll({ path, stream }: Pick<FrameColumns, 'path' | 'stream'>, from: number, to: number): void {
    const { out, out: { bytes }, classes: { numbers }, verdicts } = this;
    for (let i = out.unknown(from, to); i < to; i = out.unknown(i + 1, to)) bytes[i] = verdicts.of(path[i]!, numbers[(stream[i]! >> 1) + 1]!);
  }
}

/** Per way through the protocols: the verdict, or HEADERS + those whose values the columns hold. */
export class PathCodes {
  readonly codes = new Uint8Array(MOST_PATHS);
  /** The same for a value's verdict v, without a branch: (v & high octet) | low octet. */
  readonly masks = new Uint16Array(MOST_PATHS);
  private known = 0;

  /** @param headers those that the test's fields belong to @param absent the verdict where a frame has none of them */
  constructor(private readonly presence: ProtocolPresence, private readonly indexes: readonly number[], private readonly headers: number, private readonly absent: number) {}

  of(path: number): number {
    return this.codes[path]!;
  }

  /** To be called when frames may have come: of all ways that frames take. */
  refresh(): void {
    const { wayCount } = this.presence;
    for (; this.known < wayCount; this.known++) {
      const code = this.codeOf(this.known);
      this.codes[this.known] = code;
      this.masks[this.known] = code < HEADERS ? code : 0xff00;
    }
  }

  private codeOf(path: number): number {
    const exact = this.presence.exactOf(path) & this.headers;
    const others = this.headers & ~exact;
    for (const [bit, index] of this.indexes.entries()) if ((others & (1 << bit)) !== 0 && this.presence.holds(index, path, 0) !== NO) return LOOK;
    return exact === 0 ? this.absent : HEADERS + exact;
  }
}

const maskedBy = (mask: number, verdict: number): number => (verdict & (mask >>> 8)) | (mask & 0xff);

/** Which of COLUMN_PROTOCOLS the fields belong to. */
export function headersOf(fields: readonly Field[]): number {
  return fields.reduce((bits, { name }) => bits | (1 << COLUMN_PROTOCOLS.indexOf(name.split('.')[0] as 'ip')), 0);
}

const WORD_COLUMNS = { flags: 'flags', window: 'window', 'tcp payload': 'payload', 'udp payload': 'payload', sequence: 'sequence', acknowledgment: 'acknowledgment' } as const;

/** A number that the columns hold for frames with a plain header: asked once per value, but for very large ones. */
export class WordTest extends ColumnTest {
  private readonly table = new Uint8Array(65_536).fill(UNKNOWN);
  private readonly codes: PathCodes;

  /** @param intervals the only values for which it is true, null = the language must say: where the one field's value is the column's number, nothing is asked */
  constructor(
    presence: ProtocolPresence,
    indexes: readonly number[],
    private readonly source: WordSource,
    private readonly fields: readonly Field[],
    private readonly ask: Ask,
    intervals: readonly Interval[] | null,
  ) {
    super();
    this.codes = new PathCodes(presence, indexes, headersOf(fields), ask([]) ? YES : NO);
    if (intervals !== null && fields.length === 1 && (source === 'tcp payload' || source === 'window')) this.fillTable(intervals);
  }

  private fillTable(intervals: readonly Interval[]): void {
    const { table } = this;
    const place = (value: bigint): number => Math.max(0, Math.min(table.length, Number(value)));
    table.fill(NO);
    for (const { low, high } of intervals) table.fill(YES, low === null ? 0 : place(low), high === null ? table.length : place(high + 1n));
  }

  fill({ columns, from, to }: Slots): void {
    const { path } = columns;
    this.codes.refresh();
    const words = columns[WORD_COLUMNS[this.source]];
    if (words instanceof Uint16Array) this.fillNarrow(path, words, from, to);
    else this.fillWide(path, words, from, to);
  }

  private fillNarrow(path: Uint16Array, words: Uint16Array, from: number, to: number): void {
    if ((this.fillKnown(path, words, from, to) & UNKNOWNS) === 0) return;
    const { out, out: { bytes } } = this;
    for (let i = out.unknown(from, to); i < to; i = out.unknown(i + 1, to)) bytes[i] = this.verdictOf(path[i]!, words[i]!);
  }

  private fillKnown(path: Uint16Array, words: Uint16Array, from: number, to: number): number {
    const { out: { words: verdicts }, table, codes: { masks } } = this;
    let met = 0;
    for (let k = from >>> 2, end = (to + 3) >>> 2; k < end; k++) {
      const i = k << 2;
      const a = maskedBy(masks[path[i]!]!, table[words[i]!]!);
      const b = maskedBy(masks[path[i + 1]!]!, table[words[i + 1]!]!);
      const c = maskedBy(masks[path[i + 2]!]!, table[words[i + 2]!]!);
      const d = maskedBy(masks[path[i + 3]!]!, table[words[i + 3]!]!);
      const four = wordOf(a, b, c, d);
      verdicts[k] = four;
      met |= four;
    }
    return met;
  }

  private fillWide(path: Uint16Array, words: Uint16Array | Uint32Array, from: number, to: number): void {
    const { out: { bytes } } = this;
    for (let i = from; i < to; i++) bytes[i] = this.verdictOf(path[i]!, words[i]!);
  }

  private verdictOf(path: number, word: number): number {
    const { table, codes } = this;
    const code = codes.of(path);
    const verdict = code < HEADERS ? code : table[word] ?? UNKNOWN;
    return verdict !== UNKNOWN ? verdict : this.add(word);
  }

  private add(word: number): number {
    const verdict = this.ask(this.fields.map((field) => wordValue(field, this.source, word))) ? YES : NO;
    if (word < this.table.length) this.table[word] = verdict;
    return verdict;
  }
}
