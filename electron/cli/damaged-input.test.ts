// What users hand over that is no sound capture, through the command and through the engine thread: the same frames, the same words.
import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync, unlinkSync, chmodSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { block, enhancedPacket, interfaceBlock, pcapHeader, pcapRecord, section, uint } from '../../shared/capture-file/sample-captures';
import type { CaptureInfo, CaptureProgress, Detail, ViewOptions } from '../../shared/ipc/contract';
import type { Problem } from '../../shared/problem';

const ROOT = join(import.meta.dirname, '../..');
const CLI = join(ROOT, 'out/netloupe');
const ENGINE = join(ROOT, 'out/engine/engine-thread.cjs');
const folder = mkdtempSync(join(tmpdir(), 'netloupe-damaged-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const packed = readFileSync(join(ROOT, 'e2e/captures/sample.pcap.gz'));
const pcap = gunzipSync(packed);
const pcapng = readFileSync(join(ROOT, 'e2e/captures/sample.pcapng'));
const VIEW: ViewOptions = { time: 'relative', timeDigits: -1, flagStyle: 'wireshark', relativeSequence: true, verifyChecksums: false, names: 0 };

interface Outcome {
  readonly frames: number;
  /** '' = none. */
  readonly code: string;
  readonly message: string;
}

function byCommand(path: string): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, 'read', '-r', path, '-T', 'fields', '-e', 'frame.number'], { encoding: 'utf8', timeout: 20_000, maxBuffer: 1 << 28 });
  const said = /^netloupe: (.*) \((NL-\w+-\d+)\)\n$/.exec(stderr);
  expect([status, said === null], stderr).toEqual(said === null ? [0, true] : [2, false]);
  return { frames: stdout.split('\n').length - 1, code: said?.[2] ?? '', message: said?.[1] ?? '' };
}

/** The engine thread as the host holds it. */
class Engine {
  readonly worker = new Worker(ENGINE);
  private id = 0;
  private done: (progress: CaptureProgress) => void = () => undefined;

  constructor() {
    this.worker.on('message', (m: { type: string; name?: string; payload?: CaptureProgress }) => {
      if (m.type === 'event' && m.name === 'capture.progress' && m.payload!.phase !== 'reading') this.done(m.payload!);
    });
  }

  call<T>(name: string, args: unknown): Promise<T> {
    const id = ++this.id;
    return new Promise((resolve, reject) => {
      const listen = (m: { type: string; id?: number; value?: T; problem?: Problem }): void => {
        if (m.id !== id) return;
        this.worker.off('message', listen);
        if (m.type === 'result') resolve(m.value as T);
        else reject(Object.assign(new Error(m.problem!.message), { problem: m.problem! }));
      };
      this.worker.on('message', listen);
      this.worker.postMessage({ type: 'call', id, name, args });
    });
  }

  async open(path: string): Promise<Outcome> {
    const finished = new Promise<CaptureProgress>((resolve) => (this.done = resolve));
    try {
      await this.call<CaptureInfo>('capture.open', { path });
    } catch (error) {
      const { problem } = error as { problem: Problem };
      return { frames: 0, code: problem.code, message: problem.message };
    }
    const { frames, problem } = await finished;
    return { frames, code: problem?.code ?? '', message: problem?.message ?? '' };
  }
}

const engine = new Engine();
afterAll(() => engine.worker.terminate());

function file(name: string, bytes: Uint8Array | readonly number[]): string {
  const path = join(folder, name);
  writeFileSync(path, Uint8Array.from(bytes));
  return path;
}

const start = [...section(), ...interfaceBlock()];
const pcapOf = (caplen: number, len: number, bytes: number): number[] => [...pcapHeader(), ...[1, 1, caplen, len].flatMap((n) => uint(n, 4)), ...new Array<number>(bytes).fill(7)];

/** What it is, its bytes, the frames that tshark 4.0 shows, our code and where it says the damage is. */
const FILES: readonly (readonly [string, Uint8Array | readonly number[], number, string, RegExp])[] = [
  ['a sound file', pcap, 127, '', /^$/],
  ['an empty file', [], 0, 'NL-FILE-04', /is empty/],
  ['a wrong magic', [0x12, 0x34, 0x56, 0x78, ...pcap.subarray(4, 400)], 0, 'NL-FILE-05', /12 34 56 78/],
  ['a cut file header', pcap.subarray(0, 20), 0, 'NL-FILE-07', /needs 24 bytes, the file holds 20/],
  ['a file header alone', pcap.subarray(0, 24), 0, '', /^$/],
  ['a cut record', pcap.subarray(0, 5000), 33, 'NL-FILE-07', /frame 34\. .*byte 3887 .*Frames 1 to 33/],
  ['a cut record header', pcap.subarray(0, 3890), 33, 'NL-FILE-07', /header of frame 34 at byte 3887: it needs 16 bytes, the file holds 3/],
  ['a huge caplen', pcapOf(0x7fff_ffff, 0x7fff_ffff, 100), 0, 'NL-FILE-08', /byte 24 promises 2147483647 bytes/],
  ['caplen > len', pcapOf(60, 20, 60), 1, '', /^$/],
  ['a cut block', pcapng.subarray(0, 5001), 33, 'NL-FILE-07', /byte 4676: it needs 1548 bytes, the file holds 325/],
  ['a block of length 0', [...start, ...enhancedPacket(), ...uint(6, 4), ...new Array<number>(60).fill(0)], 1, 'NL-FILE-08', /byte 140 gives its length as 0 bytes/],
  ['a block length that lies', [...start, ...enhancedPacket(), ...enhancedPacket({ lie: { length: 92, trailer: 96 } })], 1, 'NL-FILE-08', /byte 140 gives its length as 92 in front and as 96 behind/],
  ['a block too large to be', [...start, ...enhancedPacket(), ...enhancedPacket({ lie: { length: 0x7fff_fff0 } })], 1, 'NL-FILE-08', /byte 140 gives its length as 2147483632 bytes/],
  ['packet bytes beyond their block', [...start, ...enhancedPacket({ says: 5000 })], 0, 'NL-FILE-08', /promises 5000 bytes of packet/],
  ['no interface', [...section(), ...enhancedPacket()], 0, 'NL-FILE-08', /byte 28 names interface 0/],
  ['a section alone', section(), 0, '', /^$/],
  ['unknown blocks', [...start, ...block(0x7777, [1, 2, 3]), ...enhancedPacket()], 1, '', /^$/],
  ['an empty gzip', gzipSync(''), 0, 'NL-FILE-04', /empty once decompressed/],
  ['rubbish behind gzip', [...packed, ...new Array<number>(70).fill(0x67)], 127, '', /^$/],
  ['several gzip members', [...gzipSync(pcap.subarray(0, 3000)), ...gzipSync(pcap.subarray(3000))], 127, '', /^$/],
  ['a cut gzip', packed.subarray(0, 10_485), 55, 'NL-FILE-10', /byte 10485 in the middle.*Frames 1 to 55/],
  ['a cut gzip header', packed.subarray(0, 5), 0, 'NL-FILE-10', /byte 5 in the gzip header/],
];

describe('damaged files', () => {
  for (const [index, [what, bytes, frames, code, words]] of FILES.entries()) {
    it(what, async () => {
      const path = file(`case-${index}`, bytes);
      const command = byCommand(path);
      expect(command).toMatchObject({ frames, code });
      expect(command.message).toMatch(words);
      expect(await engine.open(path)).toEqual(command);
    });
  }

  it('a gzip bomb takes no more memory than the index', async () => {
    const bomb = Buffer.concat([gzipSync(Uint8Array.from([...section(), ...uint(0x77, 4), ...uint(0x07ff_fff0, 4)])), ...new Array<Buffer>(40).fill(gzipSync(new Uint8Array(1 << 24), { level: 1 }))]);
    const path = file('bomb', bomb);
    const before = process.memoryUsage.rss();
    expect(await engine.open(path)).toMatchObject({ frames: 0, code: 'NL-FILE-08' });
    expect(process.memoryUsage.rss() - before).toBeLessThan(500 * 1_048_576);
  });
});

describe('what is no file', () => {
  const both = async (path: string): Promise<Outcome> => {
    const command = byCommand(path);
    expect(await engine.open(path)).toEqual(command);
    return command;
  };

  it('nothing, a directory, a circle of links, a path through a file', async () => {
    mkdirSync(join(folder, 'directory'));
    symlinkSync('circle', join(folder, 'circle'));
    expect(await both(join(folder, 'none'))).toMatchObject({ code: 'NL-FILE-01', message: 'none does not exist.' });
    expect(await both(join(folder, 'directory'))).toMatchObject({ code: 'NL-FILE-03' });
    expect(await both(join(folder, 'circle'))).toMatchObject({ code: 'NL-FILE-09', message: 'circle cannot be opened: its symbolic links lead in a circle.' });
    expect(await both(join(file('plain', pcap), 'below'))).toMatchObject({ code: 'NL-FILE-01' });
  });

  it.skipIf(process.platform === 'win32')('devices and sockets', async () => {
    for (const device of ['/dev/zero', '/dev/random', '/dev/null', '/dev/tty']) expect(await both(device)).toMatchObject({ code: 'NL-FILE-09', message: expect.stringContaining('is a device') as string });
    const socket = join(folder, 'socket');
    const server = createServer().listen(socket);
    await new Promise((resolve) => server.once('listening', resolve));
    expect(await both(socket)).toMatchObject({ code: 'NL-FILE-09', message: expect.stringContaining('is a socket') as string });
    server.close();
  });

  it.skipIf(process.platform !== 'linux')('a file without permission, as an ordinary user', () => {
    const path = file('secret.pcap', pcap);
    chmodSync(path, 0);
    const root = process.getuid?.() === 0;
    if (root) chmodSync(folder, 0o755);
    const script = `const { execFileSync } = require('node:child_process'); process.${root ? 'setuid(65534)' : 'title'}; process.argv = ['node', 'netloupe', 'read', '-r', ${JSON.stringify(path)}]; eval(require('node:fs').readFileSync(0, 'utf8').replace(/^#!.*/, ''));`;
    const got = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8', input: readFileSync(CLI) });
    expect([got.status, got.stderr]).toEqual([2, 'netloupe: secret.pcap cannot be opened: you have no permission to read it. (NL-FILE-02)\n']);
  });

  it.skipIf(process.platform === 'win32')('a pipe: read while it is written; opening another file gives up a silent one', async () => {
    const path = join(folder, 'pipe');
    spawnSync('mkfifo', [path]);
    const writer = spawn('sh', ['-c', 'cat "$0" > "$1"', file('through', pcap), path], { stdio: 'ignore' });
    expect(await engine.open(path)).toMatchObject({ frames: 127, code: '' });
    await new Promise((resolve) => (writer.exitCode === null ? writer.once('exit', resolve) : resolve(null)));
    const silent = engine.call('capture.open', { path }).catch((error: unknown) => (error as { problem: Problem }).problem.code);
    expect(await engine.open(file('other', pcap))).toMatchObject({ frames: 127 });
    expect(await silent).toBe('NL-CALL-04');
    const waiting = engine.call('capture.open', { path }).catch((error: unknown) => (error as { problem: Problem }).problem.code);
    await engine.call('capture.cancel', {});
    expect(await waiting).toBe('NL-CALL-04');
  });
});

describe('a file that changes while it is open', () => {
  it('shrinks: the frames that are gone are named, the others still shown', async () => {
    const path = file('shrinks', pcap);
    expect(await engine.open(path)).toMatchObject({ frames: 127 });
    truncateSync(path, 3000);
    await expect(engine.call('frames.detail', { number: 127, view: VIEW })).rejects.toMatchObject({ problem: { code: 'NL-FILE-11', values: { frame: 127 } } });
    await expect(engine.call('frames.rows', { first: 100, count: 20, columns: ['number', 'info'], view: VIEW })).rejects.toMatchObject({ problem: { code: 'NL-FILE-11' } });
    expect((await engine.call<Detail>('frames.detail', { number: 1, view: VIEW })).number).toBe(1);
    const { rows } = await engine.call<{ rows: { number: number }[] }>('frames.rows', { first: 0, count: 100, columns: ['number'], view: VIEW });
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: rows.length }, (_, i) => i + 1));
    expect(rows.length).toBeGreaterThan(5);
    expect(rows.length).toBeLessThan(100);
  });

  it('vanishes: what is open stays readable', async () => {
    const path = file('vanishes', pcap);
    await engine.open(path);
    unlinkSync(path);
    expect((await engine.call<Detail>('frames.detail', { number: 127, view: VIEW })).number).toBe(127);
    expect(await engine.open(path)).toMatchObject({ code: 'NL-FILE-01' });
  });

  it('grows: opening it again shows what came', async () => {
    const path = file('grows', pcap);
    await engine.open(path);
    appendFileSync(path, Uint8Array.from(pcapRecord({ seconds: 9, fraction: 0, caplen: 70 })));
    expect(await engine.open(path)).toMatchObject({ frames: 128, code: '' });
  });
});
