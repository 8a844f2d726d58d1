// The states of real streams: the sessions of the lessons, whose course their texts tell.
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sessionOver } from './made-packets';
import { streamStates } from './stored-states';
import type { StreamStates } from '../stream/tcp-states';

const SEEDS = resolve(import.meta.dirname, '../../../shared/corpus/seeds');
const isThere = existsSync(SEEDS);
if (!isThere) console.warn(`states of the lessons' sessions: not looked at, there is no ${SEEDS}`);

const of = (name: string, stream: number): StreamStates => streamStates(sessionOver(readFileSync(resolve(SEEDS, name))).store, stream);
const sides = ({ frames }: StreamStates): string[] => frames.map((f) => `${f.frame} ${f.client} ${f.server}`);

describe.skipIf(!isThere)('the states of the lessons’ sessions (skipped without the corpus)', () => {
  it('go-echo: handshake, window update, data, ten seconds of nothing, a close by the client', () => {
    const echo = of('goecho-dltnull.pcap', 0);
    expect(echo.phases.map(({ kind, first, last }) => `${kind} ${first}-${last}`)).toEqual(['handshake 1-3', 'window update 4-4', 'data 5-8', 'idle 8-9', 'close 9-12']);
    expect(echo.phases[3]!.duration).toBe(10_003_959_000);
    expect(echo.close).toEqual({ kind: 'orderly', by: 0, halfClose: 0, lateFin: null });
    expect(echo.frames[3]!.names).toEqual(['window update']);
    expect(sides(echo)).toEqual([
      '1 SYN-SENT SYN-RECEIVED', '2 ESTABLISHED SYN-RECEIVED', ...[3, 4, 5, 6, 7, 8].map((frame) => `${frame} ESTABLISHED ESTABLISHED`),
      '9 FIN-WAIT-1 CLOSE-WAIT', '10 FIN-WAIT-2 CLOSE-WAIT', '11 TIME-WAIT LAST-ACK', '12 TIME-WAIT CLOSED',
    ]);
  });
  it('rpcx: four groups', () => {
    expect(of('rpcx-dltnull.pcap', 0).phases.filter((phase) => phase.kind !== 'idle').map(({ kind, first, last }) => `${kind} ${first}-${last}`)).toEqual([
      'handshake 1-3', 'window update 4-4', 'data 5-8', 'close 9-12',
    ]);
  });
  it('half-close: a late FIN answered by RST tells close(), by ACK shutdown(); the ACKs before it waited', () => {
    const [closed, shut] = [of('fw2.pcap', 0), of('fw2.pcap', 1)];
    expect(closed.close).toEqual({ kind: 'reset', by: 1, halfClose: 9, lateFin: { frame: 15, answer: 16, closedBy: 'close' } });
    expect(shut.close).toEqual({ kind: 'orderly', by: 1, halfClose: 12, lateFin: { frame: 17, answer: 18, closedBy: 'shutdown' } });
    expect(sides(closed).slice(5)).toEqual(['9 CLOSE-WAIT FIN-WAIT-1', '14 CLOSE-WAIT FIN-WAIT-2', '15 LAST-ACK FIN-WAIT-2', '16 CLOSED CLOSED']);
    expect(sides(shut).slice(5)).toEqual(['12 CLOSE-WAIT FIN-WAIT-1', '13 CLOSE-WAIT FIN-WAIT-2', '17 LAST-ACK TIME-WAIT', '18 CLOSED TIME-WAIT']);
    expect(closed.frames.flatMap((f) => f.names.map((name) => `${f.frame} ${name}`))).toEqual(['9 half-close', '14 delayed ACK']);
    expect(shut.frames.flatMap((f) => f.names.map((name) => `${f.frame} ${name}`))).toEqual(['12 half-close', '13 delayed ACK']);
  });
  it('SYNs that nobody answers: the server is not known', () => {
    const { frames, close } = of('exp-IN.pcap', 0);
    expect(new Set(frames.map((f) => `${f.client} ${f.server}`))).toEqual(new Set(['SYN-SENT unknown']));
    expect(close.kind).toBe('timed out');
  });
});
