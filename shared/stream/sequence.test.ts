// Rows and boxes of sequence diagrams of made streams.
import { describe, expect, it } from 'vitest';
import { Finding } from '../dissect/segment-analysis';
import { Sequence, type SequenceFrame } from './sequence';
import { findingNames, flagNames, isOnlyWarning, labelText } from './sequence-label';
import type { Side } from './state-frame';

const [FIN, SYN, PSH, ACK] = [1, 2, 8, 16];
type Made = readonly [side: Side, sequence: number, acknowledgment: number, flags: number, length?: number, rest?: Partial<SequenceFrame>];

/** A millisecond apart; the client begins at 100, the server at 300; windows of 1000 shifted by 2. */
function sequenceOf(rows: readonly Made[]): Sequence {
  const frames = rows.map(([side, sequence, acknowledgment, flags, length = 0, rest = {}], i): SequenceFrame => ({
    frame: 10 * (i + 1), side, sequence, acknowledgment, flags, length, time: i * 1e6, findings: 0, window: 1000, acks: 0, inFlight: 0, peer: 0, ...rest,
  }));
  return new Sequence(frames, { shifts: [2, -1], bases: [100, 300] });
}
const OPENING: readonly Made[] = [[0, 100, 0, SYN], [1, 300, 101, SYN | ACK, 0, { acks: 10 }], [0, 101, 301, ACK, 0, { acks: 20 }]];

describe('a sequence', () => {
  it('tells which row each acknowledges, repeats and answers', () => {
    const sequence = sequenceOf([
      ...OPENING, [0, 101, 301, PSH | ACK, 50], [0, 101, 301, PSH | ACK, 50, { findings: Finding.Retransmission }],
      [0, 121, 301, PSH | ACK, 30, { findings: Finding.Retransmission }], [1, 301, 151, ACK, 20, { acks: 60, peer: 40 }],
    ]);
    const rows = sequence.rows(0, 100, true);
    expect(rows.map(({ acks }) => acks)).toEqual([-1, 0, 1, -1, -1, -1, 5]);
    // The last one begins in the middle of what was sent: the latest that sent its first byte.
    expect(rows.map(({ repeats }) => repeats)).toEqual([-1, -1, -1, -1, 3, 4, -1]);
    expect(rows.map(({ answers }) => answers)).toEqual([-1, -1, -1, -1, -1, -1, 3]);
    expect([sequence.rowOf(40), sequence.rowOf(45), sequence.rowOf(1000)]).toEqual([3, -1, -1]);
  });
  it('counts from the first numbers or as sent, and multiplies windows where a scale is known', () => {
    const sequence = sequenceOf([...OPENING, [1, 301, 101, ACK, 7]]);
    expect(sequence.rows(0, 4, true).map(({ sequence: s, acknowledgment: a, window: w }) => [s, a, w])).toEqual([[0, 0, 1000], [0, 1, 1000], [1, 1, 4000], [1, 1, 1000]]);
    expect(sequence.rows(2, 1, false).map(({ sequence: s, acknowledgment: a, windowBefore: b }) => [s, a, b])).toEqual([[101, 301, 1000]]);
  });
  it('has a box for each turn of the talk', () => {
    const sequence = sequenceOf([
      ...OPENING, [1, 301, 101, PSH | ACK, 5], [0, 101, 306, ACK], [0, 101, 306, PSH | ACK, 10], [0, 111, 306, PSH | ACK, 10], [1, 306, 121, PSH | ACK, 8], [0, 121, 314, FIN | ACK], [1, 314, 122, FIN | ACK], [0, 122, 315, ACK],
    ]);
    expect(sequence.boxes.map(({ kind, side, first, last, bytes }) => `${kind} ${side} ${first}-${last} ${bytes}`)).toEqual(['handshake 0 0-2 0', 'message 1 3-4 5', 'request 0 5-6 20', 'response 1 7-7 8', 'close 0 8-10 0']);
    expect([0, 4, 6, 10].map((row) => sequence.boxOf(row).kind)).toEqual(['handshake', 'message', 'request', 'close']);
    expect(sequence.boxes[3]).toMatchObject({ since: 1e6, duration: 0, afterGap: false });
  });
  it('of nothing is nothing', () => {
    const sequence = sequenceOf([]);
    expect([sequence.boxes, sequence.rows(0, 10, true), sequence.times]).toEqual([[], [], []]);
  });
});

describe('the label of a segment', () => {
  it('has flags by name, numbers, length, and the window where it is news', () => {
    const rows = sequenceOf([...OPENING, [0, 101, 301, PSH | ACK, 50], [0, 151, 301, ACK, 0, { window: 900, findings: Finding.WindowUpdate }]]).rows(0, 100, true);
    expect(rows.map(labelText)).toEqual(['SYN seq 0 win 1000', 'SYN, ACK seq 0 ack 1 win 1000', 'ACK ack 1 win 4000', 'PSH, ACK seq 1 ack 1 len 50', 'ACK ack 1 win 4000 → 3600']);
    expect([flagNames(0), flagNames(0x1ff)]).toEqual(['<None>', 'FIN, SYN, RST, PSH, ACK, URG, ECE, CWR, AE']);
  });
  it('says what was found, a special retransmission once, and whether it is only a warning', () => {
    expect(findingNames(Finding.Retransmission | Finding.FastRetransmission)).toEqual(['fastRetransmission']);
    expect(findingNames(Finding.WindowUpdate | Finding.Unremarkable)).toEqual([]);
    expect([isOnlyWarning(Finding.DuplicateAck | Finding.WindowUpdate), isOnlyWarning(Finding.DuplicateAck | Finding.LostSegment)]).toEqual([true, false]);
  });
});
