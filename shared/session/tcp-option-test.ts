// Tests on TCP options: whether a plain header has the option at all, and the numbers of the usual ones, read where they stand in the frame.
import type { Field } from '../dissect/field';
import type { ByteTest, ReadFrames } from './byte-tests';
import type { Ask } from './column-tests';
import { seenValue } from './column-values';
import { asksValueByValue } from './conversation-verdicts';
import type { Test } from './filter-operands';
import { intervalsOf, type Interval } from './frame-tests';
import type { Offsets } from './header-tests';
import { LOOK, NO, YES } from './protocol-presence';
import type { VerdictWords } from './verdict-words';

const MIN_HEADER = 20;
const END_OF_OPTIONS = 0;
const NO_OPERATION = 1;

/** An option: its kind, and its length where it has only one. */
interface Option {
  readonly kind: number;
  readonly length: number;
}

/** Octets into the option, and how many. */
interface Place {
  readonly at: number;
  readonly octets: 1 | 2 | 4;
}

const [MSS, WINDOW_SCALE, SACK_PERMITTED, SACK, TIMESTAMPS] = [{ kind: 2, length: 4 }, { kind: 3, length: 3 }, { kind: 4, length: 2 }, { kind: 5, length: 0 }, { kind: 8, length: 10 }] as const;
const [MD5, USER_TIMEOUT, AUTHENTICATION, MULTIPATH] = [19, 28, 29, 30].map((kind) => ({ kind, length: 0 })) as [Option, Option, Option, Option];

/** By the field's name behind `tcp.options.`: RFC 9293 section 3.2, 7323, 2018, 2385, 5482, 5925, 8684. Fast Open's may stand in an experimental option, too. */
const OPTIONS: Readonly<Record<string, Option>> = {
  mss: MSS, mss_val: MSS, wscale: WINDOW_SCALE, 'wscale.shift': WINDOW_SCALE, 'wscale.multiplier': WINDOW_SCALE, sack_perm: SACK_PERMITTED, sack: SACK, sack_le: SACK, sack_re: SACK, 'sack.count': SACK,
  timestamp: TIMESTAMPS, 'timestamp.tsval': TIMESTAMPS, 'timestamp.tsecr': TIMESTAMPS, md5: MD5, 'md5.digest': MD5, user_to: USER_TIMEOUT, user_to_val: USER_TIMEOUT, ao: AUTHENTICATION, 'ao.keyid': AUTHENTICATION,
  'mptcp.subtype': MULTIPATH,
};
const NUMBERS: Readonly<Record<string, Place>> = { mss_val: { at: 2, octets: 2 }, 'wscale.shift': { at: 2, octets: 1 }, 'timestamp.tsval': { at: 2, octets: 4 }, 'timestamp.tsecr': { at: 6, octets: 4 } };

/** null where the test is not about one such field. @param out verdicts of the test over columns @param offsets of TCP's header */
export function tcpOptionTestOf(test: Test, fields: readonly Field[], out: VerdictWords, offsets: () => Offsets, ask: Ask): ByteTest | null {
  const [field] = fields;
  const name = field?.name.startsWith('tcp.options.') === true ? field.name.slice('tcp.options.'.length) : '';
  const option = OPTIONS[name];
  if (field === undefined || fields.length > 1 || option === undefined) return null;
  const number = asksValueByValue(test) ? NUMBERS[name] ?? null : null;
  const isWhole = test.kind === 'present' && option.length > 0 && (field.type === 'bytes' || number !== null);
  return new TcpOptionTest(out, field, option, number, isWhole, intervalsOf(test), offsets(), ask);
}

class TcpOptionTest implements ByteTest {
  private readonly absent: number;

  /** @param isWhole the option being there is all that is asked */
  constructor(
    readonly out: VerdictWords, private readonly field: Field, private readonly option: Option, private readonly number: Place | null, private readonly isWhole: boolean,
    private readonly intervals: readonly Interval[] | null, private readonly offsets: Offsets, private readonly ask: Ask,
  ) {
    this.absent = ask([]) ? YES : NO;
  }

  look({ bytes, position: start, columns: { position, caplen, path }, first, frames, begin, end }: ReadFrames): void {
    const { out: { bytes: verdicts }, offsets } = this;
    for (let k = begin; k < end; k++) {
      const slot = frames[k]! - first;
      if (verdicts[slot] !== LOOK) continue;
      const offset = offsets.of(path[slot]!);
      if (offset === 0) continue;
      const at = position.get(slot) - start;
      verdicts[slot] = this.verdictOf(bytes, at + offset - 1, at + caplen[slot]!);
    }
  }

  /** @param header where TCP's begins @param limit where the frame ends */
  private verdictOf(bytes: Uint8Array, header: number, limit: number): number {
    const { option } = this;
    const end = header + (bytes[header + 12]! >>> 4) * 4;
    if (end > limit || end < header + MIN_HEADER) return LOOK;
    let found = -1;
    for (let at = header + MIN_HEADER; at < end; ) {
      const kind = bytes[at]!;
      if (kind === END_OF_OPTIONS) break;
      const length = kind === NO_OPERATION ? 1 : at + 1 < end ? bytes[at + 1]! : 0;
      if (length === 0 || at + length > end || (length === 1 && kind !== NO_OPERATION)) return LOOK;
      if (kind === option.kind) {
        if (found >= 0 || (option.length > 0 && length !== option.length)) return LOOK;
        found = at;
      }
      at += length;
    }
    return found < 0 ? this.absent : this.verdictOfOption(bytes, found);
  }

  private verdictOfOption(bytes: Uint8Array, at: number): number {
    const { number, field } = this;
    if (this.isWhole) return YES;
    if (number === null) return LOOK;
    let value = 0;
    for (let i = 0; i < number.octets; i++) value = value * 256 + bytes[at + number.at + i]!;
    if (this.intervals === null) return this.ask([seenValue(field, value)]) ? YES : NO;
    for (const { low, high } of this.intervals) if ((low === null || value >= low) && (high === null || value <= high)) return YES;
    return NO;
  }
}
