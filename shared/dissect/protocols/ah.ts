// IP Authentication Header (RFC 4302).
import { bytes, uint32, uint8 } from '../field';
import { protocol } from '../protocol';
import { IP_PROTOCOL_NAMES } from './values/ip-protocol-names';

const FIXED = 12;

export const ah = protocol({
  id: 'ah', name: 'Authentication Header', column: 'AH', spec: 'RFC 4302', tcpdump: 'print-ah.c',
  over: { 'ip.proto': [51] },
  fields: {
    next_header: uint8('Next header', { names: IP_PROTOCOL_NAMES }),
    length: uint8('Length', { doc: 'In units of 4 octets, less 2' }),
    reserved: bytes('Reserved'),
    spi: uint32('AH SPI', { base: 'hex', doc: 'Security parameters index: which of the agreed keys' }),
    sequence: uint32('AH Sequence'),
    icv: bytes('AH ICV', { doc: 'Integrity check value' }),
  },
  dissect(p, f) {
    const start = p.at;
    p.info(() => '');
    const next = p.view.uint8(start);
    const length = (p.view.uint8(start + 1) + 2) * 4;
    const spi = p.view.uint32(start + 4);
    p.info(() => `AH (SPI=0x${spi.toString(16).padStart(8, '0')})`);
    p.read(f.next_header);
    p.read(f.length);
    if (p.inTree) p.last.append = ` (${length} bytes)`;
    p.take(f.reserved, 2);
    p.read(f.spi);
    p.read(f.sequence);
    if (length > FIXED) p.take(f.icv, length - FIXED);
    p.next('ip.proto', next);
  },
  examples: [
    {
      what: 'what follows is not known', hex: 'fd 04 0000 8179b705 00000001 27cfc0a5e43d69b3728ec5b0 00', info: 'AH (SPI=0x8179b705)',
      fields: { 'ah.next_header': '253', 'ah.length': '4', 'ah.reserved': '0000', 'ah.spi': '0x8179b705', 'ah.sequence': '1', 'ah.icv': '27cfc0a5e43d69b3728ec5b0' },
    },
  ],
});
