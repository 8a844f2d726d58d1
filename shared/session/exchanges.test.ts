// What frames tell about others: encryption that began (RFC 5246 section 7.1); requests sent again, against what tshark 4.0 prints of the same bytes.
import { describe, expect, it } from 'vitest';
import type { ViewOptions } from '../ipc/contract';
import { ip, pcapOf, sessionOver, tcp, udp } from './made-packets';

const VIEW: ViewOptions = { time: 'relative', timeDigits: -1, relativeSequence: true, verifyChecksums: false, names: 0, flagStyle: 'wireshark' };
const ACK = 0x10;

const text = (s: string): number[] => Array.from(s, (c) => c.charCodeAt(0));
const cells = (bytes: Uint8Array, column: string): string[] => sessionOver(bytes).rows(0, 100, [column], VIEW).map((row) => row.cells[0]!);

/** Segments of a conversation between ports 40000 (1) and `port` (2), in order. */
function segments(port: number, parts: readonly (readonly [side: 1 | 2, payload: readonly number[]])[]): number[][] {
  const next = [0, 1, 1];
  return parts.map(([side, payload]) => {
    const other = side === 1 ? 2 : 1;
    const packet = ip(6, side, other, tcp(side === 1 ? 40000 : port, side === 1 ? port : 40000, { sequence: next[side]!, acknowledgment: next[other]!, flags: ACK }, payload));
    next[side]! += payload.length;
    return packet;
  });
}

describe('TLS', () => {
  const record = (type: number, ...body: number[]): number[] => [type, 3, 3, 0, body.length, ...body];
  const changeCipherSpec = record(20, 1);
  /** Looks like Encrypted Extensions or Server Hello Done, but whoever sent Change Cipher Spec encrypts. */
  const extensionsLike = record(22, 8, 0, 16, 0, 1, 2, 3, 4);
  const doneLike = record(22, 14, 0, 0, 0);
  it('reads nothing into handshake bytes that a side sends after its Change Cipher Spec', () => {
    const bytes = pcapOf(segments(443, [[2, doneLike], [1, changeCipherSpec], [1, extensionsLike], [2, doneLike], [2, changeCipherSpec], [2, doneLike]]));
    expect(cells(bytes, 'info')).toEqual(['Server Hello Done', 'Change Cipher Spec', 'Encrypted Handshake Message', 'Server Hello Done', 'Change Cipher Spec', 'Encrypted Handshake Message']);
  });
  it('tells a session that goes on with earlier keys by a server that ends its hello with no Server Hello Done', () => {
    const serverHello = record(22, 2, 0, 0, 38, 3, 3, ...Array.from({ length: 32 }, (_, i) => i), 0, 0xc0, 0x2f, 0);
    const resumed = (parts: Parameters<typeof segments>[1]): string[] => cells(pcapOf(segments(443, parts)), 'tls.resumed');
    expect(resumed([[2, serverHello], [2, changeCipherSpec], [1, changeCipherSpec]])).toEqual(['', '1', '']);
    expect(resumed([[2, [...serverHello, ...changeCipherSpec]]])).toEqual(['1']);
    expect(resumed([[2, serverHello], [2, doneLike], [1, changeCipherSpec], [2, changeCipherSpec]])).toEqual(['', '', '', '']);
    expect(resumed([[2, changeCipherSpec]])).toEqual(['']);
  });
  it('leaves its port to whoever speaks plain text there', () => {
    expect(cells(pcapOf(segments(443, [[2, text('SSH-2.0-x\r\n')], [1, [0, 1, 2, 3, 4, 5]]])), 'protocol')).toEqual(['TCP', 'SSL']);
  });
});

describe('DNS', () => {
  const query = ip(17, 1, 2, udp(40000, 53, [0, 9, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 97, 0, 0, 1, 0, 1]));
  const answer = ip(17, 2, 1, udp(53, 40000, [0, 9, 0x81, 0x80, 0, 1, 0, 0, 0, 0, 0, 0, 1, 97, 0, 0, 1, 0, 1]));
  it('tells whose answer one over TCP is, however the segments cut both', () => {
    const message = (flags: number): number[] => [0, 19, 0, 9, flags, 0x80, 0, 1, 0, 0, 0, 0, 0, 0, 1, 97, 0, 0, 1, 0, 1];
    const [asked, answered] = [message(0x01), message(0x81)];
    // As `tshark -T fields -e dns.response_to` of the same bytes.
    for (const cut of [0, 2, 5]) {
      const parts = [[1, asked.slice(0, cut)], [1, asked.slice(cut)], [2, answered.slice(0, cut)], [2, answered.slice(cut)]] as const;
      expect([cut, cells(pcapOf(segments(53, parts)), 'dns.response_to')]).toEqual([cut, ['', '', '', '2']]);
    }
  });
  it('takes a query of five seconds later for another one, and only the first answer for an answer', () => {
    expect(cells(pcapOf([query, query, answer, answer], 1), 'dns.response_to')).toEqual(['', '', '1', '']);
    expect(cells(pcapOf([query, query, answer], 5), 'dns.response_to')).toEqual(['', '', '2']);
  });
  it('says of what comes again where it came first, and calls it no unsolicited answer', () => {
    const bytes = pcapOf([query, query, answer, answer, query, query], 1);
    expect(cells(bytes, 'dns.retransmit_request_in')).toEqual(['', '1', '', '', '', '5']);
    expect(cells(bytes, 'dns.retransmit_response_in')).toEqual(['', '', '', '3', '', '']);
    expect(cells(bytes, 'dns.unsolicited')).toEqual(['', '', '', '', '', '']);
    expect(cells(bytes, '_ws.expert.message')[3]).toBe('DNS response retransmission. Original response in frame 3');
  });
});

describe('ICMP', () => {
  const echo = (type: number): number[] => ip(1, type === 8 ? 1 : 2, type === 8 ? 2 : 1, [type, 0, ...(type === 8 ? [0xf7, 0xfd] : [0xff, 0xfd]), 0, 1, 0, 1]);
  it('pairs a reply with the latest request, once', () => {
    expect(cells(pcapOf([echo(8), echo(8), echo(0), echo(0)]), 'icmp.resp_to')).toEqual(['', '', '2', '']);
  });
});

describe('HTTP', () => {
  it('finds names of transfer codings that nobody knows, and bodies that do not unpack', () => {
    const response = (...lines: string[]): readonly [2, number[]] => [2, text(`HTTP/1.1 200 OK\r\n${lines.join('\r\n')}\r\n\r\n${' '.repeat(27)}0\r\n\r\n`)];
    const found = (field: string, ...lines: string[]): string => cells(pcapOf(segments(80, [response(...lines)])), field)[0]!;
    expect(found('http.te_unknown', 'Transfer-Encoding: chunked, lalala')).toBe('1');
    expect(found('http.te_unknown', 'Transfer-Encoding: chunked, gzip')).toBe('');
    expect(found('http.decompression_failed', 'Content-Length: 32', 'Content-Encoding: gzip')).toBe('1');
    expect(found('http.decompression_failed', 'Content-Length: 32')).toBe('');
  });
  it('pairs a response with the first of the same request segments', () => {
    const [request, response] = segments(80, [[1, text('GET / HTTP/1.1\r\n\r\n')], [2, text('HTTP/1.1 204 No Content\r\n\r\n')]]);
    expect(cells(pcapOf([request!, request!, response!]), 'http.request_in')).toEqual(['', '', '1']);
  });
});

describe('HTTP', () => {
  const FIELDS = ['http.request_number', 'http.response_number', 'http.prev_request_in', 'http.prev_response_in', 'http.request_in', 'http.response_in', 'http.next_request_in', 'http.next_response_in'];
  /** The frames that have one of them, with what they say. */
  const places = (bytes: Uint8Array): string[] => {
    const rows = sessionOver(bytes).rows(0, 100, FIELDS, VIEW).map((row, i) => `${i + 1}: ${row.cells.join(',')}`);
    return rows.filter((row) => /\d,|,\d/.test(row));
  };
  const get = (path: string): number[] => text(`GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`);
  const answer = (status: number): number[] => text(`HTTP/1.1 ${status} X\r\nContent-Length: 0\r\n\r\n`);
  // As `tshark -2 -T fields` of the same bytes.
  it('numbers the requests and responses of a connection, and tells those before and after', () => {
    expect(places(pcapOf(segments(80, [[1, get('/a')], [2, answer(200)], [1, get('/b')], [1, get('/c')], [2, answer(404)], [2, answer(200)]])))).toEqual([
      '1: 1,,,,,2,3,', '2: ,1,,,1,,3,', '3: 2,,1,,,,4,', '4: 3,,3,,,5,,', '5: ,3,3,,4,,,6', '6: ,4,4,5,,,,',
    ]);
  });
  // But for frames 2 to 4: to tshark an interim response (RFC 9110 section 15.2) is the response.
  it('counts responses whose requests were not captured, and those on the way to a response', () => {
    expect(places(pcapOf(segments(80, [[2, answer(200)], [1, get('/a')], [2, answer(100)], [2, answer(200)]])))).toEqual(['1: ,1,,,,,2,3', '2: 2,,,,,4,,', '3: ,2,,1,,,,4', '4: ,3,2,3,2,,,']);
  });
  it('numbers each connection by itself', () => {
    const [other] = segments(8080, [[1, get('/c')]]);
    expect(places(pcapOf([...segments(80, [[1, get('/a')]]), other!, ...segments(80, [[1, get('/a')], [1, get('/b')]]).slice(1)]))).toEqual(['1: 1,,,,,,3,', '2: 1,,,,,,,', '3: 2,,1,,,,,']);
  });
  it('numbers messages over UDP', () => {
    const search = ip(17, 1, 2, udp(40000, 1900, text('M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\n\r\n')));
    expect(places(pcapOf([search, search]))).toEqual(['1: 1,,,,,,2,', '2: 2,,1,,,,,']);
  });
});
