// The pcapng format, reading: draft-ietf-opsawg-pcapng. Sections, interfaces and packets; other blocks go to the notes.
import { captureLimit, LINKTYPE_CUSTOM_BLOCK, LINKTYPE_SYSTEMD_JOURNAL } from '../frame/linktype';
import {
  emptyNotes, type CaptureInterface, type CaptureScanner, type CaptureSection, type ScanEnd, type ScanState,
} from './capture-scanner';
import type { Damage, DamageKind } from './damage';
import { NO_TIME, type FrameBatch } from './frame-batch';
import { journalLength, journalTime } from './pcapng-journal';
import {
  BYTE_ORDER_MAGIC, CUSTOM, CUSTOM_NO_COPY, DECRYPTION_SECRETS, ENHANCED_PACKET, INTERFACE_DESCRIPTION, INTERFACE_STATISTICS,
  NAME_RESOLUTION, OptionOverrun, PACKET, readInterface, readNames, readSecrets, readSection, readStatistics, SECTION_HEADER,
  SIMPLE_PACKET, SYSTEMD_JOURNAL, type Block,
} from './pcapng-blocks';
import { InterfaceClock } from './pcapng-clock';

/** Largest block that is believed: the largest frame of any link type, and room for its header and options. */
export const MAX_BLOCK_BYTES = 128 * 1_048_576 + 131_104;
/** Names, secrets, statistics kept per scanner, in bytes of their blocks. */
const MAX_NOTE_BYTES = 64 * 1_048_576;
/** Interfaces and sections of a file: no capture has so many, and each costs memory. */
const MAX_DESCRIPTIONS = 262_144;
const MAX_UNKNOWN_TYPES = 1000;
const MINIMUM: Readonly<Record<number, number>> = {
  [SECTION_HEADER]: 28, [INTERFACE_DESCRIPTION]: 20, [PACKET]: 32, [SIMPLE_PACKET]: 16, [INTERFACE_STATISTICS]: 24,
  [ENHANCED_PACKET]: 32, [DECRYPTION_SECRETS]: 20, [CUSTOM]: 16, [CUSTOM_NO_COPY]: 16,
};

/** State in front of the first Section Header Block. */
export function pcapngStart(): ScanState {
  return {
    format: 'pcapng', littleEndian: true, interfaces: [], sections: [], sectionInterfaces: [],
    recordHeaderBytes: 0, nanosecondTimes: false, lengthOrder: 'caplen-len',
  };
}

/** Length of the Section Header Block at `at` and its byte order, or null if those 12 bytes are none. */
export function sectionHeader(view: DataView, at: number): { littleEndian: boolean; length: number } | null {
  if (view.getUint32(at, true) !== SECTION_HEADER) return null;
  const littleEndian = view.getUint32(at + 8, true) === BYTE_ORDER_MAGIC;
  if (!littleEndian && view.getUint32(at + 8, false) !== BYTE_ORDER_MAGIC) return null;
  return { littleEndian, length: view.getUint32(at + 4, littleEndian) };
}

/** What handling one block came to. */
type Step = 'next' | 'need' | 'damaged';

/** Walks the blocks of a pcapng file. */
export class PcapngScanner implements CaptureScanner {
  readonly format = 'pcapng';
  readonly interfaces: CaptureInterface[];
  readonly sections: CaptureSection[];
  readonly notes = emptyNotes();
  frames = 0;
  nextOffset = 0;
  needBytes = 12;
  damage: Damage | null = null;
  private view: DataView = new DataView(new ArrayBuffer(0));
  private littleEndian: boolean;
  private sectionInterfaces: number[];
  private clocks: InterfaceClock[];
  private standIns = new Map<number, number>();
  private noteBytes = 0;
  // Where the current scan stands; fields, so that the steps below need no objects.
  private run: Uint8Array = new Uint8Array(0);
  private runPosition = 0;
  private framesBefore = 0;
  private batch: FrameBatch | null = null;

  constructor(state: ScanState) {
    this.interfaces = [...state.interfaces];
    this.sections = [...state.sections];
    this.sectionInterfaces = [...state.sectionInterfaces];
    this.littleEndian = state.littleEndian;
    this.clocks = this.interfaces.map((iface) => new InterfaceClock(iface));
    this.interfaces.forEach((one, i) => {
      if (one.indexInSection < 0 && one.section === this.sections.length - 1) this.standIns.set(one.linktype, i);
    });
  }

  snapshot(): ScanState {
    return {
      ...pcapngStart(), littleEndian: this.littleEndian, interfaces: [...this.interfaces], sections: [...this.sections],
      sectionInterfaces: [...this.sectionInterfaces],
    };
  }

  scan(run: Uint8Array, from: number, to: number, runPosition: number, batch: FrameBatch): ScanEnd {
    if (this.view.buffer !== run.buffer || this.view.byteOffset !== run.byteOffset) this.view = new DataView(run.buffer, run.byteOffset);
    this.run = run;
    this.runPosition = runPosition;
    this.batch = batch;
    const before = batch.count;
    this.framesBefore = this.frames - before;
    const view = this.view;
    let at = from;
    let step: Step = 'next';
    while (batch.count < batch.capacity) {
      const header = at + 12 <= to;
      if (!header) {
        this.needBytes = 12;
        step = 'need';
        break;
      }
      const type = view.getUint32(at, this.littleEndian);
      if (type === ENHANCED_PACKET) step = this.enhancedPacket(at, to);
      else step = this.otherBlock(type, at, to);
      if (step !== 'next') break;
      at += this.needBytes;
    }
    this.frames += batch.count - before;
    this.nextOffset = at;
    return step === 'next' ? 'full' : step;
  }

  finish(_run: Uint8Array, from: number, to: number, runPosition: number): Damage | null {
    if (this.damage !== null || to <= from) return this.damage;
    const type = to - from >= 4 ? this.view.getUint32(from, this.littleEndian) : -1;
    this.runPosition = runPosition;
    this.framesBefore = this.frames;
    this.batch = null;
    this.fail('cut-block', from, type, this.needBytes, to - from);
    return this.damage;
  }

  /** The common block, checked without a detour. Leaves the block's padded length in needBytes. */
  private enhancedPacket(at: number, to: number): Step {
    const view = this.view;
    const littleEndian = this.littleEndian;
    const said = view.getUint32(at + 4, littleEndian);
    const length = said + (-said & 3);
    if (length < 32 || length > MAX_BLOCK_BYTES) return this.badLength(at, ENHANCED_PACKET, said);
    if (at + 28 > to) return this.need(length);
    const caplen = view.getUint32(at + 20, littleEndian);
    const slot = this.sectionInterfaces[view.getUint32(at + 8, littleEndian)];
    if (slot === undefined) return this.unknownInterface(at, ENHANCED_PACKET, view.getUint32(at + 8, littleEndian));
    if (caplen > 262_144 || caplen > length - 32) return this.checkCaplen(at, to, ENHANCED_PACKET, caplen, length - 32, slot);
    if (at + length > to) return this.need(length);
    if (view.getUint32(at + length - 4, littleEndian) !== said && !this.trailerMatches(at, length)) return this.badTrailer(at, ENHANCED_PACKET, said, length);
    const clock = this.clocks[slot]!;
    clock.read(view.getUint32(at + 12, littleEndian), view.getUint32(at + 16, littleEndian));
    this.add(at + 28, caplen, view.getUint32(at + 24, littleEndian), clock.seconds, clock.nanos, slot);
    this.needBytes = length;
    return 'next';
  }

  private add(data: number, caplen: number, len: number, seconds: number, nanos: number, slot: number): void {
    const batch = this.batch!;
    const i = batch.count;
    batch.position[i] = this.runPosition + data;
    batch.start[i] = data;
    batch.caplen[i] = caplen;
    batch.len[i] = len;
    batch.seconds[i] = seconds;
    batch.nanos[i] = nanos;
    batch.interfaceIndex[i] = slot;
    batch.count = i + 1;
  }

  /** Any block but an EPB: checks its frame, then does what its type asks for. */
  private otherBlock(type: number, at: number, to: number): Step {
    if (type === SECTION_HEADER) {
      const header = sectionHeader(this.view, at);
      if (header === null) return this.fail('byte-order', at, type, 0, 0);
      return this.checkBlock(type, at, to, header.length, header.littleEndian);
    }
    return this.checkBlock(type, at, to, this.view.getUint32(at + 4, this.littleEndian), this.littleEndian);
  }

  private checkBlock(type: number, at: number, to: number, said: number, littleEndian: boolean): Step {
    const length = said + (-said & 3);
    if (length < (MINIMUM[type] ?? 12) || length > MAX_BLOCK_BYTES) return this.badLength(at, type, said);
    if (at + length > to) return this.need(length);
    const trailer = this.view.getUint32(at + length - 4, littleEndian);
    if (trailer !== said && trailer + (-trailer & 3) !== length) return this.fail('block-trailer', at, type, said, trailer);
    try {
      return this.block(type, { run: this.run, at, length, littleEndian });
    } catch (error) {
      if (error instanceof OptionOverrun) return this.fail('options', at, type, error.promised, error.present);
      throw error;
    } finally {
      this.needBytes = length;
    }
  }

  private block(type: number, block: Block): Step {
    switch (type) {
      case SECTION_HEADER:
        return this.section(block);
      case INTERFACE_DESCRIPTION:
        if (this.interfaces.length >= MAX_DESCRIPTIONS) return this.fail('too-many', block.at, type, MAX_DESCRIPTIONS + 1, 0, MAX_DESCRIPTIONS);
        this.sectionInterfaces.push(this.addInterface(readInterface(block, this.sections.length - 1, this.sectionInterfaces.length)));
        return 'next';
      case SIMPLE_PACKET:
        return this.simplePacket(block);
      case PACKET:
        return this.oldPacket(block);
      case SYSTEMD_JOURNAL:
      case CUSTOM:
      case CUSTOM_NO_COPY:
        return this.nonPacket(type, block);
      default:
        return this.note(type, block);
    }
  }

  private addInterface(iface: CaptureInterface): number {
    this.clocks.push(new InterfaceClock(iface));
    return this.interfaces.push(iface) - 1;
  }

  private section(block: Block): Step {
    const { at, littleEndian } = block;
    const major = this.view.getUint16(at + 12, littleEndian);
    const minor = this.view.getUint16(at + 14, littleEndian);
    // 1.2 was written by some programs for what is 1.0.
    if (major !== 1 || (minor !== 0 && minor !== 2)) return this.fail('version', at, SECTION_HEADER, major, minor);
    if (this.sections.length >= MAX_DESCRIPTIONS) return this.fail('too-many', at, SECTION_HEADER, MAX_DESCRIPTIONS + 1, 0, MAX_DESCRIPTIONS);
    this.sections.push(readSection(block));
    this.littleEndian = littleEndian;
    this.sectionInterfaces = [];
    this.standIns.clear();
    return 'next';
  }

  /** Packet Block (appendix A): as an EPB, with a 16-bit interface number and a drop count. */
  private oldPacket(block: Block): Step {
    const { at, length, littleEndian } = block;
    const view = this.view;
    const index = view.getUint16(at + 8, littleEndian);
    const slot = this.sectionInterfaces[index];
    if (slot === undefined) return this.unknownInterface(at, PACKET, index);
    const caplen = view.getUint32(at + 20, littleEndian);
    if (caplen > length - 32) return this.fail('caplen-in-block', at, PACKET, caplen, length - 32);
    if (caplen > this.limitOf(slot)) return this.fail('caplen', at, PACKET, caplen, 0, this.limitOf(slot));
    const clock = this.clocks[slot]!;
    clock.read(view.getUint32(at + 12, littleEndian), view.getUint32(at + 16, littleEndian));
    this.add(at + 28, caplen, view.getUint32(at + 24, littleEndian), clock.seconds, clock.nanos, slot);
    return 'next';
  }

  /** Simple Packet Block (§4.4): no time, interface 0, cut to its snaplen. */
  private simplePacket(block: Block): Step {
    const { at, length, littleEndian } = block;
    const slot = this.sectionInterfaces[0];
    if (slot === undefined) return this.unknownInterface(at, SIMPLE_PACKET, 0);
    const len = this.view.getUint32(at + 8, littleEndian);
    const snaplen = this.interfaces[slot]!.snaplen;
    const caplen = snaplen > 0 && len > snaplen ? snaplen : len;
    if (caplen > length - 16) return this.fail('caplen-in-block', at, SIMPLE_PACKET, caplen, length - 16);
    if (caplen > this.limitOf(slot)) return this.fail('caplen', at, SIMPLE_PACKET, caplen, 0, this.limitOf(slot));
    this.add(at + 12, caplen, len, 0, NO_TIME, slot);
    return 'next';
  }

  /** Journal entries and custom blocks are frames of a stand-in interface of their section, as in Wireshark. */
  private nonPacket(type: number, block: Block): Step {
    const { at, length } = block;
    if (type === SYSTEMD_JOURNAL) {
      const caplen = journalLength(this.run, at + 8, length - 12);
      const micros = journalTime(this.run, at + 8, caplen);
      const slot = this.standIn(LINKTYPE_SYSTEMD_JOURNAL);
      const seconds = micros < 0 ? 0 : Math.floor(micros / 1_000_000);
      this.add(at + 8, caplen, caplen, seconds, micros < 0 ? NO_TIME : (micros - seconds * 1_000_000) * 1000, slot);
    } else {
      this.add(at + 12, length - 16, length - 16, 0, NO_TIME, this.standIn(LINKTYPE_CUSTOM_BLOCK));
    }
    return 'next';
  }

  private standIn(linktype: number): number {
    const known = this.standIns.get(linktype);
    if (known !== undefined) return known;
    const slot = this.addInterface({
      linktype, snaplen: 0, fcsLength: -1, name: '', description: '', filter: '', os: '', hardware: '', comments: [],
      timeBase: 10, timeExponent: 6, timeOffset: 0, timeDigits: 6, section: this.sections.length - 1, indexInSection: -1,
      littleEndian: this.littleEndian,
    });
    this.standIns.set(linktype, slot);
    return slot;
  }

  private note(type: number, block: Block): Step {
    const { notes } = this;
    if (type !== INTERFACE_STATISTICS && type !== NAME_RESOLUTION && type !== DECRYPTION_SECRETS) {
      const seen = notes.skippedBlocks.get(type) ?? 0;
      if (seen > 0 || notes.skippedBlocks.size < MAX_UNKNOWN_TYPES) notes.skippedBlocks.set(type, seen + 1);
      return 'next';
    }
    this.noteBytes += block.length;
    if (this.noteBytes > MAX_NOTE_BYTES) notes.dropped++;
    else if (type === NAME_RESOLUTION) for (const record of readNames(block)) notes.names.push(record);
    else if (type === DECRYPTION_SECRETS) notes.secrets.push(readSecrets(block));
    else {
      const slot = this.sectionInterfaces[this.view.getUint32(block.at + 8, block.littleEndian)];
      if (slot !== undefined) notes.statistics.push(readStatistics(block, slot));
    }
    return 'next';
  }

  private limitOf(slot: number): number {
    return captureLimit(this.interfaces[slot]!.linktype);
  }

  private checkCaplen(at: number, to: number, type: number, caplen: number, room: number, slot: number): Step {
    if (caplen > room) return this.fail('caplen-in-block', at, type, caplen, room);
    const limit = this.limitOf(slot);
    if (caplen > limit) return this.fail('caplen', at, type, caplen, 0, limit);
    return this.largePacket(at, to, caplen, slot);
  }

  /** An EPB of more than 256 KiB on a link type that has such (USB, D-Bus). */
  private largePacket(at: number, to: number, caplen: number, slot: number): Step {
    const said = this.view.getUint32(at + 4, this.littleEndian);
    const length = said + (-said & 3);
    if (at + length > to) return this.need(length);
    if (!this.trailerMatches(at, length)) return this.badTrailer(at, ENHANCED_PACKET, said, length);
    const clock = this.clocks[slot]!;
    clock.read(this.view.getUint32(at + 12, this.littleEndian), this.view.getUint32(at + 16, this.littleEndian));
    this.add(at + 28, caplen, this.view.getUint32(at + 24, this.littleEndian), clock.seconds, clock.nanos, slot);
    this.needBytes = length;
    return 'next';
  }

  /** A length that is no multiple of 4 is rounded up, in front and behind. */
  private trailerMatches(at: number, length: number): boolean {
    const trailer = this.view.getUint32(at + length - 4, this.littleEndian);
    return trailer + (-trailer & 3) === length;
  }

  private badTrailer(at: number, type: number, said: number, length: number): Step {
    return this.fail('block-trailer', at, type, said, this.view.getUint32(at + length - 4, this.littleEndian));
  }

  private badLength(at: number, type: number, said: number): Step {
    if (said > MAX_BLOCK_BYTES) return this.fail('block-large', at, type, said, 0, MAX_BLOCK_BYTES);
    return this.fail('block-small', at, type, said, 0, MINIMUM[type] ?? 12);
  }

  private unknownInterface(at: number, type: number, index: number): Step {
    return this.fail('interface', at, type, index, this.sectionInterfaces.length);
  }

  private need(length: number): Step {
    this.needBytes = length;
    return 'need';
  }

  private fail(kind: DamageKind, at: number, blockType: number, promised: number, present: number, limit = 0): Step {
    const frames = this.framesBefore + (this.batch?.count ?? 0);
    this.damage = { kind, offset: this.runPosition + at, frames, promised, present, limit, blockType };
    return 'damaged';
  }
}
