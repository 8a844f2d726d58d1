// CAPWAP (RFC 5415): what access points and their controller exchange. Data frames are handed on; of control messages the name is told.
import { flag, none, uint16, uint24, uint8 } from '../field';
import { AddressKind } from '../frame-facts';
import type { Layer } from '../layer';
import { protocol } from '../protocol';
import { CAPWAP_MESSAGE_NAMES } from './values/capwap-names';

const NATIVE = 0x100;
const FRAGMENT = 0x80;
const KEEP_ALIVE = 0x08;
const IEEE_802_11 = 1;
const TRUE = { truth: ['True', 'False'] } as const;

export const capwap = protocol({
  id: 'capwap', name: 'Control And Provisioning of Wireless Access Points - Control', column: 'CAPWAP-Control', spec: 'RFC 5415', tcpdump: 'print-lwapp.c',
  over: { 'udp.port': [5246] },
  fields: {
    preamble: none('Preamble'),
    'preamble.version': uint8('Version', { mask: 0xf0 }),
    'preamble.type': uint8('Type', { mask: 0x0f, names: { 0: 'CAPWAP Header', 1: 'CAPWAP DTLS Header' } }),
    header: none('Header'),
    'header.length': uint24('Header Length', { mask: 0xf80000, doc: 'In units of 4 octets' }),
    'header.rid': uint24('Radio ID', { mask: 0x07c000 }),
    'header.wbid': uint24('Wireless Binding ID', { mask: 0x003e00, names: { 1: 'IEEE 802.11', 3: 'EPCGlobal' } }),
    'header.flags': uint24('Header Flags', { base: 'hex', mask: 0x0001ff }),
    'header.flags.t': flag('Payload Type', 3, NATIVE, { truth: ['Native frame format (see Wireless Binding ID field)', 'IEEE 802.3 frame'] }),
    'header.flags.f': flag('Fragment', 3, FRAGMENT, { truth: ['Fragment', "Don't Fragment"] }),
    'header.flags.l': flag('Last Fragment', 3, 0x40, TRUE),
    'header.flags.w': flag('Wireless header', 3, 0x20, TRUE),
    'header.flags.m': flag('Radio MAC header', 3, 0x10, TRUE),
    'header.flags.k': flag('Keep-Alive', 3, KEEP_ALIVE, TRUE),
    'header.fragment.id': uint16('Fragment ID'),
    'header.fragment.offset': uint16('Fragment Offset', { mask: 0xfff8 }),
  },
  dissect(p, f) {
    p.info(() => 'CAPWAP-Control');
    const bits = header(p, f);
    if (bits < 0 || bits & FRAGMENT) {
      p.next('linktype', -1);
      return;
    }
    const type = p.view.uint24(p.at) === 0 ? p.view.uint8(p.at + 3) : -1;
    p.info(() => `CAPWAP-Control - ${CAPWAP_MESSAGE_NAMES.get(type) ?? 'Unknown Message Type'}`);
    p.next('linktype', -1);
  },
  examples: [{ what: 'discovery', hex: '00 100200 0000 0000 00000001 00 0003 00', info: 'CAPWAP-Control - Discovery Request', fields: { 'capwap.header.length': '2', 'capwap.header.wbid': '1', 'capwap.preamble.type': '0' } }],
});

export const capwapData = protocol({
  id: 'capwap.data', name: 'Control And Provisioning of Wireless Access Points - Data', column: 'CAPWAP-Data', spec: 'RFC 5415', tcpdump: 'print-lwapp.c',
  over: { 'udp.port': [5247] },
  fields: {},
  dissect(p) {
    p.info(() => 'CAPWAP-Data');
    const bits = header(p, capwap.fields);
    if (bits < 0 || bits & (FRAGMENT | KEEP_ALIVE)) {
      if (bits >= 0) p.info(() => (bits & KEEP_ALIVE ? 'CAPWAP-Data Keep-Alive' : 'CAPWAP-Data (Fragment)'));
      p.next('linktype', -1);
      return;
    }
    // The inner frame has addresses and ports of its own.
    p.addresses(AddressKind.None, 0, 0);
    const binding = (bits >>> 9) & 0x1f;
    if (!(bits & NATIVE)) p.next('linktype', 1);
    else p.next('linktype', binding === IEEE_802_11 ? 105 : -1);
  },
  examples: [{ what: 'acknowledgement in a native frame, its frame control swapped', hex: '00 100300 0000 0000 00d40000 000d93823636', info: 'Acknowledgement, Flags=........', fields: { 'capwap.header.length': '2', 'wlan.ra': '00:0d:93:82:36:36' } }],
});

/** Gives the 24 bits behind the preamble, -1 for DTLS; the cursor stands behind the header. */
function header(p: Layer, f: typeof capwap.fields): number {
  const start = p.at;
  p.put(f.preamble, undefined, start, 1);
  p.open();
  p.peek(f['preamble.version'], start);
  const type = p.peek(f['preamble.type'], start);
  p.close();
  if (type !== 0) {
    p.at = start + 1;
    return -1;
  }
  const bits = p.view.uint24(start + 1);
  const length = (bits >>> 19) * 4;
  p.put(f.header, undefined, start + 1, Math.max(7, length - 1));
  p.open();
  for (const one of [f['header.length'], f['header.rid'], f['header.wbid'], f['header.flags']]) p.peek(one, start + 1);
  p.open();
  p.flags(bits, [f['header.flags.t'], f['header.flags.f'], f['header.flags.l'], f['header.flags.w'], f['header.flags.m'], f['header.flags.k']], start + 1, 3);
  p.close();
  p.peek(f['header.fragment.id'], start + 4);
  p.peek(f['header.fragment.offset'], start + 6);
  p.close();
  p.at = start;
  p.skip(Math.max(8, length));
  return bits;
}
