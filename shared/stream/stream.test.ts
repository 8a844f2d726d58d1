// Conversations, streams, transactions and address claims, with the cases that go wrong most easily.
import { describe, expect, it } from 'vitest';
import { AddressKind, FrameFacts, SEGMENT_LENGTH_UNKNOWN } from '../dissect/frame-facts';
import { AddressClaims } from './address-claims';
import { ConversationTable } from './conversation-table';
import { SHIFT_UNKNOWN, SHIFT_UNUSED, Streams, TCP, UDP, type Segment } from './streams';
import { Transactions } from './transactions';

const SYN = 2;
const ACK = 16;

function facts(kind: AddressKind, size: number, sourcePort: number, destinationPort: number, transport = TCP): FrameFacts {
  const f = new FrameFacts();
  return Object.assign(f, { addressKind: kind, sourceAt: 0, destinationAt: size, transport, sourcePort, destinationPort });
}
const bytes = (size: number, source: number, destination: number): Uint8Array => {
  const b = new Uint8Array(size * 2);
  new DataView(b.buffer).setUint32(size - 4, source);
  new DataView(b.buffer).setUint32(2 * size - 4, destination);
  return b;
};
const segment = (direction: 0 | 1, sequence: number, flags: number, more: Partial<Segment> = {}): Segment => ({ direction, sequence, flags, acknowledgment: 0, windowShift: -1, ...more });

const indexOf = (table: ConversationTable, f: FrameFacts, addresses: Uint8Array): number => {
  f.addressBytes = addresses;
  return table.indexOf(f);
};

describe('conversations', () => {
  for (const [kind, size] of [[AddressKind.Ipv4, 4], [AddressKind.Ipv6, 16]] as const) {
    it(`finds the same one from both sides, 50,000 of them (${size} bytes)`, () => {
      const table = new ConversationTable();
      for (let i = 0; i < 50_000; i++) {
        const there = indexOf(table, facts(kind, size, 1024 + (i % 60_000), 80), bytes(size, 0x0a000000 + (i % 7000), 0xc0000201));
        const back = indexOf(table, facts(kind, size, 80, 1024 + (i % 60_000)), bytes(size, 0xc0000201, 0x0a000000 + (i % 7000)));
        expect(there >> 1).toBe(back >> 1);
        expect((there ^ back) & 1).toBe(1);
      }
      expect(table.count).toBe(50_000);
    });
    it(`hands its entries to another table, whichever way round they stand there (${size} bytes)`, () => {
      const [one, other] = [new ConversationTable(), new ConversationTable()];
      const frames = [[5, 9, 1000, 80], [9, 5, 80, 1000], [7, 5, 53, 53], [5, 5, 9, 3]].map(([s, d, sp, dp]) => [facts(kind, size, sp!, dp!), bytes(size, s!, d!)] as const);
      indexOf(other, facts(kind, size, 1, 2), bytes(size, 9, 5));
      const ours = frames.map(([f, b]) => indexOf(one, f, b));
      const map: number[] = [];
      other.adopt(one.entriesFrom(0), map);
      for (const [i, [f, b]] of frames.entries()) expect(map[ours[i]! >> 1]! ^ (ours[i]! & 1)).toBe(indexOf(other, f, b));
    });
  }
  it('counts a conversation of nobody with nobody as one', () => {
    const table = new ConversationTable();
    expect(indexOf(table, facts(AddressKind.Ipv4, 4, 0, 0, 0), bytes(4, 0, 0))).toBe(0);
    expect(table.count).toBe(1);
    expect(indexOf(table, facts(AddressKind.Ipv4, 4, 1000, 80), bytes(4, 1, 2))).toBe(2);
  });
  it('does not give a frame without a transport the ports of the frame before', () => {
    const table = new ConversationTable();
    const f = facts(AddressKind.Ipv4, 4, 1000, 80);
    indexOf(table, f, bytes(4, 1, 2));
    f.transport = 0;
    const ping = indexOf(table, f, bytes(4, 1, 2));
    expect(table.portsOf(ping >> 1)).toBe(0);
    f.addressKind = AddressKind.None;
    expect(indexOf(table, f, bytes(4, 1, 2))).toBe(-1);
  });
});

describe('streams', () => {
  it('count per transport, and a new SYN on old ports opens another', () => {
    const s = new Streams();
    const first = s.ofSegment(0, segment(0, 100, SYN), 1);
    expect(s.ofSegment(0, segment(0, 100, SYN), 2)).toBe(first);
    expect(s.ofSegment(0, segment(1, 500, SYN | ACK, { acknowledgment: 101 }), 3)).toBe(first);
    const second = s.ofSegment(0, segment(0, 9000, SYN), 4);
    const datagram = s.of(1, UDP, 0, 5);
    expect([first, second, datagram].map((x) => s.number(x))).toEqual([0, 1, 0]);
    expect([s.base(first, 0, 9), s.base(first, 1, 9), s.base(second, 0, 9), s.base(second, 1, 9)]).toEqual([100, 500, 9000, -1]);
  });
  it('take the number before the first where the opening was not captured', () => {
    const s = new Streams();
    const stream = s.ofSegment(0, segment(0, 0, ACK, { acknowledgment: 0 }), 1);
    expect([s.base(stream, 0, 9), s.base(stream, 1, 9)]).toEqual([0xffffffff, 0xffffffff]);
    s.ofSegment(0, segment(1, 4000, SYN | ACK, { acknowledgment: 1 }), 2);
    expect([s.base(stream, 1, 1), s.base(stream, 1, 2)]).toEqual([0xffffffff, 4000]);
  });
  it('learn nothing of a segment whose header is not whole', () => {
    const s = new Streams();
    const stream = s.ofSegment(0, segment(0, 77, ACK | SEGMENT_LENGTH_UNKNOWN, { acknowledgment: 5 }), 1);
    expect([s.base(stream, 0, 9), s.base(stream, 1, 9)]).toEqual([-1, -1]);
  });
  it('scale windows only where both SYNs offer it', () => {
    const shifts = (first: number, second: number): number[] => {
      const s = new Streams();
      const stream = s.ofSegment(0, segment(0, 1, SYN, { windowShift: first }), 1);
      s.ofSegment(0, segment(1, 1, SYN | ACK, { windowShift: second }), 2);
      return [s.shift(stream, 0), s.shift(stream, 1)];
    };
    expect(shifts(7, 6)).toEqual([7, 6]);
    expect(shifts(-1, 6)).toEqual([SHIFT_UNUSED, SHIFT_UNUSED]);
    expect(shifts(7, -1)).toEqual([SHIFT_UNUSED, SHIFT_UNUSED]);
    const s = new Streams();
    expect(s.shift(s.ofSegment(0, segment(0, 1, ACK), 1), 0)).toBe(SHIFT_UNKNOWN);
  });
  it('scale no window of a simultaneous open in which one side does not offer it, whoever speaks last', () => {
    const s = new Streams();
    const stream = s.ofSegment(0, segment(0, 1, SYN), 1);
    s.ofSegment(0, segment(1, 1, SYN, { windowShift: 14 }), 2);
    s.ofSegment(0, segment(0, 1, SYN | ACK), 3);
    s.ofSegment(0, segment(1, 1, SYN | ACK), 4);
    expect([s.shift(stream, 0), s.shift(stream, 1)]).toEqual([SHIFT_UNUSED, SHIFT_UNUSED]);
  });
  it('remember what was taught and proved, from when on', () => {
    const s = new Streams();
    const stream = s.of(0, TCP, 0, 1);
    s.teach(stream, 5, 3);
    s.teach(stream, 6, 8);
    s.prove(stream, 4, 3);
    expect([2, 3, 7, 8].map((frame) => s.taught(stream, frame))).toEqual([0, 5, 5, 6]);
    expect([3, 4].map((frame) => s.application(stream, frame))).toEqual([-1, 4]);
  });
});

describe('transactions', () => {
  const repeated = (): boolean => true;
  const another = (): boolean => false;
  it('pair an answer with its request, both ways, over a thousand streams', () => {
    const t = new Transactions();
    for (let i = 0; i < 5000; i++) t.request(2 * i + 1, i % 1000, i, repeated);
    for (let i = 0; i < 5000; i++) t.response(20_000 + i, i % 1000, i);
    for (let i = 0; i < 5000; i++) expect([t.peerOf(2 * i + 1), t.peerOf(20_000 + i)]).toEqual([20_000 + i, 2 * i + 1]);
    expect(t.peerOf(2)).toBe(0);
  });
  it('a repeated request is the first one and a repeated response none, unless repeats do not happen', () => {
    const t = new Transactions();
    t.request(1, 0, 7, repeated);
    t.request(2, 0, 7, repeated);
    t.response(3, 0, 7);
    t.response(4, 0, 7);
    t.request(5, 0, 7, repeated);
    t.response(6, 0, 7);
    expect([t.peerOf(1), t.peerOf(2), t.peerOf(3), t.peerOf(4), t.peerOf(6)]).toEqual([3, 0, 1, 0, 5]);
    t.request(7, 1, 0, another);
    t.request(8, 1, 0, another);
    t.response(9, 1, 0);
    expect(t.peerOf(9)).toBe(8);
  });
  it('an answer to nothing has no peer', () => {
    const t = new Transactions();
    t.response(1, 0, 7);
    expect(t.peerOf(1)).toBe(0);
  });
});

describe('address claims', () => {
  it('two stations with one address', () => {
    const claims = new AddressClaims();
    claims.claim(1, 0x0a000001, 0xaa);
    claims.claim(2, 0x0a000001, 0xaa);
    claims.claim(3, 0x0a000001, 0xbb);
    expect(claims.conflictOf(2)).toBeNull();
    expect(claims.conflictOf(3)).toEqual({ address: 0x0a000001, hardware: 0xbb, otherHardware: 0xaa, frame: 2 });
  });
});
