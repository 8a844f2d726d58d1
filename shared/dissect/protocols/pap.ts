// PPP password authentication, plain (PAP) and by challenge (CHAP).
import { bytes, none, text, uint16, uint8 } from '../field';
import type { Layer } from '../layer';
import { protocol } from '../protocol';

const PAP_CODES = { 1: 'Authenticate-Request', 2: 'Authenticate-Ack', 3: 'Authenticate-Nak' };
const CHAP_CODES = { 1: 'Challenge', 2: 'Response', 3: 'Success', 4: 'Failure' };

export const pap = protocol({
  id: 'pap', name: 'PPP Password Authentication Protocol', column: 'PPP PAP', spec: 'RFC 1334',
  over: { 'ppp.protocol': [0xc023] },
  fields: {
    code: uint8('Code', { names: PAP_CODES }),
    identifier: uint8('Identifier'),
    length: uint16('Length'),
    data: none('Data'),
    'peer_id.length': uint8('Peer-ID-Length'),
    peer_id: text('Peer-ID'),
    'password.length': uint8('Password-Length'),
    password: text('Password', { secret: true, doc: 'In clear text' }),
    'message.length': uint8('Message-Length'),
    message: text('Message'),
    stuff: bytes('stuff'),
  },
  dissect(p, f) {
    const start = p.at;
    const code = p.view.uint8(start);
    p.info(() => f.code.nameOf(code) ?? 'Unknown');
    p.read(f.code);
    p.read(f.identifier);
    const length = p.read(f.length);
    const end = start + Math.max(length, 4);
    p.shrink(end);
    if (end <= p.at) return;
    p.put(f.data, undefined, p.at, Math.min(end, p.view.capturedEnd) - p.at);
    p.open();
    if (code === 1) {
      const peer = p.text(f.peer_id, p.read(f['peer_id.length']));
      const password = p.text(f.password, p.read(f['password.length']));
      p.appendInfo(() => ` (Peer-ID='${peer}', Password='${password}')`);
    } else if (code === 2 || code === 3) {
      const size = p.read(f['message.length']);
      const message = size > 0 ? p.text(f.message, size) : '';
      p.appendInfo(() => ` (Message='${message}')`);
    } else p.take(f.stuff, end - p.at);
    p.close();
  },
  examples: [
    { what: 'request', info: "Authenticate-Request (Peer-ID='ixia', Password='ixia')", hex: '0100000e 0469786961 0469786961', fields: { 'pap.peer_id': 'ixia', 'pap.password': 'ixia' } },
    { what: 'acknowledgment', info: "Authenticate-Ack (Message='')", hex: '02000005 00', fields: { 'pap.message.length': '0' } },
  ],
});

export const chap = protocol({
  id: 'chap', name: 'PPP Challenge Handshake Authentication Protocol', column: 'PPP CHAP', spec: 'RFC 1994',
  over: { 'ppp.protocol': [0xc223] },
  fields: {
    code: uint8('Code', { names: CHAP_CODES }),
    identifier: uint8('Identifier'),
    length: uint16('Length'),
    data: none('Data'),
    value_size: uint8('Value Size'),
    value: bytes('Value'),
    name: text('Name'),
    message: text('Message'),
    stuff: bytes('Stuff'),
  },
  dissect(p, f) {
    const start = p.at;
    const code = p.view.uint8(start);
    p.info(() => f.code.nameOf(code) ?? 'Unknown');
    p.read(f.code);
    p.read(f.identifier);
    const end = start + Math.max(p.read(f.length), 4);
    p.shrink(end);
    if (end <= p.at) return;
    p.put(f.data, undefined, p.at, Math.min(end, p.view.capturedEnd) - p.at);
    p.open();
    if (code === 1 || code === 2) challenge(p, f, end);
    else if (code === 3 || code === 4) {
      const message = p.text(f.message, end - p.at);
      p.appendInfo(() => ` (MESSAGE='${message}')`);
    } else p.take(f.stuff, end - p.at);
    p.close();
  },
  examples: [{ what: 'challenge', info: "Challenge (NAME='a', VALUE=0xabcd)", hex: '01010008 02abcd 61', fields: { 'chap.value_size': '2', 'chap.value': 'abcd', 'chap.name': 'a' } }],
});

function challenge(p: Layer, f: typeof chap.fields, end: number): void {
  const size = p.read(f.value_size);
  const at = p.at;
  if (size > 0) p.take(f.value, size);
  const name = end > p.at ? p.text(f.name, end - p.at) : '';
  p.appendInfo(() => ` (NAME='${name}', VALUE=0x${Array.from(p.view.bytes.subarray(at, at + size), (b) => b.toString(16).padStart(2, '0')).join('')})`);
}
