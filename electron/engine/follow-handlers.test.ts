// What the window is told of a followed stream: its lines are the octets again, its facts are those of the capture, what is looked for is found wherever segments cut it.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { StreamRow } from '../../shared/ipc/follow-calls';
import { openCaptureFile } from '../../shared/capture-file/capture-file';
import { MemorySource } from '../../shared/capture-file/byte-source';
import { PROTOCOLS } from '../../shared/dissect/protocols';
import { Registry } from '../../shared/dissect/registry';
import { ip, pcapOf, sessionOver, tcp } from '../../shared/session/made-packets';
import { Session } from '../../shared/session/session';
import { random } from '../../shared/session/testing/made-streams';
import { followHandlers } from './follow-handlers';

const [SYN, ACK, PSH, FIN] = [2, 0x10, 8, 1];
const STREAM = { transport: 'tcp', number: 0 } as const;
const LOOK = { side: 'both', form: 'text', charset: 'utf-8', columns: 80 } as const;

/** A stream in which the sides say these octets in turns, in segments of these lengths. */
function spoken(turns: readonly Uint8Array[], lengthOf: () => number): Session {
  const at = [100, 900];
  const packets: number[][] = [];
  const send = (side: 0 | 1, flags: number, data: readonly number[] = []): void => {
    packets.push(ip(6, side + 1, 2 - side, tcp(side === 0 ? 40_000 : 80, side === 0 ? 80 : 40_000, { flags, sequence: at[side]!, acknowledgment: (flags & ACK) === 0 ? 0 : at[1 - side]! }, data)));
    at[side]! += data.length + ((flags & (SYN | FIN)) !== 0 ? 1 : 0);
  };
  send(0, SYN);
  send(1, SYN | ACK);
  send(0, ACK);
  for (const [turn, octets] of turns.entries()) {
    for (let from = 0; from < octets.length; ) {
      const length = lengthOf();
      send((turn % 2) as 0 | 1, PSH | ACK, [...octets.subarray(from, from + length)]);
      from += length;
    }
  }
  send(0, FIN | ACK);
  send(1, FIN | ACK);
  return sessionOver(pcapOf(packets, 0));
}

async function allRows(session: Session, look: typeof LOOK | (Omit<typeof LOOK, 'form' | 'columns' | 'charset'> & { form: 'text' | 'hex' | 'raw' | 'cArray' | 'yaml'; charset: 'utf-8' | 'latin1' | 'utf-16le'; columns: number })): Promise<StreamRow[]> {
  const calls = followHandlers(() => session);
  const rows: StreamRow[] = [];
  for (;;) {
    const answer = await calls['follow.rows']({ stream: STREAM, look, first: rows.length, count: 7 });
    rows.push(...answer.rows);
    if (answer.isComplete && rows.length >= answer.total) return rows;
  }
}

const folded = (row: StreamRow): string => row.pieces.map(({ text, fold }) => (fold === null ? text : String.fromCharCode(fold.octet).repeat(fold.count))).join('');

describe('the lines of a followed stream', () => {
  it('are the octets again, however they are cut into segments and lines', async () => {
    for (let seed = 0; seed < 20; seed++) {
      const next = random(seed);
      const turns = Array.from({ length: 5 }, () => Uint8Array.from({ length: 1 + Math.floor(next() * 3000) }, () => (next() < 0.03 ? 10 : next() < 0.5 ? 0x41 : 1 + Math.floor(next() * 8))));
      for (const turn of turns) if (next() < 0.5) turn.fill(0, Math.floor(turn.length / 3), Math.floor(turn.length / 2));
      const session = spoken(turns, () => 1 + Math.floor(next() * 300));
      const rows = await allRows(session, { ...LOOK, charset: 'latin1', columns: 20 + Math.floor(next() * 100) });
      const lines = rows.filter(({ kind }) => kind === 'line');
      const said = Buffer.concat(turns).toString('latin1');
      expect(lines.map(folded).join(''), `seed ${seed}`).toBe(said.replaceAll('\n', ''));
      expect(lines.reduce((sum, { octets }) => sum + octets, 0)).toBe(said.length);
      expect(rows.filter(({ kind }) => kind === 'head').map(({ octets }) => octets)).toEqual(turns.map(({ length }) => length));
    }
  });

  it('cut through no character', async () => {
    const text = '数据包分析'.repeat(300);
    for (const charset of ['utf-8', 'utf-16le'] as const) {
      const rows = await allRows(spoken([new Uint8Array(Buffer.from(text, charset === 'utf-8' ? 'utf8' : 'utf16le'))], () => 101), { ...LOOK, charset, columns: 50 });
      expect(rows.filter(({ kind }) => kind === 'line').map(folded).join('')).toBe(text);
    }
  });

  it('have other forms too', async () => {
    const octets = Uint8Array.from({ length: 100 }, (_, i) => i);
    const session = spoken([octets], () => 60);
    const lines = async (form: 'hex' | 'raw' | 'cArray' | 'yaml'): Promise<string[]> => (await allRows(session, { ...LOOK, form })).filter(({ kind }) => kind === 'line').map(folded);
    expect((await lines('raw')).join('')).toBe(Buffer.from(octets).toString('hex'));
    expect((await lines('hex')).slice(0, 1)).toEqual(['00000000  00 01 02 03 04 05 06 07  08 09 0a 0b 0c 0d 0e 0f  ........ ........']);
    expect((await lines('hex'))[4]).toMatch(/^0000003c {2}3c 3d/u);
    expect((await lines('cArray')).join(' ').match(/0x[0-9a-f]{2}/gu)!.map(Number)).toEqual([...octets]);
    const yaml = (await lines('yaml')).filter((line) => line.startsWith('      ')).map((line) => Buffer.from(line.trim(), 'base64'));
    expect(Buffer.concat(yaml)).toEqual(Buffer.from(octets));
  });
});

const ECHO = join(import.meta.dirname, '../../../shared/corpus/seeds/goecho-dltnull.pcap');
if (!existsSync(ECHO)) console.warn('engine/follow-handlers.test.ts: the echo session is SKIPPED, there is no corpus');

it.skipIf(!existsSync(ECHO))('the 89 zeros behind an echo of 11 octets are one piece of a line', async () => {
  const session = new Session(openCaptureFile(new MemorySource(readFileSync(ECHO)), 'x.pcap'), new Registry(PROTOCOLS), { zoneMinutes: () => 0 });
  while (session.step());
  session.finish();
  const rows = await allRows(session, LOOK);
  const server = rows.filter(({ side, kind }) => side === 'server' && kind === 'line');
  expect(rows.filter(({ kind }) => kind === 'head').map(({ side, octets, frame }) => [side, octets, frame])).toEqual([['client', 11, 5], ['server', 100, 7]]);
  expect(server.at(-1)!.pieces.at(-1)).toEqual({ text: '', fold: { octet: 0, count: 89 }, hit: 0 });
});

describe('a search in a followed stream', () => {
  it('finds a text wherever segments cut it, and marks it', async () => {
    const next = random(3);
    const turns = Array.from({ length: 4 }, () => new Uint8Array(Buffer.from(Array.from({ length: 400 }, () => (next() < 0.1 ? 'Needle' : 'xneedy')).join(next() < 0.5 ? '\n' : ' '))));
    const session = spoken(turns, () => 1 + Math.floor(next() * 40));
    const calls = followHandlers(() => session);
    const expected = turns.reduce((sum, turn) => sum + Buffer.from(turn).toString().split('Needle').length - 1, 0);
    for (const [text, isRegex, caseSensitive] of [['needle', false, false], ['Needle', false, true], ['Ne+dle', true, true], ['needle', true, false]] as const) {
      const found = await calls['follow.search']({ stream: STREAM, look: LOOK, text, isRegex, caseSensitive });
      expect(found, text).toEqual({ count: expected, isMore: false, isReplaced: false });
    }
    for (let index = 0; index < expected; index++) {
      const { row } = await calls['follow.hit']({ stream: STREAM, look: LOOK, index });
      const { rows } = await calls['follow.rows']({ stream: STREAM, look: LOOK, first: row, count: 1 });
      expect(rows[0]!.pieces.filter(({ hit }) => hit === 2).map(({ text }) => text).join(''), `find ${index}`).toMatch(/^N/u);
    }
  });

  it('says what is no regular expression', async () => {
    const calls = followHandlers(() => spoken([Uint8Array.of(1)], () => 1));
    await expect(calls['follow.search']({ stream: STREAM, look: LOOK, text: '(', isRegex: true, caseSensitive: true })).rejects.toMatchObject({ problem: { code: 'NL-FIND-01' } });
  });
});

describe('the octets of a followed stream', () => {
  it('are saved, of one side or both', async () => {
    const turns = [Uint8Array.of(1, 2, 3), Uint8Array.of(4, 5), Uint8Array.of(6)];
    const calls = followHandlers(() => spoken(turns, () => 2));
    const folder = mkdtempSync(join(tmpdir(), 'netloupe-follow-'));
    try {
      for (const [side, octets] of [['both', [1, 2, 3, 4, 5, 6]], ['client', [1, 2, 3, 6]], ['server', [4, 5]]] as const) {
        expect(await calls['follow.save']({ stream: STREAM, side, path: join(folder, side) })).toEqual({ path: join(folder, side), size: octets.length });
        expect([...readFileSync(join(folder, side))]).toEqual(octets);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('are saved as they are followed: the heads and bodies of HTTP, without chunks', async () => {
    const octets = (text: string): Uint8Array => Buffer.from(text, 'latin1');
    const [request, head] = ['GET / HTTP/1.1\r\nHost: a\r\n\r\n', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'];
    const calls = followHandlers(() => spoken([octets(request), octets(`${head}3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n`)], () => 20));
    const folder = mkdtempSync(join(tmpdir(), 'netloupe-follow-'));
    try {
      for (const [said, server] of [['http', `${head}abcde`], ['octets', `${head}3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n`]] as const) {
        for (const [side, text] of [['client', request], ['server', server], ['both', request + server]] as const) {
          await calls['follow.save']({ stream: STREAM, said, side, path: join(folder, side) });
          expect(readFileSync(join(folder, side), 'latin1')).toBe(text);
        }
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('have facts: ends, frames, how it was closed', async () => {
    const calls = followHandlers(() => spoken([Uint8Array.of(1, 2, 3), Uint8Array.of(4, 5)], () => 2));
    const facts = await calls['follow.facts']({ stream: STREAM });
    expect(facts).toMatchObject({ streams: 1, ends: [{ host: '10.0.0.1', port: 40_000 }, { host: '10.0.0.2', port: 80 }], frames: 8, octets: [3, 2], missing: [0, 0], ending: [7, 8], close: { by: 0 } });
    expect(await calls['follow.facts']({ stream: { transport: 'udp', number: 0 } })).toBeNull();
    expect(await calls['follow.of']({ number: 4 })).toEqual(STREAM);
  });
});
