// Teredo: IPv6 over UDP (RFC 4380), with authentication and origin indication in front.
import { bytes, ipv4, none, uint16, uint8 } from '../field';
import { AddressKind } from '../frame-facts';
import type { Layer } from '../layer';
import { protocol } from '../protocol';

const AUTHENTICATION = 1;
const ORIGIN = 0;
const NONCE = 8;
const PREFIX = 0x20010000;
const ECHO = 'Echo (ping) request';

export const teredo = protocol({
  id: 'teredo', name: 'Teredo IPv6 over UDP tunneling', column: 'Teredo', spec: 'RFC 4380',
  over: { 'udp.port': [3544] },
  fields: {
    auth: none('Teredo Authentication header'),
    'auth.idlen': uint8('Client identifier length'),
    'auth.aulen': uint8('Authentication value length'),
    'auth.id': bytes('Client identifier'),
    'auth.value': bytes('Authentication value'),
    'auth.nonce': bytes('Nonce value', { doc: 'The server sends it back' }),
    'auth.conf': bytes('Confirmation byte', { doc: '0 = the client need not ask for a new key' }),
    orig: none('Teredo Origin Indication header'),
    'orig.port': uint16('Origin UDP port', { doc: 'As seen by the server; its bits are inverted in the packet' }),
    'orig.addr': ipv4('Origin IPv4 address', { doc: 'As seen by the server; its bits are inverted in the packet' }),
  },
  dissect(p, f) {
    p.info(() => '');
    if (p.view.uint16(p.at) === AUTHENTICATION) authentication(p, f);
    if (p.view.uint16(p.at) === ORIGIN) origin(p, f);
    if (p.left === 0) return;
    p.close();
    p.nested('encapsulated', p.view.uint8(p.at) >>> 4 === 6 ? 0x86dd : -1, p.at, p.left);
    connectivityTest(p);
  },
  examples: [
    {
      what: 'authentication, origin, a packet of nobody', hex: '00010000b11b3fea46a9afe900 0000f2273d77e3b3 00',
      fields: { 'teredo.auth.idlen': '0', 'teredo.auth.aulen': '0', 'teredo.auth.nonce': 'b11b3fea46a9afe9', 'teredo.auth.conf': '00', 'teredo.orig.port': '3544', 'teredo.orig.addr': '194.136.28.76' },
    },
  ],
});

type F = typeof teredo.fields;

function authentication(p: Layer, f: F): void {
  const start = p.at;
  const id = p.view.uint8(start + 2);
  const value = p.view.uint8(start + 3);
  p.put(f.auth, undefined, start, 4 + id + value + NONCE + 1);
  p.open();
  p.skip(2);
  p.read(f['auth.idlen']);
  p.read(f['auth.aulen']);
  if (id > 0) p.take(f['auth.id'], id);
  if (value > 0) p.take(f['auth.value'], value);
  p.take(f['auth.nonce'], NONCE);
  p.take(f['auth.conf'], 1);
  p.close();
}

function origin(p: Layer, f: F): void {
  const start = p.at;
  p.view.need(start, 8);
  p.put(f.orig, undefined, start, 8);
  p.open();
  p.put(f['orig.port'], ~p.view.uint16(start + 2) & 0xffff, start + 2, 2);
  p.put(f['orig.addr'], ~p.view.uint32(start + 4) >>> 0, start + 4, 4);
  p.close();
  p.skip(8);
}

/** A ping from a Teredo address is how clients find out whether the other side can be reached directly. */
function connectivityTest(p: Layer): void {
  if (p.columnText !== 'ICMPv6' || p.facts.addressBytes !== p.view.bytes || p.facts.addressKind !== AddressKind.Ipv6 || p.view.uint32(p.facts.sourceAt) !== PREFIX) return;
  const info = p.infoText;
  if (!info.startsWith(ECHO)) return;
  p.column('Teredo');
  p.info(() => `Direct IPv6 Connectivity Test${info.slice(ECHO.length).replace(/ \(.*\)$/, '')}`);
}
