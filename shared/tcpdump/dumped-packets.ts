// The packets of a capture file as libpcap hands them to tcpdump.
import type { CaptureFile } from '../capture-file/capture-file';
import type { CaptureReader } from '../capture-file/capture-reader';
import { FrameBatch, NO_TIME } from '../capture-file/frame-batch';
import type { DumpedPacket } from './text-line';

const MAX_SNAPLEN = 262_144;

/** A packet with its place in the file; its bytes stay valid until the next `next`. */
export interface PacketOfFile extends DumpedPacket {
  readonly interfaceIndex: number;
  /** Bytes in the file; `bytes` may be fewer, where the file's header promises a shorter snapshot. */
  readonly caplen: number;
}

export class DumpedPackets {
  private readonly batch = new FrameBatch(4096);
  private slot = 0;

  constructor(private readonly file: CaptureFile, readonly reader: CaptureReader) {}

  /** The next packet; null when there is none for now. */
  next(): PacketOfFile | null {
    for (;;) {
      if (this.slot >= this.batch.count) {
        if (!this.reader.next(this.batch)) return null;
        this.slot = 0;
      }
      const packet = this.at(this.slot++);
      if (packet !== null) return packet;
    }
  }

  /** Null for what is no packet of an interface. */
  private at(i: number): PacketOfFile | null {
    const { batch } = this;
    const interfaceIndex = batch.interfaceIndex[i]!;
    const from = this.reader.scanner.interfaces[interfaceIndex]!;
    if (from.indexInSection < 0) return null;
    const caplen = batch.caplen[i]!;
    const start = batch.start[i]!;
    const kept = Math.min(caplen, from.snaplen > 0 ? from.snaplen : MAX_SNAPLEN);
    return {
      linktype: from.linktype, seconds: batch.seconds[i]!, nanos: this.nanos(i), length: batch.len[i]!, bytes: batch.run.subarray(start, start + kept),
      interfaceIndex, caplen,
    };
  }

  /** Of a pcap record the fraction that it has, which in a damaged one is a second or more. */
  private nanos(i: number): number {
    const nanos = this.batch.nanos[i]!;
    const { state } = this.file;
    if (state.format !== 'pcap') return nanos === NO_TIME ? 0 : nanos;
    const b = this.batch.run;
    const at = this.batch.start[i]! - state.recordHeaderBytes + 4;
    if (at < 0) return nanos;
    const raw = state.littleEndian ? b[at]! + b[at + 1]! * 0x100 + b[at + 2]! * 0x10000 + b[at + 3]! * 0x1000000 : b[at + 3]! + b[at + 2]! * 0x100 + b[at + 1]! * 0x10000 + b[at]! * 0x1000000;
    return state.nanosecondTimes ? raw : raw * 1000;
  }
}
