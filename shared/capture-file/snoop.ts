// The snoop format of Solaris, reading: RFC 1761.
import { captureLimit } from '../frame/linktype';
import { problem, ProblemError } from '../problem';
import { readBytes, type ByteSource } from './byte-source';
import { emptyNotes, type CaptureInterface, type CaptureScanner, type ScanEnd, type ScanState } from './capture-scanner';
import type { Damage, DamageKind } from './damage';
import type { FrameBatch } from './frame-batch';

const FILE_HEADER_BYTES = 16;
/** Original length, included length, record length, cumulative drops, seconds, microseconds: all most significant byte first. */
const RECORD_HEADER_BYTES = 24;
const MAGIC = [0x73, 0x6e, 0x6f, 0x6f, 0x70, 0, 0, 0];
/** RFC 1761's datalink types that have a LINKTYPE: 802.3, 802.5, Ethernet, FDDI; Solaris' IP-over-anything. */
const LINKTYPES: ReadonlyMap<number, number> = new Map([[0, 1], [2, 6], [4, 1], [8, 10], [9, 1], [26, 101]]);

export function isSnoop(head: Uint8Array): boolean {
  return MAGIC.every((byte, i) => head[i] === byte);
}

/**
 * Reads the file header.
 * @throws ProblemError NL-FILE-07 (cut), NL-FILE-06 (version or datalink type not supported)
 */
export function readSnoopHeader(source: ByteSource, file: string): { state: ScanState; firstRecord: number } {
  const head = readBytes(source, 0, FILE_HEADER_BYTES);
  if (head.length < FILE_HEADER_BYTES) {
    const message = `${file} ends inside the file header: it needs ${FILE_HEADER_BYTES} bytes, the file holds ${head.length}.`;
    throw new ProblemError(problem('NL-FILE-07', message, { file, offset: 0, promised: FILE_HEADER_BYTES, present: head.length }));
  }
  const view = new DataView(head.buffer);
  const version = view.getUint32(8);
  const datalink = view.getUint32(12);
  const linktype = LINKTYPES.get(datalink);
  if (version < 2 || version > 5 || linktype === undefined) {
    const message = `${file} is a snoop capture of version ${version} with datalink type ${datalink}, which Netloupe does not read. Wireshark's editcap may convert it.`;
    throw new ProblemError(problem('NL-FILE-06', message, { file, offset: 8, version, datalink }));
  }
  const iface: CaptureInterface = {
    linktype, snaplen: 0, fcsLength: -1, name: '', description: '', filter: '', os: '', hardware: '', comments: [],
    timeBase: 10, timeExponent: 6, timeOffset: 0, timeDigits: 6, section: 0, indexInSection: 0, littleEndian: false,
  };
  const state: ScanState = {
    format: 'snoop', littleEndian: false, interfaces: [iface], sections: [{ littleEndian: false, hardware: '', os: '', application: 'snoop', comments: [] }],
    sectionInterfaces: [0], recordHeaderBytes: RECORD_HEADER_BYTES, nanosecondTimes: false, lengthOrder: 'len-caplen',
  };
  return { state, firstRecord: FILE_HEADER_BYTES };
}

/** Walks the records of a snoop file. */
export class SnoopScanner implements CaptureScanner {
  readonly format = 'snoop';
  readonly interfaces: readonly CaptureInterface[];
  readonly sections: ScanState['sections'];
  readonly notes = emptyNotes();
  frames = 0;
  nextOffset = 0;
  needBytes = RECORD_HEADER_BYTES;
  damage: Damage | null = null;
  private readonly maxCaplen: number;

  constructor(private readonly state: ScanState) {
    this.interfaces = state.interfaces;
    this.sections = state.sections;
    this.maxCaplen = captureLimit(state.interfaces[0]!.linktype);
  }

  snapshot(): ScanState {
    return this.state;
  }

  scan(run: Uint8Array, from: number, to: number, runPosition: number, batch: FrameBatch): ScanEnd {
    const view = new DataView(run.buffer, run.byteOffset);
    const before = batch.count;
    let at = from;
    let end: ScanEnd = 'full';
    while (batch.count < batch.capacity) {
      this.needBytes = RECORD_HEADER_BYTES;
      end = 'need';
      if (at + RECORD_HEADER_BYTES > to) break;
      const caplen = view.getUint32(at + 4);
      const recordLength = view.getUint32(at + 8);
      if (caplen > this.maxCaplen || recordLength < RECORD_HEADER_BYTES + caplen || recordLength > RECORD_HEADER_BYTES + this.maxCaplen * 2) {
        this.damage = this.describe('caplen', runPosition + at, caplen, 0, this.frames + batch.count - before);
        end = 'damaged';
        break;
      }
      this.needBytes = recordLength;
      if (at + recordLength > to) break;
      this.add(view, at, runPosition, batch);
      at += recordLength;
      end = 'full';
    }
    this.frames += batch.count - before;
    this.nextOffset = at;
    return end;
  }

  finish(_run: Uint8Array, from: number, to: number, runPosition: number): Damage | null {
    if (this.damage !== null || to <= from) return this.damage;
    const present = to - from;
    const whole = present >= RECORD_HEADER_BYTES;
    this.damage = whole
      ? this.describe('cut-data', runPosition + from, this.needBytes - RECORD_HEADER_BYTES, present - RECORD_HEADER_BYTES, this.frames)
      : this.describe('cut-header', runPosition + from, RECORD_HEADER_BYTES, present, this.frames);
    return this.damage;
  }

  private add(view: DataView, at: number, runPosition: number, batch: FrameBatch): void {
    const slot = batch.count++;
    const data = at + RECORD_HEADER_BYTES;
    batch.len[slot] = view.getUint32(at);
    batch.caplen[slot] = view.getUint32(at + 4);
    batch.seconds[slot] = view.getUint32(at + 16);
    batch.nanos[slot] = view.getUint32(at + 20) * 1000;
    batch.position[slot] = runPosition + data;
    batch.start[slot] = data;
    batch.interfaceIndex[slot] = 0;
  }

  private describe(kind: DamageKind, offset: number, promised: number, present: number, frames: number): Damage {
    return { kind, offset, frames, promised, present, limit: this.maxCaplen, blockType: -1 };
  }
}
