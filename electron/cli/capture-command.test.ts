// `netloupe capture` as its users have it: a terminal, a pipe, a file, and Ctrl+C; with real packets in a namespace of its own.
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { canMakeNetworks, NEEDS_ROOT, Network } from '../../build/testing/network';

const NETLOUPE = join(import.meta.dirname, '../../out/netloupe');
const has = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;
const ready = canMakeNetworks && existsSync(join(import.meta.dirname, '../../out/native/netloupe-capture'));
if (!ready) console.warn(canMakeNetworks ? 'SKIPPED: the capture program is not built here' : NEEDS_ROOT);
if (!has('tshark')) console.warn('SKIPPED: there is no tshark to read what a pipe brings');

describe.skipIf(!ready)('netloupe capture', () => {
  let network: Network;
  let folder = '';
  const running: ChildProcess[] = [];
  beforeEach(() => {
    network = new Network();
    folder = mkdtempSync(join(tmpdir(), 'netloupe-test-'));
  });
  afterEach(() => {
    for (const child of running.splice(0)) child.kill('SIGKILL');
    network.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  interface Run {
    readonly child: ChildProcess;
    out: string;
    err: string;
    readonly status: Promise<number | null>;
    /** Waits until the output, or what is said on standard error, has the text. */
    seen(text: string | RegExp): Promise<void>;
  }

  function start(args: readonly string[], env: NodeJS.ProcessEnv = {}): Run {
    const child = spawn(process.execPath, [NETLOUPE, 'capture', ...args], { env: { ...process.env, ...env } });
    running.push(child);
    const listeners = new Set<() => void>();
    const run: Run = {
      child, out: '', err: '',
      status: new Promise((resolve) => child.on('close', resolve)),
      seen: (text) => new Promise((resolve) => {
        const look = (): void => {
          if (!`${run.out}${run.err}`.match(text)) return;
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        look();
      }),
    };
    child.stdout.setEncoding('utf8').on('data', (part: string) => ((run.out += part), listeners.forEach((look) => look())));
    child.stderr.setEncoding('utf8').on('data', (part: string) => ((run.err += part), listeners.forEach((look) => look())));
    return run;
  }

  const device = (): string[] => ['-i', 'right', '--netns', network.name];

  test('each packet is a line as soon as it came; Ctrl+C ends, and the sum is said', async () => {
    const run = start([...device(), 'udp']);
    await run.seen("Capturing on 'right");
    network.send(1);
    await run.seen(/1 0\.0+\s+10\.9\.0\.1 → 10\.9\.0\.2\s+UDP/);
    network.send(2);
    await run.seen(/ {4}3 /);
    run.child.kill('SIGINT');
    expect(await run.status).toBe(0);
    expect(run.err).toContain('Packets captured: 3\n');
    expect(run.err).toContain("interface 'right': 3/0 (kernel 0, interface 0) (100.0%)");
  });

  test('fields and a limit; what else came is not printed', async () => {
    const run = start([...device(), '-c', '2', '-T', 'fields', '-e', 'ip.dst', '-e', 'udp.length', 'udp']);
    await run.seen('Capturing');
    network.send(5);
    expect(await run.status).toBe(0);
    expect(run.out).toBe('10.9.0.2\t28\n10.9.0.2\t28\n');
  });

  test('a file, read by tshark and by ourselves', async () => {
    const file = join(folder, 'out.pcapng');
    const run = start([...device(), '-f', 'udp', '-c', '100', '-w', file, '-q']);
    await run.seen('File: ');
    network.send(100);
    expect(await run.status).toBe(0);
    expect(execFileSync(process.execPath, [NETLOUPE, 'read', '-r', file], { encoding: 'utf8' }).trim().split('\n').length).toBe(100);
    if (has('tshark')) expect(execFileSync('tshark', ['-r', file, '-T', 'fields', '-e', 'frame.number'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim().split('\n').length).toBe(100);
  });

  test.skipIf(!has('tshark'))('a pipe brings a capture that tshark reads while it comes', async () => {
    const path = join(folder, 'piped.pcapng');
    const run = start([...device(), '-f', 'udp', '-c', '50', '-w', '-']);
    const parts: Buffer[] = [];
    run.child.stdout!.removeAllListeners('data').setEncoding('latin1').on('data', (part: string) => parts.push(Buffer.from(part, 'latin1')));
    await run.seen('Capturing');
    network.send(50);
    expect(await run.status).toBe(0);
    writeFileSync(path, Buffer.concat(parts));
    expect(execFileSync('capinfos', ['-c', '-M', path], { encoding: 'utf8' })).toMatch(/Number of packets:\s+50/);
  });

  test('a reader that goes away ends it quietly', async () => {
    const run = start([...device(), 'udp']);
    await run.seen('Capturing');
    run.child.stdout!.destroy();
    network.send(2000);
    expect(await run.status).toBe(0);
  });

  test.each([
    [['-i', 'nothere'], 1, /NL-CAP-03/],
    [['-i', 'lo', 'tcp port80'], 1, /NL-CAP-05/],
    [[], 1, /which interface/],
  ] as const)('%j ends with status %i and says why', async (args, status, words) => {
    const run = start(args);
    expect(await run.status).toBe(status);
    expect(run.err).toMatch(words);
  });

  test('a command’s output is captured, whatever command it is', async () => {
    const sample = join(import.meta.dirname, '../../e2e/captures/sample.pcapng');
    const run = start(['--remote', `cat ${sample}`]);
    expect(await run.status).toBe(0);
    expect(run.out).toBe(execFileSync(process.execPath, [NETLOUPE, 'read', '-r', sample], { encoding: 'utf8' }));
  });

  test.skipIf(!has('tcpdump'))('where our own program is refused, one that is allowed captures', async () => {
    const refused = join(folder, 'refused');
    writeFileSync(refused, `#!/bin/sh\necho '{"event":"problem","interface":0,"code":"permission","text":"Operation not permitted","fatal":true}'\nexit 1\n`);
    chmodSync(refused, 0o755);
    const child = spawn('ip', ['netns', 'exec', network.name, process.execPath, NETLOUPE, 'capture', '-i', 'right', '-c', '3', '-w', join(folder, 'o'), '-q', 'udp'], { env: { ...process.env, NETLOUPE_CAPTURE: refused } });
    running.push(child);
    const ended = new Promise((resolve) => child.on('close', resolve));
    await new Promise<void>((resolve) => child.stderr.on('data', (part: Buffer) => part.includes('File:') && resolve()));
    network.send(10);
    expect(await ended).toBe(0);
    expect(readFileSync(join(folder, 'o')).length).toBeGreaterThan(200);
    expect(execFileSync('capinfos', ['-c', '-M', join(folder, 'o')], { encoding: 'utf8' })).toMatch(/Number of packets:\s+3/);
  });
});
