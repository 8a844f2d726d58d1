// A copy of a capture file without some of its frames: which stretches of bytes it does not have. All other blocks stay as they are.
import { readBytes, type ByteSource } from './byte-source';
import { commentedSection, type BlockPatch } from './commented-blocks';
import { SECTION_HEADER } from './pcapng-blocks';

/** The frames of a file, from 1. */
export interface FramePlaces {
  readonly count: number;
  /** Where a frame's bytes begin. */
  position(frame: number): number;
  caplen(frame: number): number;
}

const NOTHING = new Uint8Array(0);
const WINDOW_BYTES = 1_048_576;
const BYTE_ORDER_AT = 8;
const LITTLE_ENDIAN = 0x4d;

/** In the order of the file. @param recordHeaderBytes between records, of pcap */
export function* leftOutOfPcap(frames: FramePlaces, recordHeaderBytes: number, isKept: (frame: number) => boolean): Generator<BlockPatch> {
  let [from, to] = [0, 0];
  for (let frame = 1; frame <= frames.count; frame++) {
    if (isKept(frame)) continue;
    const at = frames.position(frame) - recordHeaderBytes;
    if (at !== to) {
      if (to > from) yield cut(from, to);
      from = at;
    }
    to = frames.position(frame) + frames.caplen(frame);
  }
  if (to > from) yield cut(from, to);
}

/**
 * The same of pcapng; sections no longer say how long they are.
 * @param until where the last whole block ends
 */
export function* leftOutOfPcapng(source: ByteSource, until: number, frames: FramePlaces, isKept: (frame: number) => boolean): Generator<BlockPatch> {
  let [from, to] = [0, 0];
  let frame = 1;
  for (const { at, end, isSection } of blocks(source, until)) {
    const isFrame = frame <= frames.count && frames.position(frame) < end;
    if (isFrame && !isKept(frame++)) {
      if (at !== to) {
        if (to > from) yield cut(from, to);
        from = at;
      }
      to = end;
    } else if (isSection) {
      if (to > from) yield cut(from, to);
      [from, to] = [0, 0];
      const patch = readBytes(source, at + 16, 8).some((byte) => byte !== 0xff) ? commentedSection(source, at, undefined) : null;
      if (patch) yield patch;
    }
  }
  if (to > from) yield cut(from, to);
}

const cut = (at: number, end: number): BlockPatch => ({ at, length: end - at, bytes: NOTHING });

function* blocks(source: ByteSource, until: number): Generator<{ at: number; end: number; isSection: boolean }> {
  const window = new Uint8Array(WINDOW_BYTES);
  const view = new DataView(window.buffer);
  let [from, filled] = [0, 0];
  let littleEndian = true;
  for (let at = 0; at + 12 <= until; ) {
    if (at + 12 > from + filled) {
      from = at;
      filled = source.read(at, window, 0, WINDOW_BYTES);
      if (filled < 12) return;
    }
    const isSection = view.getUint32(at - from, true) === SECTION_HEADER;
    if (isSection) littleEndian = window[at - from + BYTE_ORDER_AT] === LITTLE_ENDIAN;
    const length = view.getUint32(at - from + 4, littleEndian);
    const end = at + length + (-length & 3);
    if (length < 12 || end > until) return;
    yield { at, end, isSection };
    at = end;
  }
}

/** Patches of two kinds together, in the order of the file; of those inside a cut nothing is left. */
export function* mergedPatches(cuts: Iterable<BlockPatch>, others: Iterable<BlockPatch>): Generator<BlockPatch> {
  const rest = others[Symbol.iterator]();
  let other = rest.next();
  for (const patch of cuts) {
    for (; !other.done && other.value.at < patch.at; other = rest.next()) yield other.value;
    // A section that was patched for both reasons has the other's text, which also says no length.
    const isSame = !other.done && other.value.at === patch.at && patch.bytes.length > 0;
    if (!isSame) yield patch;
    while (!isSame && !other.done && other.value.at < patch.at + patch.length) other = rest.next();
  }
  for (; !other.done; other = rest.next()) yield other.value;
}
