// The index run's way through the usual frame, in one go: Ethernet II, IPv4 without options or IPv6 without extension headers,
// not a fragment, TCP that opens and breaks nothing or UDP. Most frames of most captures are such.
import type { FrameBytes } from './dissector';
import { AddressKind } from './frame-facts';
import type { Layer } from './layer';
import { NO_PATH, PLAIN_STEP, type ProtocolPaths } from './protocol-paths';
import type { Registry } from './registry';
import type { Table } from './tables';

const ETHERNET_LINKTYPE = 1;
const ETHERNET_HEADER = 14;
const IPV4_HEADER = 20;
const IPV6_HEADER = 40;
const UDP_HEADER = 8;
const TCP_HEADER = 20;
/** TCP's header with the option that most segments have: two NOPs and a time stamp (RFC 7323 appendix A). */
const TCP_TIMESTAMP_HEADER = 32;
const NOP_NOP_TIMESTAMP = 0x0101080a;
const TCP = 6;
const UDP = 17;
const SYN_OR_RST = 0x06;

/** Indexes of the protocols that the usual frame is made of, and the ways through them. */
export interface UsualProtocols {
  readonly tcp: number;
  readonly udp: number;
  readonly paths: { readonly ip: UsualPaths; readonly ipv6: UsualPaths };
}

interface UsualPaths {
  readonly tcp: number;
  readonly udp: number;
}

/** null where this registry takes such frames for something else. */
export function usualProtocols(registry: Registry, paths: ProtocolPaths): UsualProtocols | null {
  const steps: readonly (readonly [Table, number, string])[] = [
    ['linktype', ETHERNET_LINKTYPE, 'eth'], ['ethertype', 0x0800, 'ip'], ['ethertype', 0x86dd, 'ipv6'], ['ip.proto', TCP, 'tcp'], ['ip.proto', UDP, 'udp'],
  ];
  if (!steps.every(([table, key, id]) => registry.indexOf(id) >= 0 && registry.find(table, key, -1) === registry.indexOf(id))) return null;
  const [eth, ip, ipv6, tcp, udp] = ['eth', 'ip', 'ipv6', 'tcp', 'udp'].map((id) => registry.indexOf(id)) as [number, number, number, number, number];
  const path = (network: number, transport: number): number => [eth, network, PLAIN_STEP, transport, PLAIN_STEP].reduce((at, step) => paths.step(at, step), NO_PATH);
  const over = (network: number): UsualPaths => ({ tcp: path(network, tcp), udp: path(network, udp) });
  return { tcp, udp, paths: { ip: over(ip), ipv6: over(ipv6) } };
}

/**
 * Leaves behind what the dissect() functions of Ethernet, IP and TCP or UDP would: facts, the layers met, and what comes next.
 * @returns false for any other frame, of which nothing was touched
 */
export function usualFrame(p: Layer, frame: FrameBytes, protocols: UsualProtocols): boolean {
  if (frame.linktype !== ETHERNET_LINKTYPE || frame.caplen < ETHERNET_HEADER + IPV4_HEADER + UDP_HEADER) return false;
  const b = frame.bytes;
  const words = p.view.words;
  const ip = frame.at + ETHERNET_HEADER;
  const ethertype = words.getUint16(ip - 2);
  if (ethertype === 0x0800) {
    if (b[ip] !== 0x45 || (b[ip + 6]! & 0x3f) !== 0 || b[ip + 7] !== 0) return false;
    const end = ip + words.getUint16(ip + 2);
    return usualTransport(p, frame, protocols, b[ip + 9]!, ip + IPV4_HEADER, end, false);
  }
  if (ethertype !== 0x86dd || b[ip]! >>> 4 !== 6) return false;
  const length = words.getUint16(ip + 4);
  return length > 0 && usualTransport(p, frame, protocols, b[ip + 6]!, ip + IPV6_HEADER, ip + IPV6_HEADER + length, true);
}

function usualTransport(p: Layer, frame: FrameBytes, protocols: UsualProtocols, number: number, at: number, end: number, isIpv6: boolean): boolean {
  if (end > frame.at + frame.len) return false;
  const captured = Math.min(frame.at + frame.caplen, end);
  if (number === TCP ? !usualTcp(p, at, captured, end) : number !== UDP || !usualUdp(p, at, captured, end)) return false;
  const facts = p.facts;
  p.fragment = false;
  p.enter('eth');
  p.enter('ethertype');
  p.enter(isIpv6 ? 'ipv6' : 'ip');
  p.enter(number === TCP ? 'tcp' : 'udp');
  const paths = isIpv6 ? protocols.paths.ipv6 : protocols.paths.ip;
  p.paths.current = number === TCP ? paths.tcp : paths.udp;
  p.linkAddresses(frame.at + 6, frame.at);
  if (isIpv6) p.addresses(AddressKind.Ipv6, at - 32, at - 16);
  else p.addresses(AddressKind.Ipv4, at - 8, at - 4);
  facts.protocol = number === TCP ? protocols.tcp : protocols.udp;
  facts.transport = number;
  facts.transportCount = 1;
  return true;
}

function usualTcp(p: Layer, at: number, captured: number, end: number): boolean {
  if (at + TCP_HEADER > captured) return false;
  const words = p.view.words;
  const lengthAndFlags = words.getUint16(at + 12);
  const length = (lengthAndFlags >>> 12) * 4;
  const payload = at + length;
  if (payload > captured || (lengthAndFlags & SYN_OR_RST) !== 0) return false;
  if (length !== TCP_HEADER && (length !== TCP_TIMESTAMP_HEADER || words.getUint32(at + TCP_HEADER) !== NOP_NOP_TIMESTAMP)) return false;
  const facts = p.facts;
  facts.sourcePort = words.getUint16(at);
  facts.destinationPort = words.getUint16(at + 2);
  facts.sequence = words.getUint32(at + 4);
  facts.acknowledgment = words.getUint32(at + 8);
  facts.flags = lengthAndFlags & 0xfff;
  facts.window = words.getUint16(at + 14);
  facts.windowShift = -1;
  handOn(p, 'tcp.port', payload, end, captured);
  return true;
}

function usualUdp(p: Layer, at: number, captured: number, end: number): boolean {
  if (at + UDP_HEADER > captured) return false;
  const words = p.view.words;
  const length = words.getUint16(at + 4);
  if (length < UDP_HEADER || at + length > end || (length > UDP_HEADER && at + UDP_HEADER === captured)) return false;
  p.facts.sourcePort = words.getUint16(at);
  p.facts.destinationPort = words.getUint16(at + 2);
  handOn(p, 'udp.port', at + UDP_HEADER, at + length, captured);
  return true;
}

function handOn(p: Layer, table: 'tcp.port' | 'udp.port', at: number, end: number, captured: number): void {
  const facts = p.facts;
  facts.payloadAt = at;
  facts.payloadLength = end - at;
  p.nextTable = at < captured && at < end ? table : '';
  p.nextKey = facts.sourcePort;
  p.nextKey2 = facts.destinationPort;
  p.nextAt = at;
  p.nextEnd = end;
}
