// BSD loopback (LINKTYPE_NULL, host byte order) and OpenBSD loopback (LINKTYPE_LOOP, network byte order).
import { uint16, uint32 } from '../field';
import { protocol } from '../protocol';
import { ETHERTYPE_NAMES } from './values/ethertype-names';

/** Address family, as the different BSDs number it → EtherType. */
const FAMILIES: ReadonlyMap<number, number> = new Map([[2, 0x0800], [24, 0x86dd], [28, 0x86dd], [30, 0x86dd], [16, 0x809b], [23, 0x8137]]);
const IP_TYPES: readonly number[] = [0x0800, 0x86dd];
const MAX_LENGTH = 1500;
const LOOP = 108;

export const nullLoopback = protocol({
  id: 'null', name: 'Null/Loopback', column: '', spec: 'https://www.tcpdump.org/linktypes.html', tcpdump: 'print-null.c',
  over: { linktype: [0, 108] },
  fields: {
    family: uint32('Family', { names: { 2: 'IP', 7: 'OSI', 16: 'Appletalk', 23: 'Netware IPX/SPX', 24: 'IPv6', 28: 'IPv6', 30: 'IPv6' }, doc: 'AF_ value of the capturing system' }),
    type: uint16('Type', { base: 'hex', names: ETHERTYPE_NAMES }),
  },
  dissect(p, f) {
    const at = p.at;
    p.view.need(at, 4);
    p.addressTexts('N/A', 'N/A');
    if (p.view.uint16(at) === 0xff03) {
      p.next('linktype', 9);
      return;
    }
    const value = p.linktype === LOOP ? wordOf(p.view.uint32(at), p.view.uint32le(at)) : wordOf(p.view.uint32le(at), p.view.uint32(at));
    p.at += 4;
    if (value > MAX_LENGTH) {
      p.put(f.type, value, at, 4);
      p.next('encapsulated', value);
      return;
    }
    p.put(f.family, value, at, 4);
    const type = FAMILIES.get(value) ?? -1;
    if (!IP_TYPES.includes(type)) {
      p.column(f.family.nameOf(value) ?? 'N/A');
      p.info(() => 'Null/Loopback');
    }
    p.next('encapsulated', type);
  },
  examples: [
    { what: 'little-endian AF_INET', hex: '02000000', fields: { 'null.family': '2' } },
    { what: 'an EtherType in the second half', hex: '0f000c0d', fields: { 'null.type': '0x0c0d' } },
    { what: 'big-endian AF_INET6 of macOS', hex: '0000001e', fields: { 'null.family': '30' } },
  ],
});

/**
 * Byte order by a test, the link type's own first: no address family needs more than 16 bits; some systems wrote only those, others an
 * EtherType behind 16 other bits.
 */
function wordOf(likely: number, other: number): number {
  const word = likely <= 0xffff ? likely : other;
  if (word <= 0xffff) return word;
  return word >>> 16 <= 0xff ? word >>> 16 : word & 0xffff;
}
