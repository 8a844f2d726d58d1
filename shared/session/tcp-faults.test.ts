// What the fault lab taught the analysis of TCP, made small: expected is what tshark 4.0.17 prints of the same bytes (-T fields, one pass).
import { describe, expect, it } from 'vitest';
import type { ViewOptions } from '../ipc/contract';
import { ip, pcapOf, sessionOver, tcp } from './made-packets';

const VIEW: ViewOptions = { time: 'relative', timeDigits: -1, relativeSequence: true, verifyChecksums: false, names: 0, flagStyle: 'wireshark' };
const [FIN, SYN, RST, ACK] = [1, 2, 4, 0x10];

type Segment = readonly [side: 1 | 2, flags: number, sequence: number, acknowledgment: number, octets: number];
const OPENING: readonly Segment[] = [[1, SYN, 100, 0, 0], [2, SYN | ACK, 900, 101, 0], [1, ACK, 101, 901, 0]];

function captureOf(segments: readonly Segment[]): Uint8Array {
  return pcapOf(
    segments.map(([side, flags, sequence, acknowledgment, octets]) => {
      const [from, to] = side === 1 ? [40000, 9] : [9, 40000];
      return ip(6, side, 3 - side, tcp(from, to, { flags, sequence, acknowledgment }, new Array<number>(octets).fill(0)));
    }),
  );
}
const inFlight = (segments: readonly Segment[]): string[] => sessionOver(captureOf(segments)).rows(0, segments.length, ['tcp.analysis.bytes_in_flight'], VIEW).map((row) => row.cells.join());

/** The Info of IPv4 packets, the fourth of them cut to `octets`. */
function infos(segments: readonly Segment[], cut = Infinity): string[] {
  const packets = segments.map(([side, flags, sequence, acknowledgment, octets]) => ip(6, side, 3 - side, tcp(side === 1 ? 40000 : 9, side === 1 ? 9 : 40000, { flags, sequence, acknowledgment }, new Array<number>(octets).fill(0))));
  const whole = pcapOf(packets);
  if (cut === Infinity) return infosOf(whole, segments.length);
  const at = 24 + packets.slice(0, 3).reduce((sum, packet) => sum + 16 + packet.length, 0);
  const record = [...whole.subarray(at, at + 16 + cut)];
  record.splice(8, 4, cut, 0, 0, 0);
  return infosOf(Uint8Array.from([...whole.subarray(0, at), ...record, ...whole.subarray(at + 16 + packets[3]!.length)]), segments.length);
}
const infosOf = (bytes: Uint8Array, count: number): string[] => sessionOver(bytes).rows(0, count, ['_ws.col.Info'], VIEW).map((row) => row.cells.join());

describe('keep-alives', () => {
  it('are seen before a next number of 0, too, which is where numbers begin again', () => {
    const wrapped: readonly Segment[] = [[1, SYN, 0xffffffff, 0, 0], [2, SYN | ACK, 900, 0, 0], [1, ACK, 0, 901, 0], [1, ACK, 0xffffffff, 901, 0], [2, ACK, 901, 0, 0]];
    const marks = infos(wrapped).map((info) => /^\[TCP Keep-Alive( ACK)?\]/.exec(info)?.[0] ?? '');
    expect(marks).toEqual(['', '', '', '[TCP Keep-Alive]', '[TCP Keep-Alive ACK]']);
  });
});

describe('a segment whose header the snaplen cut', () => {
  it.each([24, 28, 32, 33, 34])('is no empty one, nor a keep-alive or a zero window: %d octets from the IP header on', (octets) => {
    const segments: readonly Segment[] = [...OPENING, [1, ACK, 101, 901, 100], [2, ACK, 901, 201, 0], [2, ACK, 901, 201, 0]];
    const marks = infos(segments, octets).map((info) => [...info.matchAll(/\[TCP [^\]]*\]/g)].join(''));
    expect(marks).toEqual(['', '', '', '', '[TCP ACKed unseen segment]', '[TCP Dup ACK 5#1]']);
  });
});

describe('the next sequence number', () => {
  it('counts one of SYN and FIN that come together', () => {
    const segments: readonly Segment[] = [[1, SYN, 100, 0, 5], [1, SYN | FIN, 100, 0, 5], [1, FIN, 105, 0, 0]];
    expect(sessionOver(captureOf(segments)).rows(0, 3, ['tcp.nxtseq'], VIEW).map((row) => row.cells.join())).toEqual(['6', '6', '6']);
  });
});

describe('bytes in flight', () => {
  it('are not told behind a gap until the other side acknowledges: an RST without ACK does not', () => {
    const gap: readonly Segment[] = [...OPENING, [1, ACK, 101, 901, 10], [1, ACK, 121, 901, 10], [2, RST, 901, 0, 0], [1, ACK, 131, 901, 10], [2, ACK, 901, 111, 0], [1, ACK, 141, 901, 10]];
    expect(inFlight(gap)).toEqual(['', '', '', '10', '', '', '', '', '30']);
  });
  it('count from the lowest number that waits, though a segment came behind a hundred others', () => {
    const late: readonly Segment[] = [
      ...OPENING, ...Array.from({ length: 100 }, (_, i): Segment => [1, ACK, 111 + 10 * i, 901, 10]), [1, ACK, 101, 901, 10], [2, ACK, 901, 211, 0], [1, ACK, 1121, 901, 10], [2, ACK, 901, 1111, 0], [1, ACK, 1131, 901, 10],
    ];
    expect(inFlight(late).slice(-5)).toEqual(['', '', '', '', '20']);
  });
});
