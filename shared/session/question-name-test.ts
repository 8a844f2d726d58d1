// Tests on the name that a DNS query or response asks for: read where it stands in the frame, asked once per name. RFC 1035 section 4.1.
import type { Field } from '../dissect/field';
import { MOST_PATHS, PATH_BITS } from '../dissect/protocol-paths';
import type { ByteTest, ReadFrames } from './byte-tests';
import type { Ask } from './column-tests';
import { seenValue } from './column-values';
import type { Offsets } from './header-tests';
import { LOOK, NO, YES, type ProtocolPresence } from './protocol-presence';
import type { StreamClasses } from './stream-classes';
import type { VerdictWords } from './verdict-words';

export const QUESTION_NAME = 'dns.qry.name';

const HEADER_OCTETS = 12;
/** Of its type and class. */
const BEHIND_NAME = 4;
const MOST_NAME_OCTETS = 253;
const LONGEST_LABEL = 63;
const OPCODE = 0x78;
/** Names that are remembered. */
const MOST_NAMES = 65_536;
const UNKNOWN = 4;

/** What stands in a name as it is: printable ASCII without the escape. */
const isPlain = (c: number): boolean => c > 0x20 && c < 0x7f && c !== 0x5c;

export class QuestionNameTest implements ByteTest {
  private readonly verdicts = new Map<string, number>();
  /** Is DNS surely what stands in the frame? By class of stream and way. */
  private sure = new Uint8Array(0);

  /** @param offsets of DNS over UDP */
  constructor(
    readonly out: VerdictWords,
    private readonly field: Field,
    private readonly protocol: number,
    private readonly classes: StreamClasses,
    private readonly presence: ProtocolPresence,
    private readonly offsets: Offsets,
    private readonly ask: Ask,
  ) {}

  look({ bytes, position: start, columns: { position, path, stream, caplen }, first, frames, begin, end }: ReadFrames): void {
    const { out: { bytes: verdicts } } = this;
    for (let k = begin; k < end; k++) {
      const slot = frames[k]! - first;
      if (verdicts[slot] !== LOOK) continue;
      const offset = this.offsets.of(path[slot]!);
      if (offset === 0 || !this.isSure(path[slot]!, stream[slot]! >> 1)) continue;
      const frame = position.get(slot) - start;
      const name = questionName(bytes, frame + offset - 1, frame + caplen[slot]!);
      if (name !== null) verdicts[slot] = this.of(name);
    }
  }

  private isSure(path: number, stream: number): boolean {
    const { classes } = this;
    const place = (classes.numbers[stream + 1]! << PATH_BITS) | path;
    if (place >= this.sure.length) {
      const wider = new Uint8Array(classes.count * MOST_PATHS).fill(UNKNOWN);
      wider.set(this.sure);
      this.sure = wider;
    }
    if (this.sure[place] === UNKNOWN) this.sure[place] = this.presence.holds(this.protocol, path, classes.numbers[stream + 1]!);
    return this.sure[place] === YES;
  }

  private of(name: string): number {
    let verdict = this.verdicts.get(name);
    if (verdict === undefined) {
      verdict = this.ask([seenValue(this.field, name)]) ? YES : NO;
      if (this.verdicts.size === MOST_NAMES) this.verdicts.clear();
      this.verdicts.set(name, verdict);
    }
    return verdict;
  }
}

/** The name of a message's only question, where it is written plainly; null = dissection tells. @param at of the message, behind the UDP header @param end of the captured frame */
function questionName(b: Uint8Array, at: number, end: number): string | null {
  // The datagram may end before the frame does.
  const last = Math.min(end, at - 8 + ((b[at - 4]! << 8) | b[at - 3]!)) - BEHIND_NAME;
  let label = at + HEADER_OCTETS;
  if (label >= last || (b[at + 2]! & OPCODE) !== 0 || b[at + 4] !== 0 || b[at + 5] !== 1) return null;
  let name = '';
  for (;;) {
    const length = b[label]!;
    if (length === 0) return name === '' || name.length > MOST_NAME_OCTETS ? null : name;
    const next = label + 1 + length;
    if (length > LONGEST_LABEL || next >= last || name.length > MOST_NAME_OCTETS) return null;
    if (name !== '') name += '.';
    for (let i = label + 1; i < next; i++) {
      if (!isPlain(b[i]!)) return null;
      name += String.fromCharCode(b[i]!);
    }
    label = next;
  }
}
