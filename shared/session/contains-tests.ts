// `frame contains "needle"`, and fields whose value stands in the frame as it is: a search through the bytes of many frames at once.
import { fieldOperands } from '../filter/evaluate';
import type { Operand } from '../filter/expression';
import { utf8Bytes } from '../filter/text-bytes';
import type { Registry } from '../dissect/registry';
import type { ByteTest, ReadFrames } from './byte-tests';
import type { Test } from './filter-operands';
import { LOOK, NO, YES } from './protocol-presence';
import type { VerdictWords } from './verdict-words';

/** Where `needle` stands in `bytes` at or behind `from`; -1 = nowhere. */
export type FindBytes = (bytes: Uint8Array, needle: Uint8Array, from: number) => number;

/** Protocols and fields whose bytes are the frame's own, in frames of a plain way through the protocols. */
const VERBATIM: ReadonlySet<string> = new Set([
  'tcp', 'udp', 'http', 'tls', 'dns', 'tcp.payload', 'udp.payload', 'tls.handshake.extensions_server_name', 'http.host', 'http.user_agent', 'http.referer', 'http.cookie', 'http.server', 'http.location',
  'http.content_type', 'http.accept', 'http.connection', 'http.request.method', 'http.request.uri', 'http.request.version', 'http.response.phrase', 'http.response.version', 'http.set_cookie', 'http.authorization',
]);

/** What is known of how frames carry what is searched. */
export interface Carriage {
  /** What stands in frames of this way as it is, is not put together from several. */
  isPlain(path: number): boolean;
  /**
   * Bytes of the other frames in which the heads of HTTP messages stand that this frame completes.
   * null = not known: there may be other messages, or heads in other frames.
   */
  headsOf(frame: number, path: number): readonly Uint8Array[] | null;
}

/** A search for a needle. */
class ContainsTest implements ByteTest {
  constructor(readonly out: VerdictWords, private readonly kind: 'frame' | 'head' | 'field', private readonly needle: Uint8Array, private readonly find: FindBytes, private readonly carriage: Carriage) {}

  look({ bytes, position: start, columns: { position, caplen, path }, first, frames, begin, end }: ReadFrames): void {
    const { out: { bytes: verdicts }, needle, find, kind, carriage } = this;
    // Frames come in file order: the next hit is at hand, -1 = there is none any more.
    let hit = -2;
    for (let k = begin; k < end; k++) {
      const slot = frames[k]! - first;
      if (verdicts[slot] !== LOOK) continue;
      const at = position.get(slot) - start;
      if (hit !== -1 && hit < at) hit = find(bytes, needle, at);
      const isIn = hit >= at && hit + needle.length <= at + caplen[slot]!;
      if (kind === 'frame') verdicts[slot] = isIn ? YES : NO;
      else if (!isIn && (carriage.isPlain(path[slot]!) || (kind === 'head' && this.isInNoHead(frames[k]!, path[slot]!)))) verdicts[slot] = NO;
    }
  }

  private isInNoHead(frame: number, path: number): boolean {
    const heads = this.carriage.headsOf(frame, path);
    return heads !== null && heads.every((head) => this.find(head, this.needle, 0) < 0);
  }
}

/** null where bytes alone do not tell. @param out verdicts of the test over columns */
export function containsTestOf(test: Test, out: VerdictWords, registry: Registry, find: FindBytes, carriage: Carriage): ByteTest | null {
  if (test.kind !== 'contains' && (test.kind !== 'compare' || test.operator !== '==')) return null;
  const [operand] = fieldOperands(test);
  const bytes = bytesOf(test.right);
  if (operand === undefined || operand !== test.left || operand.fields.length !== 1 || operand.raw || bytes === null || bytes.length === 0) return null;
  const [field] = operand.fields;
  if (field === registry.protocolFields[registry.indexOf('frame')] && test.kind === 'contains' && operand.layers === null) return new ContainsTest(out, 'frame', bytes, find, carriage);
  return VERBATIM.has(field!.name) && bytes.every((byte) => byte < 0x80) ? new ContainsTest(out, field!.name.startsWith('http.') ? 'head' : 'field', bytes, find, carriage) : null;
}

function bytesOf(operand: Operand): Uint8Array | null {
  if (operand.kind !== 'literal') return null;
  const { value } = operand;
  return value.type === 'bytes' ? value.value : value.type === 'text' ? utf8Bytes(value.value) : null;
}

/** A search without help from the host. */
export function findBytes(bytes: Uint8Array, needle: Uint8Array, from: number): number {
  const [first = -1] = needle;
  const last = bytes.length - needle.length;
  for (let at = bytes.indexOf(first, from); at >= 0 && at <= last; at = bytes.indexOf(first, at + 1)) {
    let i = 1;
    while (i < needle.length && bytes[at + i] === needle[i]) i++;
    if (i === needle.length) return at;
  }
  return -1;
}
