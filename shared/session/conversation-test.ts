// A test of a display filter on addresses and ports: asked once per conversation and direction, for all frames of them.
import type { Field } from '../dissect/field';
import { ColumnTest, HEADERS, headersOf, PathCodes, type Slots } from './column-tests';
import type { FillTable } from './conversation-verdicts';
import { LOOK, NO, YES, type ProtocolPresence } from './protocol-presence';
import { wordOf } from './verdict-words';

const NO_TABLE = new Uint8Array(0);

export class ConversationTest extends ColumnTest {
  /** By headers: the verdict of each code of a stream and direction, the first of none; and of how many streams it is written. */
  private readonly tables: Uint8Array[] = [];
  private readonly filled: number[] = [];
  private readonly codes: PathCodes;

  /**
   * @param streams how many there are
   * @param absent what the test says of frames with none of the fields
   */
  constructor(presence: ProtocolPresence, indexes: readonly number[], fields: readonly Field[], private readonly streams: () => number, private readonly fillTable: FillTable, absent: boolean) {
    super();
    this.codes = new PathCodes(presence, indexes, headersOf(fields), absent ? YES : NO);
  }

  fill({ columns: { path, stream }, from, to }: Slots): void {
    this.codes.refresh();
    const { out: { words, bytes }, codes: { codes } } = this;
    // Most frames are of the same few kinds: the table of the kind before is at hand.
    let headers = -1;
    let table: Uint8Array = NO_TABLE;
    for (let k = from >>> 2, end = (to + 3) >>> 2; k < end; k++) {
      const first = k << 2;
      if (codes[path[first]!] === headers && codes[path[first + 1]!] === headers && codes[path[first + 2]!] === headers && codes[path[first + 3]!] === headers) {
        words[k] = wordOf(table[stream[first]! + 1]!, table[stream[first + 1]! + 1]!, table[stream[first + 2]! + 1]!, table[stream[first + 3]! + 1]!);
        continue;
      }
      for (let i = first; i < first + 4 && i < to; i++) {
        const code = this.codes.of(path[i]!);
        if (code >= HEADERS && code !== headers) table = this.table((headers = code) - HEADERS);
        bytes[i] = code < HEADERS ? code : table[stream[i]! + 1]!;
      }
    }
  }

  /** Of all streams that there are. */
  private table(headers: number): Uint8Array {
    const streams = this.streams();
    const filled = this.filled[headers] ?? 0;
    let table = this.tables[headers] ?? NO_TABLE;
    if (filled === streams && filled > 0) return table;
    if (table.length < 2 * streams + 1) {
      const bigger = new Uint8Array(2 * streams + (streams >>> 1) + 64);
      bigger.set(table);
      this.tables[headers] = table = bigger;
    }
    table[0] = LOOK;
    this.fillTable(table, headers, filled, streams);
    this.filled[headers] = streams;
    return table;
  }
}
