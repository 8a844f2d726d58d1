// What goes wrong while a capture runs: devices that go down or away, a full disk, a parent that is slow, a program that is killed.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ROOT } from '../build/terminal.mjs';
import { canMakeNetworks, NEEDS_ROOT, Network, works } from '../build/testing/network';
import { readBlocks } from './testing/pcapng-blocks';
import { CaptureRun, COMPILE_MS, isBuilt, NOT_BUILT, sanitizedProgram } from './testing/program';

const UDP = ['-f', 'udp port 9999'];
let program = '';
let network: Network;
let folder = '';
let file = '';

function capture(args: readonly string[], path = file): CaptureRun {
  return new CaptureRun([program, 'capture', '-w', path, ...args]);
}

function inNetwork(...device: string[]): string[] {
  return ['-i', ...device, '--netns', network.path];
}

function isProblem(code: string, index: number) {
  return (one: { event: string; code?: string; interface?: number }) => one.event === 'problem' && one.code === code && one.interface === index;
}

describe.skipIf(!isBuilt || !canMakeNetworks)(isBuilt ? (canMakeNetworks ? 'live capture goes on, or ends with a readable file' : NEEDS_ROOT) : NOT_BUILT, () => {
  beforeAll(async () => {
    program = await sanitizedProgram();
    folder = mkdtempSync(join(tmpdir(), 'netloupe-failures-'));
    file = join(folder, 'x.pcapng');
  }, COMPILE_MS);
  beforeEach(() => {
    network = new Network();
    return () => network.remove();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('a device that goes down and comes up: both are said, what comes then is captured', async () => {
    const run = capture([...inNetwork('left'), ...UDP]);
    await run.started();
    network.send(10);
    network.ip('link', 'set', 'left', 'down');
    expect(await run.until(isProblem('down', 0))).toMatchObject({ fatal: false, text: 'The interface went down' });
    network.ip('link', 'set', 'left', 'up');
    await run.until(({ event }) => event === 'up');
    network.knowNeighbour();
    network.send(20);
    expect(await run.stop()).toMatchObject({ reason: 'stopped' });
    expect(run.counts()).toMatchObject({ received: 30, written: 30, dropped: 0 });
    expect(run.events.filter(isProblem('down', 0))).toHaveLength(1);
    expect(await run.exit).toBe(0);
  });

  it('a device that is removed: said, its packets kept, and the others go on', async () => {
    const run = capture([...inNetwork('left'), ...UDP, ...inNetwork('lo'), ...UDP]);
    await run.started();
    network.send(500);
    network.ip('link', 'del', 'left');
    expect(await run.until(isProblem('gone', 0))).toMatchObject({ fatal: false, text: 'The interface disappeared' });
    network.send(40, '127.0.0.1');
    expect(await run.stop()).toMatchObject({ reason: 'stopped' });
    expect([run.counts(0), run.counts(1)]).toMatchObject([{ received: 500, written: 500 }, { received: 40, written: 40 }]);
    expect(readBlocks(file)).toMatchObject({ rest: 0, statistics: 2 });
  });

  it('the last device is removed, the second time while it is down: the capture ends with what it has', async () => {
    for (const down of [false, true]) {
      const run = capture([...inNetwork('left'), ...UDP]);
      await run.started();
      network.send(500);
      if (down) {
        network.ip('link', 'set', 'left', 'down');
        await run.until(isProblem('down', 0));
      }
      network.ip('link', 'del', 'left');
      expect(await run.until(isProblem('gone', 0))).toMatchObject({ fatal: true });
      expect(await run.ended()).toMatchObject({ reason: 'problem' });
      expect(run.counts()).toMatchObject({ received: 500, written: 500 });
      expect(await run.exit).toBe(1);
      network.addPair();
    }
  });

  it('the namespace goes with all its devices', async () => {
    const other = new Network();
    const run = capture(['-i', 'left', '--netns', other.path, ...inNetwork('left')]);
    await run.started();
    other.remove();
    // The socket keeps the namespace: capturing goes on, without traffic, until it is stopped.
    network.send(10);
    await run.written(10);
    expect(await run.stop()).toMatchObject({ reason: 'stopped' });
  });

  it.each([
    ['nodevice', ['-i', 'not-there']], ['filter', ['-i', 'left', '-f', 'tcp port80']], ['linktype', ['-i', 'left', '-y', 'IEEE802_11']], ['linktype', ['-i', 'left', '-y', 'NOPE']],
    ['timestamp', ['-i', 'left', '-j', 'nope']], ['monitor', ['-i', 'left', '-I']], ['down', ['-i', 'down0']],
  ])('%s: %j is refused, with the reason', async (code, args) => {
    if (code === 'down') network.ip('link', 'add', 'down0', 'type', 'veth', 'peer', 'name', 'down1');
    const run = capture([...inNetwork('lo'), ...args, '--netns', network.path], join(folder, 'refused.pcapng'));
    expect(await run.ended()).toMatchObject({ reason: 'problem' });
    expect(run.events.filter(({ event }) => event === 'problem')).toMatchObject([{ code, interface: 1, fatal: true, text: expect.stringMatching(/\w/) as string }]);
    expect(await run.exit).toBe(1);
    expect(statSync(join(folder, 'refused.pcapng'), { throwIfNoEntry: false })).toBeUndefined();
  });

  it('a namespace or a folder that is not there', async () => {
    const run = capture(['-i', 'left', '--netns', '/run/netns/not-there']);
    await run.ended();
    expect(run.events.find(isProblem('netns', 0))).toMatchObject({ fatal: true });
    const other = capture(inNetwork('left'), join(folder, 'not-there/x.pcapng'));
    await other.ended();
    expect(other.events.find(isProblem('write', -1))).toMatchObject({ fatal: true, text: `${folder}/not-there/x.pcapng: No such file or directory` });
  });

  it('a full disk: said, and the file ends with its last whole block', async () => {
    const disk = join(folder, 'disk');
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'none', disk]);
    try {
      const run = capture([...inNetwork('left'), ...UDP], join(disk, 'x.pcapng'));
      await run.started();
      network.send(5_000, '10.9.0.2', 1000);
      expect(await run.ended()).toMatchObject({ reason: 'problem' });
      expect(run.events.filter(({ event }) => event === 'problem')).toMatchObject([{ code: 'write', interface: -1, fatal: true, text: `${disk}/x.pcapng: No space left on device` }]);
      const blocks = readBlocks(join(disk, 'x.pcapng'));
      expect(blocks.rest).toBe(0);
      expect(blocks.packets).toHaveLength(run.counts().written);
      expect(blocks.packets.length).toBeGreaterThan(1_500);
      expect(run.events.findLast(({ event }) => event === 'counts')?.fileBytes).toBe(statSync(join(disk, 'x.pcapng')).size);
    } finally {
      execFileSync('umount', [disk]);
    }
  });

  it('a parent that does not read: nothing waits for it, nothing is lost', async () => {
    // Many devices make long counts, so that what is not read would soon fill any pipe.
    const many = Array.from({ length: 24 }, () => [...inNetwork('lo'), '-B', '1000000']).flat();
    rmSync(file, { force: true });
    const run = new CaptureRun([program, 'capture', '-w', file, ...inNetwork('left'), ...UDP, ...many], { read: false });
    // The file is begun when every device is open.
    while (!statSync(file, { throwIfNoEntry: false })?.size) await pause(50);
    for (let i = 0; i < 20; i += 1) network.send(5_000);
    while (readBlocks(file).packets.length < 100_000) await pause(50);
    run.read();
    await run.stop();
    expect(run.counts()).toMatchObject({ received: 100_000, written: 100_000, dropped: 0 });
  });

  it('killed in the middle of traffic: what counts said is in the file, and every reader reads it', async () => {
    const run = capture([...inNetwork('left'), ...UDP]);
    await run.started();
    const sending = network.sendMeanwhile(100_000, '10.9.0.2', 500);
    const { written = 0, fileBytes = 0 } = await run.written(10_000);
    run.child.kill('SIGKILL');
    await run.exit;
    await sending;
    const { packets, rest } = readBlocks(file);
    expect(packets.length).toBeGreaterThanOrEqual(written);
    expect(packets.length).toBeLessThan(100_000);
    expect(statSync(file).size).toBeGreaterThanOrEqual(fileBytes);
    const read = execFileSync(process.execPath, [join(ROOT, 'out/netloupe'), 'read', '-r', file], { encoding: 'utf8', maxBuffer: 1 << 27, stdio: ['ignore', 'pipe', 'ignore'] });
    expect(read.trimEnd().split('\n')).toHaveLength(packets.length);
    if (works('tcpdump', ['--version']) && rest === 0) expect(execFileSync('tcpdump', ['-nn', '-r', file], { encoding: 'utf8', maxBuffer: 1 << 27, stdio: ['ignore', 'pipe', 'ignore'] }).trimEnd().split('\n')).toHaveLength(packets.length);
  });
});
