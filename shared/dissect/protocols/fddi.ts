// FDDI: a ring of optical fibre. Captures hold its addresses with the bits of each byte the other way round.
import { hexText } from '../../bytes/text';
import { ether, uint8 } from '../field';
import type { Layer } from '../layer';
import { protocol } from '../protocol';

const LLC = 5;
const CLASSES: Readonly<Record<number, string>> = { 0: 'SMT', 1: 'MAC', 2: 'Reserved', 4: 'SMT', 5: 'Async LLC', 8: 'Void', 0xd: 'Sync LLC', 0xf: 'SMT' };

export const fddi = protocol({
  id: 'fddi', name: 'Fiber Distributed Data Interface', column: 'FDDI', spec: 'ANSI X3.139', tcpdump: 'print-fddi.c',
  over: { linktype: [10] },
  fields: {
    fc: uint8('Frame Control', { base: 'hex' }),
    'fc.clf': uint8('Class/Length/Format', { base: 'hex', mask: 0xf0, names: CLASSES }),
    'fc.prio': uint8('Priority', { mask: 0x07 }),
    dst: ether('Destination', { alias: 'fddi.addr', doc: 'Hardware address of the receiver' }),
    src: ether('Source', { alias: 'fddi.addr', doc: 'Hardware address of the sender' }),
  },
  dissect(p, f) {
    const control = p.peek(f.fc);
    const kind = control >>> 4;
    p.open();
    p.peek(f['fc.clf']);
    if (kind === LLC) p.peek(f['fc.prio']);
    p.close();
    p.skip(1);
    const [destination, source] = [swapped(p, p.at), swapped(p, p.at + 6)];
    p.put(f.dst, destination, p.at, 6);
    p.put(f.src, source, p.at + 6, 6);
    p.skip(12);
    if (p.inRow) p.addressTexts(hexText(source, 0, 6, ':'), hexText(destination, 0, 6, ':'));
    const text = (): string => `${CLASSES[kind] ?? 'Unknown'} frame${kind === LLC ? `, priority ${control & 7}` : ''}`;
    p.info(text);
    p.title(() => `, ${text()}`);
    p.next(kind === LLC ? 'llc.frame' : 'linktype', kind === LLC ? 0 : -1);
  },
  examples: [
    {
      what: 'a frame that carries LLC', hex: '51 1000d4cd596f 00074a016e00', info: 'Async LLC frame, priority 1',
      fields: { 'fddi.fc': '0x51', 'fddi.fc.clf': '0x05', 'fddi.fc.prio': '1', 'fddi.dst': '08:00:2b:b3:9a:f6', 'fddi.src': '00:e0:52:80:76:00' },
    },
  ],
});

function swapped(p: Layer, at: number): Uint8Array {
  return p.view.slice(at, 6).map((byte) => {
    let turned = 0;
    for (let bit = 0; bit < 8; bit++) turned |= ((byte >> bit) & 1) << (7 - bit);
    return turned;
  });
}
