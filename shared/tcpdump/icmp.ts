// ICMP (RFC 792) and its extensions (RFC 4884).
import { internetChecksum, rightChecksum } from './checksum-verdict';
import { hexNumber } from './hex-number';
import { icmpExtensions } from './icmp-extensions';
import { ip } from './ip';
import type { IpPacket } from './ip-protocols';
import { valueName, type Printout } from './printout';

const TYPES: Readonly<Record<number, string>> = {
  0: 'echo reply', 3: 'unreachable', 4: 'source quench', 5: 'redirect', 8: 'echo request', 9: 'router advertisement', 10: 'router solicitation', 11: 'time exceeded',
  12: 'parameter problem', 13: 'time stamp request', 14: 'time stamp reply', 15: 'information request', 16: 'information reply', 17: 'address mask request', 18: 'address mask reply',
};
const UNREACHABLE: Readonly<Record<number, string>> = {
  0: 'net %s unreachable', 1: 'host %s unreachable', 5: '%s unreachable - source route failed', 6: 'net %s unreachable - unknown', 7: 'host %s unreachable - unknown',
  8: '%s unreachable - source host isolated', 9: 'net %s unreachable - admin prohibited', 10: 'host %s unreachable - admin prohibited', 11: 'net %s unreachable - tos prohibited',
  12: 'host %s unreachable - tos prohibited', 13: 'host %s unreachable - admin prohibited filter', 14: 'host %s unreachable - host precedence violation',
  15: 'host %s unreachable - precedence cutoff',
};
/** These carry the datagram that they are about. */
const ABOUT_DATAGRAM: ReadonlySet<number> = new Set([3, 4, 5, 11, 12]);
const WITH_EXTENSIONS: ReadonlySet<number> = new Set([3, 11, 12]);

export function icmp(out: Printout, at: number, length: number, packet: IpPacket): void {
  out.protocol = 'icmp';
  const type = out.u8(at);
  out.reach(at, 2);
  const text = message(out, at, type, length);
  out.print(`ICMP ${text}, length ${length}`);
  const { verbose } = out.options;
  if (verbose > 0 && !packet.fragmented && out.has(at, length)) {
    const sum = internetChecksum(out, at, length);
    const field = out.u16(at + 2);
    if (sum !== 0) out.print(` (wrong icmp cksum ${hexNumber(field)} (->${hexNumber(rightChecksum(field, sum))})!)`);
  }
  if (verbose < 1 || !ABOUT_DATAGRAM.has(type)) return;
  out.print('\n\t');
  const total = out.u16(at + 10);
  const { end } = out;
  out.end = Math.min(out.bytes.length, at + 8 + total, end);
  out.reach(at + 10, 2);
  ip(out, at + 8, total);
  out.protocol = 'icmp';
  out.end = end;
  if (WITH_EXTENSIONS.has(type)) icmpExtensions(out, at, length);
}

function message(out: Printout, at: number, type: number, length: number): string {
  const code = out.u8(at + 1);
  switch (type) {
    case 0: case 8:
      return `echo ${type === 8 ? 'request' : 'reply'}, id ${out.u16(at + 4)}, seq ${out.u16(at + 6)}`;
    case 3:
      return unreachable(out, at, code);
    case 5: {
      const form = { 0: 'redirect %s to net', 1: 'redirect %s to host', 2: 'redirect-tos %s to net', 3: 'redirect-tos %s to host' }[code] ?? `redirect-#${code} %s to`;
      const about = out.host4(at + 24);
      return `${form.replace('%s', about)} ${out.host4(at + 4)}`;
    }
    case 9:
      return routers(out, at, length);
    case 11:
      out.need(at + 24, 4);
      return code === 0 ? 'time exceeded in-transit' : code === 1 ? 'ip reassembly time exceeded' : `time exceeded-#${code}`;
    case 12:
      return code !== 0 ? `parameter problem - code ${code}` : `parameter problem - octet ${out.u8(at + 4)}`;
    case 18:
      return `address mask is 0x${hexNumber(out.u32(at + 8), 8)}`;
    case 13:
      return `time stamp query id ${out.u16(at + 4)} seq ${out.u16(at + 6)}`;
    case 14:
      out.need(at + 8, 12);
      return `time stamp reply id ${out.u16(at + 4)} seq ${out.u16(at + 6)}: org ${clock(out, at + 8)}, recv ${clock(out, at + 12)}, xmit ${clock(out, at + 16)}`;
    default:
      return valueName(TYPES, type, 'type-#%u');
  }
}

function unreachable(out: Printout, at: number, code: number): string {
  const inner = at + 8;
  const known = UNREACHABLE[code];
  if (code === 3) out.need(inner + 9);
  const about = out.host4(inner + 16);
  if (known !== undefined) return known.replace('%s', about);
  if (code === 2) return `${about} protocol ${out.u8(inner + 9)} unreachable`;
  if (code === 3) {
    const protocol = out.u8(inner + 9);
    const port = out.u16(inner + (out.u8(inner) & 15) * 4 + 2);
    if (protocol === 6) return `${about} tcp port ${out.tcpPort(port)} unreachable`;
    if (protocol === 17) return `${about} udp port ${out.udpPort(port)} unreachable`;
    return `${about} protocol ${protocol} port ${port} unreachable`;
  }
  if (code === 4) return `${about} unreachable - need to frag${out.u16(at + 6) === 0 ? '' : ` (mtu ${out.u16(at + 6)})`}`;
  return `${about} unreachable - #${code}`;
}

/** Router discovery (RFC 1256). */
function routers(out: Printout, at: number, length: number): string {
  const two = (n: number): string => `${n}`.padStart(2, '0');
  out.need(at + 4, 4);
  const count = out.u8(at + 4);
  const words = out.u8(at + 5);
  const seconds = out.u16(at + 6);
  const minutes = Math.floor(seconds / 60);
  const span = seconds < 60 ? `${seconds}` : seconds < 3600 ? `${minutes}:${two(seconds % 60)}` : `${Math.floor(seconds / 3600)}:${two(minutes % 60)}:${two(seconds % 60)}`;
  let text = `router advertisement lifetime ${span} ${count}:`;
  if (words !== 2) return `${text} [size ${words}]`;
  for (let i = 0; i < count && at + 16 + i * 8 <= at + Math.max(length, 16 + i * 8); i++) text += ` {${out.host4(at + 8 + i * 8)} ${out.u32(at + 12 + i * 8)}}`;
  return text;
}

/** Milliseconds since midnight. */
function clock(out: Printout, at: number): string {
  const ms = out.u32(at);
  const two = (n: number, digits = 2): string => `${Math.floor(n)}`.padStart(digits, '0');
  return `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}.${two(ms % 1000, 3)}`;
}
