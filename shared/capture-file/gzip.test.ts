// Decompression against zlib: what it makes, read in order and anywhere, whole, cut and damaged.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { constants, deflateRawSync, gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { MemorySource, readBytes } from './byte-source';
import { GzipSource } from './gzip';
import { readWhole } from './read-whole';
import { pcap, seeded } from './sample-captures';

function everything(source: GzipSource, step = 100_000): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = 0; ; ) {
    const part = readBytes(source, at, step);
    if (part.length === 0) return new Uint8Array(Buffer.concat(parts));
    parts.push(part);
    at += part.length;
  }
}

/** Text-like, repetitive and random stretches by turns. */
function sample(size: number, seed = 1): Uint8Array {
  const random = seeded(seed);
  const data = new Uint8Array(size);
  for (let at = 0; at < size; ) {
    const length = Math.min(size - at, 1 + Math.floor(random() * 5000));
    const kind = Math.floor(random() * 4);
    const back = 1 + Math.floor(random() * Math.min(at, 32_768));
    for (let i = at; i < at + length; i++) {
      data[i] = kind === 0 ? Math.floor(random() * 256) : kind === 1 ? 65 + Math.floor(random() * random() * 20) : kind === 2 && at > 0 ? data[i - back]! : at & 255;
    }
    at += length;
  }
  return data;
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.from(a).equals(Buffer.from(b));
}

function withHeader(data: Uint8Array): Uint8Array {
  const plain = gzipSync(data);
  const header = [0x1f, 0x8b, 8, 0x1e, 0, 0, 0, 0, 0, 3, 3, 0, 9, 9, 9, 110, 97, 109, 101, 0, 99, 0, 0xaa, 0xbb];
  return new Uint8Array(Buffer.concat([Uint8Array.from(header), plain.subarray(10)]));
}

describe('gzip', () => {
  it.each([0, 1, 6, 9])('decompresses what zlib made at level %d', (level) => {
    for (const size of [1, 100, 70_000, 700_000]) {
      const data = sample(size, size + level);
      for (const strategy of [constants.Z_DEFAULT_STRATEGY, constants.Z_FIXED, constants.Z_HUFFMAN_ONLY, constants.Z_RLE]) {
        const source = new GzipSource(new MemorySource(gzipSync(data, { level, strategy })));
        expect(same(everything(source), data)).toBe(true);
        expect(source.damage).toBeNull();
        expect(source.size).toBe(size);
      }
    }
  });

  it('decompresses one byte repeated', () => {
    const data = new Uint8Array(5_000_000).fill(7);
    expect(same(everything(new GzipSource(new MemorySource(gzipSync(data)))), data)).toBe(true);
  });

  it('reads several members, optional header fields, and ignores padding behind', () => {
    const data = sample(200_000);
    const parts = [data.subarray(0, 5), data.subarray(5, 5), data.subarray(5, 150_000), data.subarray(150_000)];
    const packed = new Uint8Array(Buffer.concat([...parts.map(withHeader), new Uint8Array(512)]));
    const source = new GzipSource(new MemorySource(packed));
    expect(same(everything(source), data)).toBe(true);
    expect(source.damage).toBeNull();
  });

  it('reads anywhere, forwards and back', () => {
    const data = sample(3_000_000);
    const packed = Buffer.concat([gzipSync(data.subarray(0, 1_200_000)), gzipSync(data.subarray(1_200_000), { level: 1 })]);
    const source = new GzipSource(new MemorySource(new Uint8Array(packed)));
    const random = seeded(3);
    for (let round = 0; round < 40; round++) {
      const at = Math.floor(random() * data.length * (round < 15 ? round / 15 : 1));
      const length = Math.floor(random() * 3000);
      expect(same(readBytes(source, at, length), data.subarray(at, at + length))).toBe(true);
    }
    expect(same(everything(source, 777_777), data)).toBe(true);
  }, 30_000);

  it('gives what is before a cut, and says so', () => {
    const data = sample(100_000);
    const packed = new Uint8Array(gzipSync(data));
    const random = seeded(6);
    for (let round = 0; round < 40; round++) {
      const size = round < 24 ? round : Math.floor(random() * packed.length);
      const source = new GzipSource(new MemorySource(packed.slice(0, size)));
      const got = everything(source);
      expect(same(got, data.subarray(0, got.length))).toBe(true);
      expect(source.damage?.reason, `cut at ${size}`).toContain(`the file ends at byte ${size}`);
    }
    const all = new GzipSource(new MemorySource(packed.slice(0, -5)));
    expect(everything(all).length).toBe(data.length);
    expect(all.damage?.reason).toContain('checksum');
  });

  it('notices a wrong checksum, a wrong length and damage in the data', () => {
    const data = sample(100_000);
    const packed = new Uint8Array(gzipSync(data));
    for (const [at, word] of [[-8, 'checksum'], [-4, 'length']] as const) {
      const wrong = packed.slice();
      wrong[wrong.length + at]! ^= 1;
      const source = new GzipSource(new MemorySource(wrong));
      expect(everything(source).length).toBe(data.length);
      expect(source.damage?.reason).toContain(word);
    }
    const random = seeded(8);
    for (let round = 0; round < 50; round++) {
      const wrong = packed.slice();
      wrong[10 + Math.floor(random() * (packed.length - 10))]! ^= 1 + Math.floor(random() * 255);
      const source = new GzipSource(new MemorySource(wrong));
      everything(source);
      expect(source.damage).not.toBeNull();
    }
  });

  it('never loops or throws on raw noise behind a header', () => {
    const random = seeded(10);
    for (let round = 0; round < 200; round++) {
      const noise = Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, ...Array.from({ length: 300 }, () => Math.floor(random() * 256))]);
      const source = new GzipSource(new MemorySource(noise));
      everything(source);
      expect(source.damage).not.toBeNull();
    }
    const bomb = Buffer.concat([Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]), deflateRawSync(new Uint8Array(0))]);
    expect(everything(new GzipSource(new MemorySource(new Uint8Array(bomb)))).length).toBe(0);
  });

  it('is read as a capture, also where it is cut', () => {
    const whole = pcap(Array.from({ length: 2000 }, (_, i) => ({ seconds: i, fraction: (i * 7919) % 1_000_000, caplen: i % 97 })));
    const packed = new Uint8Array(gzipSync(whole));
    expect(readWhole(packed)).toMatchObject({ problem: null, frames: { length: 2000 } });
    const { frames, problem } = readWhole(packed.slice(0, packed.length - 2000), 'cut.pcap.gz');
    expect(frames.length).toBeGreaterThan(1000);
    expect(problem).toMatchObject({ code: 'NL-FILE-10', values: { file: 'cut.pcap.gz', complete: frames.length } });
    expect(problem!.message).toMatch(/^cut\.pcap\.gz cannot be decompressed beyond byte \d+ of its content: the file ends at byte \d+ in the middle of the compressed data\. Frames 1 to \d+ are complete\.$/);
  });
});

const CORPUS = join(import.meta.dirname, '../../../shared/corpus');
const present = existsSync(join(CORPUS, 'expected/reader.tsv'));
if (!present) console.warn('capture-file/gzip.test.ts: corpus files SKIPPED, there is no capture corpus beside the repository (../shared/corpus)');

it.skipIf(!present)('decompresses every gzip file of the corpus', () => {
  const lines = readFileSync(join(CORPUS, 'expected/reader.tsv'), 'utf8').split('\n').map((line) => line.split('\t'));
  const files = lines.filter((cells) => cells[1]?.startsWith('gz')).map((cells) => join(CORPUS, 'captures', cells[0]!));
  expect(files.length).toBeGreaterThan(50);
  for (const path of files) {
    const packed = readFileSync(path);
    const source = new GzipSource(new MemorySource(packed));
    expect(same(everything(source), gunzipSync(packed)), path).toBe(true);
    expect(source.damage).toBeNull();
  }
});
