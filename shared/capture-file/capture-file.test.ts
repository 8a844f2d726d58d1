// Opening by magic, reading in runs of any size, files that grow, and record boundaries in the middle of a file.
import { describe, expect, it } from 'vitest';
import { MemorySource } from './byte-source';
import { captureScanner, openCaptureFile } from './capture-file';
import { CaptureReader } from './capture-reader';
import { sameScanState } from './capture-scanner';
import { FrameBatch } from './frame-batch';
import { readWhole } from './read-whole';
import { findRecordStart } from './record-start';
import { enhancedPacket, interfaceBlock, pcap, pcapRecord, section, seeded, text, type SampleFrame } from './sample-captures';

function opened(bytes: readonly number[]): { code: string; message: string } {
  const { problem } = readWhole(Uint8Array.from(bytes), 'x.bin');
  return { code: problem!.code, message: problem!.message };
}

describe('opening', () => {
  it.each([
    ['nothing', [], 'NL-FILE-04', 'is empty'],
    ['text', text('hello world, this is text\n'), 'NL-FILE-05', 'looks like text'],
    ['zip', [0x50, 0x4b, 3, 4, 0, 0, 0, 0], 'NL-FILE-05', 'ZIP'],
    ['ELF', [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0], 'NL-FILE-05', 'ELF'],
    ['zstd', [0x28, 0xb5, 0x2f, 0xfd, 0, 0, 0, 0], 'NL-FILE-05', 'unpack it first'],
    ['Bluetooth btsnoop', [...text('btsnoop'), 0, 0, 0, 0, 1, 0, 0], 'NL-FILE-06', 'editcap x.bin x.bin.pcapng'],
    ['noise', [1, 2, 3, 200, 5], 'NL-FILE-05', 'begins with the bytes 01 02 03 c8'],
    ['one byte', [0xd4], 'NL-FILE-05', 'begins with the bytes d4'],
    ['cut pcap header', [0xd4, 0xc3, 0xb2, 0xa1, 2, 0], 'NL-FILE-07', 'needs 24 bytes, the file holds 6'],
    ['cut pcapng header', [0x0a, 0x0d, 0x0d, 0x0a, 28, 0, 0, 0], 'NL-FILE-07', 'holds 8'],
    ['pcapng without byte order', [0x0a, 0x0d, 0x0d, 0x0a, ...new Array<number>(20).fill(1)], 'NL-FILE-08', 'byte order'],
    ['gzip of nothing whole', [0x1f, 0x8b, 8, 0, 0], 'NL-FILE-10', 'gzip header'],
  ])('%s', (_name, bytes, code, words) => {
    expect(opened(bytes)).toMatchObject({ code });
    expect(opened(bytes).message).toContain(words);
  });
});

function manyFrames(count: number, seed = 1): SampleFrame[] {
  const random = seeded(seed);
  return Array.from({ length: count }, (_, i) => ({ seconds: 1_700_000_000 + i, fraction: Math.floor(random() * 999_999), caplen: Math.floor(random() ** 3 * 1500) }));
}

function manyBlocks(count: number): Uint8Array {
  const frames = manyFrames(count).map(({ seconds, caplen }) => enhancedPacket({ count: BigInt(seconds) * 1_000_000n, caplen }));
  return Uint8Array.from([...section(), ...interfaceBlock(), ...frames.flat()]);
}

function digest(data: Uint8Array, runBytes: number): string {
  const { frames } = readWhole(data, 'x', { runBytes });
  return JSON.stringify(frames.map(({ bytes, ...rest }) => ({ ...rest, bytes: Buffer.from(bytes).toString('base64') })));
}

describe('reading in runs', () => {
  it('gives the same frames whatever the size of runs and batches', () => {
    for (const data of [pcap(manyFrames(200)), manyBlocks(200)]) {
      const expected = digest(data, 1_000_000);
      for (const runBytes of [1, 17, 100, 4096]) expect(digest(data, runBytes)).toBe(expected);
    }
  });

  it('goes on where a growing file stopped, for every place where it can stop', () => {
    const whole = pcap();
    for (let size = 24; size < whole.length; size++) {
      const source = new MemorySource(whole.slice(0, size));
      const reader = new CaptureReader(openCaptureFile(source, 'x'), { runBytes: 50 });
      const batch = new FrameBatch(10);
      let frames = 0;
      while (reader.next(batch)) frames += batch.count;
      source.append(whole.slice(size));
      while (reader.next(batch)) frames += batch.count;
      expect([frames, reader.problem()]).toEqual([3, null]);
    }
  });

  it('does not allocate for a length that the file does not have', () => {
    const lying = Uint8Array.from([...section(), ...interfaceBlock(249), ...enhancedPacket({ lie: { length: 0x08000000 }, says: 0x07ffff00 })]);
    const before = process.memoryUsage().arrayBuffers;
    expect(readWhole(lying, 'x', { runBytes: 100 }).problem!.code).toBe('NL-FILE-07');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4_000_000);
  });
});

/** Splits at `middle` as two threads would; returns the frame count of both, or null if the boundary guess does not hold. */
function inTwo(data: Uint8Array, middle: number): number | null {
  const file = openCaptureFile(new MemorySource(data), 'x');
  const probe = captureScanner(file.state);
  const batch = new FrameBatch(1);
  probe.scan(data, file.firstRecord, data.length, 0, batch);
  const state = probe.snapshot();
  const start = findRecordStart(data, middle, data.length, 0, { state, seconds: batch.seconds[0]!, fileSize: data.length });
  if (start < 0) return null;
  const first = new CaptureReader(file, { until: start, runBytes: 3000 });
  const second = new CaptureReader(file, { from: start, state });
  const big = new FrameBatch();
  let frames = 0;
  for (const reader of [first, second]) while (reader.next(big)) frames += big.count;
  if (first.position !== start || !sameScanState(first.scanner.snapshot(), state)) return null;
  return second.problem() === null ? frames : null;
}

describe('findRecordStart', () => {
  it.each([['pcap', pcap(manyFrames(400))], ['pcapng', manyBlocks(400)]])('finds a boundary anywhere in a %s file', (_format, data) => {
    for (let at = 200; at < data.length - 20_000; at += 1997) expect(inTwo(data, at), `from ${at}`).toBe(400);
  }, 30_000);

  it('is not misled by a capture within a frame', () => {
    const inner = pcap(manyFrames(5, 7));
    const records = Array.from({ length: 40 }, (_, i) => [...pcapRecord({ seconds: 1_700_000_000 + i, fraction: 0, caplen: inner.length }).slice(0, 16), ...inner]);
    const data = Uint8Array.from([...pcap([]), ...records.flat()]);
    for (let at = 100; at < data.length / 2; at += 311) expect([40, null]).toContain(inTwo(data, at));
  });

  it('gives -1 on noise', () => {
    const random = seeded(2);
    const noise = Uint8Array.from({ length: 50_000 }, () => Math.floor(random() * 256));
    for (const data of [pcap(manyFrames(3)), manyBlocks(3)]) {
      const { state } = openCaptureFile(new MemorySource(data), 'x');
      expect(findRecordStart(noise, 0, noise.length, 1000, { state, seconds: 1_700_000_000, fileSize: 1e9 })).toBe(-1);
    }
  });

  it('sees that the state changed between', () => {
    const frames = (count: number): number[] => manyFrames(count).flatMap(({ caplen }) => enhancedPacket({ caplen }));
    const data = Uint8Array.from([...section(), ...interfaceBlock(), ...frames(50), ...interfaceBlock(113), ...frames(50)]);
    expect(inTwo(data, Math.floor(data.length * 0.7))).toBeNull();
  });
});
