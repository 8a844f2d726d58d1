// The pcap format, reading and writing: draft-ietf-opsawg-pcap, pcap-savefile(5) and the variants that were in use.
import { captureLimit, linktypeOfDlt } from '../frame/linktype';
import type { TimeNs } from '../frame/time';
import { problem, ProblemError } from '../problem';
import type { ByteSource } from './byte-source';
import { readBytes } from './byte-source';
import { emptyNotes, type CaptureInterface, type CaptureScanner, type ScanEnd, type ScanState } from './capture-scanner';
import type { Damage, DamageKind } from './damage';
import type { FrameBatch } from './frame-batch';

/** Bytes of the file header. */
export const PCAP_HEADER_BYTES = 24;

const MICROSECONDS = 0xa1b2c3d4;
const NANOSECONDS = 0xa1b23c4d;
/** A. Kuznetsov's patches to libpcap (Linux 2.x days): 24- or 28-byte record headers. */
const MODIFIED = 0xa1b2cd34;
/** IXIA's hardware and software stamps: nanoseconds, and 4 more bytes in the file header. */
const IXIA = [0x1c0001ac, 0x1c0001ab];

interface Magic {
  readonly littleEndian: boolean;
  readonly nanosecondTimes: boolean;
  readonly headerBytes: number;
  /** Sizes of a record header that this magic has been written with, the usual one first. */
  readonly recordHeaderBytes: readonly number[];
}

/** What the first four bytes say, or null where they are not pcap's. */
export function pcapMagic(head: Uint8Array): Magic | null {
  if (head.length < 4) return null;
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  for (const littleEndian of [true, false]) {
    const magic = view.getUint32(0, littleEndian);
    if (magic === MICROSECONDS) return { littleEndian, nanosecondTimes: false, headerBytes: 24, recordHeaderBytes: [16, 24, 20] };
    if (magic === NANOSECONDS) return { littleEndian, nanosecondTimes: true, headerBytes: 24, recordHeaderBytes: [16] };
    if (magic === MODIFIED) return { littleEndian, nanosecondTimes: false, headerBytes: 24, recordHeaderBytes: [24, 28] };
    if (IXIA.includes(magic)) return { littleEndian, nanosecondTimes: true, headerBytes: 28, recordHeaderBytes: [16] };
  }
  return null;
}

export interface PcapHeader {
  readonly state: ScanState;
  /** Where the first record begins. */
  readonly firstRecord: number;
}

/**
 * Reads the file header.
 * @throws ProblemError NL-FILE-07 (cut), NL-FILE-06 (version before 2, reserved bits)
 */
export function readPcapHeader(source: ByteSource, file: string): PcapHeader {
  const head = readBytes(source, 0, PCAP_HEADER_BYTES);
  const magic = pcapMagic(head);
  if (magic === null) throw new ProblemError(problem('NL-FILE-05', `${file} is not a pcap file.`, { file, offset: 0 }));
  if (head.length < PCAP_HEADER_BYTES) {
    const message = `${file} ends inside the file header: it needs ${PCAP_HEADER_BYTES} bytes, the file holds ${head.length}.`;
    throw new ProblemError(problem('NL-FILE-07', message, { file, offset: 0, promised: PCAP_HEADER_BYTES, present: head.length }));
  }
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  const major = view.getUint16(4, magic.littleEndian);
  const minor = view.getUint16(6, magic.littleEndian);
  if (major < 2) {
    const message = `${file} is a pcap file of version ${major}.${minor}; versions from 2.0 on can be read.`;
    throw new ProblemError(problem('NL-FILE-06', message, { file, offset: 4, major, minor }));
  }
  const network = view.getUint32(20, magic.littleEndian);
  if ((network & 0x03ff0000) !== 0) {
    const message = `${file} is a pcap file whose link type field 0x${network.toString(16)} has bits set that mean nothing known.`;
    throw new ProblemError(problem('NL-FILE-06', message, { file, offset: 20, network }));
  }
  const iface = pcapInterface(view.getUint32(16, magic.littleEndian), network, magic);
  const state: ScanState = {
    format: 'pcap', littleEndian: magic.littleEndian, interfaces: [iface],
    sections: [{ littleEndian: magic.littleEndian, hardware: '', os: '', application: '', comments: [] }],
    sectionInterfaces: [0], recordHeaderBytes: magic.recordHeaderBytes[0]!, nanosecondTimes: magic.nanosecondTimes,
    lengthOrder: lengthOrder(major, minor),
  };
  const recordHeaderBytes = chooseRecordHeader(source, magic, state);
  return { state: { ...state, recordHeaderBytes }, firstRecord: magic.headerBytes };
}

/** Until version 2.3 (and in 543.0, DG/UX) the two lengths stood the other way round, in 2.3 either way. */
function lengthOrder(major: number, minor: number): ScanState['lengthOrder'] {
  if (major === 543 && minor === 0) return 'len-caplen';
  if (major !== 2 || minor > 3) return 'caplen-len';
  return minor === 3 ? 'guess' : 'len-caplen';
}

/** `network`: lower 16 bits LINKTYPE; bit 26 says that bits 28 … 31 hold the FCS length in 16-bit units. */
function pcapInterface(snaplen: number, network: number, magic: Magic): CaptureInterface {
  const fcsLength = (network & 0x04000000) !== 0 ? (network >>> 28) * 2 : -1;
  return {
    linktype: linktypeOfDlt(network & 0xffff), snaplen, fcsLength, name: '', description: '', filter: '', os: '', hardware: '',
    comments: [], timeBase: 10, timeExponent: magic.nanosecondTimes ? 9 : 6, timeOffset: 0, timeDigits: magic.nanosecondTimes ? 9 : 6,
    section: 0, indexInSection: 0, littleEndian: magic.littleEndian,
  };
}

/** Some programs wrote longer record headers under the usual magic: takes the first size with which 3 records make sense. */
function chooseRecordHeader(source: ByteSource, magic: Magic, state: ScanState): number {
  const sizes = magic.recordHeaderBytes;
  for (const size of sizes) {
    if (recordsMakeSense(source, magic.headerBytes, { ...state, recordHeaderBytes: size }, 3)) return size;
  }
  return sizes[0]!;
}

/** A file may end anywhere in records with the usual header; records with another one must be whole to count. */
function recordsMakeSense(source: ByteSource, firstRecord: number, state: ScanState, count: number): boolean {
  const max = captureLimit(state.interfaces[0]!.linktype);
  const usual = state.recordHeaderBytes === 16;
  let at = firstRecord;
  for (let i = 0; i < count; i++) {
    const head = readBytes(source, at, 16);
    if (head.length < 16) return usual || (i > 0 && head.length === 0 && readBytes(source, at - 1, 1).length === 1);
    const view = new DataView(head.buffer, head.byteOffset, 16);
    const caplen = view.getUint32(state.lengthOrder === 'len-caplen' ? 12 : 8, state.littleEndian);
    const len = view.getUint32(state.lengthOrder === 'len-caplen' ? 8 : 12, state.littleEndian);
    if (caplen > max || len > 0x8000000 || (caplen > len && state.lengthOrder !== 'guess')) return false;
    if (!state.nanosecondTimes && view.getUint32(4, state.littleEndian) > 999_999) return false;
    at += state.recordHeaderBytes + caplen;
  }
  return true;
}

/** Walks the records of a pcap file. */
export class PcapScanner implements CaptureScanner {
  readonly format = 'pcap';
  readonly interfaces: readonly CaptureInterface[];
  readonly sections: ScanState['sections'];
  readonly notes = emptyNotes();
  frames = 0;
  nextOffset = 0;
  needBytes = 0;
  damage: Damage | null = null;
  private view: DataView = new DataView(new ArrayBuffer(0));
  private readonly maxCaplen: number;

  constructor(private readonly state: ScanState) {
    this.interfaces = state.interfaces;
    this.sections = state.sections;
    this.maxCaplen = captureLimit(state.interfaces[0]!.linktype);
    this.needBytes = state.recordHeaderBytes;
  }

  snapshot(): ScanState {
    return this.state;
  }

  scan(run: Uint8Array, from: number, to: number, runPosition: number, batch: FrameBatch): ScanEnd {
    if (this.view.buffer !== run.buffer || this.view.byteOffset !== run.byteOffset) this.view = new DataView(run.buffer, run.byteOffset);
    const view = this.view;
    const littleEndian = this.state.littleEndian;
    const headerBytes = this.state.recordHeaderBytes;
    const inOrder = this.state.lengthOrder === 'caplen-len';
    const subsecond = this.state.nanosecondTimes ? 1 : 1000;
    const maxCaplen = this.maxCaplen;
    const { position, start, caplen: caplens, len: lens, seconds, nanos, interfaceIndex, capacity } = batch;
    let at = from;
    let slot = batch.count;
    let end: ScanEnd = 'full';
    while (slot < capacity) {
      const data = at + headerBytes;
      if (data > to) {
        this.needBytes = headerBytes;
        end = 'need';
        break;
      }
      let caplen = view.getUint32(at + 8, littleEndian);
      let len = view.getUint32(at + 12, littleEndian);
      if (!inOrder && (this.state.lengthOrder === 'len-caplen' || caplen > len)) [caplen, len] = [len, caplen];
      const next = data + caplen;
      if (next > to) {
        if (caplen > maxCaplen) end = 'damaged';
        else end = 'need';
        this.needBytes = headerBytes + caplen;
        break;
      }
      if (caplen > maxCaplen) {
        end = 'damaged';
        this.needBytes = headerBytes + caplen;
        break;
      }
      seconds[slot] = view.getUint32(at, littleEndian);
      // A fraction of a second or more is wrong and passed on modulo 2^32, which is what Wireshark shows.
      nanos[slot] = view.getUint32(at + 4, littleEndian) * subsecond;
      position[slot] = runPosition + data;
      start[slot] = data;
      caplens[slot] = caplen;
      lens[slot] = len;
      interfaceIndex[slot] = 0;
      slot++;
      at = next;
    }
    this.frames += slot - batch.count;
    batch.count = slot;
    this.nextOffset = at;
    if (end === 'damaged') this.damage = this.describe('caplen', runPosition + at, this.needBytes - headerBytes, 0);
    return end;
  }

  finish(_run: Uint8Array, from: number, to: number, runPosition: number): Damage | null {
    const headerBytes = this.state.recordHeaderBytes;
    const offset = runPosition + from;
    if (this.damage !== null || to <= from) return this.damage;
    if (to - from < headerBytes) this.damage = this.describe('cut-header', offset, headerBytes, to - from);
    else this.damage = this.describe('cut-data', offset, this.needBytes - headerBytes, to - from - headerBytes);
    return this.damage;
  }

  private describe(kind: DamageKind, offset: number, promised: number, present: number): Damage {
    return { kind, offset, frames: this.frames, promised, present, limit: this.maxCaplen, blockType: -1 };
  }
}

/** One frame to write. */
export interface PcapFrame {
  readonly time: TimeNs;
  readonly len: number;
  readonly bytes: Uint8Array;
}

export interface PcapWriterOptions {
  readonly linktype: number;
  readonly snaplen?: number;
  readonly nanosecondTimes?: boolean;
  readonly fcsLength?: number;
}

/** Writes pcap 2.4, little-endian. Each call hands one chunk to `sink`; the chunk is the sink's to keep. */
export class PcapWriter {
  private readonly nanosecondTimes: boolean;

  constructor(private readonly sink: (chunk: Uint8Array) => void, options: PcapWriterOptions) {
    this.nanosecondTimes = options.nanosecondTimes ?? false;
    const head = new Uint8Array(PCAP_HEADER_BYTES);
    const view = new DataView(head.buffer);
    view.setUint32(0, this.nanosecondTimes ? NANOSECONDS : MICROSECONDS, true);
    view.setUint16(4, 2, true);
    view.setUint16(6, 4, true);
    view.setUint32(16, options.snaplen ?? captureLimit(options.linktype), true);
    const fcs = options.fcsLength ?? -1;
    const fcsBits = fcs >= 0 && fcs % 2 === 0 && fcs <= 30 ? (0x04000000 | ((fcs / 2) << 28)) >>> 0 : 0;
    view.setUint32(20, (options.linktype | fcsBits) >>> 0, true);
    sink(head);
  }

  /** Times before 1970 or after 2106 do not fit the format and are written modulo 2^32 seconds. */
  write(frame: PcapFrame): void {
    const record = new Uint8Array(16 + frame.bytes.length);
    const view = new DataView(record.buffer);
    view.setUint32(0, frame.time.seconds, true);
    view.setUint32(4, this.nanosecondTimes ? frame.time.nanos : Math.floor(frame.time.nanos / 1000), true);
    view.setUint32(8, frame.bytes.length, true);
    view.setUint32(12, frame.len, true);
    record.set(frame.bytes, 16);
    this.sink(record);
  }
}
