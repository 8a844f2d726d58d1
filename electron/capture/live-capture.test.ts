// A live capture of a command's output: no privilege is needed, and everything but the device is real.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { captureOptions } from '../../shared/live/capture-options';
import { LiveCapture } from './live-capture';

const SAMPLE = resolve(import.meta.dirname, '../../e2e/captures/sample.pcapng');
const OPTIONS = captureOptions([], { command: 'a command' });
let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'netloupe-test-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const node = (script: string): string[] => [process.execPath, '-e', script];
const end = (capture: LiveCapture): Promise<void> => new Promise((done) => {
  capture.onChange = () => capture.ended && done();
  capture.onChange();
});

test('what a command sends is in the file, byte for byte, and the capture ends with it', async () => {
  const file = join(folder, 'out');
  const capture = await LiveCapture.start(OPTIONS, file, ['cat', SAMPLE]);
  await end(capture);
  expect(capture.problem).toBeNull();
  expect(readFileSync(file).equals(readFileSync(SAMPLE))).toBe(true);
  expect(capture.ledger(43)).toMatchObject({ phase: 'stopped', written: 43, indexed: 43, fileBytes: readFileSync(SAMPLE).length });
});

test('a command that is not there, fails or sends nothing is told with its own words', async () => {
  await expect(LiveCapture.start(OPTIONS, join(folder, 'a'), ['netloupe-no-such-program'])).rejects.toThrow(/ENOENT/);
  await expect(LiveCapture.start(OPTIONS, join(folder, 'b'), node('console.error("Permission denied"); process.exit(255)'))).rejects.toThrow(/status 255.*Permission denied/);
});

test('a command that fails later keeps what it sent, and says why it ended', async () => {
  const script = `process.stdout.write(require('fs').readFileSync(${JSON.stringify(SAMPLE)}), () => { console.error('connection lost'); process.exit(1); })`;
  const file = join(folder, 'out');
  const capture = await LiveCapture.start(OPTIONS, file, node(script));
  await end(capture);
  expect(capture.problem?.message).toMatch(/connection lost/);
  expect(readFileSync(file).length).toBe(readFileSync(SAMPLE).length);
});

test('stop ends a command that never ends by itself; stopping twice is as once', async () => {
  const script = `process.stdout.write(require('fs').readFileSync(${JSON.stringify(SAMPLE)})); setInterval(() => {}, 1000)`;
  const capture = await LiveCapture.start(OPTIONS, join(folder, 'out'), node(script));
  await Promise.all([capture.stop(), capture.stop()]);
  expect(capture.ended).toBe(true);
  expect(capture.problem).toBeNull();
});

test('a file that cannot be written ends the capture in words', async () => {
  await expect(LiveCapture.start(OPTIONS, join(folder, 'none', 'out'), ['cat', SAMPLE])).rejects.toThrow(/cannot be written/);
});
