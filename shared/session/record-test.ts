// Tests on what the control records of TLS say (handshake, alert, Change Cipher Spec): a segment whose records are all application data has none of it.
import type { Field } from '../dissect/field';
import type { ByteTest, ReadFrames } from './byte-tests';
import type { Offsets } from './header-tests';
import { LOOK } from './protocol-presence';
import type { VerdictWords } from './verdict-words';

const RECORD_HEADER = 5;
const APPLICATION_DATA = 23;

/** Whether a field stands in no record of application data. */
export const isOfControlRecord = ({ name }: { readonly name: string }): boolean => name.startsWith('tls.handshake.') || name.startsWith('tls.alert_message') || name === 'tls.change_cipher_spec';

/** null: the test is about something else. @param absent the verdict where a frame has none of the fields @param isPlain what stands in frames of this way as it is, is not put together from several */
export function recordTestOf(fields: readonly Field[], out: VerdictWords, absent: number, isPlain: (path: number) => boolean, offsets: () => Offsets): ByteTest | null {
  return fields.every(isOfControlRecord) ? new RecordTest(out, absent, isPlain, offsets()) : null;
}

class RecordTest implements ByteTest {
  constructor(readonly out: VerdictWords, private readonly absent: number, private readonly isPlain: (path: number) => boolean, private readonly offsets: Offsets) {}

  look({ bytes, position: start, columns: { position, caplen, path, payload }, first, frames, begin, end }: ReadFrames): void {
    const { out: { bytes: verdicts }, offsets } = this;
    for (let k = begin; k < end; k++) {
      const slot = frames[k]! - first;
      const way = path[slot]!;
      const offset = verdicts[slot] === LOOK && this.isPlain(way) ? offsets.of(way) : 0;
      if (offset === 0) continue;
      const frame = position.get(slot) - start;
      const header = frame + offset - 1;
      const at = header + (bytes[header + 12]! >>> 4) * 4;
      if (isApplicationData(bytes, at, at + payload[slot]!, frame + caplen[slot]!)) verdicts[slot] = this.absent;
    }
  }
}

/** Whole records of application data and nothing else, from `at` to `end`; RFC 8446 section 5.1. */
function isApplicationData(bytes: Uint8Array, at: number, end: number, captured: number): boolean {
  let next = at;
  while (next + RECORD_HEADER <= end && end <= captured && bytes[next] === APPLICATION_DATA) next += RECORD_HEADER + ((bytes[next + 3]! << 8) | bytes[next + 4]!);
  return next === end && end > at;
}
