// Comments written into pcapng files, read back by our own reader and by tshark, in both byte orders.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { hasTshark } from '../../build/testing/tshark';
import { MemorySource } from './byte-source';
import { openCaptureFile } from './capture-file';
import { CaptureReader } from './capture-reader';
import { commentedFrame, commentedSection, sectionStarts, type BlockPatch } from './commented-blocks';
import { FrameBatch } from './frame-batch';
import { readFrameOptions } from './frame-options';

const GENERATED = join(__dirname, '../../../shared/corpus/captures/pcapng-test-generator');
const SAMPLE = join(__dirname, '../../e2e/captures/sample.pcapng');
const NAMES = ['basic/test009', 'basic/test010', 'basic/test014', 'advanced/test102', 'difficult/test202'];
const FILES = [SAMPLE, ...['output_be', 'output_le'].flatMap((order) => NAMES.map((name) => join(GENERATED, order, `${name}.pcapng`)))].filter((path) => existsSync(path));
if (FILES.length === 1) console.warn('comments in blocks: only on our own sample, the corpus (../shared/corpus) is absent');
if (!hasTshark) console.warn('comments in blocks: not compared with tshark, which is not installed');
const folder = mkdtempSync(join(tmpdir(), 'netloupe-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Frame {
  readonly position: number;
  readonly caplen: number;
  readonly littleEndian: boolean;
  readonly comments: readonly string[];
}

function framesOf(bytes: Uint8Array): { frames: Frame[]; sections: readonly { readonly comments: readonly string[] }[] } {
  const file = openCaptureFile(new MemorySource(bytes), 'x.pcapng');
  const reader = new CaptureReader(file);
  const batch = new FrameBatch();
  const frames: Frame[] = [];
  while (reader.next(batch)) {
    for (let i = 0; i < batch.count; i++) {
      const iface = reader.scanner.interfaces[batch.interfaceIndex[i]!]!;
      const [position, caplen] = [batch.position[i]!, batch.caplen[i]!];
      frames.push({ position, caplen, littleEndian: iface.littleEndian, comments: readFrameOptions(file.source, iface, position, caplen).comments });
    }
  }
  expect(reader.problem()).toBeNull();
  return { frames, sections: reader.scanner.sections };
}

function withPatches(bytes: Uint8Array, patches: readonly BlockPatch[]): Uint8Array {
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const patch of patches) {
    parts.push(bytes.subarray(at, patch.at), patch.bytes);
    at = patch.at + patch.length;
  }
  return Buffer.concat([...parts, bytes.subarray(at)]);
}

/** `frame.number` and what a field says, of frames that have it. */
function tshark(bytes: Uint8Array, ...fields: string[]): string[] {
  const path = join(folder, 'x.pcapng');
  writeFileSync(path, bytes);
  return execFileSync('tshark', ['-r', path, '-T', 'fields', '-E', 'aggregator=|', ...fields.flatMap((field) => ['-e', field])], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trimEnd().split('\n');
}

describe.each(FILES)('%s', (path) => {
  const bytes = new Uint8Array(readFileSync(path));
  const { frames } = framesOf(bytes);
  const wanted = (i: number): readonly string[] => (i % 3 === 1 ? [] : [`comment ${i}`, 'größe 大小 ✓']);
  const source = new MemorySource(bytes);
  const patches = frames.map(({ position, caplen, littleEndian }, i) => commentedFrame(source, position, caplen, littleEndian, wanted(i)));
  const starts = sectionStarts(source, bytes.length);
  const heads = starts.map((at) => commentedSection(source, at, ['all of it']));
  const all = [...heads, ...patches].filter((patch) => patch !== null).sort((a, b) => a.at - b.at);
  const written = withPatches(bytes, all);

  it('has the comments that were written, and the same frames', () => {
    const again = framesOf(written);
    const expected = frames.map((frame, i) => (patches[i] === null ? frame.comments : wanted(i)));
    expect(again.frames.map((frame) => frame.comments)).toEqual(expected);
    expect(again.frames.map((frame) => frame.caplen)).toEqual(frames.map((frame) => frame.caplen));
    expect(again.sections.map((section) => section.comments)).toEqual(starts.map(() => ['all of it']));
  });
  it.skipIf(!hasTshark)('is read by tshark as before, with these comments', () => {
    const kept = ['frame.time_epoch', 'frame.len', 'frame.interface_id', 'frame.protocols'];
    expect(tshark(written, ...kept)).toEqual(tshark(bytes, ...kept));
    const expected = frames.map((frame, i) => (patches[i] === null ? frame.comments : wanted(i)).join('|'));
    expect(tshark(written, 'frame.comment')).toEqual(expected.join('\n').trimEnd().split('\n'));
  });
});

describe('a block', () => {
  const bytes = new Uint8Array(readFileSync(SAMPLE));
  const first = framesOf(bytes).frames[0]!;
  it('that is not where it should be is left alone', () => {
    const source = new MemorySource(bytes);
    expect(commentedFrame(source, first.position + 4, first.caplen, true, ['x'])).toBeNull();
    expect(commentedFrame(source, 5, first.caplen, true, ['x'])).toBeNull();
    expect(commentedFrame(source, first.position, first.caplen + 1, true, ['x'])).toBeNull();
    expect(commentedFrame(source, bytes.length + 100, 60, true, ['x'])).toBeNull();
  });
  it('holds 65,535 bytes of a comment, and no part of a character', () => {
    const patch = commentedFrame(new MemorySource(bytes), first.position, first.caplen, true, ['中'.repeat(30_000)]);
    const again = framesOf(withPatches(bytes, patch ? [patch] : []));
    expect(again.frames[0]?.comments).toEqual(['中'.repeat(21_845)]);
  });
});
