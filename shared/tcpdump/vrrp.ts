// VRRP versions 2 and 3 (RFC 3768, RFC 5798) as tcpdump writes them.
import { internetChecksum, transportChecksum } from './checksum-verdict';
import type { IpPacket, IpPrinter } from './ip-protocols';
import { valueName, type Printout } from './printout';

const TYPES: Readonly<Record<number, string>> = { 1: 'Advertisement' };
const AUTHENTICATIONS: Readonly<Record<number, string>> = { 0: 'none', 1: 'simple', 2: 'ah' };
const VRRP = 112;
const ADVERTISEMENT = 1;
const SIMPLE = 1;
const HEADER = 8;

export const vrrp: IpPrinter = (out, at, length, packet) => {
  out.protocol = 'vrrp';
  if (!out.has(at)) {
    out.print('VRRP');
    return out.reach(at, 1);
  }
  const version = out.u8(at) >> 4;
  const type = out.u8(at) & 15;
  out.print(`VRRPv${version}, ${valueName(TYPES, type, 'unknown type (%u)')}`);
  if (packet.ttl !== 255) out.print(`, (ttl ${packet.ttl})`);
  if (version < 2 || version > 3 || type !== ADVERTISEMENT) return;
  out.print(`, vrid ${out.u8(at + 1)}, prio ${out.u8(at + 2)}`);
  if (version === 2) {
    out.print(`, authtype ${valueName(AUTHENTICATIONS, out.u8(at + 4))}`);
    out.print(`, intvl ${out.u8(at + 5)}s, length ${length}`);
  } else out.print(`, intvl ${out.u16(at + 4) & 0xfff}cs, length ${length}`);
  if (out.options.verbose > 0) printAddresses(out, at, length, version, packet);
};

function printAddresses(out: Printout, at: number, length: number, version: number, packet: IpPacket): void {
  const count = out.u8(at + 3);
  const bad = length >= 0 && out.has(at, length) && (version === 2 ? internetChecksum(out, at, length) : transportChecksum(out, at, length, packet, VRRP)) !== 0;
  if (bad) out.print(`, (bad vrrp cksum ${out.u16(at + 6).toString(16)})`);
  out.print(`, addrs${count > 1 ? `(${count})` : ''}:`);
  let next = at + HEADER;
  for (let i = 0; i < count; i++) {
    const size = version === 3 && packet.version === 6 ? 16 : 4;
    out.print(`${i === 0 ? ' ' : ','}${size === 4 ? out.host4(next) : out.host6(next)}`);
    next += size;
  }
  if (version !== 2 || out.u8(at + 4) !== SIMPLE) return;
  out.print(' auth "');
  out.printPadded(next, 8);
  out.print('"');
}
