// The packets of a capture file as libpcap hands them to tcpdump.
import type { CaptureFile } from '../capture-file/capture-file';
import type { CaptureReader } from '../capture-file/capture-reader';
import { FrameBatch, NO_TIME } from '../capture-file/frame-batch';
import type { DumpedPacket } from './text-line';

const MAX_SNAPLEN = 262_144;
/** Time and lengths in front of a packet in a pcap file. */
const RECORD_HEADER = 16;

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

  /** Of a damaged pcap record the fraction that it really has, a second or more. */
  private nanos(i: number): number {
    const nanos = this.batch.nanos[i]!;
    if (nanos === NO_TIME && this.file.format === 'pcapng') return 0;
    const { state } = this.file;
    if (nanos >= 0 && nanos < 1_000_000_000) return nanos;
    if (state.format !== 'pcap') return nanos;
    const at = this.batch.start[i]! - RECORD_HEADER + 4;
    const view = new DataView(this.batch.run.buffer, this.batch.run.byteOffset);
    return at < 0 ? nanos : view.getUint32(at, state.littleEndian) * (state.nanosecondTimes ? 1 : 1000);
  }
}
