// Stream Control Transmission Protocol (RFC 9260): the common header and the list of chunks; whole messages of known ports are handed on.
import { flag, uint16, uint32, uint8 } from '../field';
import type { Layer } from '../layer';
import { protocol } from '../protocol';
import { SCTP_CHUNK_NAMES } from './values/sctp-names';

const DATA = 0;
const SACK = 3;
const HTTP = 80;
const BEGIN_AND_END = 0x03;
const DATA_HEADER = 16;

export const sctp = protocol({
  id: 'sctp', name: 'Stream Control Transmission Protocol', column: 'SCTP', spec: 'RFC 9260', tcpdump: 'print-sctp.c',
  over: { 'ip.proto': [132], linktype: [248] },
  fields: {
    srcport: uint16('Source port', { alias: 'sctp.port' }),
    dstport: uint16('Destination port', { alias: 'sctp.port' }),
    verification_tag: uint32('Verification tag', { base: 'hex', doc: 'Names the association' }),
    checksum: uint32('Checksum', { base: 'hex' }),
    chunk_type: uint8('Chunk type', { names: SCTP_CHUNK_NAMES }),
    chunk_flags: uint8('Chunk flags', { base: 'hex' }),
    chunk_length: uint16('Chunk length'),
    data_e_bit: flag('E-Bit', 1, 0x01, { truth: ['Last segment', 'Not the last segment'] }),
    data_b_bit: flag('B-Bit', 1, 0x02, { truth: ['First segment', 'Subsequent segment'] }),
    data_u_bit: flag('U-Bit', 1, 0x04, { truth: ['Unordered delivery', 'Ordered delivery'] }),
    data_tsn_raw: uint32('Transmission sequence number (absolute)'),
    data_sid: uint16('Stream identifier', { base: 'hex' }),
    data_ssn: uint16('Stream sequence number'),
    data_payload_proto_id: uint32('Payload protocol identifier'),
    sack_cumulative_tsn_ack_raw: uint32('Cumulative TSN ACK (absolute)'),
    sack_a_rwnd: uint32('Advertised receiver window credit (a_rwnd)', { unit: 'bytes' }),
  },
  dissect(p, f) {
    p.info(() => '');
    const source = p.read(f.srcport);
    const destination = p.read(f.dstport);
    p.read(f.verification_tag);
    p.read(f.checksum);
    p.title(() => `, Src Port: ${source} (${source}), Dst Port: ${destination} (${destination})`);
    const http = source === HTTP || destination === HTTP;
    while (p.left >= 4) chunk(p, f, http);
  },
  examples: [
    {
      what: 'initiation', hex: '8044 0050 00000000 30baef54 01 00 0014 3bb99c46 0001a000 000a ffff 2b2d7af2', info: 'INIT ',
      fields: { 'sctp.srcport': '32836', 'sctp.dstport': '80', 'sctp.port': '32836,80', 'sctp.verification_tag': '0x00000000', 'sctp.checksum': '0x30baef54', 'sctp.chunk_type': '1', 'sctp.chunk_length': '20' },
    },
    {
      what: 'data of a port that nobody knows', hex: '0007 0009 00000001 00000000 00 03 0012 00000005 0001 0002 00000000 4142 0000',
      fields: { 'sctp.chunk_flags': '0x03', 'sctp.data_tsn_raw': '5', 'sctp.data_sid': '0x0001', 'sctp.data_ssn': '2', 'data.data': '4142' },
    },
  ],
});

type F = typeof sctp.fields;

/** One chunk, padded to 4 octets; always moves on. */
function chunk(p: Layer, f: F, http: boolean): void {
  const at = p.at;
  const type = p.view.uint8(at);
  const bits = p.view.uint8(at + 1);
  const length = p.view.uint16(at + 2);
  const name = SCTP_CHUNK_NAMES.get(type) ?? 'UNKNOWN';
  p.group(`${name} chunk`, at, Math.max(4, length));
  p.read(f.chunk_type);
  p.read(f.chunk_flags);
  if (type === DATA) {
    p.open();
    p.flags(bits, [f.data_e_bit, f.data_b_bit, f.data_u_bit], at + 1, 1);
    p.close();
  }
  p.read(f.chunk_length);
  if (type === DATA && length >= DATA_HEADER) data(p, f, length, (bits & BEGIN_AND_END) === BEGIN_AND_END, http);
  else if (type === SACK) selectiveAck(p, f);
  else p.appendInfo(() => `${name} `);
  p.close();
  p.at = Math.min(p.view.reportedEnd, at + ((Math.max(4, length) + 3) & ~3));
}

function data(p: Layer, f: F, length: number, whole: boolean, http: boolean): void {
  const end = p.at - 4 + length;
  const number = p.view.uint32(p.at);
  p.appendInfo(() => `DATA (TSN=${number}) ${whole ? '' : '(Message Fragment) '}`);
  p.read(f.data_tsn_raw);
  p.read(f.data_sid);
  p.read(f.data_ssn);
  p.read(f.data_payload_proto_id);
  if (whole && end > p.at) p.nested(http ? 'tcp.port' : 'linktype', http ? HTTP : -1, p.at, end - p.at);
}

function selectiveAck(p: Layer, f: F): void {
  const [number, window] = [p.view.uint32(p.at), p.view.uint32(p.at + 4)];
  p.appendInfo(() => `SACK (Ack=${number}, Arwnd=${window}) `);
  p.read(f.sack_cumulative_tsn_ack_raw);
  p.read(f.sack_a_rwnd);
}
