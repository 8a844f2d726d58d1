// ARCNET: IP over it (RFC 1201, RFC 1051), as BSD and as Linux capture it.
import { bytes, uint16, uint8 } from '../field';
import type { Layer } from '../layer';
import { protocol } from '../protocol';

const PROTOCOLS: ReadonlyMap<number, string> = new Map([
  [0x00, 'Datapoint boot'], [0x01, 'Datapoint mount'], [0x08, 'PowerLAN beacon'], [0x80, 'Diagnose'], [0xc4, 'IPv6'], [0xcd, 'BACnet'], [0xd4, 'RFC 1201 IP'],
  [0xd5, 'RFC 1201 ARP'], [0xd6, 'RFC 1201 RARP'], [0xdd, 'Appletalk'], [0xe8, 'Encapsulated Ethernet'], [0xec, 'Novell of some sort'], [0xf0, 'RFC 1051 IP'],
  [0xf1, 'RFC 1051 ARP'], [0xf3, 'PowerLAN beacon2'], [0xf7, 'Banyan VINES'], [0xfa, 'IPX'],
]);
const ETHERTYPES: ReadonlyMap<number, number> = new Map([[0xf0, 0x0800], [0xd4, 0x0800], [0xf1, 0x0806], [0xd5, 0x0806], [0xd6, 0x8035], [0xc4, 0x86dd], [0xe8, 0x6558]]);
/** These put nothing between the protocol number and the packet. */
const SIMPLE: readonly number[] = [0xf0, 0xf1, 0x80, 0xcd];
const BACNET = 0xcd;
const EXCEPTION = 0xff;
const LINUX = 129;

export const arcnet = protocol({
  id: 'arcnet', name: 'ARCNET', column: 'ARCNET', spec: 'RFC 1201, RFC 1051', tcpdump: 'print-arcnet.c',
  over: { linktype: [7, LINUX] },
  fields: {
    src: uint8('Source', { base: 'hex' }),
    dst: uint8('Dest', { base: 'hex' }),
    offset: bytes('Offset'),
    protID: uint8('Protocol ID', { base: 'hex', names: PROTOCOLS }),
    split_flag: uint8('Split Flag', { doc: 'Which part of a packet that did not fit' }),
    exception_flag: uint8('Exception Flag', { base: 'hex', doc: 'The frame is padded: its length could not be sent otherwise' }),
    padding: uint16('Padding', { base: 'hex' }),
    sequence: uint16('Sequence'),
  },
  dissect(p, f) {
    p.info(() => '');
    const [source, destination] = [p.read(f.src), p.read(f.dst)];
    if (p.inRow) p.addressTexts(hex2(source), hex2(destination));
    if (p.linktype === LINUX) p.take(f.offset, 2);
    const type = p.read(f.protID);
    p.info(() => PROTOCOLS.get(type) ?? hex2(type));
    if (!SIMPLE.includes(type)) split(p, f);
    if (type === BACNET) p.next('llc.frame', 0);
    else p.next('encapsulated', ETHERTYPES.get(type) ?? -1);
  },
  examples: [
    {
      what: 'a beacon after an exception flag', hex: 'be 00 08 ff ffff 00 0165 01',
      fields: { 'arcnet.src': '0xbe', 'arcnet.dst': '0x00', 'arcnet.protID': '0x08', 'arcnet.exception_flag': '0xff', 'arcnet.padding': '0xffff', 'arcnet.split_flag': '0', 'arcnet.sequence': '357' },
    },
  ],
});

type F = typeof arcnet.fields;

function split(p: Layer, f: F): void {
  if (p.view.uint8(p.at) === EXCEPTION) {
    p.read(f.exception_flag);
    p.read(f.padding);
  }
  p.read(f.split_flag);
  p.read(f.sequence);
}

function hex2(value: number): string {
  return `0x${value.toString(16).padStart(2, '0')}`;
}
