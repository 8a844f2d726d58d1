// Locator/ID Separation Protocol, its control messages (RFC 9301): which one it is; of the encapsulated one what it carries.
import { flag, uint24, uint32 } from '../field';
import { protocol } from '../protocol';

const TYPES = {
  1: 'Map-Request', 2: 'Map-Reply', 3: 'Map-Register', 4: 'Map-Notify', 5: 'Map-Notify-Ack', 6: 'Map-Referral', 7: 'Info', 8: 'Encapsulated Control Message',
};
const ENCAPSULATED = 8;
const HEADER = 4;

export const lisp = protocol({
  id: 'lisp', name: 'Locator/ID Separation Protocol', column: 'LISP', spec: 'RFC 9301', tcpdump: 'print-lisp.c',
  over: { 'udp.port': [4342] },
  fields: {
    type: uint24('Type', { mask: 0xf00000, names: TYPES }),
    'ecm.flags.sec': flag('S bit (LISP-SEC capable)', 4, 0x08000000),
    'ecm.flags.ddt': flag('D bit (DDT-originated)', 4, 0x04000000),
    'ecm.res': uint32('Reserved bits', { base: 'hex', mask: 0x03ffffff }),
  },
  dissect(p, f) {
    const start = p.at;
    if (p.peek(f.type) !== ENCAPSULATED) {
      p.title(() => ` (${p.left} bytes, of which the type alone is decoded)`);
      p.skip(p.left);
      return;
    }
    p.flags(p.view.uint32(start), [f['ecm.flags.sec'], f['ecm.flags.ddt']], start, HEADER);
    p.read(f['ecm.res']);
    if (p.left > 0) p.next('encapsulated', p.view.uint8(p.at) >>> 4 === 6 ? 0x86dd : 0x0800);
  },
  examples: [
    { what: 'a request inside, its IP header cut to the version', hex: '84000000 45', fields: { 'lisp.type': '8', 'lisp.ecm.flags.sec': '0', 'lisp.ecm.flags.ddt': '1', 'lisp.ecm.res': '0x00000000' } },
    { what: 'a request', hex: '14000001 fb7fff7d68051faa', fields: { 'lisp.type': '1' } },
  ],
});
