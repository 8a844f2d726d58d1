// A test of a display filter on addresses and ports: asked once per conversation and direction, for all frames of them.
import type { Field } from '../dissect/field';
import { ColumnTest, HEADERS, headersOf, PathCodes, UNKNOWN_PATH, type Slots } from './column-tests';
import type { FillTable } from './conversation-verdicts';
import { LOOK, NO, YES, type ProtocolPresence } from './protocol-presence';

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
    const { out: { bytes }, codes: { codes } } = this;
    // Most frames are of the same few kinds: the table of the kind before is at hand.
    let headers = -1;
    let table: Uint8Array = NO_TABLE;
    for (let i = from; i < to; i++) {
      let code = codes[path[i]!]!;
      if (code !== headers) {
        if (code === UNKNOWN_PATH) code = this.codes.add(path[i]!);
        if (code < HEADERS) {
          bytes[i] = code;
          continue;
        }
        headers = code;
        table = this.table(code - HEADERS);
      }
      bytes[i] = table[stream[i]! + 1]!;
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
