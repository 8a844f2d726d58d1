// MPLS label stack (RFC 3032), and Ethernet over MPLS (RFC 4448): the control word in front of the inner frame.
import { none, uint16, uint32 } from '../field';
import { AddressKind } from '../frame-facts';
import type { Layer } from '../layer';
import { protocol } from '../protocol';

const LABELS: ReadonlyMap<number, string> = new Map([
  [0, 'IPv4 Explicit-Null'], [1, 'Router Alert'], [2, 'IPv6 Explicit-Null'], [3, 'Implicit-Null'], [7, 'Entropy Label Indicator (ELI)'],
  [13, 'Generic Associated Channel Label (GAL)'], [14, 'OAM Alert'],
]);
const IMPLICIT_NULL = 3;
const HEADER = 4;

export const mpls = protocol({
  id: 'mpls', name: 'MultiProtocol Label Switching Header', column: 'MPLS', spec: 'RFC 3032, RFC 4448, RFC 7510', tcpdump: 'print-mpls.c',
  over: { ethertype: [0x8847, 0x8848], 'ppp.protocol': [0x0281, 0x0283], 'ip.proto': [137], 'udp.port': [6635] },
  fields: {
    label: uint32('MPLS Label', { base: 'dec_hex', mask: 0xfffff000, doc: 'What routers switch by' }),
    exp: uint32('MPLS Experimental Bits', { mask: 0xe00, doc: 'Traffic class' }),
    bottom: uint32('MPLS Bottom Of Label Stack', { mask: 0x100 }),
    ttl: uint32('MPLS TTL', { mask: 0xff }),
    invalid_label: none('Invalid Label'),
  },
  dissect(p, f) {
    p.info(() => 'MPLS Label Switched Packet');
    for (let outermost = true; ; outermost = false) {
      const word = p.view.uint32(p.at);
      const [label, exp, bottom, ttl] = [word >>> 12, (word >>> 9) & 7, (word >>> 8) & 1, word & 0xff];
      const title = `, Label: ${label}${LABELS.has(label) ? ` (${LABELS.get(label)})` : ''}, Exp: ${exp}, S: ${bottom}, TTL: ${ttl}`;
      if (outermost) p.title(() => title);
      else nextEntry(p, title);
      labelLines(p, f, label);
      if (bottom) break;
    }
    payload(p);
  },
  examples: [
    {
      what: 'two labels, what follows is not known', hex: '000120fe 000101ff 30', info: 'MPLS Label Switched Packet',
      fields: { 'mpls.label': '18,16', 'mpls.exp': '0,0', 'mpls.bottom': '0,1', 'mpls.ttl': '254,255', 'data.data': '30' },
    },
  ],
});

type F = typeof mpls.fields;

/** Every label is a header of its own. */
function nextEntry(p: Layer, title: string): void {
  if (!p.inTree) return;
  p.layerNode.length = HEADER;
  p.close();
  if (p.layerNode.field) p.put(p.layerNode.field, undefined, p.at, HEADER);
  p.last.append = title;
  p.open();
}

function labelLines(p: Layer, f: F, label: number): void {
  const at = p.at;
  p.peek(f.label, at);
  const name = LABELS.get(label);
  if (p.inTree && name !== undefined) p.last.valueText = `${name} (${label})`;
  if (label === IMPLICIT_NULL) p.expert(f.invalid_label, 'warn', 'Protocol', 'Invalid Label');
  p.peek(f.exp, at);
  p.peek(f.bottom, at);
  p.read(f.ttl);
}

/** Nothing in the header says what follows: the first four bits do, as RFC 4928 has it. */
function payload(p: Layer): void {
  if (p.left === 0) return;
  const nibble = p.view.uint8(p.at) >>> 4;
  if (nibble === 4) p.next('encapsulated', 0x0800);
  else if (nibble === 6) p.next('encapsulated', 0x86dd);
  else if (nibble === 0 && p.left >= HEADER) {
    p.enter('pwethheuristic');
    p.next('mpls.payload', 0);
  } else p.next('linktype', -1);
}

export const pseudowireEthernet = protocol({
  id: 'pwethcw', name: 'PW Ethernet Control Word', column: 'MPLS PW Ethernet', spec: 'RFC 4448 section 4.6',
  over: { 'mpls.payload': [0] },
  fields: {
    '.pweth.cw.sequence_number': uint16('Sequence Number', { doc: '0 = not used' }),
  },
  dissect(p, f) {
    p.skip(2);
    p.read(f['.pweth.cw.sequence_number']);
    p.addresses(AddressKind.None, 0, 0);
    p.next('encapsulated', 0x6558);
  },
  examples: [{ what: 'no sequence', hex: '00000000', fields: { 'pweth.cw.sequence_number': '0' } }],
});
