// Finding frames: in bytes as tshark's `frame contains` and `matches` find them, both ways, around the end, and only among displayed frames.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasTshark } from '../../build/testing/tshark';
import { MemorySource } from '../capture-file/byte-source';
import { openCaptureFile } from '../capture-file/capture-file';
import { PcapWriter } from '../capture-file/pcap';
import { utf8Bytes } from '../bytes/text';
import { PROTOCOLS } from '../dissect/protocols';
import { Registry } from '../dissect/registry';
import { foundPattern } from '../filter/found-pattern';
import type { FindQuery } from '../ipc/find-calls';
import type { ViewOptions } from '../ipc/contract';
import { ProblemError } from '../problem';
import { plainSearch, type ByteSearch } from './byte-needle';
import { FrameFinder, hexBytes, type FinderTools, type Hit } from './frame-finder';
import { FoundRows } from './row-set';
import { Session } from './session';

const SAMPLE = join(__dirname, '../../e2e/captures/sample.pcapng');
if (!hasTshark) console.warn('finding frames: not compared with tshark, which is not installed');
const VIEW: ViewOptions = { time: 'relative', timeDigits: -1, relativeSequence: true, verifyChecksums: false, names: 0, flagStyle: 'wireshark' };
const COLUMNS = ['number', 'time', 'source', 'destination', 'protocol', 'length', 'info'];
const registry = new Registry(PROTOCOLS);
const native: ByteSearch = (bytes, needle, from) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(needle, from);

const tools = (search: ByteSearch): FinderTools => ({
  search,
  pattern: (text, caseSensitive) => {
    const found = foundPattern(text, caseSensitive);
    if (typeof found !== 'function') throw new Error(found.code);
    return found;
  },
  filter: () => (number) => number % 10 === 0,
});

function open(bytes: Uint8Array, name: string): Session {
  const session = new Session(openCaptureFile(new MemorySource(bytes), name), registry, { zoneMinutes: () => 0 });
  while (session.step());
  session.finish();
  return session;
}

const query = (change: Partial<FindQuery>): FindQuery => ({ kind: 'string', text: '', where: 'bytes', caseSensitive: false, characters: 'narrow', ...change });

function next(session: Session, wanted: FindQuery, from: number, step: 1 | -1, search = plainSearch): { hit: Hit | null; number: number; wrapped: boolean; examined: number } {
  const finder = new FrameFinder(session, wanted, { from, step, columns: COLUMNS, view: VIEW }, tools(search));
  while (finder.step());
  return { hit: finder.found, number: finder.found === null ? 0 : session.displayed.numberAt(finder.found.index), wrapped: finder.wrapped, examined: finder.examined };
}

/** All frames that are found one after the other, until the search begins anew. */
function all(session: Session, wanted: FindQuery, step: 1 | -1, search = plainSearch): number[] {
  const found: number[] = [];
  for (let from = 0; ; ) {
    const { number, wrapped } = next(session, wanted, from, step, search);
    if (number === 0 || (wrapped && found.length > 0)) return found;
    found.push(number);
    from = number;
  }
}

function tshark(filter: string): number[] {
  return execFileSync('tshark', ['-r', SAMPLE, '-Y', filter, '-T', 'fields', '-e', 'frame.number'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).split('\n').filter((line) => line !== '').map(Number);
}

describe('in the bytes of the sample', () => {
  const session = open(new Uint8Array(readFileSync(SAMPLE)), 'sample.pcapng');
  const CASES: readonly (readonly [Partial<FindQuery>, string])[] = [
    [{ text: 'netloupe', caseSensitive: true }, 'frame contains "netloupe"'],
    [{ text: 'HTTP/1.1', caseSensitive: true }, 'frame contains "HTTP/1.1"'],
    [{ text: 'http/1.1', caseSensitive: true }, 'frame contains "http/1.1"'],
    [{ text: 'hTTp/1.1' }, 'frame matches "http/1\\\\.1"'],
    [{ text: 'nowhere at all' }, 'frame contains "nowhere at all"'],
    [{ kind: 'hex', text: '08 00 45' }, 'frame contains 08:00:45'],
    [{ kind: 'hex', text: '0d0a0d0a' }, 'frame contains 0d:0a:0d:0a'],
    [{ kind: 'hex', text: '00' }, 'frame contains 00'],
    [{ kind: 'regex', text: 'HTTP/1\\.[01] [2-5]\\d\\d' }, 'frame matches "HTTP/1\\\\.[01] [2-5]\\\\d\\\\d"'],
    [{ kind: 'regex', text: 'get /', caseSensitive: true }, 'frame contains "get /"'],
  ];
  it.skipIf(!hasTshark).each(CASES)('%o is found where tshark finds it: %s', (change, filter) => {
    const expected = tshark(filter);
    for (const search of [plainSearch, native]) {
      expect(all(session, query(change), 1, search)).toEqual(expected);
      expect(all(session, query(change), -1, search)).toEqual([...expected].reverse());
    }
  });
  it('says which bytes', () => {
    const { hit, number } = next(session, query({ kind: 'hex', text: '45 00' }), 0, 1);
    expect(number).toBe(3);
    expect(hit).toMatchObject({ index: 2, start: 14, length: 2, node: -1, column: '' });
    expect(next(session, query({ kind: 'hex', text: '45 00' }), 0, -1).hit).toMatchObject({ start: 14, length: 2 });
  });
  it('goes on from the other end, the frame it began at last', () => {
    const only = all(session, query({ text: 'GET / HTTP', caseSensitive: true }), 1);
    const [first = 0] = only;
    expect(next(session, query({ text: 'GET / HTTP', caseSensitive: true }), only.at(-1) ?? 0, 1)).toMatchObject({ number: first, wrapped: true });
    expect(next(session, query({ text: 'nowhere at all' }), 60, 1)).toMatchObject({ number: 0, examined: session.store.count });
    expect(next(session, query({ text: 'nowhere at all' }), 60, -1)).toMatchObject({ number: 0, examined: session.store.count });
  });
  it('looks only at frames that are displayed', () => {
    const filtered = open(new Uint8Array(readFileSync(SAMPLE)), 'sample.pcapng');
    const rows = new FoundRows();
    for (let number = 5; number <= 127; number += 5) rows.add(number);
    const expected = all(filtered, query({ kind: 'hex', text: '45 00' }), 1).filter((number) => number % 5 === 0);
    filtered.displayed = rows;
    expect(all(filtered, query({ kind: 'hex', text: '45 00' }), 1)).toEqual(expected);
    expect(all(filtered, query({ kind: 'hex', text: '45 00' }), -1)).toEqual([...expected].reverse());
    expect(all(filtered, query({ kind: 'filter', text: 'x' }), 1)).toEqual(Array.from({ length: 12 }, (_, i) => 10 * (i + 1)));
  });
});

describe('in the bytes of many frames', () => {
  const FRAMES = 4000;
  class CountingSource extends MemorySource {
    reads = 0;
    override read(position: number, target: Uint8Array, start: number, length: number): number {
      this.reads++;
      return super.read(position, target, start, length);
    }
  }
  const parts: Uint8Array[] = [];
  const writer = new PcapWriter((chunk) => parts.push(chunk), { linktype: 147 });
  for (let i = 1; i <= FRAMES; i++) writer.write({ time: { seconds: i, nanos: 0 }, len: 40, bytes: utf8Bytes(`frame ${i} of many`.padEnd(40, i === 3000 ? 'x' : '.')) });
  const source = new CountingSource(Buffer.concat(parts));
  const session = new Session(openCaptureFile(source, 'many.pcap'), registry, { zoneMinutes: () => 0 });
  while (session.step());
  session.finish();
  it.each([1, -1] as const)('a pattern is looked for in runs of frames, in direction %i', (step) => {
    source.reads = 0;
    expect(next(session, query({ kind: 'regex', text: '^frame \\d+ of many\\.$' }), 0, step)).toMatchObject({ number: 0, examined: FRAMES });
    expect(next(session, query({ kind: 'regex', text: 'many(x)+$' }), 0, step)).toMatchObject({ number: 3000, hit: { start: 14, length: 26 } });
    // 4,000 frames of 56 bytes with their headers lie in one run.
    expect(source.reads).toBe(2);
  });
});

describe('in rows and lines', () => {
  const session = open(new Uint8Array(readFileSync(SAMPLE)), 'sample.pcapng');
  it('finds what a row shows, and says in which column', () => {
    const rows = session.rows(0, 1000, COLUMNS, VIEW);
    const expected = rows.filter((row) => row.cells.some((cell) => cell.toLowerCase().includes('www.netloupe'))).map((row) => row.number);
    expect(all(session, query({ text: 'WWW.netloupe', where: 'list' }), 1)).toEqual(expected);
    expect(all(session, query({ text: 'WWW.netloupe', where: 'list' }), -1)).toEqual([...expected].reverse());
    expect(all(session, query({ text: 'WWW.netloupe', where: 'list', caseSensitive: true }), 1)).toEqual([]);
    expect(next(session, query({ text: 'icmpv6', where: 'list' }), 0, 1).hit).toMatchObject({ column: 'protocol' });
    expect(next(session, query({ kind: 'regex', text: '^icmpv\\d$', where: 'list' }), 0, 1).hit).toMatchObject({ column: 'protocol' });
  });
  it.skipIf(!hasTshark)('finds what a line of the details says, and says which', () => {
    const text = 'User-Agent: curl';
    expect(all(session, query({ text, where: 'details', caseSensitive: true }), 1)).toEqual(tshark('http.user_agent contains "curl"'));
    const { hit, number } = next(session, query({ text, where: 'details' }), 0, 1);
    expect(session.detail(number, VIEW).nodes[hit?.node ?? -1]?.label).toContain(text);
  });
});

describe('characters', () => {
  const utf16 = (text: string, littleEndian: boolean): Uint8Array => Uint8Array.from(Array.from(text).flatMap((c) => (littleEndian ? [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8] : [c.charCodeAt(0) >> 8, c.charCodeAt(0) & 255])));
  const payloads = [utf8Bytes('Grüße, 大小'), utf16('Grüße, 大小', true), utf16('Grüße, 大小', false), utf8Bytes('Hello'), utf16('hELLO', true), utf16('hello', false)];
  const parts: Uint8Array[] = [];
  const writer = new PcapWriter((chunk) => parts.push(chunk), { linktype: 147 });
  for (const payload of payloads) writer.write({ time: { seconds: 1, nanos: 0 }, len: payload.length, bytes: payload });
  const session = open(Buffer.concat(parts), 'made.pcap');
  const frames = (change: Partial<FindQuery>): number[] => all(session, query(change), 1);
  it('are narrow, wide or either', () => {
    expect(frames({ text: 'Hello', characters: 'narrow' })).toEqual([4]);
    expect(frames({ text: 'Hello', characters: 'wide' })).toEqual([5, 6]);
    expect(frames({ text: 'Hello', characters: 'both' })).toEqual([4, 5, 6]);
    expect(frames({ text: 'hello', characters: 'both', caseSensitive: true })).toEqual([6]);
    expect(frames({ text: '大小', characters: 'both' })).toEqual([1, 2, 3]);
    expect(frames({ text: 'Grüße', characters: 'wide' })).toEqual([2, 3]);
    expect(frames({ text: 'gRüßE', characters: 'narrow' })).toEqual([1]);
  });
  it('never reach over a frame’s end', () => {
    expect(frames({ kind: 'hex', text: '6f' })).toEqual([4, 6]);
    expect(next(session, query({ text: 'oh', caseSensitive: true }), 0, 1).number).toBe(0);
  });
});

describe('a hexadecimal value', () => {
  it.each(['000a1B', '00 0a 1b', '00:0A:1b', '0x000a1b', '00-0a-1b', '000a.1b', '0x00, 0x0a, 0x1b', ' 00 0a 1b '])('%s', (text) => {
    expect([...hexBytes(text)]).toEqual([0, 10, 27]);
  });
  it.each(['', '0', '0g', '00 0', '2 0', 'hello', '0x'])('is not %s', (text) => {
    expect(() => hexBytes(text)).toThrow(ProblemError);
  });
});
