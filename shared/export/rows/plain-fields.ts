// Fields of plain frames that the headers and the index hold as they are: what people ask for by name in tables.
import type { LineBuffer } from '../../bytes/line-buffer';
import { macText } from '../../frame/address';
import type { Session } from '../../session/session';

/** A plain frame's headers, and what writes parts of them. */
export interface PlainHeaders {
  readonly frame: number;
  readonly bytes: Uint8Array;
  /** Where the headers of IP and of the transport begin. */
  readonly ip: number;
  readonly at: number;
  readonly isIpv6: boolean;
  readonly isTcp: boolean;
  /** Octets that the transport carries. */
  readonly length: number;
  readonly lines: LineBuffer;
  readonly session: Session;
  address(isSource: boolean): void;
  /** What sequence numbers of a flow are counted from. */
  base(flow: number): number;
}

/** Writes the value; false: the frame has none. */
export type WriteField = (h: PlainHeaders) => boolean;

const ETHERNET_HEADER = 14;
const ACK = 0x10;

const number = (h: PlainHeaders, value: number): true => {
  h.lines.number(value);
  return true;
};
const mac = (h: PlainHeaders, at: number): true => {
  h.lines.ascii(macText(h.bytes, h.ip - ETHERNET_HEADER + at));
  return true;
};
const ip = (version: 4 | 6, isSource: boolean): WriteField => (h) => {
  if (h.isIpv6 !== (version === 6)) return false;
  h.address(isSource);
  return true;
};
/** A number of one or two octets in the header of IPv4 or of the transport. */
const inIpv4 = (at: number): WriteField => (h) => !h.isIpv6 && number(h, h.bytes[h.ip + at]!);
const inTransport = (isTcp: boolean, at: number): WriteField => (h) => h.isTcp === isTcp && number(h, (h.bytes[h.at + at]! << 8) | h.bytes[h.at + at + 1]!);
const stream = (isTcp: boolean): WriteField => (h) => h.isTcp === isTcp && number(h, h.session.store.streams.number(h.session.store.stream(h.frame) >> 1));

function sequence(h: PlainHeaders): boolean {
  if (!h.isTcp) return false;
  return number(h, (uint32(h.bytes, h.at + 4) - h.base(h.session.store.flow(h.frame))) >>> 0);
}

/** Counted from the first only where it counts. */
function acknowledgment(h: PlainHeaders): boolean {
  if (!h.isTcp) return false;
  const base = (h.bytes[h.at + 13]! & ACK) !== 0 ? h.base(h.session.store.flow(h.frame) ^ 1) : 0;
  return number(h, (uint32(h.bytes, h.at + 8) - base) >>> 0);
}

export const PLAIN_FIELDS: ReadonlyMap<string, WriteField> = new Map<string, WriteField>([
  ['frame.number', (h) => number(h, h.frame)], ['frame.len', (h) => number(h, h.session.store.len(h.frame))], ['frame.cap_len', (h) => number(h, h.session.store.caplen(h.frame))],
  ['eth.dst', (h) => mac(h, 0)], ['eth.src', (h) => mac(h, 6)],
  ['ip.src', ip(4, true)], ['ip.dst', ip(4, false)], ['ipv6.src', ip(6, true)], ['ipv6.dst', ip(6, false)], ['ip.ttl', inIpv4(8)], ['ip.proto', inIpv4(9)],
  ['tcp.srcport', inTransport(true, 0)], ['tcp.dstport', inTransport(true, 2)], ['tcp.window_size_value', inTransport(true, 14)],
  ['udp.srcport', inTransport(false, 0)], ['udp.dstport', inTransport(false, 2)], ['udp.length', inTransport(false, 4)],
  ['tcp.stream', stream(true)], ['udp.stream', stream(false)], ['tcp.len', (h) => h.isTcp && number(h, h.length)], ['tcp.seq', sequence], ['tcp.ack', acknowledgment],
]);

function uint32(b: Uint8Array, at: number): number {
  return ((b[at]! << 24) | (b[at + 1]! << 16) | (b[at + 2]! << 8) | b[at + 3]!) >>> 0;
}
