// The lines of packets as tcpdump prints them, written octet by octet where a packet is plain and the options are those that most people
// give: TCP and UDP over IP over Ethernet, whole. It writes what packetText() says, and what is not plain is left to that.
import { packetText, type DumpedPacket } from './text-line';
import type { LineBuffer } from '../bytes/line-buffer';
import { AddressTexts } from '../frame/address-texts';
import type { DumpState } from './dump-state';
import { ipv6Text } from './ipv6-text';
import { packetTime } from './packet-times';
import { bitNames, Printout, Truncated } from './printout';
import { FLAGS, tcpPayload } from './tcp';
import { tcpPrinter } from './tcp-ports';
import type { TextOptions } from './text-options';
import { udpBody } from './udp';
import { udpPrinter } from './udp-ports';

const ETHERNET = 1;
const LINK_HEADER = 14;
const TCP = 6;
const UDP = 17;
const SYN_FIN_RST = 7;
const ACK = 16;
const URG = 32;
const NOP_NOP_TIMESTAMP = 0x0101080a;
/** Octets in front of what the transport carries. */
const MOST_OF_A_LINE = 2048;
const MAX_SNAPLEN = 262_144;
/** Ports whose payloads are looked at for what they are. */
const NFS = 2049;
const BEYOND = 0x7fffffff;
const MICROS_OF_A_SECOND = 1_000_000;
const ARROW = Uint8Array.from(' > ', (c) => c.charCodeAt(0));
const [DOT, LINE_FEED, COMMA, COLON, SPACE, BRACE, END_BRACE] = [0x2e, 0x0a, 0x2c, 0x3a, 0x20, 0x7b, 0x7d];

export class PacketLines {
  private bytes: Uint8Array = new Uint8Array(0);
  private ip = 0;
  private isIpv6 = false;
  /** Where IP's payload begins and ends. */
  private at = 0;
  private end = 0;
  private second = Number.NaN;
  private clock = '';
  private readonly addresses: AddressTexts;
  /** Nothing is asked for that plain packets do not have here. */
  private readonly isUsual: boolean;

  constructor(private readonly options: TextOptions, private readonly state: DumpState, private readonly lines: LineBuffer) {
    this.addresses = new AddressTexts(lines, ipv6Text);
    const { numeric, verbose, link, quiet, type, hex, number } = options;
    this.isUsual = numeric && verbose === 0 && !link && !quiet && type === null && hex === '' && !number;
  }

  /** Packets must come in order. */
  print(packet: DumpedPacket): void {
    if (!this.isUsual || !this.printPlain(packet)) this.lines.text(`${packetText(packet, this.options, this.state).text}\n`);
  }

  /** False: it is not plain, and nothing was remembered of it. */
  private printPlain(packet: DumpedPacket): boolean {
    const { bytes: b, length } = packet;
    if (packet.linktype !== ETHERNET || b.length < LINK_HEADER + 28 || length < b.length || length > MAX_SNAPLEN) return false;
    this.bytes = b;
    const transport = this.network((b[12]! << 8) | b[13]!, length - LINK_HEADER);
    if (transport === TCP ? !this.isPlainTcp() : transport !== UDP || !this.isPlainUdp()) return false;
    const { lines } = this;
    this.state.number++;
    lines.reserve(MOST_OF_A_LINE);
    this.time(packet);
    lines.ascii(this.isIpv6 ? 'IP6 ' : 'IP ');
    if (transport === TCP) this.tcp();
    else this.udp();
    lines.octet(LINE_FEED);
    return true;
  }

  /** The transport of a whole packet without options or extension headers that is no fragment; -1 = it is not that. */
  private network(ethertype: number, left: number): number {
    const { bytes: b } = this;
    const ip = (this.ip = LINK_HEADER);
    if (ethertype === 0x0800) {
      if (b[ip] !== 0x45 || (b[ip + 6]! & 0x3f) !== 0 || b[ip + 7] !== 0) return -1;
      this.isIpv6 = false;
      this.at = ip + 20;
      this.end = ip + uint16(b, ip + 2);
    } else if (ethertype === 0x86dd && b[ip]! >> 4 === 6 && b.length >= ip + 48) {
      this.isIpv6 = true;
      this.at = ip + 40;
      this.end = this.at + uint16(b, ip + 4);
    } else return -1;
    return this.end > b.length || this.end - ip > left ? -1 : b[this.isIpv6 ? ip + 6 : ip + 9]!;
  }

  private isPlainTcp(): boolean {
    const { bytes: b, at, end } = this;
    if (at + 20 > end) return false;
    const header = (b[at + 12]! >> 4) * 4;
    return header >= 20 && at + header <= end && (header === 20 || arePlain(b, at + 20, at + header));
  }

  private isPlainUdp(): boolean {
    const { bytes: b, at, end } = this;
    return at + 8 <= end && uint16(b, at + 4) === end - at;
  }

  private time({ seconds, nanos }: DumpedPacket): void {
    const { lines, options } = this;
    if (options.time !== '' || options.nanos || seconds < 0 || seconds > BEYOND || nanos >= MICROS_OF_A_SECOND * 1000) return lines.text(packetTime({ seconds, nanos }, options, this.state));
    if (seconds !== this.second) {
      this.second = seconds;
      this.clock = packetTime({ seconds, nanos: 0 }, options, this.state).slice(0, -7);
    }
    lines.ascii(this.clock);
    lines.digits((nanos / 1000) | 0, 6);
    lines.octet(SPACE);
  }

  private ends(): void {
    const { lines, addresses, bytes: b, ip, at, isIpv6 } = this;
    if (isIpv6) addresses.ipv6(b, ip + 8);
    else addresses.ipv4(b, ip + 12);
    lines.octet(DOT);
    lines.number(uint16(b, at));
    lines.octets(ARROW);
    if (isIpv6) addresses.ipv6(b, ip + 24);
    else addresses.ipv4(b, ip + 16);
    lines.octet(DOT);
    lines.number(uint16(b, at + 2));
  }

  private tcp(): void {
    const { lines, bytes: b, at, ip, options: { absolute }, state: { tcp: origins } } = this;
    const flags = b[at + 13]!;
    const [seq, ack] = [uint32(b, at + 4), uint32(b, at + 8)];
    const header = (b[at + 12]! >> 4) * 4;
    const size = this.end - at - header;
    this.ends();
    lines.ascii(flagText(flags));
    const isCounted = !absolute && (flags & ACK) !== 0;
    if (isCounted) origins.look(b, this.isIpv6 ? ip + 8 : ip + 12, this.isIpv6 ? 16 : 4, at, seq, ack, (flags & 2) !== 0);
    if (size > 0 || (flags & SYN_FIN_RST) !== 0) {
      const shown = isCounted ? (seq - origins.seq) >>> 0 : seq;
      this.valued(', seq ', shown);
      if (size > 0) lines.octet(COLON);
      if (size > 0) lines.number((shown + size) >>> 0);
    }
    if ((flags & ACK) !== 0) this.valued(', ack ', isCounted ? (ack - origins.ack) >>> 0 : ack);
    this.valued(', win ', uint16(b, at + 14));
    if ((flags & URG) !== 0) this.valued(', urg ', uint16(b, at + 18));
    if (header > 20) this.tcpOptions(at + 20, at + header, isCounted ? origins.reverse : 0);
    this.valued(', length ', size);
    if (size === 0) return;
    const [from, to] = [uint16(b, at), uint16(b, at + 2)];
    if (from === NFS || to === NFS || tcpPrinter(from, to) !== null) this.inside('tcp', '', (out) => tcpPayload(out, at + header, size, { from, to, flags: ((b[at + 12]! << 8) | flags) & 0x1ff }));
  }

  private udp(): void {
    const { bytes: b, at, end } = this;
    this.ends();
    const [from, to, size] = [uint16(b, at), uint16(b, at + 2), end - at - 8];
    // AppleTalk in UDP is known by its third octet.
    if (from === NFS || to === NFS || (size > 2 && b[at + 10] === 2) || udpPrinter(from, to) !== null) {
      this.inside('udp', ': ', (out) => udpBody(out, at, { from, to, size, claimed: size, given: size }, { version: this.isIpv6 ? 6 : 4, header: this.ip, fragmented: false, ttl: b[this.isIpv6 ? this.ip + 7 : this.ip + 8]!, protocol: UDP }));
    } else this.valued(': UDP, length ', size);
  }

  /** What the transport carries is printed as always. */
  private inside(protocol: string, before: string, print: (out: Printout) => void): void {
    const out = new Printout(this.bytes, this.options, this.state);
    out.print(before);
    out.protocol = protocol;
    out.end = this.end;
    try {
      print(out);
    } catch (error) {
      if (!(error instanceof Truncated)) throw error;
      out.truncated();
    }
    this.lines.text(out.text);
  }

  private tcpOptions(from: number, end: number, reverse: number): void {
    const { lines, bytes: b } = this;
    lines.ascii(', options [');
    for (let at = from; at < end; ) {
      if (at > from) lines.octet(COMMA);
      const kind = b[at]!;
      lines.ascii(OPTION_NAMES[kind]!);
      if (kind === 0) break;
      const length = kind === 1 ? 1 : b[at + 1]!;
      if (kind === 8) {
        this.valued(' val ', uint32(b, at + 2));
        this.valued(' ecr ', uint32(b, at + 6));
      } else if (kind === 2) this.valued(' ', uint16(b, at + 2));
      else if (kind === 3) this.valued(' ', b[at + 2]!);
      else if (kind === 5) this.selective(at + 2, at + length, reverse);
      at += length;
    }
    lines.octet(END_BRACKET);
  }

  private selective(from: number, end: number, reverse: number): void {
    const { lines, bytes: b } = this;
    this.valued(' ', (end - from) / 8);
    lines.octet(SPACE);
    for (let at = from; at < end; at += 8) {
      lines.octet(BRACE);
      lines.number((uint32(b, at) - reverse) >>> 0);
      lines.octet(COLON);
      lines.number((uint32(b, at + 4) - reverse) >>> 0);
      lines.octet(END_BRACE);
    }
  }

  private valued(name: string, value: number): void {
    this.lines.ascii(name);
    this.lines.number(value);
  }
}

const END_BRACKET = 0x5d;
const OPTION_NAMES: Readonly<Record<number, string>> = { 0: 'eol', 1: 'nop', 2: 'mss', 3: 'wscale', 4: 'sackOK', 5: 'sack', 8: 'TS' };
/** Their lengths; of 5 any that blocks of eight octets make. */
const OPTION_LENGTHS: Readonly<Record<number, number>> = { 2: 4, 3: 3, 4: 2, 8: 10 };

/** All options are of the usual kinds, with the lengths that these have. */
function arePlain(b: Uint8Array, from: number, end: number): boolean {
  if (end - from === 12 && uint32(b, from) === NOP_NOP_TIMESTAMP) return true;
  for (let at = from; at < end; ) {
    const kind = b[at]!;
    if (kind === 0) return true;
    const length = kind === 1 ? 1 : at + 1 < end ? b[at + 1]! : 0;
    if (kind !== 1 && (at + length > end || (kind === 5 ? length < 2 || (length - 2) % 8 !== 0 : length !== OPTION_LENGTHS[kind]))) return false;
    at += length;
  }
  return true;
}

const FLAG_TEXTS = new Array<string>(256);

function flagText(flags: number): string {
  return (FLAG_TEXTS[flags] ??= `: Flags [${bitNames(FLAGS, flags, 'none', '')}]`);
}

function uint16(b: Uint8Array, at: number): number {
  return (b[at]! << 8) | b[at + 1]!;
}

function uint32(b: Uint8Array, at: number): number {
  return ((b[at]! << 24) | (b[at + 1]! << 16) | (b[at + 2]! << 8) | b[at + 3]!) >>> 0;
}
