// Rows of plain frames, written octet by octet from the index and the frame's headers, without dissecting the frame once more:
// TCP segments and UDP datagrams over IP over Ethernet of which the list tells nothing but their headers. It says what FrameView.cells()
// says, or leaves the frame to that.
import type { LineBuffer } from '../../bytes/line-buffer';
import type { FrameBytes } from '../../dissect/dissector';
import { sessionOf, versionText } from '../../dissect/protocols/tls-session';
import { usualProtocols, type UsualProtocols } from '../../dissect/usual-frame';
import { ipv6Text } from '../../frame/address';
import { AddressTexts } from '../../frame/address-texts';
import type { ColumnId } from '../../session/column';
import { completedMessage, segmentRow, type MessageStart } from '../../session/segment-row';
import type { Session } from '../../session/session';
import type { FormSettings } from '../forms/frame-form';
import { dnsRow } from './dns-row';
import { httpRow, recordsRow, type MessageRow } from './message-row';
import type { PlainHeaders } from './plain-fields';
import { portsInfo, tcpInfo } from './tcp-info';

const ETHERNET_LINKTYPE = 1;
const ETHERNET_HEADER = 14;
const IPV4_HEADER = 20;
const IPV6_HEADER = 40;
const UDP_HEADER = 8;
const TCP_HEADER = 20;
const TCP = 6;
const UDP = 17;
const FIN = 0x01;
const RST = 0x04;
const NANOS = 1_000_000_000;
/** Nanoseconds in the last digit of a fraction. */
const UNITS = [1e9, 1e8, 1e7, 1e6, 1e5, 1e4, 1000, 100, 10, 1];
const MINUS = 0x2d;
const POINT = 0x2e;
const PART_OF_A_PDU = ' [TCP segment of a reassembled PDU]';

export class PlainRow implements PlainHeaders {
  frame = 0;
  bytes: Uint8Array = new Uint8Array(0);
  /** Where the IP and the transport header begin. */
  ip = 0;
  at = 0;
  isIpv6 = false;
  private transport = 0;
  /** Octets that the transport carries. */
  length = 0;
  private isPart = false;
  /** What Info tells instead of the transport's header. */
  private message: MessageRow | null = null;
  private readonly addresses: AddressTexts;
  private readonly usual: UsualProtocols | null;
  private readonly dataIndex: number;
  private readonly httpIndex: number;
  private readonly tlsIndex: number;
  private readonly dnsIndex: number;
  private readonly numbers = { sequenceBase: 0, acknowledgmentBase: 0, windowShift: 0 };

  constructor(readonly session: Session, private readonly settings: FormSettings, readonly lines: LineBuffer) {
    const { dissect } = settings;
    this.addresses = new AddressTexts(lines, ipv6Text);
    this.usual = dissect.names === null && dissect.flagStyle !== 'tcpdump' ? usualProtocols(session.registry, session.paths) : null;
    this.dataIndex = session.registry.indexOf('data');
    this.httpIndex = session.registry.indexOf('http');
    this.tlsIndex = session.registry.indexOf('tls');
    this.dnsIndex = session.registry.indexOf('dns');
  }

  /** The frame that the other functions write of. False: nothing is known of it here. */
  look(frame: number, source: FrameBytes): boolean {
    const { bytes: b, at, caplen, len, linktype } = source;
    if (this.usual === null || linktype !== ETHERNET_LINKTYPE || caplen < ETHERNET_HEADER + IPV4_HEADER + UDP_HEADER) return false;
    if (!this.session.view.mayBePlain(frame)) return false;
    this.frame = frame;
    this.bytes = b;
    const ip = (this.ip = at + ETHERNET_HEADER);
    const ethertype = (b[ip - 2]! << 8) | b[ip - 1]!;
    if (ethertype === 0x0800) {
      if (b[ip] !== 0x45 || (b[ip + 6]! & 0x3f) !== 0 || b[ip + 7] !== 0) return false;
      this.isIpv6 = false;
      return this.lookAtTransport(b[ip + 9]!, ip + IPV4_HEADER, ip + ((b[ip + 2]! << 8) | b[ip + 3]!), at + caplen, at + len);
    }
    if (ethertype !== 0x86dd || b[ip]! >>> 4 !== 6) return false;
    const length = (b[ip + 4]! << 8) | b[ip + 5]!;
    this.isIpv6 = true;
    return length > 0 && this.lookAtTransport(b[ip + 6]!, ip + IPV6_HEADER, ip + IPV6_HEADER + length, at + caplen, at + len);
  }

  /** @param end where IP says that the datagram ends @param captured where the frame's bytes end @param there where the frame ended on the wire */
  private lookAtTransport(number: number, at: number, end: number, captured: number, there: number): boolean {
    if (end > captured || end > there) return false;
    this.at = at;
    this.transport = number;
    this.message = null;
    return number === TCP ? this.lookAtTcp(at, end) : number === UDP && this.lookAtUdp(at, end);
  }

  private lookAtTcp(at: number, end: number): boolean {
    const b = this.bytes;
    if (at + TCP_HEADER > end) return false;
    const header = (b[at + 12]! >>> 4) * 4;
    const length = (this.length = end - at - header);
    if (header < TCP_HEADER || length < 0) return false;
    const { store } = this.session;
    const { frame } = this;
    const flow = store.flow(frame);
    if (flow < 0 || store.tcpAnalysis.findings(frame) !== 0) return false;
    this.isPart = false;
    const flags = b[at + 13]!;
    if (length > 0 || (flags & FIN) !== 0) {
      if ((flags & RST) !== 0) return false;
      const kind = segmentRow(this.session, frame);
      if (kind === 'other') return this.isMessage(flow, completedMessage(this.session, frame));
      if (kind === 'whole' && length > 0 && !this.carriesData(flow)) return this.isMessage(flow, { bytes: b, at: at + header, there: end, end });
      this.isPart = kind === 'part';
    }
    return true;
  }

  private lookAtUdp(at: number, end: number): boolean {
    const b = this.bytes;
    const length = (b[at + 4]! << 8) | b[at + 5]!;
    if (length < UDP_HEADER || at + length > end || (this.isIpv6 && b[at + 6] === 0 && b[at + 7] === 0)) return false;
    this.length = length - UDP_HEADER;
    const stream = this.session.store.stream(this.frame);
    if (stream < 0) return false;
    if (this.length === 0 || this.carriesData(stream)) return true;
    if (this.dnsIndex < 0 || !this.hasPath(this.dnsIndex) || this.protocolOf(stream) !== this.dnsIndex) return false;
    this.message = dnsRow(b, at + UDP_HEADER, at + length);
    return this.message !== null;
  }

  /** No protocol claims what the transport carries, whatever else is known of the stream. */
  private carriesData(stream: number): boolean {
    return this.hasPath(this.dataIndex) && this.protocolOf(stream) < 0;
  }

  /** What TCP carries is told by a few of its octets. */
  private isMessage(flow: number, start: MessageStart | null): boolean {
    if (start === null) return false;
    const { frame, session: { store: { streams }, isFinished } } = this;
    const { bytes, at, there, end } = start;
    const protocol = this.protocolOf(flow);
    if (protocol < 0) return false;
    if (protocol === this.httpIndex) this.message = httpRow(bytes, at, there, end);
    else if (protocol === this.tlsIndex) {
      const { version } = sessionOf(streams.taught(flow >> 1, isFinished ? Number.POSITIVE_INFINITY : frame));
      this.message = version === 0 ? null : recordsRow(bytes, at, there, end, versionText(version));
    }
    return this.message !== null;
  }

  /** The only protocol above the transport is this one. */
  private hasPath(protocol: number): boolean {
    const { tcp, udp } = this.usual!.paths[this.isIpv6 ? 'ipv6' : 'ip'];
    return this.session.store.path(this.frame) === this.session.paths.step(this.transport === TCP ? tcp : udp, protocol);
  }

  /** What the stream was proved to carry, or else what its ports stand for; -1 = nothing known. */
  private protocolOf(stream: number): number {
    const { bytes: b, at, frame, session: { store, registry } } = this;
    const proved = store.streams.application(stream >> 1, frame);
    return proved >= 0 ? proved : registry.find(this.transport === TCP ? 'tcp.port' : 'udp.port', (b[at]! << 8) | b[at + 1]!, (b[at + 2]! << 8) | b[at + 3]!);
  }

  get isTcp(): boolean {
    return this.transport === TCP;
  }

  /** @returns false where it turns out only now that the frame is not that plain; the line holds a part of it */
  cell(id: ColumnId): boolean {
    const { lines } = this;
    switch (id) {
      case 'number': lines.number(this.frame); break;
      case 'time': return this.time();
      case 'source': this.address(true); break;
      case 'destination': this.address(false); break;
      case 'protocol': lines.ascii(this.message?.protocol ?? (this.transport === TCP ? 'TCP' : 'UDP')); break;
      case 'length': lines.number(this.session.store.len(this.frame)); break;
      case 'info': return this.info();
    }
    return true;
  }

  address(isSource: boolean): void {
    if (this.isIpv6) this.addresses.ipv6(this.bytes, this.ip + (isSource ? 8 : 24));
    else this.addresses.ipv4(this.bytes, this.ip + (isSource ? 12 : 16));
  }

  private time(): boolean {
    const { session: { store, view }, settings: { time }, frame, lines } = this;
    if (time.format !== 'relative' || time.inHours === true) {
      lines.text(view.column(frame, 'time', time));
      return true;
    }
    const [nanos, from] = [store.nanos(frame), store.nanos(1)];
    if (nanos < 0 || nanos >= NANOS || from < 0 || from >= NANOS) return false;
    let seconds = store.seconds(frame) - store.seconds(1);
    let rest = nanos - from;
    if (rest < 0) {
      seconds--;
      rest += NANOS;
    }
    if (seconds < 0) {
      lines.octet(MINUS);
      seconds = -seconds;
      if (rest > 0) {
        seconds--;
        rest = NANOS - rest;
      }
    }
    lines.number(seconds);
    const digits = time.digits >= 0 ? time.digits : view.timeDigits(frame);
    if (digits === 0) return true;
    lines.octet(POINT);
    lines.digits((rest / UNITS[digits]!) | 0, digits);
    return true;
  }

  /** Info holds the separator, or ends with a blank. */
  needsQuotes(separator: string): boolean {
    const { message } = this;
    if (message !== null) return message.behind === ' ' || message.behind.includes(separator) || hasOctet(message, separator.charCodeAt(0));
    return separator === ',' && this.transport === TCP && severalFlags(((this.bytes[this.at + 12]! << 8) | this.bytes[this.at + 13]!) & 0xfff);
  }

  private info(): boolean {
    const { lines, bytes: b, at, length, message } = this;
    if (message !== null) {
      for (let i = message.at; i < message.end; i++) lines.octet(message.bytes[i]!);
      lines.ascii(message.behind);
      return true;
    }
    if (this.transport === UDP) {
      portsInfo(lines, (b[at]! << 8) | b[at + 1]!, (b[at + 2]! << 8) | b[at + 3]!);
      lines.ascii(' Len=');
      lines.number(length);
      return true;
    }
    const { store } = this.session;
    const flow = store.flow(this.frame);
    const { numbers } = this;
    numbers.sequenceBase = this.base(flow);
    numbers.acknowledgmentBase = this.base(flow ^ 1);
    numbers.windowShift = store.windowShift(flow);
    if (!tcpInfo(lines, b, at, length, numbers)) return false;
    if (this.isPart) lines.ascii(PART_OF_A_PDU);
    return true;
  }

  /** What is taken from sequence numbers of a flow, to count from its first. */
  base(flow: number): number {
    const { session: { store, isFinished }, settings: { dissect } } = this;
    return dissect.relativeSequence ? Math.max(0, store.streams.base(flow >> 1, flow & 1, isFinished ? Number.POSITIVE_INFINITY : this.frame)) : 0;
  }
}

function severalFlags(flags: number): boolean {
  const named = flags & 0x1ff;
  return (named & (named - 1)) !== 0 || (named !== 0 && flags !== named);
}

function hasOctet({ bytes, at, end }: MessageRow, octet: number): boolean {
  for (let i = at; i < end; i++) if (bytes[i] === octet) return true;
  return false;
}
