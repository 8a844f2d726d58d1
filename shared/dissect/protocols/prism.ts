// The radio headers that came before radiotap: Prism's and AVS's.
import { uint32 } from '../field';
import type { Layer } from '../layer';
import { protocol } from '../protocol';

const AVS_MAGIC = 0x80211000;
const PRISM_LIMIT = 0x1000;

export const prism = protocol({
  id: 'prism', name: 'Prism capture header', column: '', spec: 'https://www.tcpdump.org/linktypes/LINKTYPE_IEEE802_11_PRISM.html', tcpdump: 'print-802_11.c',
  over: { linktype: [119] },
  fields: { msgcode: uint32('Message Code', { base: 'hex' }), msglen: uint32('Message Length') },
  dissect(p, f) {
    if ((p.view.uint32(p.at) & 0xfffff000) >>> 0 === AVS_MAGIC) {
      avsHeader(p);
      return;
    }
    const start = p.at;
    const little = p.view.uint32le(start + 4);
    const length = little < PRISM_LIMIT ? little : p.view.uint32(start + 4);
    p.put(f.msgcode, little < PRISM_LIMIT ? p.view.uint32le(start) : p.view.uint32(start), start, 4);
    p.put(f.msglen, length, start + 4, 4);
    toFrame(p, start + length);
  },
  examples: [
    {
      what: 'little-endian, items that say nothing', info: 'Acknowledgement, Flags=........',
      hex: `44000000 90000000 776c616e300000000000000000000000
        000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000
        000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000 d4000000 000d93823636`,
      fields: { 'prism.msgcode': '0x00000044', 'prism.msglen': '144', 'wlan.ra': '00:0d:93:82:36:36' },
    },
  ],
});

export const avs = protocol({
  id: 'wlancap', name: 'AVS WLAN Capture header', column: '', spec: 'https://www.tcpdump.org/linktypes/LINKTYPE_IEEE802_11_AVS.html', tcpdump: 'print-802_11.c',
  over: { linktype: [163] },
  fields: { magic: uint32('Header magic', { base: 'hex' }), length: uint32('Header length') },
  dissect(p, f) {
    p.peek(f.magic, p.at);
    p.peek(f.length, p.at + 4);
    avsHeader(p);
  },
  examples: [
    {
      what: 'nothing measured', info: 'Acknowledgement, Flags=........',
      hex: '80211001 00000040 0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000 d4000000 000d93823636',
      fields: { 'wlancap.length': '64', 'wlan.ra': '00:0d:93:82:36:36' },
    },
  ],
});

function avsHeader(p: Layer): void {
  toFrame(p, p.at + p.view.uint32(p.at + 4));
}

function toFrame(p: Layer, at: number): void {
  p.column('802.11');
  p.skip(at - p.at);
  p.handed = '';
  p.next('wlan.radio', 0);
}
