// snoop files, made byte by byte after RFC 1761.
import { describe, expect, it } from 'vitest';
import { MemorySource } from './byte-source';
import { openCaptureFile } from './capture-file';
import { CaptureReader } from './capture-reader';
import { FrameBatch } from './frame-batch';

const word = (n: number): number[] => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255];
const HEAD = [0x73, 0x6e, 0x6f, 0x6f, 0x70, 0, 0, 0, ...word(2), ...word(4)];
const record = (bytes: number[], pad: number, seconds: number): number[] =>
  [...word(60), ...word(bytes.length), ...word(24 + bytes.length + pad), ...word(0), ...word(seconds), ...word(250_000), ...bytes, ...new Array<number>(pad).fill(0)];

function read(bytes: number[]): { frames: number[][]; problem: string } {
  const reader = new CaptureReader(openCaptureFile(new MemorySource(Uint8Array.from(bytes)), 'x.snoop'));
  const batch = new FrameBatch(4);
  const frames: number[][] = [];
  while (reader.next(batch)) for (let i = 0; i < batch.count; i++) frames.push([batch.seconds[i]!, batch.nanos[i]!, batch.caplen[i]!, batch.len[i]!, batch.run[batch.start[i]!]!]);
  return { frames, problem: reader.problem()?.message ?? '' };
}

describe('snoop', () => {
  const file = [...HEAD, ...record([1, 2, 3], 1, 7), ...record([9], 3, 8)];
  it('reads records with their padding', () => {
    expect(read(file)).toEqual({ frames: [[7, 250_000_000, 3, 60, 1], [8, 250_000_000, 1, 60, 9]], problem: '' });
  });
  it('keeps the frames before a cut, at every byte', () => {
    for (let cut = HEAD.length; cut < file.length; cut++) {
      const got = read(file.slice(0, cut));
      expect(got.frames.length).toBe(cut < HEAD.length + 28 ? 0 : 1);
      expect(got.problem === '').toBe(cut === HEAD.length || cut === HEAD.length + 28);
    }
  });
  it('says that a record length is impossible', () => {
    const lying = [...HEAD, ...record([1, 2, 3], 1, 7)];
    lying.splice(HEAD.length + 8, 4, ...word(5));
    expect(read(lying).problem).toContain('byte 16');
  });
});
