// The Info column of a TCP segment, written into a line as the dissector of TCP says it.
import type { LineBuffer } from '../../bytes/line-buffer';
import { flagNames } from '../../dissect/protocols/tcp';

const SYN = 0x02;
const ACK = 0x10;
const URG = 0x20;
const MIN_HEADER = 20;
const ARROW = Uint8Array.of(0x20, 0xe2, 0x86, 0x92, 0x20);
const MOST_SHIFT = 14;
const NOP_NOP_TIMESTAMP = 0x0101080a;

/** What other frames tell of the segment. */
export interface SegmentNumbers {
  /** Raw numbers are less these; 0 = as sent. */
  readonly sequenceBase: number;
  readonly acknowledgmentBase: number;
  /** Below 1: the window counts as sent. */
  readonly windowShift: number;
}

/** `80 → 52012`: the line goes on with what stands in brackets. */
export function portsInfo(lines: LineBuffer, source: number, destination: number): void {
  lines.number(source);
  lines.octets(ARROW);
  lines.number(destination);
}

/**
 * The header stands at `at` and was captured whole. @param length octets of data
 * @returns false where it has an option of which this file does not know what stands in Info; then the line holds a part of it
 */
export function tcpInfo(lines: LineBuffer, b: Uint8Array, at: number, length: number, { sequenceBase, acknowledgmentBase, windowShift }: SegmentNumbers): boolean {
  const bits = ((b[at + 12]! << 8) | b[at + 13]!) & 0xfff;
  if ((bits & URG) !== 0) return false;
  portsInfo(lines, (b[at]! << 8) | b[at + 1]!, (b[at + 2]! << 8) | b[at + 3]!);
  lines.ascii(flagText(bits));
  lines.number((uint32(b, at + 4) - sequenceBase) >>> 0);
  if ((bits & ACK) !== 0) {
    lines.ascii(' Ack=');
    lines.number((uint32(b, at + 8) - acknowledgmentBase) >>> 0);
  }
  const window = (b[at + 14]! << 8) | b[at + 15]!;
  lines.ascii(' Win=');
  lines.number((bits & SYN) === 0 && windowShift > 0 ? window * 2 ** windowShift : window);
  lines.ascii(' Len=');
  lines.number(length);
  const header = (b[at + 12]! >>> 4) * 4;
  return header === MIN_HEADER || optionsInfo(lines, b, at + MIN_HEADER, at + header, acknowledgmentBase);
}

const FLAG_TEXTS = new Array<string>(0x1000);

function flagText(bits: number): string {
  return (FLAG_TEXTS[bits] ??= ` [${flagNames(bits)}] Seq=`);
}

function optionsInfo(lines: LineBuffer, b: Uint8Array, from: number, end: number, base: number): boolean {
  if (end - from === 12 && uint32(b, from) === NOP_NOP_TIMESTAMP) {
    timestamps(lines, b, from + 4);
    return true;
  }
  for (let at = from; at < end; ) {
    const kind = b[at]!;
    if (kind === 0) return true;
    if (kind === 1) {
      at++;
      continue;
    }
    const length = at + 1 < end ? b[at + 1]! : 0;
    if (length < 2 || at + length > end || !oneOption(lines, b, at, kind, length, base)) return false;
    at += length;
  }
  return true;
}

function oneOption(lines: LineBuffer, b: Uint8Array, at: number, kind: number, length: number, base: number): boolean {
  if (kind === 8 && length === 10) timestamps(lines, b, at + 2);
  else if (kind === 2 && length === 4) valued(lines, ' MSS=', (b[at + 2]! << 8) | b[at + 3]!);
  else if (kind === 3 && length === 3) valued(lines, ' WS=', 2 ** Math.min(b[at + 2]!, MOST_SHIFT));
  else if (kind === 4 && length === 2) lines.ascii(' SACK_PERM');
  else if (kind === 5) {
    for (let block = at + 2; block + 8 <= at + length; block += 8) {
      valued(lines, ' SLE=', (uint32(b, block) - base) >>> 0);
      valued(lines, ' SRE=', (uint32(b, block + 4) - base) >>> 0);
    }
  } else return false;
  return true;
}

function timestamps(lines: LineBuffer, b: Uint8Array, at: number): void {
  valued(lines, ' TSval=', uint32(b, at));
  valued(lines, ' TSecr=', uint32(b, at + 4));
}

function valued(lines: LineBuffer, name: string, value: number): void {
  lines.ascii(name);
  lines.number(value);
}

function uint32(b: Uint8Array, at: number): number {
  return ((b[at]! << 24) | (b[at + 1]! << 16) | (b[at + 2]! << 8) | b[at + 3]!) >>> 0;
}
