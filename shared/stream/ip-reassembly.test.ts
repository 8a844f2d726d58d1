// Reassembly of IP fragments: orders, overlaps and lies as tshark 4.0 judges them; limits; sets made to hurt.
import { describe, expect, it } from 'vitest';
import { IpReassembly, STATE_TOO_MANY_FRAGMENTS, STATE_TOO_MANY_WAITING, STATE_WHOLE, type FragmentPlace } from './ip-reassembly';

/** [offset, octets, more]; `position` of the n-th fragment is n, so that its octets can be found again. */
type Cut = readonly [offset: number, data: string, more: boolean];

function run(cuts: readonly Cut[]): { completed: number; told: string } {
  const reassembly = new IpReassembly();
  let completed = 0;
  let datagram = -1;
  for (const [i, [offset, data, more]] of cuts.entries()) {
    const whole = reassembly.add('key', { frame: i + 1, parent: -1, position: i, offset, length: data.length, more });
    if (whole < 0) continue;
    datagram = whole;
    completed = i + 1;
    break;
  }
  if (datagram < 0) return { completed, told: '' };
  const made = reassembly.assemble(datagram, (f) => new TextEncoder().encode(cuts[f.position]![1]))!;
  const marks = made.parts.map((p) => `${p.frame}${p.overlap ? 'o' : ''}${p.conflict ? 'c' : ''}${p.multipleTails ? 't' : ''}${p.tooLong ? 'l' : ''}`);
  return { completed, told: `${new TextDecoder().decode(made.bytes)} ${marks.join(' ')}` };
}

describe('one datagram', () => {
  // o = overlap, c = conflict, t = another tail, l = too long: what tshark shows of the same fragments.
  const cases: readonly [string, readonly Cut[], number, string][] = [
    ['in order', [[0, 'abcdefgh', true], [8, 'ijk', false]], 2, 'abcdefghijk 1 2'],
    ['last first', [[8, 'ijk', false], [0, 'abcdefgh', true]], 2, 'abcdefghijk 2 1'],
    ['the middle last', [[0, 'abcdefgh', true], [16, 'qr', false], [8, 'ijklmnop', true]], 3, 'abcdefghijklmnopqr 1 3 2'],
    ['a duplicate', [[0, 'abcdefgh', true], [0, 'abcdefgh', true], [8, 'i', false]], 3, 'abcdefghi 1 2o 3'],
    ['a conflict: what begins first counts', [[0, 'abcdefghijklmnop', true], [8, 'XXXXXXXXqrstuvwx', true], [24, 'y', false]], 3, 'abcdefghijklmnopqrstuvwxy 1 2oc 3'],
    ['past the end', [[24, 'zzzzzzzz', true], [8, 'ijklmnop', false], [0, 'abcdefgh', true]], 3, 'abcdefghijklmnop 3 2 1l'],
    ['two tails', [[8, 'ijklmnop', false], [8, 'ijklmnopqrst', false], [0, 'abcdefgh', true]], 3, 'abcdefghijklmnop 3 1 2otl'],
    ['a hole', [[0, 'abcdefgh', true], [16, 'qr', false]], 0, ''],
    ['no beginning', [[8, 'ijklmnop', true], [16, 'qr', false]], 0, ''],
    ['no end', [[0, 'abcdefgh', true], [8, 'ijklmnop', true]], 0, ''],
  ];
  for (const [name, cuts, completed, told] of cases) it(name, () => expect(run(cuts)).toEqual({ completed, told }));

  it('any order of arrival gives the same bytes', () => {
    const cuts: Cut[] = [[0, 'abcdefgh', true], [8, 'ijklmnop', true], [16, 'qrstuvwx', true], [24, 'yz', false]];
    for (let order = 0; order < 24; order++) {
      const left = [...cuts];
      const mixed = [4, 3, 2, 1].map((n, i) => left.splice(Math.floor(order / [6, 2, 1, 1][i]!) % n, 1)[0]!);
      const { completed, told } = run(mixed);
      expect([completed, told.split(' ')[0]]).toEqual([4, 'abcdefghijklmnopqrstuvwxyz']);
    }
  });
});

describe('many datagrams', () => {
  const place = (frame: number, offset: number, more: boolean): FragmentPlace => ({ frame, parent: -1, position: 0, offset, length: 8, more });

  it('an identification that comes again begins a new datagram', () => {
    const r = new IpReassembly();
    expect([r.add('a', place(1, 0, true)), r.add('a', place(2, 8, false)), r.add('a', place(3, 8, false)), r.add('a', place(4, 0, true))]).toEqual([-1, 0, -1, 1]);
    expect([1, 2, 3, 4].map((frame) => r.datagramsOf(frame))).toEqual([[0], [0], [1], [1]]);
    expect([r.frameOf(0), r.frameOf(1), r.state(1)]).toEqual([2, 4, STATE_WHOLE]);
  });

  it('gives the oldest up when too many wait, and one that has too many fragments', () => {
    const r = new IpReassembly(3, 5);
    for (let i = 0; i < 10; i++) r.add(`key ${i}`, place(i + 1, 0, true));
    expect(r.waitingCount).toBe(3);
    expect([r.state(0), r.state(6), r.state(7)]).toEqual([STATE_TOO_MANY_WAITING, STATE_TOO_MANY_WAITING, 0]);
    for (let i = 0; i < 4; i++) r.add('key 9', place(20 + i, 0, true));
    expect([r.state(9), r.waitingCount]).toEqual([STATE_TOO_MANY_FRAGMENTS, 2]);
  });

  it('longer than 65,535 octets, and places that are lies', () => {
    const r = new IpReassembly();
    r.add('a', { frame: 1, parent: -1, position: 0, offset: 65_528, length: 65_515, more: false });
    expect(r.add('a', { frame: 2, parent: -1, position: 0, offset: 0, length: 65_528, more: true })).toBe(0);
    expect(r.assemble(0, (f) => new Uint8Array(f.length))!.bytes.length).toBe(131_043);
    expect(r.assemble(0, () => null)).toBeNull();
    expect(r.assemble(0, () => new Uint8Array(1))).toBeNull();
  });

  it('random sets are whole exactly when their octets are there', () => {
    let state = 7;
    const random = (n: number): number => ((state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) >>> 8) % n;
    for (let round = 0; round < 300; round++) {
      const r = new IpReassembly();
      const there = new Set<number>();
      let end = -1;
      for (let i = 1; i < 40; i++) {
        const [offset, length, more] = [random(10) * 8, 1 + random(20), random(3) > 0];
        const whole = r.add('a', { frame: i, parent: -1, position: 0, offset, length, more });
        for (let k = offset; k < offset + length; k++) there.add(k);
        if (!more && end < 0) end = offset + length;
        const complete = end >= 0 && Array.from({ length: end }, (_, k) => k).every((k) => there.has(k));
        expect(whole >= 0).toBe(complete);
        if (!complete) continue;
        expect(r.assemble(whole, (f) => new Uint8Array(f.length))!.bytes.length).toBe(end);
        break;
      }
    }
  });
});
