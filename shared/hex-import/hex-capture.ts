// A text with hex dumps as a capture: its packets with times and link type, and the pcapng or pcap file of them.
import { PcapWriter } from '../capture-file/pcap';
import type { Option } from '../capture-file/pcapng-blocks';
import { PcapngWriter } from '../capture-file/pcapng-writer';
import type { TimeNs } from '../frame/time';
import { DummyHeaderWriter, EXPORTED_PDU, NO_HEADERS, type DummyHeaders } from './dummy-headers';
import { guessLinktype } from './guess-linktype';
import type { OffsetRadix } from './hex-line';
import { hexPackets, type HexTrouble } from './hex-packets';
import { matchedPackets, type PacketPattern } from './matched-packets';
import { titleTime, type ReadTime } from './title-time';

export interface HexImport {
  readonly offsets: OffsetRadix | 'none' | null;
  readonly time: ReadTime;
  /** null = found out; with headers, Ethernet. */
  readonly linktype: number | null;
  readonly headers: DummyHeaders;
  readonly mostBytes: number;
  /** The text in front of a packet begins with I or O: where it went. */
  readonly directions: boolean;
  readonly interfaceName: string;
  /** Packets are what this matches; null = they are looked for as hex dumps. */
  readonly pattern: PacketPattern | null;
}

export const PLAIN_IMPORT: Omit<HexImport, 'time'> = { offsets: null, linktype: null, headers: NO_HEADERS, mostBytes: 262_144, directions: false, interfaceName: '', pattern: null };

export interface ImportedPacket {
  readonly line: number;
  /** null = the text says none: a microsecond behind the packet before. */
  readonly time: TimeNs | null;
  /** 0 unknown, 1 in, 2 out, -1 not said. */
  readonly direction: number;
  /** -1 = not said. */
  readonly packetId: number;
  readonly bytes: Uint8Array;
}

export interface HexCapture {
  readonly packets: readonly ImportedPacket[];
  readonly troubles: readonly HexTrouble[];
  readonly linktype: number;
  readonly interfaceName: string;
}

const ETHERNET = 1;

export function hexCapture(text: string, wish: HexImport): HexCapture {
  const { packets, troubles } = wish.pattern === null ? dumpedPackets(text, wish) : matchedPackets(text, wish.pattern, wish.time, wish.mostBytes);
  const { dissector } = wish.headers;
  const type = dissector !== null ? EXPORTED_PDU : (wish.linktype ?? (new DummyHeaderWriter(wish.headers, ETHERNET).isNone ? guessLinktype(packets.map(({ bytes }) => bytes)) : ETHERNET));
  const writer = new DummyHeaderWriter(wish.headers, type);
  return { linktype: type, troubles, interfaceName: wish.interfaceName, packets: packets.map((packet) => ({ ...packet, bytes: writer.wrapped(packet.bytes, packet.direction) })) };
}

function dumpedPackets(text: string, wish: HexImport): Pick<HexCapture, 'packets' | 'troubles'> {
  const { packets, troubles } = hexPackets(text, wish);
  return {
    troubles,
    packets: packets.map(({ line, titles, bytes }) => {
      const title = titles.at(-1) ?? '';
      const direction = wish.directions ? (/^I\b/i.test(title) ? 1 : /^O\b/i.test(title) ? 2 : -1) : -1;
      return { line, direction, packetId: -1, time: titleTime(titles.map((each) => (wish.directions ? each.replace(/^[IO]\s*/i, '') : each)), wish.time), bytes };
    }),
  };
}

const LATER = 1000;
const SECOND = 1_000_000_000;
const SNAPLEN = 262_144;

/** Times of those that have none follow on those before. */
function timed(packets: readonly ImportedPacket[]): readonly { readonly packet: ImportedPacket; readonly time: TimeNs }[] {
  let last: TimeNs = { seconds: 0, nanos: -LATER };
  return packets.map((packet) => {
    const nanos = last.nanos + LATER;
    last = packet.time ?? (nanos >= SECOND ? { seconds: last.seconds + 1, nanos: nanos - SECOND } : { seconds: last.seconds, nanos });
    return { packet, time: last };
  });
}

/** @param nanosecondTimes of pcap @returns the pieces of the file */
export function hexCaptureFile({ packets, linktype, interfaceName }: HexCapture, format: 'pcapng' | 'pcap', nanosecondTimes = false): Uint8Array[] {
  const parts: Uint8Array[] = [];
  const sink = (chunk: Uint8Array): void => void parts.push(chunk);
  if (format === 'pcap') {
    const writer = new PcapWriter(sink, { linktype, snaplen: SNAPLEN, nanosecondTimes });
    for (const { packet, time } of timed(packets)) writer.write({ time, len: packet.bytes.length, bytes: packet.bytes });
    return parts;
  }
  const writer = new PcapngWriter(sink, { application: 'Netloupe' });
  const interfaceIndex = writer.addInterface({ linktype, snaplen: SNAPLEN, name: interfaceName, timeExponent: 9 });
  for (const { packet, time } of timed(packets)) writer.writeFrame({ interfaceIndex, time, len: packet.bytes.length, bytes: packet.bytes, flags: packet.direction, options: packetIdOption(packet.packetId) });
  return parts;
}

/** epb_packetid (pcapng section 4.3). */
const PACKET_ID = 5;

function packetIdOption(id: number): Option[] {
  if (id < 0) return [];
  const value = new Uint8Array(8);
  new DataView(value.buffer).setBigUint64(0, BigInt(id), true);
  return [{ code: PACKET_ID, value }];
}

/** What did not fit, in words. */
export function troubleText({ kind, line, wanted, found }: HexTrouble): string {
  if (kind === 'long') return `line ${line}: more than ${wanted} bytes; the rest of the packet is left out`;
  return `line ${line}: its offset is ${found}, but ${wanted} bytes are there before it; the rest of the packet is left out`;
}
