// Finds where a record begins in the middle of a file, so that several threads can read one file.
import { captureLimit } from '../frame/linktype';
import type { ScanState } from './capture-scanner';
import { MAX_BLOCK_BYTES } from './pcapng';
import { ENHANCED_PACKET, INTERFACE_DESCRIPTION, PACKET, SECTION_HEADER, SIMPLE_PACKET } from './pcapng-blocks';

/** What is known of the file from its beginning. */
export interface ResyncContext {
  /** The scanner's state after the first frames. */
  readonly state: ScanState;
  /** Seconds of the first frame; NaN if unknown. */
  readonly seconds: number;
  /** Bytes in the file; Infinity if unknown. */
  readonly fileSize: number;
}

/** Records that must follow each other plausibly. */
const CHAIN = 8;
/** Frames of one file are taken to lie within so many seconds of the first one (10 years). */
const TIME_SPAN = 315_360_000;

/**
 * The first offset in run[from … to) at which a chain of at least 8 plausible records begins, or of fewer that end where the
 * file ends; -1 if there is none. A guess, although a good one: the thread that reads up to it must end exactly there, in the
 * same state (sameScanState), or what was read from it is void.
 * @param runPosition position in the file of run[0]
 */
export function findRecordStart(run: Uint8Array, from: number, to: number, runPosition: number, context: ResyncContext): number {
  const view = new DataView(run.buffer, run.byteOffset, run.length);
  const pcap = context.state.format === 'pcap';
  const step = pcap ? 1 : 4;
  const first = pcap ? from : from + ((4 - ((runPosition + from) % 4)) % 4);
  const fileEnd = context.fileSize - runPosition;
  const next = pcap ? pcapStep(view, context) : pcapngStep(view, context);
  for (let at = first; at + 16 <= to; at += step) if (chainHolds(at, to, fileEnd, next)) return at;
  return -1;
}

/** Offset of the record behind the one at `at`, or -1 if that cannot be one. `to`: end of the bytes that are there. */
type NextRecord = (at: number, to: number) => number;

function chainHolds(start: number, to: number, fileEnd: number, next: NextRecord): boolean {
  let at = start;
  for (let i = 0; i < CHAIN; i++) {
    if (at === fileEnd) return i > 0;
    if (at + 16 > to) return false;
    at = next(at, to);
    if (at < 0 || at > fileEnd) return false;
  }
  return true;
}

function pcapStep(view: DataView, { state, seconds }: ResyncContext): NextRecord {
  const { littleEndian, recordHeaderBytes, nanosecondTimes, lengthOrder } = state;
  const limit = captureLimit(state.interfaces[0]!.linktype);
  const maxFraction = nanosecondTimes ? 999_999_999 : 999_999;
  const swapped = lengthOrder === 'len-caplen';
  return (at) => {
    if (view.getUint32(at + 4, littleEndian) > maxFraction) return -1;
    let caplen = view.getUint32(at + (swapped ? 12 : 8), littleEndian);
    let len = view.getUint32(at + (swapped ? 8 : 12), littleEndian);
    if (lengthOrder === 'guess' && caplen > len) [caplen, len] = [len, caplen];
    if (caplen > limit || caplen > len || len > 0x0800_0000) return -1;
    if (Math.abs(view.getUint32(at, littleEndian) - seconds) > TIME_SPAN) return -1;
    return at + recordHeaderBytes + caplen;
  };
}

function pcapngStep(view: DataView, { state }: ResyncContext): NextRecord {
  const { littleEndian, sectionInterfaces } = state;
  return (at, to) => {
    const type = view.getUint32(at, littleEndian);
    const length = view.getUint32(at + 4, littleEndian);
    if (length < 12 || length % 4 !== 0 || length > MAX_BLOCK_BYTES) return -1;
    if (at + length <= to && view.getUint32(at + length - 4, littleEndian) !== length) return -1;
    if (type === ENHANCED_PACKET || type === PACKET) {
      if (length < 32) return -1;
      if (at + 24 <= to && view.getUint32(at + 20, littleEndian) > length - 32) return -1;
      if (type === ENHANCED_PACKET && view.getUint32(at + 8, littleEndian) >= sectionInterfaces.length) return -1;
    } else if (type === SIMPLE_PACKET ? length < 16 : type === INTERFACE_DESCRIPTION ? length < 20 : type === SECTION_HEADER && length < 28) {
      return -1;
    }
    return at + length;
  };
}
