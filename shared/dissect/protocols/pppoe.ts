// PPP over Ethernet: discovery and session (RFC 2516).
import { bytes, none, text, uint16, uint8, type Field } from '../field';
import type { Layer } from '../layer';
import { protocol } from '../protocol';
import { PPPOE_CODES, PPPOE_TAGS } from './values/pppoe-names';

const header = () => ({
  '.pppoe.version': uint8('Version', { mask: 0xf0 }),
  '.pppoe.type': uint8('Type', { mask: 0x0f }),
  '.pppoe.code': uint8('Code', { base: 'hex', names: PPPOE_CODES }),
  '.pppoe.session_id': uint16('Session ID', { base: 'hex' }),
  '.pppoe.payload_length': uint16('Payload Length'),
  '.pppoe.payload_length.bad': none('Possible bad payload length'),
});

type Header = ReturnType<typeof header>;

export const pppoeDiscovery = protocol({
  id: 'pppoed', name: 'PPP-over-Ethernet Discovery', column: 'PPPoED', spec: 'RFC 2516, RFC 4638', tcpdump: 'print-pppoe.c',
  over: { ethertype: [0x8863] },
  fields: {
    ...header(),
    tags: none('PPPoE Tags'),
    'tags.service_name': text('Service-Name'),
    'tags.ac_name': text('AC-Name', { doc: 'Name of the access concentrator' }),
    'tags.host_uniq': bytes('Host-Uniq'),
    'tags.ac_cookie': bytes('AC-Cookie'),
    'tags.max_payload': bytes('PPP-Max-Payload'),
    'tags.relay_session_id': bytes('Relay-Session-ID'),
    'tags.vendor_unspecified': bytes('Vendor unspecified'),
    'tags.service_name_error': text('Service-Name-Error'),
    'tags.ac_system_error': text('AC-System-Error'),
    'tags.generic_error': text('Generic-Error'),
    'tag.unknown_data': bytes('Unknown Data'),
  },
  dissect(p, f) {
    const length = headerLines(p, f);
    const end = p.at + Math.min(length, p.left);
    if (length > 0) tags(p, f, end);
  },
  examples: [
    {
      what: 'initiation', info: 'Active Discovery Initiation (PADI)', hex: '1109 0000 000c 01010000 01030004 64138518',
      fields: { 'pppoe.version': '1', 'pppoe.type': '1', 'pppoe.code': '0x09', 'pppoe.session_id': '0x0000', 'pppoe.payload_length': '12', 'pppoed.tags.host_uniq': '64138518' },
    },
    { what: 'offer with a name', info: "Active Discovery Offer (PADO) AC-Name='test'", hex: '1107 0000 0008 01020004 74657374', fields: { 'pppoed.tags.ac_name': 'test' } },
  ],
});

export const pppoeSession = protocol({
  id: 'pppoes', name: 'PPP-over-Ethernet Session', column: 'PPPoES', spec: 'RFC 2516',
  over: { ethertype: [0x8864], linktype: [51] },
  fields: header(),
  dissect(p, f) {
    const length = headerLines(p, f);
    p.shrink(p.view.reportedEnd);
    p.next('pppoe.session', 0, Math.min(length, p.left));
  },
  examples: [{ what: 'session data', info: 'PPP Unknown (0x3030)', hex: '1100 0011 0003 3030 00', fields: { 'pppoe.code': '0x00', 'pppoe.session_id': '0x0011', 'ppp.protocol': '0x3030' } }],
});

/** Returns the payload length. */
function headerLines(p: Layer, f: Header): number {
  const code = p.view.uint8(p.at + 1);
  p.info(() => PPPOE_CODES.get(code) ?? 'Unknown');
  p.peek(f['.pppoe.version']);
  p.read(f['.pppoe.type']);
  p.read(f['.pppoe.code']);
  p.read(f['.pppoe.session_id']);
  return p.read(f['.pppoe.payload_length']);
}

type Tag = readonly [field: Exclude<keyof typeof pppoeDiscovery.fields, keyof Header | 'tags'>, inInfo: boolean];
const TAG_FIELDS: ReadonlyMap<number, Tag> = new Map<number, Tag>([
  [0x0101, ['tags.service_name', false]], [0x0102, ['tags.ac_name', true]], [0x0103, ['tags.host_uniq', false]], [0x0104, ['tags.ac_cookie', false]],
  [0x0105, ['tags.vendor_unspecified', false]], [0x0110, ['tags.relay_session_id', false]], [0x0120, ['tags.max_payload', false]],
  [0x0201, ['tags.service_name_error', false]], [0x0202, ['tags.ac_system_error', false]], [0x0203, ['tags.generic_error', false]],
]);

function tags(p: Layer, f: typeof pppoeDiscovery.fields, end: number): void {
  p.put(f.tags, undefined, p.at, Math.min(end, p.view.capturedEnd) - p.at);
  p.open();
  while (p.at + 4 <= end) {
    const type = p.view.uint16(p.at);
    const length = p.view.uint16(p.at + 2);
    p.skip(4);
    if (type === 0) break;
    const [key, inInfo] = TAG_FIELDS.get(type) ?? ['tag.unknown_data', false];
    const field: Field<string> | Field<Uint8Array> = f[key];
    if (length === 0) continue;
    if (field.type === 'string') {
      const value = p.text(field as Field<string>, length);
      if (inInfo) p.appendInfo(() => ` ${PPPOE_TAGS.get(type) ?? ''}='${value}'`);
    } else p.take(field as Field<Uint8Array>, length);
  }
  p.close();
}
