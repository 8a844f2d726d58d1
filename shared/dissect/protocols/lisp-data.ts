// Locator/ID Separation Protocol: the header of data packets (RFC 9300).
import { flag, uint24, uint32, uint8 } from '../field';
import { AddressKind } from '../frame-facts';
import { protocol } from '../protocol';

const NONCE = 0x80;
const STATUS_BITS = 0x40;
const MAP_VERSION = 0x10;
const INSTANCE = 0x08;

export const lispData = protocol({
  id: 'lisp-data', name: 'Locator/ID Separation Protocol (Data)', column: 'LISP', spec: 'RFC 9300', tcpdump: 'print-lisp.c',
  over: { 'udp.port': [4341] },
  fields: {
    flags: uint8('Flags', { base: 'hex' }),
    'flags.nonce': flag('N bit (Nonce present)', 1, NONCE),
    'flags.lsb': flag('L bit (Locator-Status-Bits field enabled)', 1, STATUS_BITS),
    'flags.enr': flag('E bit (Echo-Nonce-Request)', 1, 0x20),
    'flags.mv': flag('V bit (Map-Version present)', 1, MAP_VERSION),
    'flags.iid': flag('I bit (Instance ID present)', 1, INSTANCE),
    'flags.res': uint8('Reserved', { base: 'hex', mask: 0x07 }),
    nonce: uint24('Nonce', { base: 'dec_hex' }),
    mapver: uint24('Map-Version', { base: 'hex' }),
    iid: uint24('Instance ID'),
    lsb: uint32('Locator-Status-Bits', { base: 'hex' }),
    lsb8: uint8('Locator-Status-Bits', { base: 'hex' }),
  },
  dissect(p, f) {
    p.info(() => 'LISP Encapsulation Header');
    const at = p.at;
    const bits = p.read(f.flags);
    p.open();
    p.flags(bits, [f['flags.nonce'], f['flags.lsb'], f['flags.enr'], f['flags.mv'], f['flags.iid']], at, 1);
    p.peek(f['flags.res'], at);
    p.close();
    if (bits & NONCE) p.peek(f.nonce);
    else if (bits & MAP_VERSION) p.peek(f.mapver);
    p.at = at + 4;
    if (bits & INSTANCE) {
      p.read(f.iid);
      if (bits & STATUS_BITS) p.peek(f.lsb8);
      p.skip(1);
    } else {
      if (bits & STATUS_BITS) p.peek(f.lsb);
      p.skip(4);
    }
    if (p.left <= 0) return;
    const version = p.view.uint8(p.at) >>> 4;
    // The inner packet has addresses and ports of its own.
    p.addresses(AddressKind.None, 0, 0);
    p.next('encapsulated', version === 4 ? 0x0800 : version === 6 ? 0x86dd : -1);
  },
  examples: [{ what: 'nonce and status bits', hex: 'c0 123456 00000003', fields: { 'lisp-data.flags': '0xc0', 'lisp-data.flags.nonce': '1', 'lisp-data.nonce': '1193046', 'lisp-data.lsb': '0x00000003' } }],
});
