// Where the window cannot write to: each writer says so in words, what was there before stays, and nothing is left half-made.
// A full disk and a read-only one are mounted in a namespace of the test's own: skipped where that is not possible.
import { spawnSync } from 'node:child_process';
import { copyFileSync, linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLAIN_PLAN } from './testing/plain-plan';
import { EngineProcess } from './testing/engine-process';

const SAMPLE = join(import.meta.dirname, '../../e2e/captures/sample.pcapng');
const isRoot = process.getuid?.() === 0 && spawnSync('unshare', ['-m', 'true']).status === 0;
if (!isRoot) console.warn('engine/bad-targets.test.ts: full and read-only disks SKIPPED, no file system may be mounted here');

const folder = mkdtempSync(join(tmpdir(), 'netloupe-bad-targets-'));
const at = (...names: string[]): string => join(folder, ...names);
const OLD = 'what was here before';
/** One page: the old file has it. */
const MOUNTED = 'mount -t tmpfs -o size=4k none "$1/full" && cp "$1/old" "$1/full/old" && mount --bind "$1/locked" "$1/locked" && mount -o remount,bind,ro "$1/locked" && shift && exec "$@"';

let engine: EngineProcess;
beforeAll(async () => {
  for (const name of ['directory', 'full', 'locked']) mkdirSync(at(name));
  for (const name of ['old', 'locked/old']) writeFileSync(at(name), OLD);
  writeFileSync(at('text'), '0000  00 01 02 03\n');
  copyFileSync(SAMPLE, at('open.pcapng'));
  symlinkSync(at('open.pcapng'), at('link'));
  linkSync(at('open.pcapng'), at('other-name'));
  engine = new EngineProcess(at('home'), isRoot ? ['unshare', '-m', 'sh', '-c', MOUNTED, 'sh', folder] : []);
  const done = engine.event('capture.progress', ({ phase }) => phase === 'done');
  await engine.call('capture.open', { path: at('open.pcapng') });
  await done;
  let isMore = true;
  while (isMore) {
    const list = await engine.call<{ examined: number; frames: number }>('objects.list', { first: 0, count: 1 });
    isMore = list.examined < list.frames;
  }
});
afterAll(async () => {
  await engine.end();
  rmSync(folder, { recursive: true, force: true });
});

/** As the engine's process sees it. */
const seen = (...names: string[]): string => (isRoot ? join('/proc', String(engine.child.pid), 'root', at(...names)) : at(...names));
const view = { time: 'relative', timeDigits: -1, relativeSequence: true, verifyChecksums: false, names: 0, flagStyle: 'wireshark' };
const all = { which: 'all', withDependencies: false };
const edit = { others: [], order: 'merge', plan: PLAIN_PLAN, split: null, resumes: false };
const dissections = (form: string) => ['export.dissections', { form, frames: all, columns: ['number', 'info'], safeCells: false, view }] as const;
const writers: readonly (readonly [call: string, args: object])[] = [
  ['export.frames', { format: 'pcapng', frames: all }], ['export.frames', { format: 'pcap.gz', frames: all }],
  ...['text', 'tree', 'csv', 'json', 'pdml', 'psml', 'carrays', 'hex', 'parquet'].map(dissections),
  ['edit.write', { format: 'pcapng', edit }], ['edit.write', { format: 'pcapng.gz', edit: { ...edit, split: { by: 'frames', frames: 50 } } }],
  ['share.anonymise', { format: 'pcapng', key: 'k', payload: 'mask', keepsMaker: false, keepsComments: false }], ['share.report', { streams: [0] }],
  ['objects.save', { index: 0 }], ['import.write', { from: { kind: 'file', path: at('text') }, linktype: null }],
  ['follow.save', { stream: { transport: 'tcp', number: 1 }, side: 'both' }], ['dump.save', { look: { verbose: 3, link: true, absolute: false, hex: true } }],
];
const saved = [...writers, ['capture.save', { format: 'pcapng' }]] as const;

const refusal = (call: string, args: object, path: string): Promise<string> => engine.call(call, { ...args, path }).then(() => 'written', (error: unknown) => (error as Error).message);
const unchanged = (): void => {
  expect(readdirSync(folder).filter((name) => name !== 'home').sort()).toEqual(['directory', 'full', 'link', 'locked', 'old', 'open.pcapng', 'other-name', 'text']);
  expect(readdirSync(at('directory'))).toEqual([]);
  expect(readFileSync(at('old'), 'utf8')).toBe(OLD);
  expect(readFileSync(at('open.pcapng')).equals(readFileSync(SAMPLE))).toBe(true);
};

describe.each(saved)('%s %j', (call, args) => {
  const isSplit = JSON.stringify(args).includes('"by"');
  it.skipIf(isSplit)('a directory', async () => {
    expect(await refusal(call, args, at('directory'))).toMatch(/^NL-CAP-07 .*directory cannot be written: it is a folder\. What was there before is unchanged\.$/);
    unchanged();
  });
  it('a folder that is not there, and one that is a file', async () => {
    expect(await refusal(call, args, at('nowhere/x'))).toMatch(/^NL-CAP-07 .*its folder does not exist/);
    expect(await refusal(call, args, at('old/x'))).toMatch(/^NL-CAP-07 .*a part of its path is no folder/);
    unchanged();
  });
  it.skipIf(!isRoot)('a full disk: a new file, and one that is there', async () => {
    expect(await refusal(call, args, at('full/new'))).toMatch(/^NL-CAP-07 .*the disk is full/);
    if (!isSplit) expect(await refusal(call, args, at('full/old'))).toMatch(/^NL-CAP-07 .*the disk is full/);
    expect(readdirSync(seen('full'))).toEqual(['old']);
    expect(readFileSync(seen('full/old'), 'utf8')).toBe(OLD);
  });
  it.skipIf(!isRoot)('a read-only file system', async () => {
    expect(await refusal(call, args, at('locked/new'))).toMatch(/^NL-CAP-07 .*the file system is read-only/);
    if (!isSplit) expect(await refusal(call, args, at('locked/old'))).toMatch(/^NL-CAP-07 .*the file system is read-only/);
    expect(readdirSync(seen('locked'))).toEqual(['old']);
  });
});

describe.each(writers.filter(([, args]) => !JSON.stringify(args).includes('"by"')))('%s %j', (call, args) => {
  it('the open capture, under any of its names', async () => {
    for (const name of ['open.pcapng', 'link', 'other-name', 'directory/../open.pcapng']) expect(await refusal(call, args, join(folder, name))).toMatch(/^NL-CAP-07 .* is (the capture that is open|a capture that is read).*Choose another name\.$/);
    unchanged();
  });
});

it('the text that is imported', async () => {
  expect(await refusal('import.write', { from: { kind: 'file', path: at('text') }, linktype: null }, at('text'))).toMatch(/^NL-CAP-07 text is the text that is read/);
  expect(readFileSync(at('text'), 'utf8')).toBe('0000  00 01 02 03\n');
});

describe('all objects into a folder', () => {
  const saveAll = (name: string): Promise<string> => engine.call('objects.saveAll', { folder: at(name) }).then(() => 'written', (error: unknown) => (error as Error).message);
  it('that is a file, or in one, or nowhere', async () => {
    for (const name of ['old', 'old/x']) expect(await saveAll(name)).toMatch(/^NL-CAP-07 .*a part of its path is no folder/);
    expect(await saveAll('nowhere/x')).toMatch(/^NL-CAP-07 .*its folder does not exist/);
    unchanged();
  });
  it.skipIf(!isRoot)('on a full disk, or a read-only one', async () => {
    expect(await saveAll('full')).toMatch(/^NL-CAP-07 .*the disk is full/);
    expect(readdirSync(seen('full'))).toEqual(['old']);
    expect(await saveAll('locked')).toMatch(/^NL-CAP-07 .*the file system is read-only/);
    expect(readdirSync(seen('locked'))).toEqual(['old']);
  });
});
