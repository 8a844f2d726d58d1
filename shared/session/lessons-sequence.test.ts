// What the lessons show of a connection's course, row by row of the list of lessons, on the lessons' own sessions.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Finding } from '../dissect/segment-analysis';
import { Sequence } from '../stream/sequence';
import type { Side } from '../stream/state-frame';
import { tcpStates } from '../stream/tcp-states';
import { sessionOver } from './made-packets';
import type { Session } from './session';
import { segmentsOfStream, sidesOfStream } from './stream-frames';

const SEEDS = join(__dirname, '../../../shared/corpus/seeds');
const present = existsSync(join(SEEDS, 'rpcx-dltnull.pcap'));
if (!present) console.warn('sequences of the lessons: skipped, the lessons\' sessions (../shared/corpus/seeds) are absent');

const seed = (name: string): Session => sessionOver(new Uint8Array(readFileSync(join(SEEDS, name))));
const sequenceOf = (session: Session, stream = 0): Sequence => new Sequence(segmentsOfStream(session.store, stream), sidesOfStream(session.store, stream));
const boxes = ({ boxes: all, frames }: Sequence): string[] => all.map(({ kind, first, last }) => `${kind} ${frames[first]!.frame}-${frames[last]!.frame}`);

describe.skipIf(!present)('sequences of the lessons (skipped without the corpus)', () => {
  it('A07: the echo session has its phases 1-3, 4, 5-8 and 9-12; data is split where the other side speaks', () => {
    const echo = sequenceOf(seed('goecho-dltnull.pcap'));
    expect(echo.phases.filter(({ kind }) => kind !== 'idle').map(({ kind, first, last }) => `${kind} ${first}-${last}`)).toEqual(['handshake 1-3', 'window update 4-4', 'data 5-8', 'close 9-12']);
    expect(boxes(echo)).toEqual(['handshake 1-3', 'window update 4-4', 'request 5-6', 'response 7-8', 'close 9-12']);
    expect(echo.boxes.map(({ bytes }) => bytes)).toEqual([0, 0, 11, 100, 0]);
  });
  it('A10: packet 4 is a window update from 65535 to 408256', () => {
    const row = sequenceOf(seed('goecho-dltnull.pcap')).row(3, true);
    expect([row.names, row.windowBefore, row.window]).toEqual([['window update'], 65535, 408256]);
  });
  it('A13: a gap of 10.003959 s before packet 9', () => {
    const close = sequenceOf(seed('goecho-dltnull.pcap')).boxes.at(-1)!;
    expect([close.afterGap, close.since, close.first]).toEqual([true, 10_003_959_000, 8]);
  });
  it('A27: ack=26 acknowledges packet 4', () => {
    const sequence = sequenceOf(seed('fw2.pcap'));
    const row = sequence.rows(0, 100, true).find(({ acknowledgment, length }) => acknowledgment === 26 && length === 0)!;
    expect([row.frame, sequence.frames[row.acks]!.frame]).toEqual([5, 4]);
  });
  it('A29: the states of both sides after each packet', () => {
    const { before, ...echo } = sequenceOf(seed('goecho-dltnull.pcap'));
    expect(before).toEqual(['CLOSED', 'LISTEN']);
    const rows = sequenceOf(seed('goecho-dltnull.pcap')).rows(0, echo.frames.length, true);
    expect(rows.map(({ client, server }) => `${client} ${server}`)).toEqual([
      'SYN-SENT SYN-RECEIVED', 'ESTABLISHED SYN-RECEIVED', ...Array.from({ length: 6 }, () => 'ESTABLISHED ESTABLISHED'),
      'FIN-WAIT-1 CLOSE-WAIT', 'FIN-WAIT-2 CLOSE-WAIT', 'TIME-WAIT LAST-ACK', 'TIME-WAIT CLOSED',
    ]);
  });
  it('A59: four groups of the rpcx session: three-way handshake, request, response, four-way close', () => {
    const rpcx = sequenceOf(seed('rpcx-dltnull.pcap'));
    expect(boxes(rpcx).filter((box) => !box.startsWith('window update'))).toEqual(['handshake 1-3', 'request 5-6', 'response 7-8', 'close 9-12']);
  });
  it('A65: request and response belong together by their sequence number, 0.843 ms apart', () => {
    const session = seed('rpcx-dltnull.pcap');
    session.settleUpTo(session.store.count);
    const rows = sequenceOf(session).rows(0, 12, true);
    expect(rows.flatMap(({ frame, time, answers }) => (answers < 0 ? [] : [[rows[answers]!.frame, frame, time - rows[answers]!.time]]))).toEqual([[5, 7, 843_000]]);
  });
  it('what a retransmission repeats: all SYNs that were sent again repeat the first', () => {
    const rows = sequenceOf(seed('exp-IN.pcap')).rows(0, 100, true);
    expect(rows.map(({ repeats }) => repeats)).toEqual([-1, ...Array.from({ length: 7 }, () => 0)]);
  });
});

/** side, sequence, acknowledgment, flags, findings; a millisecond apart */
type Made = readonly [Side, number, number, number, number?];
const [FIN, SYN, RST, ACK] = [1, 2, 4, 16];
const OPENING: readonly Made[] = [[0, 100, 0, SYN], [1, 300, 101, SYN | ACK], [0, 101, 301, ACK]];
const closeOf = (rows: readonly Made[]): string => {
  const frames = [...OPENING, ...rows].map(([side, sequence, acknowledgment, flags, findings = 0], i) => ({ frame: i + 1, side, sequence, acknowledgment, flags, findings, length: 0, time: i * 1e6 }));
  const { kind, by } = tcpStates(frames).close;
  return by === null ? kind : `${kind} by ${by}`;
};

describe('A60: six ways in which a connection ends', () => {
  const fin: Made = [0, 101, 301, FIN | ACK];
  it.each<[string, string, readonly Made[]]>([
    ['four segments', 'orderly by 0', [fin, [1, 301, 102, ACK], [1, 301, 102, FIN | ACK], [0, 102, 302, ACK]]],
    ['three segments: the answer carries the FIN', 'orderly by 0', [fin, [1, 301, 102, FIN | ACK], [0, 102, 302, ACK]]],
    ['both at once', 'simultaneous', [fin, [1, 301, 101, FIN | ACK], [0, 102, 302, ACK], [1, 302, 102, ACK]]],
    ['a reset', 'reset by 1', [[1, 301, 101, RST | ACK]]],
    ['one direction only', 'half-closed by 0', [fin, [1, 301, 102, ACK]]],
    ['nobody answers any more', 'timed out by 0', [fin, [0, 101, 301, FIN | ACK, Finding.Retransmission]]],
  ])('%s: %s', (_name, close, rows) => {
    expect(closeOf(rows)).toBe(close);
  });
});
