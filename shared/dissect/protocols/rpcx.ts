// rpcx: remote procedure calls over TCP. Written to be read first: everything that a protocol needs is in this one file.
import { utf8Text } from '../../bytes/text';
import type { ByteView } from '../../bytes/byte-view';
import { timeBetween } from '../../frame/time';
import { flag, framenum, none, bytes, relativeTime, text, uint32, uint64, uint8 } from '../field';
import type { Peer } from '../frame-context';
import type { Layer } from '../layer';
import { protocol } from '../protocol';

/** Magic, version, two bytes of flags, sequence number, total length. */
const HEADER = 16;
/** The four length words that the total length always counts. */
const LENGTHS = 16;
const MAGIC = 0x08;
/** The metadata key under which rpcx sends its token. */
const AUTH = '__AUTH';
const SERIALIZE_JSON = 1;
const SERIALIZE_MSGPACK = 3;

export const rpcx = protocol({
  id: 'rpcx', name: 'rpcx', column: 'rpcx', spec: 'https://doc.rpcx.io/part5/protocol.html',
  over: { 'tcp.port': [8972] },
  recogniseOver: ['tcp'],
  recognise,
  // How long is the message that starts here? The kernel cuts a TCP segment into messages with it.
  framing: { header: HEADER, length: (view, at) => (view.uint8(at) === MAGIC ? HEADER + view.uint32(at + 12) : 0) },
  fields: {
    magic: uint8('Magic Number', { base: 'hex', doc: 'Always 0x08' }),
    version: uint8('Version'),
    flags: uint8('Flags', { base: 'hex' }),
    'flags.response': flag('Message Type', 1, 0x80, { truth: ['Response', 'Request'] }),
    'flags.heartbeat': flag('Heartbeat', 1, 0x40),
    'flags.oneway': flag('Oneway', 1, 0x20, { doc: 'The sender wants no response' }),
    compress: uint8('Compression', { mask: 0x1c, names: { 0: 'None', 1: 'Gzip' } }),
    status: uint8('Status', { mask: 0x03, names: { 0: 'Normal', 1: 'Error' } }),
    serialize: uint8('Serialization', { mask: 0xf0, names: { 0: 'Raw', 1: 'JSON', 2: 'Protocol Buffers', 3: 'MessagePack', 4: 'Thrift' } }),
    reserved: uint8('Reserved', { mask: 0x0f }),
    seq: uint64('Sequence Number', { doc: 'A response carries the number of its request' }),
    total_length: uint32('Total Length', { unit: 'bytes', doc: 'Octets that follow this word' }),
    service_path_length: uint32('Service Path Length', { unit: 'bytes' }),
    service_path: text('Service Path'),
    service_method_length: uint32('Service Method Length', { unit: 'bytes' }),
    service_method: text('Service Method'),
    metadata_length: uint32('Metadata Length', { unit: 'bytes' }),
    'metadata.key': text('Key'),
    'metadata.value': text('Value'),
    // A second field of the same name: filters and columns see both, masking sees only this one.
    '.rpcx.metadata.value': text('Value', { secret: true, doc: 'Of the key __AUTH' }),
    'metadata.secret': none('Secret', { doc: 'A password or token: masked where that is asked for' }),
    payload_length: uint32('Payload Length', { unit: 'bytes' }),
    payload: bytes('Payload'),
    length_mismatch: none('Length mismatch', { doc: 'The total length is not the sum of the lengths inside' }),
    response_in: framenum('Response in frame'),
    response_to: framenum('Request in frame'),
    time: relativeTime('Time since request'),
  },
  dissect(p, f) {
    const start = p.at;
    p.read(f.magic);
    p.read(f.version);
    const flags = p.read(f.flags);
    p.open();
    p.flags(flags, [f['flags.response'], f['flags.heartbeat'], f['flags.oneway']], start + 2, 1);
    const compressed = p.peek(f.compress, start + 2) !== 0;
    p.peek(f.status, start + 2);
    p.close();
    const serialize = p.peek(f.serialize);
    p.peek(f.reserved);
    p.skip(1);
    const seqAt = p.at;
    if (p.emits) p.read64(f.seq);
    else p.skip(8);
    const total = p.read(f.total_length);

    const pathLength = p.read(f.service_path_length);
    const pathAt = p.at;
    p.takeText(f.service_path, pathLength);
    const methodLength = p.read(f.service_method_length);
    const methodAt = p.at;
    p.takeText(f.service_method, methodLength);
    metadata(p, f);
    const payloadLength = p.read(f.payload_length);
    if (p.at + payloadLength !== start + HEADER + total) p.expert(f.length_mismatch, 'error', 'Malformed', 'The total length is not the sum of the lengths inside');

    const name = (): string => `${utf8Text(p.view.bytes, pathAt, pathLength)}.${utf8Text(p.view.bytes, methodAt, methodLength)}`;
    const says = (): string => `${kindOf(flags)} seq=${p.view.uint64(seqAt)}${pathLength + methodLength > 0 ? ` ${name()}` : ''}`;
    // Several messages in one segment: what Info says of the earlier ones stays.
    if (p.repeat > 0) p.fenceInfo();
    p.info(() => (p.repeat > 0 ? `; ${says()}` : says()));
    p.title(() => `, ${says()}`);
    if ((flags & 0x60) === 0) pair(p, f, (flags & 0x80) !== 0, p.view.uint32(seqAt + 4) & 0x7fffffff);

    if (!compressed && serialize === SERIALIZE_MSGPACK) p.next('payload.msgpack', 0, payloadLength);
    else if (!compressed && serialize === SERIALIZE_JSON) p.next('payload.json', 0, payloadLength);
    else p.take(f.payload, payloadLength);
  },
  examples: [
    {
      what: 'Arith.Mul(A: 10, B: 20), a call of rpcx-examples over Go 1.12',
      hex: `08000030 0000000000000000 0000002f 00000005 4172697468 00000003 4d756c 00000000 00000017
        82 a141 d3000000000000000a a142 d30000000000000014`,
      info: 'Request seq=0 Arith.Mul {A:10,B:20}',
      fields: {
        'rpcx.flags': '0x00', 'rpcx.serialize': '3', 'rpcx.seq': '0', 'rpcx.total_length': '47', 'rpcx.service_path': 'Arith',
        'rpcx.service_method': 'Mul', 'rpcx.metadata_length': '0', 'rpcx.payload_length': '23', 'msgpack.integer.64': '10,20',
      },
    },
    {
      what: 'its response C: 200',
      hex: '08008030 0000000000000000 00000024 00000005 4172697468 00000003 4d756c 00000000 0000000c 81 a143 d300000000000000c8',
      info: 'Response seq=0 Arith.Mul {C:200}',
      fields: { 'rpcx.flags': '0x80', 'rpcx.flags.response': '1', 'rpcx.payload_length': '12', 'msgpack.integer.64': '200' },
    },
    {
      what: 'a call with metadata: a trace id and a token',
      hex: `08000000 0000000000000007 0000002e 00000001 41 00000001 42 0000001b 00000006 5f5f41555448 00000003 616263 00000001 74 00000001 31 00000001 ff`,
      info: 'Request seq=7 A.B',
      fields: { 'rpcx.metadata.key': '__AUTH,t', 'rpcx.metadata.value': 'abc,1', 'rpcx.metadata.secret': '1', 'rpcx.payload': 'ff' },
    },
    {
      what: 'a heartbeat',
      hex: '08004000 0000000000000009 00000010 00000000 00000000 00000000 00000000',
      info: 'Heartbeat request seq=9',
      fields: { 'rpcx.flags.heartbeat': '1', 'rpcx.total_length': '16' },
    },
  ],
});

type F = typeof rpcx.fields;

/** Is this rpcx? Magic and reserved bits, and lengths that add up as far as they can be seen. */
function recognise(view: ByteView, at: number): boolean {
  const end = view.capturedEnd;
  if (end - at < HEADER + 4 || view.uint8(at) !== MAGIC || view.uint8(at + 1) > 1) return false;
  const flags = view.uint8(at + 2);
  if ((flags & 0x1c) > 4 || (flags & 0x03) > 1) return false;
  const coding = view.uint8(at + 3);
  if ((coding & 0x0f) !== 0 || coding >> 4 > 4) return false;
  const total = view.uint32(at + 12);
  if (total < LENGTHS || total > 0x4000000) return false;
  let sum = 0;
  for (let part = 0; part < 4; part++) {
    const lengthAt = at + HEADER + sum;
    if (lengthAt + 4 > end) return part > 1;
    sum += 4 + view.uint32(lengthAt);
    if (sum > total) return false;
  }
  return sum === total;
}

function kindOf(flags: number): string {
  const kind = (flags & 0x80) !== 0 ? 'Response' : 'Request';
  if ((flags & 0x40) !== 0) return `Heartbeat ${kind.toLowerCase()}`;
  if ((flags & 0x20) !== 0) return `Oneway ${kind.toLowerCase()}`;
  return (flags & 0x03) === 1 ? `${kind} error` : kind;
}

/** Key/value pairs, each with its length in front. */
function metadata(p: Layer, f: F): void {
  const length = p.read(f.metadata_length);
  const end = p.at + length;
  p.open();
  while (p.at < end) {
    const start = p.at;
    const keyLength = p.view.uint32(start);
    const valueAt = start + 8 + keyLength;
    p.view.need(start + 4, keyLength + 4);
    const valueLength = p.view.uint32(valueAt - 4);
    if (p.emits) {
      // A value that was cut is shown as far as it goes: a token's beginning is a secret too.
      const there = Math.min(valueLength, p.view.capturedEnd - valueAt);
      const key = utf8Text(p.view.bytes, start + 4, keyLength);
      const value = utf8Text(p.view.bytes, valueAt, there);
      p.group(`${key}: ${value}`, start, valueAt + there - start);
      p.put(f['metadata.key'], key, start + 4, keyLength);
      p.put(f[key === AUTH ? '.rpcx.metadata.value' : 'metadata.value'], value, valueAt, there);
      if (key === AUTH) p.generated(f['metadata.secret'], undefined);
      p.close();
    }
    p.view.need(valueAt, valueLength);
    p.at = valueAt + valueLength;
  }
  p.close();
}

/** Request and response carry the same sequence number. */
function pair(p: Layer, f: F, isResponse: boolean, key: number): void {
  const peer: Peer | null = p.transaction(isResponse ? 'response' : 'request', key);
  if (!peer) return;
  p.generated(isResponse ? f.response_to : f.response_in, peer.frame);
  if (isResponse && peer.time && p.context.time) p.generated(f.time, timeBetween(peer.time, p.context.time));
}
