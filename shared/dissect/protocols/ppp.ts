// Point-to-Point Protocol: the frame.
import { uint16, uint8 } from '../field';
import { protocol } from '../protocol';
import { PPP_PROTOCOL_NAMES } from './values/ppp-protocol-names';

/** A serial line may carry Cisco's frames instead. */
const PPP = 9;
const SERIAL = 50;
const CISCO_HDLC = 104;
const CISCO_ADDRESSES: readonly number[] = [0x0f, 0x8f];

export const ppp = protocol({
  id: 'ppp', name: 'Point-to-Point Protocol', column: 'PPP', spec: 'RFC 1661, RFC 1662', tcpdump: 'print-ppp.c',
  over: { linktype: [9, 50], encapsulated: [0x880b], 'pppoe.session': [0] },
  fields: {
    address: uint8('Address', { base: 'hex' }),
    control: uint8('Control', { base: 'hex' }),
    protocol: uint16('Protocol', { base: 'hex', names: PPP_PROTOCOL_NAMES }),
  },
  dissect(p, f) {
    if (p.start === p.frameStart) p.addressTexts('N/A', 'N/A');
    p.info(() => '');
    if (p.start === p.frameStart && (p.linktype === PPP || p.linktype === SERIAL) && CISCO_ADDRESSES.includes(p.view.uint8(p.at))) {
      p.next('linktype', CISCO_HDLC);
      return;
    }
    if (p.view.uint8(p.at) === 0xff && p.left > 1 && p.view.uint8(p.at + 1) === 0x03) {
      p.read(f.address);
      p.read(f.control);
    }
    const at = p.at;
    const first = p.view.uint8(at);
    const size = first & 1 ? 1 : 2;
    const type = size === 1 ? first : p.view.uint16(at);
    p.put(f.protocol, type, at, size);
    p.skip(size);
    if (p.inRow) {
      p.column(hex4(type));
      p.info(() => `PPP ${PPP_PROTOCOL_NAMES.get(type) ?? `Unknown (${hex4(type)})`}`);
    }
    p.next('ppp.protocol', type);
  },
  examples: [
    { what: 'address and control, a protocol that nobody knows', hex: 'ff03 3030 00', info: 'PPP Unknown (0x3030)', fields: { 'ppp.address': '0xff', 'ppp.control': '0x03', 'ppp.protocol': '0x3030', 'data.len': '1' } },
    { what: 'one-octet protocol', hex: '23 00', info: 'PPP OSI Network Layer', fields: { 'ppp.protocol': '0x0023' } },
  ],
});

const hex4 = (n: number): string => `0x${n.toString(16).padStart(4, '0')}`;
