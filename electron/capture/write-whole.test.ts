// Writing whole or not at all: a link stays a link, a pipe and a device are written into and never replaced, a folder is refused.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { abandonWriting, writeWhole } from './write-whole';

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'netloupe-test-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function* octets(content: string): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield Buffer.from(content);
}

test('a file is replaced and keeps who may read it', async () => {
  const path = join(folder, 'x');
  writeFileSync(path, 'before');
  chmodSync(path, 0o600);
  expect(await writeWhole(path, octets('after'))).toBe(5);
  expect(readFileSync(path, 'utf8')).toBe('after');
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('a link stays one, and the file that it leads to is replaced', async () => {
  writeFileSync(join(folder, 'real'), 'before');
  symlinkSync('real', join(folder, 'link'));
  await writeWhole(join(folder, 'link'), octets('after'));
  expect(lstatSync(join(folder, 'link')).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(folder, 'real'), 'utf8')).toBe('after');
});

test('what is abandoned leaves nothing half-made', async () => {
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (;;) {
      yield Buffer.alloc(65_536);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  writeFileSync(join(folder, 'old'), 'before');
  const both = Promise.allSettled([writeWhole(join(folder, 'old'), endless()), writeWhole(join(folder, 'new'), endless(), { signal: new AbortController().signal })]);
  await vi.waitFor(() => expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toHaveLength(2));
  await abandonWriting();
  expect(await both).toMatchObject([{ reason: { problem: { code: 'NL-CALL-04' } } }, { reason: { problem: { code: 'NL-CALL-04' } } }]);
  expect(readdirSync(folder)).toEqual(['old']);
  expect(readFileSync(join(folder, 'old'), 'utf8')).toBe('before');
});

test('a folder is refused and stays empty', async () => {
  await expect(writeWhole(folder, octets('x'))).rejects.toThrow(/it is a folder/);
  expect(readdirSync(folder)).toEqual([]);
});

/** Named pipes stand for devices too: a test must not risk those of the system. */
test.skipIf(spawnSync('mkfifo', ['--version']).status !== 0)('a named pipe is written into and stays (needs mkfifo)', async () => {
  const path = join(folder, 'pipe');
  spawnSync('mkfifo', [path]);
  const reader = spawn('cat', [path]);
  const said = text(reader.stdout);
  await writeWhole(path, octets('through'));
  expect(await said).toBe('through');
  expect(lstatSync(path).isFIFO()).toBe(true);
  expect(readdirSync(folder)).toEqual(['pipe']);
});
