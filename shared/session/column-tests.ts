// Tests of a display filter over the columns, 65,536 frames at once; each answers NO, YES or LOOK for every frame.
import type { Field } from '../dissect/field';
import type { Seen } from '../dissect/seen';
import { MOST_PATHS } from '../dissect/protocol-paths';
import { CHUNK_FRAMES, type FrameColumns } from './frame-columns';
import { wordValue, type ConversationValues, type WordSource } from './column-values';
import { COLUMN_PROTOCOLS, LOOK, NO, YES, type ProtocolPresence } from './protocol-presence';
import type { StreamClasses } from './stream-classes';

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
  readonly out = new Uint8Array(CHUNK_FRAMES);
  abstract fill(slots: Slots): void;
}

/** Nothing but the frames' bytes can tell. */
export class Unknown extends ColumnTest {
  fill({ from, to }: Slots): void {
    this.out.fill(LOOK, from, to);
  }
}

const UNKNOWN = 3;
const UNKNOWN_PATH = 255;

/** The same verdict for all frames of one way through the protocols and one class of stream. */
export class PathTest extends ColumnTest {
  /** By class and way. */
  private table = new Uint8Array(MOST_PATHS).fill(UNKNOWN);

  constructor(private readonly classes: StreamClasses, private readonly verdictOf: (path: number, streamClass: number) => number) {
    super();
  }

  fill({ columns: { path, stream }, from, to }: Slots): void {
    const { out, classes: { numbers, count } } = this;
    if (this.table.length < count * MOST_PATHS) this.widen(count);
    const { table } = this;
    for (let i = from; i < to; i++) {
      const code = stream[i]!;
      const place = code < 0 ? path[i]! : numbers[code >> 1]! * MOST_PATHS + path[i]!;
      const verdict = table[place]!;
      out[i] = verdict !== UNKNOWN ? verdict : (table[place] = this.verdictOf(place % MOST_PATHS, Math.floor(place / MOST_PATHS)));
    }
  }

  private widen(count: number): void {
    const wider = new Uint8Array(count * MOST_PATHS).fill(UNKNOWN);
    wider.set(this.table);
    this.table = wider;
  }
}

/** Per way through the protocols: the verdict, or 3 + the headers (bits by COLUMN_PROTOCOLS) whose values the columns hold. */
class PathCodes {
  readonly codes = new Uint8Array(MOST_PATHS).fill(UNKNOWN_PATH);

  /** @param headers those that the test's fields belong to @param absent the verdict where a frame has none of them */
  constructor(private readonly presence: ProtocolPresence, private readonly indexes: readonly number[], private readonly headers: number, private readonly absent: number) {}

  /** Of a way that is met for the first time. */
  add(path: number): number {
    return (this.codes[path] = this.codeOf(path));
  }

  private codeOf(path: number): number {
    const exact = this.presence.exactOf(path) & this.headers;
    const others = this.headers & ~exact;
    for (const [bit, index] of this.indexes.entries()) if ((others & (1 << bit)) !== 0 && this.presence.holds(index, path, 0) !== NO) return LOOK;
    return exact === 0 ? this.absent : 3 + exact;
  }
}

/** Which of COLUMN_PROTOCOLS the fields belong to. */
export function headersOf(fields: readonly Field[]): number {
  return fields.reduce((bits, { name }) => bits | (1 << COLUMN_PROTOCOLS.indexOf(name.split('.')[0] as 'ip')), 0);
}

const NO_TABLE = new Uint8Array(0);

/** Addresses and ports: asked once per conversation and direction. */
export class ConversationTest extends ColumnTest {
  private readonly tables: Uint8Array[] = [];
  private readonly codes: PathCodes;

  constructor(presence: ProtocolPresence, indexes: readonly number[], fields: readonly Field[], private readonly values: ConversationValues, private readonly ask: Ask) {
    super();
    this.codes = new PathCodes(presence, indexes, headersOf(fields), ask([]) ? YES : NO);
  }

  fill({ columns: { path, stream }, from, to }: Slots): void {
    const { out, tables, codes: { codes } } = this;
    // Most frames are of the same few kinds: the table of the kind before is at hand.
    let headers = 0;
    let table = tables[headers] ?? NO_TABLE;
    for (let i = from; i < to; i++) {
      const known = codes[path[i]!]!;
      const code = known !== UNKNOWN_PATH ? known : this.codes.add(path[i]!);
      if (code < 3) {
        out[i] = code;
        continue;
      }
      if (code - 3 !== headers) {
        headers = code - 3;
        table = tables[headers] ?? NO_TABLE;
      }
      const talk = stream[i]!;
      const verdict = talk < 0 ? LOOK : talk < table.length ? table[talk]! : UNKNOWN;
      if (verdict !== UNKNOWN) out[i] = verdict;
      else {
        out[i] = this.add(headers, talk);
        table = tables[headers]!;
      }
    }
  }

  private add(headers: number, code: number): number {
    let table = this.tables[headers] ?? new Uint8Array(0);
    if (code >= table.length) {
      const bigger = new Uint8Array(Math.max(1024, 2 * code)).fill(UNKNOWN);
      bigger.set(table);
      this.tables[headers] = table = bigger;
    }
    return (table[code] = this.ask(this.values.of(code, headers)) ? YES : NO);
  }
}

const WORD_COLUMNS = { flags: 'flags', window: 'window', 'tcp payload': 'payload', 'udp payload': 'payload', sequence: 'sequence', acknowledgment: 'acknowledgment' } as const;

/** A number that the columns hold for frames with a plain header: asked once per value, but for very large ones. */
export class WordTest extends ColumnTest {
  private readonly table = new Uint8Array(65_536).fill(UNKNOWN);
  private readonly codes: PathCodes;

  constructor(presence: ProtocolPresence, indexes: readonly number[], private readonly source: WordSource, private readonly fields: readonly Field[], private readonly ask: Ask) {
    super();
    this.codes = new PathCodes(presence, indexes, headersOf(fields), ask([]) ? YES : NO);
  }

  fill({ columns, from, to }: Slots): void {
    const { out, table, codes: { codes } } = this;
    const { path } = columns;
    const words = columns[WORD_COLUMNS[this.source]];
    for (let i = from; i < to; i++) {
      const known = codes[path[i]!]!;
      const code = known !== UNKNOWN_PATH ? known : this.codes.add(path[i]!);
      if (code < 3) out[i] = code;
      else {
        const verdict = table[words[i]!] ?? UNKNOWN;
        out[i] = verdict !== UNKNOWN ? verdict : this.add(words[i]!);
      }
    }
  }

  private add(word: number): number {
    const verdict = this.ask(this.fields.map((field) => wordValue(field, this.source, word))) ? YES : NO;
    if (word < this.table.length) this.table[word] = verdict;
    return verdict;
  }
}
