// Saving: each form holds the same frames, and a save that fails leaves nothing behind and replaces nothing.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openCaptureFile, type CaptureFile } from '../../shared/capture-file/capture-file';
import { CaptureReader } from '../../shared/capture-file/capture-reader';
import { FrameBatch } from '../../shared/capture-file/frame-batch';
import { PcapngWriter } from '../../shared/capture-file/pcapng-writer';
import { MemorySource } from '../../shared/capture-file/byte-source';
import { SAVE_FORMATS } from '../../shared/live/saved-capture';
import { saveCapture } from './save-capture';

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'netloupe-test-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function made(linktypes: readonly number[], frames: number): { file: CaptureFile; size: number } {
  const parts: Uint8Array[] = [];
  const writer = new PcapngWriter((chunk) => parts.push(chunk));
  for (const linktype of linktypes) writer.addInterface({ linktype, snaplen: 262_144, name: `if${linktype}`, timeExponent: 9, timeDigits: 9 });
  for (let i = 0; i < frames; i++) {
    writer.writeFrame({ interfaceIndex: i % linktypes.length, time: { seconds: 1_700_000_000 + i, nanos: 123_456_789 }, len: 100, bytes: new Uint8Array(60).fill(i & 255) });
  }
  const bytes = Buffer.concat(parts);
  return { file: openCaptureFile(new MemorySource(bytes), 'made.pcapng'), size: bytes.length };
}

function framesOf(path: string): unknown[] {
  return read(openCaptureFile(new MemorySource(readFileSync(path)), 'saved'));
}

function read(file: CaptureFile): unknown[] {
  const reader = new CaptureReader(file);
  const batch = new FrameBatch();
  const frames: unknown[] = [];
  while (reader.next(batch)) {
    for (let i = 0; i < batch.count; i++) {
      const start = batch.start[i]!;
      frames.push([batch.seconds[i], batch.nanos[i], batch.caplen[i], batch.len[i], Buffer.from(batch.run.subarray(start, start + batch.caplen[i]!)).toString('hex')]);
    }
  }
  expect(reader.problem()).toBeNull();
  return frames;
}

test.each(SAVE_FORMATS)('%s holds every frame with its nanoseconds', async (format) => {
  const { file, size } = made([1], 3_000);
  const path = join(folder, 'out');
  await saveCapture({ file, until: size, path, format });
  expect(framesOf(path)).toEqual(read(file));
  expect(readdirSync(folder)).toEqual(['out']);
});

test('a pcapng file stays as it is, byte for byte, up to the last whole record', async () => {
  const { file, size } = made([1, 113], 10);
  await saveCapture({ file, until: size, path: join(folder, 'out'), format: 'pcapng' });
  const whole = new Uint8Array(size);
  file.source.read(0, whole, 0, size);
  expect(readFileSync(join(folder, 'out')).equals(whole)).toBe(true);
});

test('pcap refuses several link types in words, and what was there before stays', async () => {
  const { file, size } = made([1, 113], 10);
  const path = join(folder, 'out.pcap');
  writeFileSync(path, 'before');
  await expect(saveCapture({ file, until: size, path, format: 'pcap' })).rejects.toThrow(/several link types \(EN10MB and LINUX_SLL\)/);
  expect(readFileSync(path, 'utf8')).toBe('before');
  expect(readdirSync(folder)).toEqual(['out.pcap']);
});

test('a full disk, a missing folder and a cancelled save leave nothing behind', async () => {
  const { file, size } = made([1], 10);
  await expect(saveCapture({ file, until: size, path: join(folder, 'none', 'out'), format: 'pcapng' })).rejects.toThrow(/its folder does not exist/);
  await expect(saveCapture({ file, until: size, path: join(folder, 'out'), format: 'pcapng', signal: AbortSignal.abort() })).rejects.toThrow(/cancelled/);
  expect(existsSync(join(folder, 'out'))).toBe(false);
  expect(readdirSync(folder)).toEqual([]);
});

test('a capture without frames is saved as a file that opens', async () => {
  const { file, size } = made([1], 0);
  for (const format of ['pcap', 'pcapng'] as const) {
    await saveCapture({ file, until: size, path: join(folder, format), format });
    expect(framesOf(join(folder, format))).toEqual([]);
  }
});
