// What a pcapng file says of one frame besides its bytes: read again from the file when somebody asks.
import { readBytes, type ByteSource } from './byte-source';
import type { CaptureInterface } from './capture-scanner';
import { ENHANCED_PACKET, optionComments, optionNumber, PACKET, readOptions, type Option } from './pcapng-blocks';

export interface FrameOptions {
  readonly comments: readonly string[];
  /** epb_flags (§4.3.1): bits 0 … 1 direction (1 in, 2 out), 2 … 4 reception, 5 … 8 FCS length, 16 … 31 link errors; -1: none. */
  readonly flags: number;
  /** Packets lost between this one and the one before it; -1: not said. */
  readonly dropCount: number;
  /** epb_packetid, 8 bytes as hexadecimal; '' if none. */
  readonly packetId: string;
  readonly queue: number;
  /** epb_verdict: what a filter decided; first byte is its kind. */
  readonly verdicts: readonly Uint8Array[];
  /** epb_hash: first byte is the algorithm. */
  readonly hashes: readonly Uint8Array[];
  readonly options: readonly Option[];
}

/** A frame of which nothing is said. */
export const NO_FRAME_OPTIONS: FrameOptions = { comments: [], flags: -1, dropCount: -1, packetId: '', queue: -1, verdicts: [], hashes: [], options: [] };

/**
 * @param iface the frame's interface (its section's byte order)
 * @param position where the frame's bytes begin in the file, as in FrameBatch
 * @param caplen bytes captured
 * @returns nothing said (see NO_FRAME_OPTIONS) for Simple Packet Blocks and where the block cannot be found or its options are damaged
 */
export function readFrameOptions(source: ByteSource, iface: CaptureInterface, position: number, caplen: number): FrameOptions {
  const { littleEndian } = iface;
  if (position < 28) return NO_FRAME_OPTIONS;
  const head = readBytes(source, position - 28, 28);
  if (head.length < 28) return NO_FRAME_OPTIONS;
  const view = new DataView(head.buffer, head.byteOffset, 28);
  const type = view.getUint32(0, littleEndian);
  const length = view.getUint32(4, littleEndian);
  const optionBytes = length - 32 - padded(caplen);
  if ((type !== ENHANCED_PACKET && type !== PACKET) || view.getUint32(20, littleEndian) !== caplen || optionBytes < 0) return NO_FRAME_OPTIONS;
  const bytes = readBytes(source, position + padded(caplen), Math.min(optionBytes, 1_048_576));
  const dropCount = type === PACKET ? droppedBefore(view.getUint16(10, littleEndian)) : -1;
  try {
    return fromOptions(readOptions(bytes, 0, bytes.length, littleEndian), littleEndian, dropCount);
  } catch {
    return { ...NO_FRAME_OPTIONS, dropCount };
  }
}

/** The obsolete Packet Block has its drop count in the header; 0xffff is unknown. */
function droppedBefore(count: number): number {
  return count === 0xffff ? -1 : count;
}

function fromOptions(options: Option[], littleEndian: boolean, dropCount: number): FrameOptions {
  const drops = optionNumber(options, 4, 8, littleEndian);
  const id = options.find((one) => one.code === 5)?.value;
  return {
    comments: optionComments(options), flags: optionNumber(options, 2, 4, littleEndian), dropCount: drops >= 0 ? drops : dropCount,
    packetId: id ? [...(littleEndian ? id.slice().reverse() : id)].map((byte) => byte.toString(16).padStart(2, '0')).join('') : '',
    queue: optionNumber(options, 6, 4, littleEndian), verdicts: valuesOf(options, 7), hashes: valuesOf(options, 3), options,
  };
}

function valuesOf(options: readonly Option[], code: number): Uint8Array[] {
  return options.filter((one) => one.code === code).map((one) => one.value);
}

function padded(length: number): number {
  return length + (-length & 3);
}
