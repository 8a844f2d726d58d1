// `frame contains "needle"`, and fields whose value stands in the frame as it is: a search through the bytes of many frames at once.
import { fieldOperands } from '../filter/evaluate';
import type { Expression, Operand } from '../filter/expression';
import { utf8Bytes } from '../filter/text-bytes';
import type { Registry } from '../dissect/registry';
import { testsOf, type Test } from './filter-operands';
import type { FrameRuns } from './frame-runs';
import { LOOK, NO, YES } from './protocol-presence';

/** Where `needle` stands in `bytes` at or behind `from`; -1 = nowhere. */
export type FindBytes = (bytes: Uint8Array, needle: Uint8Array, from: number) => number;

/** Protocols and fields whose bytes are the frame's own, in frames of a plain way through the protocols. */
const VERBATIM: ReadonlySet<string> = new Set([
  'tcp', 'udp', 'http', 'tls', 'dns', 'tcp.payload', 'udp.payload', 'tls.handshake.extensions_server_name', 'http.host', 'http.user_agent', 'http.referer', 'http.cookie', 'http.server', 'http.location',
  'http.content_type', 'http.accept', 'http.connection', 'http.request.method', 'http.request.uri', 'http.request.version', 'http.response.phrase', 'http.response.version', 'http.set_cookie', 'http.authorization',
]);

/** A needle, and how far the search for it is in the bytes that were read last. */
class Needle {
  private run = -1;
  private hit = -1;

  constructor(readonly test: Test, readonly isWhole: boolean, private readonly bytes: Uint8Array, private readonly find: FindBytes) {}

  /** Frames come in file order as long as the same bytes are there (`run` is the same). */
  isIn(runs: FrameRuns, at: number, length: number): boolean {
    if (this.run !== runs.reads || (this.hit >= 0 && this.hit < at)) this.hit = this.find(runs.filled, this.bytes, at);
    this.run = runs.reads;
    return this.hit >= at && this.hit + this.bytes.length <= at + length;
  }
}

export class ContainsTests {
  private readonly needles: readonly Needle[];
  private readonly found = new Map<Test, typeof NO | typeof YES | typeof LOOK>();

  constructor(expression: Expression, registry: Registry, find: FindBytes) {
    const frame = registry.protocolFields[registry.indexOf('frame')];
    this.needles = testsOf(expression).flatMap((test) => {
      if (test.kind !== 'contains' && (test.kind !== 'compare' || test.operator !== '==')) return [];
      const [operand] = fieldOperands(test);
      const bytes = bytesOf(test.right);
      if (operand === undefined || operand !== test.left || operand.fields.length !== 1 || operand.raw || bytes === null || bytes.length === 0) return [];
      const [field] = operand.fields;
      if (field === frame && test.kind === 'contains' && operand.layers === null) return [new Needle(test, true, bytes, find)];
      return VERBATIM.has(field!.name) && bytes.every((byte) => byte < 0x80) ? [new Needle(test, false, bytes, find)] : [];
    });
  }

  get any(): boolean {
    return this.needles.length > 0;
  }

  /** The frame at hand: `length` bytes at `at` of what was read. @param isPlain what stands in it as it is, is not put together from several frames */
  moveTo(runs: FrameRuns, at: number, length: number, isPlain: boolean): void {
    for (const needle of this.needles) {
      const isIn = needle.isIn(runs, at, length);
      this.found.set(needle.test, needle.isWhole ? (isIn ? YES : NO) : isIn || !isPlain ? LOOK : NO);
    }
  }

  readonly verdictOf = (test: Test): typeof NO | typeof YES | typeof LOOK => this.found.get(test) ?? LOOK;
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
