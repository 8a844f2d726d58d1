// Blocks of a pcapng file with other comments than they have: what a copy of the file has instead of them. §3.5, §4.1, §4.3.
import { utf8Bytes } from '../bytes/text';
import { readBytes, type ByteSource } from './byte-source';
import { BYTE_ORDER_MAGIC, ENHANCED_PACKET, PACKET, readOptions, SECTION_HEADER, type Option } from './pcapng-blocks';

/** Instead of `length` bytes at `at`. */
export interface BlockPatch {
  readonly at: number;
  readonly length: number;
  readonly bytes: Uint8Array;
}

/** Between a block's beginning and the packet's bytes, in both kinds of block that have options. */
const PACKET_HEAD = 28;
const SECTION_HEAD = 24;
/** An option's value. */
const MOST_BYTES = 65_535;

/**
 * @param position where the frame's bytes begin
 * @returns null where the frame's block has no place for a comment (Simple Packet Block), or is damaged
 */
export function commentedFrame(source: ByteSource, position: number, caplen: number, littleEndian: boolean, comments: readonly string[]): BlockPatch | null {
  if (position < PACKET_HEAD) return null;
  const head = viewOf(readBytes(source, position - PACKET_HEAD, PACKET_HEAD));
  if (head.byteLength < PACKET_HEAD) return null;
  const type = head.getUint32(0, littleEndian);
  if ((type !== ENHANCED_PACKET && type !== PACKET) || head.getUint32(20, littleEndian) !== caplen) return null;
  return patched(source, position - PACKET_HEAD, PACKET_HEAD + padded(caplen), littleEndian, comments);
}

/**
 * A Section Header Block that says no length of its section, because what is in it has another length now.
 * @param comments undefined = those that it has
 */
export function commentedSection(source: ByteSource, at: number, comments: readonly string[] | undefined): BlockPatch | null {
  const head = readBytes(source, at, 12);
  if (head.length < 12) return null;
  const littleEndian = viewOf(head).getUint32(8, true) === BYTE_ORDER_MAGIC;
  const patch = patched(source, at, SECTION_HEAD, littleEndian, comments);
  patch?.bytes.fill(0xff, 16, 24);
  return patch;
}

/** Where the sections begin. Looks at each block's head: only for files of several sections. */
export function sectionStarts(source: ByteSource, until: number): number[] {
  const starts: number[] = [];
  let littleEndian = true;
  for (let at = 0; at + 12 <= until; ) {
    const head = viewOf(readBytes(source, at, 12));
    if (head.byteLength < 12) break;
    if (head.getUint32(0, true) === SECTION_HEADER) {
      starts.push(at);
      littleEndian = head.getUint32(8, true) === BYTE_ORDER_MAGIC;
    }
    const length = head.getUint32(4, littleEndian);
    if (length < 12) break;
    at += padded(length);
  }
  return starts;
}

function patched(source: ByteSource, at: number, optionsAt: number, littleEndian: boolean, comments: readonly string[] | undefined): BlockPatch | null {
  const length = viewOf(readBytes(source, at, 8)).getUint32(4, littleEndian);
  if (length < optionsAt + 4) return null;
  const block = readBytes(source, at, length);
  if (block.length < length) return null;
  let options: Option[];
  try {
    options = readOptions(block, optionsAt, length - 4, littleEndian);
  } catch {
    return null;
  }
  const kept = options.filter(({ code }) => comments === undefined || code !== 1);
  const added = (comments ?? []).map((comment) => ({ code: 1, value: cutText(comment) }));
  return { at, length, bytes: blockOf(block.subarray(0, optionsAt), [...added, ...kept], littleEndian) };
}

function blockOf(head: Uint8Array, options: readonly Option[], littleEndian: boolean): Uint8Array {
  const optionBytes = options.reduce((sum, { value }) => sum + 4 + padded(value.length), options.length > 0 ? 4 : 0);
  const bytes = new Uint8Array(head.length + optionBytes + 4);
  const view = viewOf(bytes);
  bytes.set(head);
  let at = head.length;
  for (const { code, value } of options) {
    view.setUint16(at, code, littleEndian);
    view.setUint16(at + 2, value.length, littleEndian);
    bytes.set(value, at + 4);
    at += 4 + padded(value.length);
  }
  view.setUint32(4, bytes.length, littleEndian);
  view.setUint32(bytes.length - 4, bytes.length, littleEndian);
  return bytes;
}

/** UTF-8, never cut inside a character. */
function cutText(text: string): Uint8Array {
  const bytes = utf8Bytes(text);
  if (bytes.length <= MOST_BYTES) return bytes;
  let end = MOST_BYTES;
  while ((bytes[end]! & 0xc0) === 0x80) end--;
  return bytes.subarray(0, end);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

function padded(length: number): number {
  return length + (-length & 3);
}
