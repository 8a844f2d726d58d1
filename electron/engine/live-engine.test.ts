// Live captures through the engine, with real packets in a namespace of their own: nothing is lost, whoever dies.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { canMakeNetworks, NEEDS_ROOT, Network } from '../../build/testing/network';
import type { CaptureInfo, Row } from '../../shared/ipc/contract';
import { captureOptions, interfaceOptions, type CaptureOptions } from '../../shared/live/capture-options';
import type { LeftCapture } from '../../shared/live/saved-capture';
import { EngineProcess } from './testing/engine-process';

const NETLOUPE = join(import.meta.dirname, '../../out/netloupe');
const PROGRAM = join(import.meta.dirname, '../../out/native/netloupe-capture');
const ready = canMakeNetworks && existsSync(PROGRAM);
if (!ready) console.warn(canMakeNetworks ? 'SKIPPED: the capture program is not built here' : NEEDS_ROOT);
const VIEW = { time: 'relative', timeDigits: -1, relativeSequence: true, verifyChecksums: false, names: 0, flagStyle: 'wireshark' };

describe.skipIf(!ready)('live capture', () => {
  let network: Network;
  let home = '';
  let engines: EngineProcess[] = [];
  beforeEach(() => {
    network = new Network();
    home = mkdtempSync(join(tmpdir(), 'netloupe-test-'));
  });
  afterEach(async () => {
    await Promise.all(engines.map((engine) => engine.end()));
    engines = [];
    network.remove();
    rmSync(home, { recursive: true, force: true });
  });

  const options = (changes: Partial<CaptureOptions> = {}): CaptureOptions => captureOptions([interfaceOptions('right', { netns: network.name, filter: 'udp' })], changes);

  async function capture(changes: Partial<CaptureOptions> = {}): Promise<{ engine: EngineProcess; info: CaptureInfo }> {
    const engine = new EngineProcess(home);
    engines.push(engine);
    const info = await engine.call<CaptureInfo>('capture.start', { options: options(changes) });
    return { engine, info };
  }

  const framesIn = (file: string): number => execFileSync(process.execPath, [NETLOUPE, 'read', '-r', file], { encoding: 'utf8', maxBuffer: 1 << 28 }).split('\n').length - 1;

  test('rows come while packets do; the ledger adds up; stop, save, and nothing of our own is left', async () => {
    const { engine, info } = await capture();
    expect(info).toMatchObject({ name: `right (${network.name})`, format: 'pcapng', live: options() });
    const indexed = engine.event('capture.progress', ({ frames }) => frames === 500);
    network.send(500);
    expect((await indexed).phase).toBe('reading');
    const { rows } = await engine.call<{ rows: Row[] }>('frames.rows', { first: 499, count: 10, columns: ['number', 'source', 'destination', 'protocol'], view: VIEW });
    expect(rows.map(({ cells }) => cells)).toEqual([['500', '10.9.0.1', '10.9.0.2', 'UDP']]);
    const last = engine.event('capture.live', ({ ledger }) => ledger.phase === 'stopped' && ledger.indexed === ledger.written);
    await engine.call('capture.stop');
    const { ledger, problem } = await last;
    expect(problem).toBeNull();
    expect(ledger).toMatchObject({ written: 500, indexed: 500, losses: [] });
    expect(ledger.interfaces).toMatchObject([{ received: 500, dropped: 0, written: 500, truncated: 0 }]);
    const path = join(home, 'saved.pcapng');
    await engine.call('capture.save', { path, format: 'pcapng' });
    expect(framesIn(path)).toBe(500);
    expect(readdirSync(join(home, 'netloupe/captures'))).toEqual([]);
    await expect(engine.call('frames.detail', { number: 500, view: VIEW })).resolves.toMatchObject({ number: 500 });
  });

  test('saving is stopped: nothing of the file stays, the capture does', async () => {
    const { engine } = await capture();
    network.send(200);
    await engine.event('capture.progress', ({ frames }) => frames === 200);
    await engine.call('capture.stop');
    const saving = engine.call('capture.save', { path: join(home, 'x.pcap.gz'), format: 'pcap.gz' });
    await engine.call('capture.cancelSaving');
    await expect(saving).rejects.toThrow(/NL-CALL-04/);
    expect(readdirSync(home)).toEqual(['netloupe']);
    await expect(engine.call('frames.detail', { number: 200, view: VIEW })).resolves.toMatchObject({ number: 200 });
  });

  test('a capture that is declined is deleted, one that is closed otherwise is kept and offered', async () => {
    const { engine } = await capture();
    network.send(3);
    await engine.event('capture.progress', ({ frames }) => frames === 3);
    await engine.call('capture.close', { keep: false });
    expect(readdirSync(join(home, 'netloupe/captures'))).toEqual([]);
    await engine.call('capture.start', { options: options() });
    network.send(4);
    await engine.event('capture.progress', ({ frames }) => frames === 4);
    await engine.call('capture.close', {});
    expect(await engine.call<LeftCapture[]>('capture.left')).toMatchObject([{ packets: 4, interfaces: `right (${network.name})` }]);
  });

  test('kill -9 of the process: the program ends by itself, the file is whole and offered at the next start, and taken up again', async () => {
    const { engine, info } = await capture();
    const counted = engine.event('capture.live', ({ ledger }) => ledger.written === 2000);
    network.send(2000);
    await counted;
    const programs = childrenOf(engine.child.pid!);
    expect(programs.length).toBe(1);
    await engine.end();
    await until(() => !existsSync(`/proc/${programs[0]}`));
    expect(framesIn(info.path)).toBe(2000);
    const next = new EngineProcess(home);
    engines.push(next);
    const left = await next.call<LeftCapture[]>('capture.left');
    expect(left).toMatchObject([{ path: info.path }]);
    const done = next.event('capture.progress', ({ phase }) => phase === 'done');
    expect(await next.call<CaptureInfo>('capture.open', { path: info.path })).toMatchObject({ live: options() });
    expect((await done).frames).toBe(2000);
    expect(await next.call('capture.left')).toEqual([]);
    await next.call('capture.close', { keep: false });
    expect(existsSync(info.path)).toBe(false);
  });

  test('kill -9 of the capture program: what it wrote can be read, and the window is told', async () => {
    const { engine, info } = await capture();
    network.send(1000);
    await engine.event('capture.progress', ({ frames }) => frames === 1000);
    const told = engine.event('capture.live', ({ problem }) => problem !== null);
    process.kill(childrenOf(engine.child.pid!)[0]!, 'SIGKILL');
    expect((await told).problem).toMatchObject({ code: 'NL-CAP-08' });
    expect(framesIn(info.path)).toBe(1000);
    await expect(engine.call('frames.detail', { number: 1000, view: VIEW })).resolves.toMatchObject({ number: 1000 });
  });

  test('an engine that stands still loses nothing', async () => {
    const { engine } = await capture();
    process.kill(engine.child.pid!, 'SIGSTOP');
    network.send(30_000);
    process.kill(engine.child.pid!, 'SIGCONT');
    const { ledger } = await engine.event('capture.live', (live) => live.ledger.indexed === 30_000);
    expect(ledger.interfaces[0]).toMatchObject({ received: 30_000, dropped: 0, written: 30_000 });
  });

  test('an interface that is removed ends the capture in words; its packets stay', async () => {
    const { engine } = await capture();
    network.send(10);
    await engine.event('capture.progress', ({ frames }) => frames === 10);
    const told = engine.event('capture.live', ({ ledger, problem }) => problem !== null && ledger.phase === 'stopped');
    network.ip('link', 'delete', 'right');
    expect((await told).problem).toMatchObject({ code: 'NL-CAP-03', values: { interface: 'right' } });
    await expect(engine.call('frames.detail', { number: 10, view: VIEW })).resolves.toMatchObject({ number: 10 });
  });

  test('a ring goes on in the next file, and the list begins anew there', async () => {
    const file = join(home, 'ring.pcapng');
    const { engine } = await capture({ file, ring: { packets: 100, bytes: 0, seconds: 0, files: 2 } });
    const next = engine.event('capture.continued', () => true);
    network.send(150);
    expect((await next).path).toMatch(/ring_00002_\d{14}\.pcapng$/);
    await engine.event('capture.progress', ({ frames }) => frames === 50);
  });

  test('a ring that goes on faster than it can be read: the list has the newest file, and every packet is counted', async () => {
    const { engine } = await capture({ file: join(home, 'ring.pcapng'), ring: { packets: 10, bytes: 0, seconds: 0, files: 1 } });
    network.send(5_005);
    const { ledger } = await engine.event('capture.live', (live) => live.ledger.written === 5_005 && live.ledger.indexed === 5_005);
    expect(ledger.interfaces[0]).toMatchObject({ received: 5_005, written: 5_005 });
    await expect(engine.call('frames.detail', { number: 5, view: VIEW })).resolves.toMatchObject({ number: 5 });
    await expect(engine.call('frames.detail', { number: 6, view: VIEW })).rejects.toThrow();
  });

  test.each([
    ['there is no such interface', { interfaces: [interfaceOptions('nothere')] }, /NL-CAP-03/],
    ['the capture filter is wrong', { interfaces: [interfaceOptions('lo', { filter: 'tcp port80' })] }, /NL-CAP-05/],
    ['there is no such namespace', { interfaces: [interfaceOptions('lo', { netns: 'netloupe-none' })] }, /NL-CAP-09/],
    ['no such link type', { interfaces: [interfaceOptions('lo', { linktype: 'IEEE802_11' })] }, /NL-CAP-06/],
    ['no interface is chosen', { interfaces: [] }, /NL-CAP-03/],
  ] as const)('%s: the capture does not start, in words, and leaves no file', async (_, changes, words) => {
    const engine = new EngineProcess(home);
    engines.push(engine);
    await expect(engine.call('capture.start', { options: { ...options(), ...changes } })).rejects.toThrow(words);
    expect(existsSync(join(home, 'netloupe/captures')) ? readdirSync(join(home, 'netloupe/captures')) : []).toEqual([]);
  });
});

/** Processes that a process, or one of its threads, started. */
function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((task) => readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number));
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
}
