// Configuration Test Protocol (Ethernet version 2.0, loopback).
import { ether, uint16 } from '../field';
import { protocol } from '../protocol';

const FUNCTIONS = { 1: 'Reply', 2: 'Forward Data' };

export const loop = protocol({
  id: 'loop', name: 'Configuration Test Protocol (loopback)', column: 'LOOP', spec: 'The Ethernet, version 2.0', tcpdump: 'print-null.c',
  over: { ethertype: [0x9000] },
  fields: {
    skipcount: uint16('skipCount', { le: true }),
    relevant_function: uint16('Relevant function', { le: true, names: FUNCTIONS }),
    function: uint16('Function', { le: true, names: FUNCTIONS }),
    receipt_number: uint16('Receipt number', { le: true }),
    forwarding_address: ether('Forwarding address'),
  },
  dissect(p, f) {
    p.info(() => '');
    const skip = p.read(f.skipcount);
    if (skip > p.left) return;
    let relevant = true;
    for (;;) {
      if (relevant) {
        const code = p.view.uint16le(p.at + skip);
        p.put(f.relevant_function, code, p.at + skip, 2);
        p.info(() => f.function.nameOf(code) ?? `Unknown function (${code})`);
        relevant = false;
      }
      const code = p.read(f.function);
      if (code === 1) p.read(f.receipt_number);
      if (code !== 2) break;
      p.take(f.forwarding_address);
    }
    if (p.inTree) p.layerNode.length = Math.min(p.left, p.captured) + p.at - p.start;
    p.next('linktype', -1);
  },
  examples: [
    {
      what: 'reply', info: 'Reply', hex: '0000 0100 0000 0000000000',
      fields: { 'loop.skipcount': '0', 'loop.function': '1', 'loop.receipt_number': '0' },
    },
  ],
});
