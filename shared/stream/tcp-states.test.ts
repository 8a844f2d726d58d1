// States, closes and phases of made streams, against the figures of RFC 9293.
import { describe, expect, it } from 'vitest';
import { Finding } from '../dissect/segment-analysis';
import type { Side, StateFrame } from './state-frame';
import { tcpStates } from './tcp-states';

const [FIN, SYN, RST, ACK] = [1, 2, 4, 16];

type Row = readonly [side: Side, sequence: number, acknowledgment: number, flags: number, length?: number, milliseconds?: number, findings?: number];

/** One millisecond apart where nothing else is said. */
function framesOf(rows: readonly Row[]): StateFrame[] {
  let time = 0;
  return rows.map(([side, sequence, acknowledgment, flags, length = 0, milliseconds = 1, findings = 0], i) => {
    time += milliseconds * 1e6;
    return { frame: i + 1, side, sequence, acknowledgment, flags, length, time, findings };
  });
}

const states = (rows: readonly Row[]): string[] => tcpStates(framesOf(rows)).frames.map((f) => `${f.client} ${f.server}`);
const OPENING: readonly Row[] = [[0, 100, 0, SYN], [1, 300, 101, SYN | ACK], [0, 101, 301, ACK]];

describe('the states of a TCP stream', () => {
  it('are those of RFC 9293 figure 6 (opening) and figure 12 (normal close)', () => {
    const close: readonly Row[] = [[0, 101, 301, FIN | ACK], [1, 301, 102, ACK], [1, 301, 102, FIN | ACK], [0, 102, 302, ACK]];
    expect(states([...OPENING, ...close])).toEqual([
      'SYN-SENT SYN-RECEIVED', 'ESTABLISHED SYN-RECEIVED', 'ESTABLISHED ESTABLISHED',
      'FIN-WAIT-1 CLOSE-WAIT', 'FIN-WAIT-2 CLOSE-WAIT', 'TIME-WAIT LAST-ACK', 'TIME-WAIT CLOSED',
    ]);
    expect(tcpStates(framesOf([...OPENING, ...close])).close).toEqual({ kind: 'orderly', by: 0, halfClose: 0, lateFin: null });
  });
  it('are those of figure 13 (simultaneous close)', () => {
    const rows: readonly Row[] = [...OPENING, [0, 101, 301, FIN | ACK], [1, 301, 101, FIN | ACK], [0, 102, 302, ACK], [1, 302, 102, ACK]];
    expect(states(rows).slice(3)).toEqual(['FIN-WAIT-1 CLOSE-WAIT', 'CLOSING LAST-ACK', 'CLOSING CLOSED', 'TIME-WAIT CLOSED']);
    expect(tcpStates(framesOf(rows)).close.kind).toBe('simultaneous');
  });
  it('are not known of a stream whose beginning is missing, unless both sides still speak', () => {
    expect(states([[0, 5, 9, ACK], [1, 9, 5, ACK]])).toEqual(['unknown unknown', 'unknown unknown']);
    expect(states([[0, 5, 9, ACK, 10], [1, 9, 15, ACK, 10]])).toEqual(['ESTABLISHED ESTABLISHED', 'ESTABLISHED ESTABLISHED']);
  });
  it('do not move the other side by a SYN or FIN that nobody answers', () => {
    const rows: readonly Row[] = [[0, 100, 0, SYN], [0, 100, 0, SYN, 0, 1000, Finding.Retransmission]];
    expect(states(rows)).toEqual(['SYN-SENT unknown', 'SYN-SENT unknown']);
    expect(tcpStates(framesOf(rows)).close.kind).toBe('timed out');
    expect(states([[0, 100, 0, SYN], [1, 0, 101, RST | ACK]])).toEqual(['SYN-SENT CLOSED', 'CLOSED CLOSED']);
    expect(states([...OPENING, [0, 101, 301, FIN | ACK]]).at(-1)).toBe('FIN-WAIT-1 ESTABLISHED');
  });
  it('name a half-close, and what still is sent after it', () => {
    const rows: readonly Row[] = [...OPENING, [0, 101, 301, FIN | ACK], [1, 301, 102, ACK, 50], [0, 102, 351, ACK, 0, 40]];
    const { frames, close } = tcpStates(framesOf(rows));
    expect(frames.map((f) => f.names)).toEqual([[], [], [], ['half-close'], [], ['delayed ACK']]);
    expect(close).toEqual({ kind: 'half-closed', by: 0, halfClose: 4, lateFin: null });
    expect(`${frames.at(-1)!.client} ${frames.at(-1)!.server}`).toBe('FIN-WAIT-2 CLOSE-WAIT');
  });
});
