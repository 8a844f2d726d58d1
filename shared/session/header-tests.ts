// Tests on fields of plain headers that have no column: read where they stand in the frame, asked once per value.
import type { Field } from '../dissect/field';
import { PLAIN_STEP, MOST_PATHS } from '../dissect/protocol-paths';
import type { ByteTest, ReadFrames } from './byte-tests';
import type { Ask } from './column-tests';
import { seenValue } from './column-values';
import { asksValueByValue } from './conversation-verdicts';
import type { Test } from './filter-operands';
import { LOOK, NO, YES, type ProtocolPresence } from './protocol-presence';
import { QUESTION_NAME, QuestionNameTest } from './question-name-test';
import type { Session } from './session';
import { tcpOptionTestOf } from './tcp-option-test';
import { streamClassesOf } from './stream-classes';
import type { VerdictWords } from './verdict-words';

/** Octets into the header. */
const WORDS: Readonly<Record<string, number>> = {
  'eth.type': 12,
  'ip.version': 0, 'ip.hdr_len': 0, 'ip.dsfield': 1, 'ip.dsfield.dscp': 1, 'ip.dsfield.ecn': 1, 'ip.len': 2, 'ip.id': 4, 'ip.flags': 6, 'ip.flags.rb': 6, 'ip.flags.df': 6, 'ip.flags.mf': 6, 'ip.frag_offset': 6,
  'ip.ttl': 8, 'ip.proto': 9, 'ip.checksum': 10,
  'ipv6.version': 0, 'ipv6.tclass': 0, 'ipv6.tclass.dscp': 0, 'ipv6.tclass.ecn': 0, 'ipv6.plen': 4, 'ipv6.nxt': 6, 'ipv6.hlim': 7,
  'tcp.hdr_len': 12, 'tcp.checksum': 16, 'tcp.urgent_pointer': 18, 'udp.checksum': 6,
};
const ADDRESSES: Readonly<Record<string, readonly number[]>> = { 'eth.dst': [0], 'eth.src': [6], 'eth.addr': [0, 6] };
const ADDRESS_OCTETS = 6;
/** What a number of a header is counted in: units of four octets, so many bits up. */
const HEADER_LENGTHS: Readonly<Record<string, number>> = { 'ip.hdr_len': 0, 'tcp.hdr_len': 4 };

/** Headers in front of the network's. */
const LINK_OCTETS: Readonly<Record<string, number>> = { eth: 14, vlan: 4 };
/** Plain ones have no options. */
const NETWORK_OCTETS: Readonly<Record<string, number>> = { ip: 20, ipv6: 40 };
const UDP_OCTETS = 8;

const UNKNOWN = 4;
const UNKNOWN_OFFSET = 255;

/** Where a header begins, by way through the protocols: octets into the frame + 1, 0 = only dissection tells. */
export class Offsets {
  private readonly offsets = new Uint8Array(MOST_PATHS).fill(UNKNOWN_OFFSET);

  constructor(private readonly session: Session, private readonly presence: ProtocolPresence, private readonly header: string) {}

  of(path: number): number {
    const known = this.offsets[path]!;
    return known !== UNKNOWN_OFFSET ? known : (this.offsets[path] = this.find(path));
  }

  private find(path: number): number {
    const { session: { registry, paths }, header } = this;
    const steps = paths.stepsOf(path);
    if (steps === null) return 0;
    const ids = steps.map((step) => (step === PLAIN_STEP ? 'plain' : registry.protocols[step]?.id ?? ''));
    if (header === 'eth' && ids.join() === 'eth,arp') return 1;
    if (this.presence.exactOf(path) === 0) return 0;
    if (header === 'eth') return ids.lastIndexOf('eth') === 0 ? 1 : 0;
    const isAboveUdp = header === 'dns';
    let at = 1;
    for (const [i, id] of ids.entries()) {
      if (id === header) return ids[i + 1] === 'plain' || isAboveUdp ? at : 0;
      const octets = LINK_OCTETS[id] ?? NETWORK_OCTETS[id] ?? (isAboveUdp && id === 'udp' ? UDP_OCTETS : undefined);
      if (octets === undefined && id !== 'plain') return 0;
      if ((NETWORK_OCTETS[id] !== undefined || id === 'udp') && ids[i + 1] !== 'plain') return 0;
      at += octets ?? 0;
    }
    return 0;
  }
}

/** A number of one or two octets, or in the first two of four. */
class WordHeaderTest implements ByteTest {
  private readonly table = new Uint8Array(65_536).fill(UNKNOWN);

  constructor(readonly out: VerdictWords, private readonly field: Field, private readonly at: number, private readonly offsets: Offsets, private readonly ask: Ask) {}

  look({ bytes, position: start, columns: { position, path }, first, frames, begin, end }: ReadFrames): void {
    const { out: { bytes: verdicts }, table, at, offsets } = this;
    const isWide = this.field.width > 1;
    // A length of 0 stands for that of a segment which the card cuts up: the dissection knows it.
    const isLength = this.field.name === 'ip.len';
    for (let k = begin; k < end; k++) {
      const slot = frames[k]! - first;
      if (verdicts[slot] !== LOOK) continue;
      const offset = offsets.of(path[slot]!);
      if (offset === 0) continue;
      const place = position.get(slot) - start + offset - 1 + at;
      const word = isWide ? (bytes[place]! << 8) | bytes[place + 1]! : bytes[place]!;
      if (isLength && word === 0) continue;
      const verdict = table[word]!;
      verdicts[slot] = verdict !== UNKNOWN ? verdict : this.add(word);
    }
  }

  private add(word: number): number {
    const { field } = this;
    const units = HEADER_LENGTHS[field.name];
    let value: number | boolean = word;
    if (units !== undefined) value = ((word >>> units) & 15) * 4;
    else if (field.type === 'bool') value = (word & field.mask) !== 0;
    else if (field.mask !== 0) value = ((field.width === 4 ? word << 16 : word) & field.mask) >>> field.shift;
    return (this.table[word] = this.ask([seenValue(field, value)]) ? YES : NO);
  }
}

/** Hardware addresses, one or both. */
class AddressHeaderTest implements ByteTest {
  private readonly known = new Map<number, number>();
  private lastKey = -1;
  private lastVerdict = 0;

  constructor(readonly out: VerdictWords, private readonly field: Field, private readonly places: readonly number[], private readonly isAll: boolean, private readonly offsets: Offsets, private readonly ask: Ask) {}

  look({ bytes, position: start, columns: { position, path }, first, frames, begin, end }: ReadFrames): void {
    const { out: { bytes: verdicts }, places, isAll, offsets } = this;
    for (let k = begin; k < end; k++) {
      const slot = frames[k]! - first;
      if (verdicts[slot] !== LOOK) continue;
      const offset = offsets.of(path[slot]!);
      if (offset === 0) continue;
      const place = position.get(slot) - start + offset - 1;
      let verdict = isAll ? YES : NO;
      for (let i = 0; i < places.length; i++) {
        const one = this.of(bytes, place + places[i]!);
        verdict = isAll ? verdict & one : verdict | one;
      }
      verdicts[slot] = verdict;
    }
  }

  private of(bytes: Uint8Array, at: number): number {
    const key = ((bytes[at]! << 16) | (bytes[at + 1]! << 8) | bytes[at + 2]!) * 0x100_0000 + ((bytes[at + 3]! << 16) | (bytes[at + 4]! << 8) | bytes[at + 5]!);
    if (key === this.lastKey) return this.lastVerdict;
    let verdict = this.known.get(key);
    if (verdict === undefined) {
      verdict = this.ask([seenValue(this.field, bytes.slice(at, at + ADDRESS_OCTETS))]) ? YES : NO;
      this.known.set(key, verdict);
    }
    this.lastKey = key;
    return (this.lastVerdict = verdict);
  }
}

/** The field of a header in front of the application's that a frame has as it stands there. */
export function isHeaderField({ name }: Field): boolean {
  return name in WORDS || name in ADDRESSES || name.startsWith('tcp.options.');
}

/**
 * None where the test is not about such fields, or about several that one frame may have.
 * @param out verdicts of the test over columns
 */
export function headerTestsOf(test: Test, fields: readonly Field[], out: VerdictWords, session: Session, presence: ProtocolPresence, ask: Ask): readonly ByteTest[] {
  const headers = fields.map(({ name }) => name.split('.')[0]!);
  const isOneOf = fields.length === 1 || (fields.length === 2 && headers.includes('ip') && headers.includes('ipv6'));
  if (!isOneOf) return [];
  const [field] = fields;
  const places = ADDRESSES[field!.name];
  const options = tcpOptionTestOf(test, fields, out, () => new Offsets(session, presence, 'tcp'), ask);
  if (options !== null) return [options];
  const offsetsOf = (header: string): Offsets => new Offsets(session, presence, header);
  if (field!.name === QUESTION_NAME) {
    const classes = streamClassesOf(session);
    return [new QuestionNameTest(out, field!, session.registry.indexOf('dns'), classes, presence, offsetsOf('dns'), ask)];
  }
  if (fields.every(({ name }) => name in WORDS)) return fields.map((each, i) => new WordHeaderTest(out, each, WORDS[each.name]!, offsetsOf(headers[i]!), ask));
  if (places === undefined || fields.length > 1 || (places.length > 1 && !asksValueByValue(test))) return [];
  return [new AddressHeaderTest(out, field!, places, 'quantifier' in test && test.quantifier === 'all', offsetsOf('eth'), ask)];
}
