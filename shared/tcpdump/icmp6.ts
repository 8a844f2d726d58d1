// ICMPv6 messages as tcpdump prints them (RFC 4443).
import { rightChecksum, transportChecksum } from './checksum-verdict';
import { hexNumber } from './hex-number';
import { nodeQuery, nodeReply } from './icmp6-nodeinfo';
import { icmp6Options } from './icmp6-options';
import { renumbering } from './icmp6-renumbering';
import type { IpPacket } from './ip-protocols';
import { listenerDone, listenerQuery2, listenerReport2 } from './mld6';
import { bitNames, valueName, type Printout } from './printout';
import { rpl } from './rpl';

const TYPES: Readonly<Record<number, string>> = {
  1: 'destination unreachable', 2: 'packet too big', 3: 'time exceeded in-transit', 4: 'parameter problem', 128: 'echo request', 129: 'echo reply', 130: 'multicast listener query',
  131: 'multicast listener report', 132: 'multicast listener done', 133: 'router solicitation', 134: 'router advertisement', 135: 'neighbor solicitation',
  136: 'neighbor advertisement', 137: 'redirect', 138: 'router renumbering', 139: 'who-are-you request', 140: 'who-are-you reply', 141: 'inverse neighbor solicitation',
  142: 'inverse neighbor advertisement', 143: 'multicast listener report v2', 144: 'ha discovery request', 145: 'ha discovery reply', 146: 'mobile router solicitation',
  147: 'mobile router advertisement', 155: 'RPL', 200: 'mtrace response', 201: 'mtrace message',
};
const UNREACHABLE: Readonly<Record<number, string>> = { 0: 'unreachable route', 1: ' unreachable prohibited', 2: 'beyond scope', 3: 'unreachable address', 4: 'unreachable port' };
const ADVERTISEMENT_FLAGS = [[0x80, 'managed'], [0x40, 'other stateful'], [0x20, 'home agent'], [0x02, 'ipv6 only']] as const;
const NEIGHBOR_FLAGS = [[0x80, 'router'], [0x40, 'solicited'], [0x20, 'override']] as const;
const PREFERENCES = ['medium', 'high', 'rsv', 'low'] as const;
/** With -v the length stands behind the name of these. */
const LENGTH_FIRST: ReadonlySet<number> = new Set([133, 134, 135, 136, 137, 145, 147]);

export function icmp6(out: Printout, at: number, length: number, packet: IpPacket): void {
  out.protocol = 'icmp6';
  const { verbose } = out.options;
  if (length === 0) {
    out.print('ICMP6, length 0');
    return out.invalid();
  }
  if (verbose > 0 && !packet.fragmented && out.has(at, length)) checksum(out, at, length, packet);
  const type = out.u8(at);
  out.print(`ICMP6, ${valueName(TYPES, type, 'unknown icmp6 type (%u)')}`);
  if (verbose > 0 && LENGTH_FIRST.has(type)) out.print(`, length ${length}`);
  if (body(out, at, length, type) && verbose === 0) out.print(`, length ${length}`);
}

function checksum(out: Printout, at: number, length: number, packet: IpPacket): void {
  const field = out.u16(at + 2);
  const sum = transportChecksum(out, at, length, packet, 58);
  out.print(sum === 0 ? '[icmp6 sum ok] ' : `[bad icmp6 cksum 0x${hexNumber(field, 4)} -> 0x${hexNumber(rightChecksum(field, sum), 4)}!] `);
}

/** @returns false where nothing is to be said of the length */
function body(out: Printout, at: number, length: number, type: number): boolean {
  switch (type) {
    case 1: return unreachable(out, at, length);
    case 2: out.print(`, mtu ${out.u32(at + 4)}`); return true;
    case 3: return exceeded(out, at);
    case 4: return problem(out, at);
    case 128: case 129: out.print(`, id ${out.u16(at + 4)}, seq ${out.u16(at + 6)}`); return true;
    case 130:
      if (length === 24) listenerDone(out, at);
      else if (length >= 28) listenerQuery2(out, at, length);
      else out.print(` unknown-version (len ${length}) `);
      return true;
    case 131: case 132: listenerDone(out, at); return true;
    case 143: listenerReport2(out, at, length); return true;
    case 133: case 134: case 135: case 136: case 137: neighbours(out, at, length, type); return true;
    case 141: case 142: return true;
    case 144: case 146: out.print(`, id 0x${hexNumber(out.u16(at + 4), 4)}`); return true;
    case 138: renumbering(out, at); return true;
    case 139: nodeQuery(out, at); return true;
    case 140: nodeReply(out, at, length); return true;
    case 145: case 147: if (out.options.verbose > 0) homeAgent(out, at, length, type); return true;
    case 155: rpl(out, at + 4, length - 4, out.u8(at + 1)); return true;
    default:
      out.print(`, length ${length}`);
      if (out.options.verbose <= 1) out.unknownData(at, '\n\t', length);
      return false;
  }
}

/** Mobile IPv6's discovery of home agents and prefixes (RFC 6275). */
function homeAgent(out: Printout, at: number, length: number, type: number): void {
  out.print(`, id 0x${hexNumber(out.u16(at + 4), 4)}`);
  if (type === 145) for (let place = at + 8; place < out.end; place += 16) out.print(`, ${out.host6(place)}`);
  else {
    const flags = out.u16(at + 6) >> 8;
    if ((flags & 0xc0) !== 0) out.print(` ${(flags & 0x80) !== 0 ? 'M' : ''}${(flags & 0x40) !== 0 ? 'O' : ''}`);
    icmp6Options(out, at + 8, length - 8);
  }
}

function unreachable(out: Printout, at: number, length: number): boolean {
  const inner = at + 8;
  const code = out.u8(at + 1);
  out.print(`, ${valueName(UNREACHABLE, code, 'unknown unreach code (%u)')}`);
  const target = (): string => out.host6(inner + 24);
  if (code === 0 || code === 1 || code === 3) out.print(` ${target()}`);
  else if (code === 2) out.print(` ${target()}, source address ${out.host6(inner + 8)}`);
  else if (code === 4) port(out, inner, target);
  else if (out.options.verbose <= 1) {
    out.unknownData(at, '\n\t', length);
    return false;
  }
  return true;
}

/** Where the transport header stands behind extension headers. */
function upperLayer(out: Printout, header: number): { readonly protocol: number; readonly at: number } {
  let protocol = out.u8(header + 6);
  let at = header + 40;
  while (protocol === 0 || protocol === 60 || protocol === 43 || protocol === 44) {
    if (protocol === 44 && (out.u16(at + 2) & 0xfff8) !== 0) out.need(out.end);
    const next = out.u8(at);
    at += protocol === 44 ? 8 : (out.u8(at + 1) + 1) * 8;
    protocol = next;
  }
  return { protocol, at };
}

function port(out: Printout, inner: number, target: () => string): void {
  let [protocol, number] = [0, 0];
  out.asks(() => {
    const upper = upperLayer(out, inner);
    protocol = upper.protocol;
    number = out.u16(upper.at + 2);
  });
  if (protocol === 6) out.print(`, ${target()} tcp port ${out.tcpPort(number)}`);
  else if (protocol === 17) out.print(`, ${target()} udp port ${out.udpPort(number)}`);
  else out.need(out.end);
}

function exceeded(out: Printout, at: number): boolean {
  const code = out.u8(at + 1);
  if (code === 0) out.print(` for ${out.host6(at + 8 + 24)}`);
  else out.print(code === 1 ? ' (reassembly)' : `, unknown code (${code})`);
  return true;
}

function problem(out: Printout, at: number): boolean {
  out.need(at + 32, 16);
  const code = out.u8(at + 1);
  const what = ['erroneous', 'next header', 'option', 'incomplete header chain'][code];
  out.print(what === undefined ? `, code-#${code}` : `, ${what} - octet ${out.u32(at + 4)}`);
  return true;
}

/** Neighbor discovery (RFC 4861). */
function neighbours(out: Printout, at: number, length: number, type: number): void {
  const verbose = out.options.verbose > 0;
  let header = 8;
  if (type === 134) {
    header = 16;
    if (verbose) {
      out.reach(at, 16);
      const flags = out.u8(at + 5);
      out.print(`\n\thop limit ${out.u8(at + 4)}, Flags [${bitNames(ADVERTISEMENT_FLAGS, flags)}], pref ${routerPreference(flags)}`);
      out.print(`, router lifetime ${out.u16(at + 6)}s, reachable time ${out.u32(at + 8)}ms, retrans timer ${out.u32(at + 12)}ms`);
    }
  } else if (type === 135) {
    header = 24;
    out.print(`, who has ${out.host6(at + 8)}`);
  } else if (type === 136) {
    header = 24;
    out.print(`, tgt is ${out.host6(at + 8)}`);
    if (verbose) out.print(`, Flags [${bitNames(NEIGHBOR_FLAGS, out.u32(at + 4) >>> 24)}]`);
  } else if (type === 137) {
    header = 40;
    out.print(`, ${out.host6(at + 24)} to ${out.host6(at + 8)}`);
  }
  if (verbose) icmp6Options(out, at + header, length - header);
}

/** RFC 4191. */
export function routerPreference(flags: number): string {
  return PREFERENCES[(flags >> 3) & 3]!;
}
