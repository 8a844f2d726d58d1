// What a frame means in its connection, on the lessons' own sessions: expected is what the lessons and RFC 9293 say.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ip, pcapOf, sessionOver, tcp } from '../session/made-packets';
import { halfOpenSession } from '../session/testing/half-open-session';
import type { FigureKey } from './figure';
import { StreamMoments } from './stream-moments';
import { clockTick } from './timestamp-clock';

const SEEDS = join(import.meta.dirname, '../../../shared/corpus/seeds');
const present = existsSync(join(SEEDS, 'fw2.pcap'));
if (!present) console.warn('moments: the lessons\' sessions (../shared/corpus/seeds) are absent');
const seed = (name: string): Uint8Array => new Uint8Array(readFileSync(join(SEEDS, name)));

type Said = ReadonlyMap<FigureKey, Readonly<Record<string, string | number>>>;
/** All frames of a capture. */
function told(capture: Uint8Array): Said[] {
  const session = sessionOver(capture);
  const moments = new StreamMoments(session);
  return Array.from({ length: session.store.count }, (_, i) => new Map(moments.figures(i + 1).map((f) => [f.say, f.values])));
}
const keys = (said: Said): FigureKey[] => [...said.keys()];

describe('lesson 002', () => {
  const frames = told(halfOpenSession());
  it('A25: the timestamp clock ticks once a millisecond', () => {
    expect(frames[7]!.get('clockTick')).toEqual({ ticks: 401636, seconds: '401.636', milliseconds: '1.000' });
    // The lesson's own two values: 401595 ticks in 401.596 s.
    expect(clockTick({ value: 2180934287, time: 308704e3 }, { value: 2181335882, time: 401904648e3 })).toEqual({ ticks: 401595, seconds: 401.595944, milliseconds: expect.closeTo(1, 4) as number });
  });
  it('A25: tells the round trip by acknowledgment and by timestamp', () => {
    expect(frames[4]!.get('roundTripByAck')).toEqual({ milliseconds: '0.007', frame: 4 });
    expect(frames[4]!.get('roundTripByTimestamp')).toEqual({ milliseconds: '0.007', frame: 4, echo: 2180934247 });
  });
  it('A30: names the delayed ACK of the FIN', () => {
    expect(frames[6]!.get('delayedAck')).toEqual({ milliseconds: '39.779', frame: 6 });
    expect(frames.filter((f) => f.has('delayedAck'))).toHaveLength(1);
  });
  it('A31: the connection is half-open for 401.6 s, and its peer had used shutdown()', () => {
    expect(frames[7]!.get('halfOpen')).toEqual({ seconds: '401.635723', frame: 6 });
    expect(frames[8]!.get('answeredByAck')).toEqual({ frame: 9 });
    expect(frames[5]!.has('halfClose')).toBe(true);
  });
  it('A29: the server goes to FIN-WAIT-1 with its FIN', () => {
    expect(frames[5]!.get('stateServer')).toEqual({ before: 'ESTABLISHED', after: 'FIN-WAIT-1' });
    expect(frames[6]!.get('stateServer')).toEqual({ before: 'FIN-WAIT-1', after: 'FIN-WAIT-2' });
    expect(frames[7]!.get('stateServer')).toEqual({ before: 'FIN-WAIT-2', after: 'TIME-WAIT' });
    expect(frames[8]!.get('stateClient')).toEqual({ before: 'LAST-ACK', after: 'CLOSED' });
  });
});

describe.skipIf(!present)('the lessons\' captures', () => {
  it('A10: frame 4 of the echo session is a window update from 65535 to 408256', () => {
    const frames = told(seed('goecho-dltnull.pcap'));
    expect(frames[3]!.get('windowChange')).toEqual({ before: 65535, after: 408256 });
    expect(frames[3]!.get('phaseWindowUpdate')).toMatchObject({ first: 4, last: 4 });
    expect(frames[8]!.get('phaseIdle')).toEqual({ first: 8, last: 9, seconds: '10.003959' });
    expect(frames.map((f) => keys(f).find((k) => k.startsWith('phase') && k !== 'phaseIdle'))).toEqual([
      'phaseHandshake', 'phaseHandshake', 'phaseHandshake', 'phaseWindowUpdate', 'phaseData', 'phaseData', 'phaseData', 'phaseData', 'phaseClose', 'phaseClose', 'phaseClose', 'phaseClose',
    ]);
  });
  it('A31: a late FIN answered by RST tells close(), answered by ACK shutdown()', () => {
    const frames = told(seed('fw2.pcap'));
    expect(frames[14]!.get('answeredByReset')).toEqual({ frame: 16 });
    expect(frames[15]!.has('answeredByReset')).toBe(true);
    expect(frames[16]!.get('answeredByAck')).toEqual({ frame: 18 });
    expect(frames[17]!.has('answeredByAck')).toBe(true);
    expect(frames.filter((f) => f.has('halfOpen'))).toHaveLength(2);
  });
});

describe('A115: a receiver whose program does not read', () => {
  const [SYN, ACK] = [2, 0x10];
  const noRoom = (side: 1 | 2, sequence: number, acknowledgment: number, window: number): number[] => {
    const segment = tcp(side === 1 ? 40000 : 9, side === 1 ? 9 : 40000, { flags: ACK, sequence, acknowledgment });
    segment[14] = window >>> 8;
    segment[15] = window & 255;
    return ip(6, side, 3 - side, segment);
  };
  const opening = [
    ip(6, 1, 2, tcp(40000, 9, { flags: SYN, sequence: 100 })), ip(6, 2, 1, tcp(9, 40000, { flags: SYN | ACK, sequence: 900, acknowledgment: 101 })), ip(6, 1, 2, tcp(40000, 9, { flags: ACK, sequence: 101, acknowledgment: 901 })),
    ip(6, 1, 2, tcp(40000, 9, { flags: ACK, sequence: 101, acknowledgment: 901 }, [1, 2, 3])),
  ];
  it('is named, with the time until it reads again', () => {
    const frames = told(pcapOf([...opening, noRoom(2, 901, 104, 0), noRoom(2, 901, 104, 0), noRoom(2, 901, 104, 512)]));
    expect(frames[4]!.get('notReading')).toEqual({ seconds: '2.000000', first: 5, last: 7 });
    expect(frames[5]!.get('notReading')).toEqual({ seconds: '2.000000', first: 5, last: 7 });
    expect(frames[6]!.get('windowChange')).toEqual({ before: 0, after: 512 });
  });
  it('is named where it never reads again', () => {
    const frames = told(pcapOf([...opening, noRoom(2, 901, 104, 0), ip(6, 1, 2, tcp(40000, 9, { flags: ACK, sequence: 104, acknowledgment: 901 }, [4]))]));
    expect(frames[4]!.get('notReadingStill')).toEqual({ seconds: '1.000000', first: 5 });
  });
});
