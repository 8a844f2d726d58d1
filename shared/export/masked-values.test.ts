// A64 of the list of lessons: metadata as keys and values, and no secret in what leaves the program when it is to be masked.
import { describe, expect, it } from 'vitest';
import { MemorySource } from '../capture-file/byte-source';
import { openCaptureFile } from '../capture-file/capture-file';
import { pcapHeader, uint } from '../capture-file/sample-captures';
import { fieldValue, lineText } from '../dissect/field-text';
import { TSHARK_OPTIONS } from '../dissect/frame-context';
import { PROTOCOLS } from '../dissect/protocols';
import { Registry } from '../dissect/registry';
import { Session } from '../session/session';
import { structCode } from './struct-code';
import { maskedFrame } from './masked-values';

const registry = new Registry(PROTOCOLS);
const ascii = (text: string): number[] => Buffer.from(text, 'latin1').toJSON().data;
const word = (value: number): number[] => uint(value, 4, false);

/** A TCP segment with data to `port`, over IPv4 on raw IP. */
function segment(port: number, data: readonly number[], sequence = 1, from = 50_000): number[] {
  const tcp = [...uint(from, 2, false), ...uint(port, 2, false), ...word(sequence), ...word(1), 0x50, 0x18, 0x20, 0, 0, 0, 0, 0];
  return [0x45, 0, ...uint(40 + data.length, 2, false), 0, 1, 0, 0, 64, 6, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2, ...tcp, ...data];
}

const pair = (key: string, value: string): number[] => [...word(key.length), ...ascii(key), ...word(value.length), ...ascii(value)];
/** rpcx, as https://doc.rpcx.io/part5/protocol.html lays it out: a call of Arith.Mul with a token and a trace id. */
function rpcxCall(token: string): number[] {
  const metadata = [...pair('__AUTH', token), ...pair('trace', 'abc-1')];
  const rest = [...word(5), ...ascii('Arith'), ...word(3), ...ascii('Mul'), ...word(metadata.length), ...metadata, ...word(0)];
  return [0x08, 0, 0, 0, ...word(0), ...word(7), ...word(rest.length), ...rest];
}

const TOKEN = 'bearer-tGzv3JOkF0XG5Qx2TlKWIA';
const BASIC = 'dXNlcjpwYXNzd29yZC0xMjM0NQ=='; // user:password-12345
const REQUEST = `GET /a HTTP/1.1\r\nHost: example.test\r\nAuthorization: Basic ${BASIC}\r\nProxy-Authorization: Digest pd-secret\r\nCookie: sid=s3cr3t-1; theme=s3cr3t-2\r\nAccept: */*\r\n\r\n`;
const RESPONSE = 'HTTP/1.1 200 OK\r\nSet-Cookie: sid=s3cr3t-3; HttpOnly\r\nContent-Length: 2\r\n\r\nok';
const SECRETS = [TOKEN, BASIC, 'password-12345', 'pd-secret', 's3cr3t-1', 's3cr3t-2', 's3cr3t-3'];

function open(frames: readonly number[][]): Session {
  const bytes = [...pcapHeader({ network: 101 }), ...frames.flatMap((frame) => [...word(0), ...word(0), ...uint(frame.length, 4), ...uint(frame.length, 4), ...frame])];
  const session = new Session(openCaptureFile(new MemorySource(Uint8Array.from(bytes)), 'x.pcap'), registry, { zoneMinutes: () => 0 });
  while (session.step());
  session.finish();
  return session;
}
const SESSION = open([segment(8972, rpcxCall(TOKEN)), segment(80, ascii(REQUEST)), segment(80, ascii(RESPONSE), 1, 50_001), segment(80, ascii('GET /b HTTP/1.1\r\nHost: example.test\r\n\r\n'), 1, 50_002)]);

/** All that any form of output could print of a frame: tree lines, values of all fields, columns, bytes. */
function everything(frame: number, masked: boolean): string {
  const plain = SESSION.frame(frame);
  const source = masked ? maskedFrame(frame, plain, SESSION.view, registry) : plain;
  const tree = SESSION.view.tree(frame, source, TSHARK_OPTIONS).map(lineText);
  const values = SESSION.view.match(frame, source, new Uint8Array(registry.fields.length).fill(1), TSHARK_OPTIONS, true).map((s) => `${s.field.name}=${fieldValue(s.field, s.value)}`);
  return [...tree, ...values, SESSION.view.dissector.layer.infoText, Buffer.from(source.bytes.subarray(source.at, source.at + source.caplen)).toString('latin1')].join('\n');
}
const inHex = (text: string): string => Buffer.from(text, 'latin1').toString('hex');

describe('A64: metadata and secrets', () => {
  it('shows rpcx metadata as a tree of keys and values', () => {
    const { nodes } = SESSION.detail(1, { time: 'relative', timeDigits: -1, relativeSequence: true, verifyChecksums: false, names: 0, flagStyle: 'wireshark' });
    const length = nodes.findIndex((n) => n.field === 'rpcx.metadata_length');
    const below = nodes.slice(length + 1).filter((n) => n.field.startsWith('rpcx.metadata.') && n.value !== '');
    expect(below.map((n) => [n.field, n.value, n.depth > nodes[length]!.depth, n.secret])).toEqual([
      ['rpcx.metadata.key', '__AUTH', true, false], ['rpcx.metadata.value', TOKEN, true, true],
      ['rpcx.metadata.key', 'trace', true, false], ['rpcx.metadata.value', 'abc-1', true, false],
    ]);
  });
  it('as it is, all that is printed has the secrets', () => {
    const all = [1, 2, 3].map((frame) => everything(frame, false)).join('\n');
    for (const secret of SECRETS) expect(all).toContain(secret);
  });
  it('masked, nothing that is printed has them, neither as text nor in hex', () => {
    const all = [1, 2, 3].map((frame) => everything(frame, true)).join('\n');
    for (const secret of SECRETS) {
      expect(all).not.toContain(secret);
      expect(all).not.toContain(inHex(secret));
    }
  });
  it('leaves the rest: names, other values, lengths', () => {
    const rpcx = everything(1, true);
    for (const kept of ['rpcx.metadata.key=__AUTH', 'rpcx.metadata.value=abc-1', `rpcx.metadata.value=${'*'.repeat(TOKEN.length)}`, 'Arith.Mul']) expect(rpcx).toContain(kept);
    const http = everything(2, true);
    for (const kept of ['Host: example.test', 'http.host=example.test', 'Cookie: ****', 'Authorization: ****', 'http.accept=*/*', 'GET /a HTTP/1.1']) expect(http).toContain(kept);
    expect(everything(3, true)).toContain('http.content_length_header=2');
  });
  it('does not touch a frame without secrets', () => {
    const plain = SESSION.frame(4);
    expect(maskedFrame(4, plain, SESSION.view, registry)).toBe(plain);
  });
  it('writes no secret into a type\'s comments', () => {
    const { nodes } = SESSION.detail(2, { time: 'relative', timeDigits: -1, relativeSequence: true, verifyChecksums: false, names: 0, flagStyle: 'wireshark' });
    const code = structCode(nodes, nodes.findIndex((n) => n.field === 'http'), 'c');
    expect(code).toContain('Authorization: masked');
    for (const secret of SECRETS) expect(code).not.toContain(secret);
  });
  it('masks what a segment that ends inside a header shows of it', () => {
    const call = segment(8972, rpcxCall(TOKEN));
    const half = call.slice(0, call.length - 40);
    const cutCall = open([half]);
    expect(Buffer.from(half).toString('latin1')).toContain(TOKEN.slice(0, 10));
    expect(Buffer.from(maskedFrame(1, cutCall.frame(1), cutCall.view, registry).bytes).toString('latin1')).not.toContain(TOKEN.slice(0, 4));
    const cut = REQUEST.slice(0, REQUEST.indexOf('s3cr3t-2') + 4);
    const session = open([segment(80, ascii(cut))]);
    const { bytes } = maskedFrame(1, session.frame(1), session.view, registry);
    expect(Buffer.from(bytes).toString('latin1')).not.toContain('s3cr3t');
    expect(Buffer.from(bytes).toString('latin1')).not.toContain(BASIC);
  });
  it('masks what comes again, and what is part of a message over several segments', () => {
    const [half, rest] = [REQUEST.slice(0, REQUEST.indexOf('s3cr3t-2') + 4), REQUEST.slice(REQUEST.indexOf('s3cr3t-2') + 4)];
    const session = open([segment(80, ascii(half)), segment(80, ascii(rest), 1 + half.length), segment(80, ascii(rest), 1 + half.length)]);
    for (const frame of [1, 2, 3]) {
      const text = Buffer.from(maskedFrame(frame, session.frame(frame), session.view, registry).bytes).toString('latin1');
      for (const secret of ['s3cr3t', 'et-2', BASIC]) expect(text).not.toContain(secret);
    }
    const whole = session.view.tree(2, maskedFrame(2, session.frame(2), session.view, registry), TSHARK_OPTIONS).map(lineText).join('\n');
    expect(whole).toContain('GET /a HTTP/1.1');
    for (const secret of ['s3cr3t', BASIC]) expect(whole).not.toContain(secret);
  });
});
