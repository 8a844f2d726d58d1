// What the analysis of TCP says of made segments, against what tshark 4.0.17 prints of the same bytes (-T fields, one pass).
import { describe, expect, it } from 'vitest';
import type { ViewOptions } from '../ipc/contract';
import { ip, pcapOf, sessionOver, tcp } from './made-packets';

const VIEW: ViewOptions = { time: 'relative', timeDigits: -1, relativeSequence: true, verifyChecksums: false, names: 0, flagStyle: 'wireshark' };
const [SYN, ACK, FIN] = [2, 0x10, 0x11];

/** Side (1 opens), flags, sequence and acknowledgment number, octets. */
type Segment = readonly [side: 1 | 2, flags: number, sequence: number, acknowledgment: number, octets: number];

function captureOf(segments: readonly Segment[]): Uint8Array {
  return pcapOf(
    segments.map(([side, flags, sequence, acknowledgment, octets]) => {
      const [from, to] = side === 1 ? [40000, 9] : [9, 40000];
      return ip(6, side, 3 - side, tcp(from, to, { flags, sequence, acknowledgment }, Array.from({ length: octets }, () => 0)));
    }),
  );
}

function columns(segments: readonly Segment[], names: readonly string[]): string[] {
  return sessionOver(captureOf(segments)).rows(0, segments.length, names, VIEW).map((row) => row.cells.join(' '));
}

const OPENING: readonly Segment[] = [[1, SYN, 100, 0, 0], [2, SYN | ACK, 900, 101, 0], [1, ACK, 101, 901, 0]];

describe('the analysis of TCP', () => {
  it('tells loss, duplicate ACKs and both kinds of repetition', () => {
    const segments: readonly Segment[] = [
      ...OPENING, [1, ACK, 101, 901, 10], [1, ACK, 121, 901, 10], [2, ACK, 901, 111, 0], [2, ACK, 901, 111, 0], [2, ACK, 901, 111, 0],
      [1, ACK, 111, 901, 10], [2, ACK, 901, 131, 0], [1, ACK, 101, 901, 10],
    ];
    expect(columns(segments, ['info']).slice(3)).toEqual([
      '40000 → 9 [ACK] Seq=1 Ack=1 Win=8192 Len=10',
      '[TCP Previous segment not captured] 40000 → 9 [ACK] Seq=21 Ack=1 Win=8192 Len=10',
      '9 → 40000 [ACK] Seq=1 Ack=11 Win=8192 Len=0',
      '[TCP Dup ACK 6#1] 9 → 40000 [ACK] Seq=1 Ack=11 Win=8192 Len=0',
      '[TCP Dup ACK 6#2] 9 → 40000 [ACK] Seq=1 Ack=11 Win=8192 Len=0',
      '[TCP Retransmission] 40000 → 9 [ACK] Seq=11 Ack=1 Win=8192 Len=10',
      '9 → 40000 [ACK] Seq=1 Ack=31 Win=8192 Len=0',
      '[TCP Spurious Retransmission] 40000 → 9 [ACK] Seq=1 Ack=1 Win=8192 Len=10',
    ]);
    expect(columns(segments, ['tcp.analysis.bytes_in_flight'])).toEqual(['', '', '', '10', '', '', '', '', '20', '', '10']);
    expect(columns(segments, ['tcp.analysis.acks_frame'])).toEqual(['', '1', '2', '', '', '4', '', '', '', '5', '']);
    expect(columns(segments, ['tcp.analysis.ack_rtt'])[9]).toBe('5.000000000');
  });

  it('tells a keep-alive, what was acknowledged unseen once, and ports that are used again', () => {
    const segments: readonly Segment[] = [
      ...OPENING, [2, ACK, 901, 201, 0], [2, ACK, 901, 301, 0], [1, ACK, 100, 901, 1], [1, FIN, 101, 901, 0], [1, SYN, 5000, 0, 0],
    ];
    expect(columns(segments, ['info']).slice(3)).toEqual([
      '[TCP ACKed unseen segment] 9 → 40000 [ACK] Seq=1 Ack=101 Win=8192 Len=0',
      '9 → 40000 [ACK] Seq=1 Ack=201 Win=8192 Len=0',
      '[TCP Keep-Alive] 40000 → 9 [ACK] Seq=0 Ack=1 Win=8192 Len=1',
      '40000 → 9 [FIN, ACK] Seq=1 Ack=1 Win=8192 Len=0',
      '[TCP Port numbers reused] 40000 → 9 [SYN] Seq=0 Win=8192 Len=0',
    ]);
  });
});
