// Tests on numbers of TCP that the columns and the conversation tell together: sequence numbers counted from the first, the scaled window.
import type { Field } from '../dissect/field';
import type { Streams } from '../stream/streams';
import { ColumnTest, HEADERS, headersOf, PathCodes, type Ask, type Slots } from './column-tests';
import { seenValue } from './column-values';
import { CHUNK_FRAMES, type FrameColumns } from './frame-columns';
import type { Interval } from './frame-tests';
import { LOOK, NO, YES, type ProtocolPresence } from './protocol-presence';

const FIN = 0x01;
const SYN = 0x02;
const ACK = 0x10;

export type FlowNumber = 'seq' | 'ack' | 'next seq' | 'window size';

/** Of the frames at work; each test writes its own before it reads them. */
const values = new Uint32Array(CHUNK_FRAMES);

export class FlowNumberTest extends ColumnTest {
  private readonly codes: PathCodes;

  /**
   * @param intervals the values for which the test is true; null = the language must say
   * @param isRelative sequence numbers are counted from the conversation's first
   */
  constructor(
    presence: ProtocolPresence, indexes: readonly number[], private readonly source: FlowNumber, private readonly field: Field, private readonly ask: Ask,
    private readonly intervals: readonly Interval[] | null, private readonly streams: Streams, private readonly isRelative: boolean,
  ) {
    super();
    this.codes = new PathCodes(presence, indexes, headersOf([field]), ask([]) ? YES : NO);
  }

  fill({ columns, from, to }: Slots): void {
    const { out: { bytes }, codes, intervals } = this;
    const { path, stream } = columns;
    codes.refresh();
    for (let i = from; i < to; i++) {
      const code = codes.of(path[i]!);
      bytes[i] = code < HEADERS || stream[i]! >= 0 ? code : LOOK;
    }
    this.takeValues(columns, from, to);
    if (intervals !== null && intervals.length === 1) this.compare(intervals[0]!, from, to);
    else for (let i = from; i < to; i++) if (bytes[i]! >= HEADERS) bytes[i] = this.isTrue(values[i]!) ? YES : NO;
  }

  private compare({ low, high }: Interval, from: number, to: number): void {
    const { bytes } = this.out;
    const [least, most] = [low === null ? 0 : Number(low), high === null ? Number.POSITIVE_INFINITY : Number(high)];
    for (let i = from; i < to; i++) if (bytes[i]! >= HEADERS) bytes[i] = values[i]! >= least && values[i]! <= most ? YES : NO;
  }

  private isTrue(value: number): boolean {
    const { intervals } = this;
    if (intervals === null) return this.ask([seenValue(this.field, value)]);
    return intervals.some(({ low, high }) => (low === null || value >= Number(low)) && (high === null || value <= Number(high)));
  }

  private takeValues(columns: FrameColumns, from: number, to: number): void {
    switch (this.source) {
      case 'seq': return this.takeSequences(columns, from, to, 0);
      case 'next seq': return this.takeSequences(columns, from, to, 1);
      case 'ack': return this.takeAcknowledgments(columns, from, to);
      case 'window size': return this.takeWindows(columns, from, to);
    }
  }

  /** @param next 1 = of the octet behind the segment */
  private takeSequences({ sequence, stream, flags, payload }: FrameColumns, from: number, to: number, next: number): void {
    const { streams, isRelative } = this;
    for (let i = from; i < to; i++) {
      const code = stream[i]!;
      const base = isRelative && code >= 0 ? Math.max(0, streams.base(code >> 1, code & 1)) : 0;
      const behind = next * (payload[i]! + ((flags[i]! & (SYN | FIN)) === 0 ? 0 : 1));
      values[i] = sequence[i]! - base + behind;
    }
  }

  private takeAcknowledgments({ acknowledgment, stream, flags }: FrameColumns, from: number, to: number): void {
    const { streams, isRelative } = this;
    for (let i = from; i < to; i++) {
      const code = stream[i]!;
      const base = isRelative && code >= 0 && (flags[i]! & ACK) !== 0 ? Math.max(0, streams.base(code >> 1, 1 - (code & 1))) : 0;
      values[i] = acknowledgment[i]! - base;
    }
  }

  private takeWindows({ window, stream, flags }: FrameColumns, from: number, to: number): void {
    const { streams } = this;
    for (let i = from; i < to; i++) {
      const code = stream[i]!;
      const shift = code >= 0 && (flags[i]! & SYN) === 0 ? Math.max(0, streams.shift(code >> 1, code & 1)) : 0;
      values[i] = window[i]! << shift;
    }
  }
}
