// Captures of known traffic in a namespace: every packet is in the file or counted as dropped; limits, rings, several devices, ways to end.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canMakeNetworks, NEEDS_ROOT, Network, works } from '../build/testing/network';
import { readBlocks } from './testing/pcapng-blocks';
import { CaptureRun, COMPILE_MS, isBuilt, NOT_BUILT, RELEASE_PROGRAM, sanitizedProgram } from './testing/program';

const UDP = ['-f', 'udp port 9999'];
/** Datagram of 20 bytes: Ethernet, IP, UDP, data; as a block with its head and end. */
const BLOCK_BYTES = 32 + 64;
let program = '';
let network: Network;
let folder = '';

function capture(args: readonly string[], file = 'x.pcapng'): CaptureRun {
  return new CaptureRun([program, 'capture', '-w', join(folder, file), ...args]);
}

function inNetwork(...device: string[]): string[] {
  return ['-i', ...device, '--netns', network.path];
}

describe.skipIf(!isBuilt || !canMakeNetworks)(isBuilt ? (canMakeNetworks ? 'live capture' : NEEDS_ROOT) : NOT_BUILT, () => {
  beforeAll(async () => {
    program = await sanitizedProgram();
    network = new Network();
    folder = mkdtempSync(join(tmpdir(), 'netloupe-capture-'));
  }, COMPILE_MS);
  afterAll(() => {
    network.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([['left', '10.9.0.2', 'EN10MB'], ['right', '10.9.0.2', 'EN10MB'], ['lo', '127.0.0.1', 'EN10MB'], ['any', '127.0.0.1', 'LINUX_SLL2']])('%s: 100,000 packets sent are 100,000 received and written', async (device, address, linktype) => {
    const run = capture([...inNetwork(device), ...UDP]);
    await run.started();
    network.send(100_000, address);
    expect(await run.stop()).toMatchObject({ reason: 'stopped' });
    expect(run.counts()).toMatchObject({ received: 100_000, dropped: 0, written: 100_000, truncated: 0 });
    expect(run.events[0]).toMatchObject({ event: 'opened', interface: 0, name: device, linktypeName: linktype, snaplen: 262_144, precision: 'nano', bufferBytes: 33_554_432 });
    const blocks = readBlocks(join(folder, 'x.pcapng'));
    expect(blocks).toMatchObject({ rest: 0, sections: 1, descriptions: 1, statistics: 1 });
    expect(blocks.packets).toHaveLength(100_000);
    expect(run.errors).toBe('');
    expect(await run.exit).toBe(0);
  });

  it.each([['left', '10.9.0.2', 'udp port 9999'], ['left', '10.9.0.2', 'udp and outbound'], ['lo', '127.0.0.1', 'udp'], ['any', '127.0.0.1', 'udp'], ['any', '10.9.0.2', 'udp and inbound']])('%s to %s, %s, the buffer too small and the program held: what is not written is counted', async (device, address, filter) => {
    const run = capture([...inNetwork(device), '-B', '300000', '-f', filter]);
    await run.started();
    run.child.kill('SIGSTOP');
    network.send(20_000, address, 1400);
    run.child.kill('SIGCONT');
    network.send(1_000, address, 1400);
    await run.stop();
    const { received, dropped, written, bufferBytes } = run.counts();
    expect(received).toBe(21_000);
    expect(dropped).toBeGreaterThan(10_000);
    expect(written + dropped).toBe(21_000);
    expect(readBlocks(join(folder, 'x.pcapng')).packets).toHaveLength(written);
    // libpcap rounds up to blocks of its own size.
    expect(bufferBytes).toBeGreaterThanOrEqual(300_000);
    expect(bufferBytes).toBeLessThan(2_000_000);
  });

  it('packets that the kernel holds when stop is said are in the file', async () => {
    for (let i = 0; i < 5; i += 1) {
      const run = capture([...inNetwork('left'), ...UDP]);
      await run.started();
      network.send(50);
      await run.stop();
      expect(run.counts()).toMatchObject({ received: 50, written: 50 });
    }
  });

  it('snaplen cuts and counts; what is in the file is what was sent', async () => {
    const run = capture([...inNetwork('left'), ...UDP, '-s', '60', '--time-stamp-precision', 'micro', '-p']);
    await run.started();
    network.send(100, '10.9.0.2', 100);
    network.send(100, '10.9.0.2', 10);
    await run.stop();
    expect(run.counts()).toMatchObject({ written: 200, truncated: 100 });
    expect(run.events[0]).toMatchObject({ snaplen: 60, precision: 'micro' });
    const { packets } = readBlocks(join(folder, 'x.pcapng'));
    expect(packets.slice(0, 100).every(({ captured, length }) => captured === 60 && length === 142)).toBe(true);
    expect(packets.slice(100).every(({ captured, length }) => captured === 52 && length === 52)).toBe(true);
  });

  it('several devices write into one file, each with its own filter and counts', async () => {
    const run = capture([...inNetwork('left'), ...UDP, ...inNetwork('right'), '-f', 'udp port 9999 and greater 100', ...inNetwork('lo'), ...UDP]);
    await run.started();
    network.send(1_000);
    network.send(300, '10.9.0.2', 200);
    network.send(70, '127.0.0.1');
    await run.stop();
    expect([0, 1, 2].map((index) => run.counts(index).written)).toEqual([1_300, 300, 70]);
    expect([0, 1, 2].map((index) => run.counts(index).received)).toEqual([1_300, 300, 70]);
    // What the devices saw in their namespace, with what the capture filters refused: nobody listens on lo, so a datagram may be answered by ICMP; neighbours may be looked for besides.
    for (const [index, sent] of [1_300, 1_300, 70].entries()) {
      expect(run.counts(index).seen).toBeGreaterThanOrEqual(sent);
      expect(run.counts(index).seen).toBeLessThanOrEqual(sent + 100);
    }
    const { packets, descriptions, statistics } = readBlocks(join(folder, 'x.pcapng'));
    expect([descriptions, statistics]).toEqual([3, 3]);
    expect([0, 1, 2].map((index) => packets.filter((one) => one.interface === index).length)).toEqual([1_300, 300, 70]);
  });

  it.skipIf(!works('tcpdump', ['--version']))('tcpdump reads the file', async () => {
    const run = capture([...inNetwork('left'), ...UDP]);
    await run.started();
    network.send(10, '10.9.0.2', 4);
    await run.stop();
    const lines = execFileSync('tcpdump', ['-nn', '-tt', '-r', join(folder, 'x.pcapng')], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim().split('\n');
    expect(lines).toHaveLength(10);
    expect(lines.every((line) => / IP 10\.9\.0\.1\.\d+ > 10\.9\.0\.2\.9999: UDP, length 4$/.test(line))).toBe(true);
    expect(Math.abs(Number(lines[0]?.split(' ')[0]) * 1000 - Date.now())).toBeLessThan(60_000);
  });

  it.skipIf(!works('capinfos', ['--version']))('capinfos knows the interface, its filter and the application', async () => {
    const run = capture([...inNetwork('left'), ...UDP, '--application', 'Netloupe test']);
    await run.started();
    network.send(10);
    await run.stop();
    const text = execFileSync('capinfos', [join(folder, 'x.pcapng')], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    for (const line of [/Number of packets: +10$/m, /Name = left$/m, /Filter string = udp port 9999$/m, /Time precision = nanoseconds/, /Capture application: +Netloupe test$/m, /Number of stat entries = 1$/m]) expect(text).toMatch(line);
  });

  it.skipIf(!works('capinfos', ['--version']))('any: the file says which index is which device', async () => {
    const run = capture(inNetwork('any'));
    await run.started();
    await run.stop();
    const text = execFileSync('capinfos', [join(folder, 'x.pcapng')], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    const [, names = ''] = /Description = (.*)$/m.exec(text) ?? [];
    const system = (JSON.parse(network.ip('-j', 'link')) as { ifindex: number; ifname: string }[]).map(({ ifindex, ifname }) => `${ifindex}: ${ifname}`);
    expect(names.split(', ').sort()).toEqual(system.sort());
  });

  it('counts say what can be read: every fileBytes is the border of a block', async () => {
    const run = capture([...inNetwork('left'), ...UDP]);
    await run.started();
    for (let i = 0; i < 5; i += 1) network.send(500);
    await run.stop();
    const counts = run.events.filter(({ event }) => event === 'counts');
    const head = (counts[0]?.fileBytes ?? 0) - (counts[0]?.written ?? 0) * BLOCK_BYTES;
    expect(counts.length).toBeGreaterThan(2);
    for (const { interfaces = [] } of counts) for (const one of interfaces) expect(one.received).toBeGreaterThanOrEqual(one.written + one.dropped);
    for (const one of counts.slice(0, -1)) expect(one.fileBytes).toBe(head + (one.written ?? 0) * BLOCK_BYTES);
    expect(counts.at(-1)?.fileBytes).toBe(statSync(join(folder, 'x.pcapng')).size);
  });

  describe('ends', () => {
    it.each([
      [['-c', '777'], 'packets', 777], [['-a', 'packets:1'], 'packets', 1],
      // The first packet by which the file has so many bytes is the last one.
      [['-a', 'bytes:100000'], 'bytes', null],
    ])('%j', async (limit, reason, packets) => {
      const run = capture([...limit, ...inNetwork('left'), ...UDP]);
      await run.started();
      network.send(5_000);
      expect(await run.ended()).toMatchObject({ reason });
      const blocks = readBlocks(join(folder, 'x.pcapng'));
      expect(blocks).toMatchObject({ rest: 0, statistics: 1 });
      expect(blocks.packets).toHaveLength(run.counts().written);
      if (packets !== null) expect(blocks.packets).toHaveLength(packets);
      else expect(Math.ceil((statSync(join(folder, 'x.pcapng')).size - 100_000) / BLOCK_BYTES)).toBeLessThanOrEqual(3);
    });

    it('after so many seconds', async () => {
      const run = capture(['-a', 'seconds:1', ...inNetwork('left')]);
      expect(await run.ended()).toMatchObject({ reason: 'seconds' });
    });

    it.each(['SIGTERM', 'SIGINT'] as const)('by %s', async (signal) => {
      const run = capture([...inNetwork('left'), ...UDP]);
      await run.started();
      network.send(20);
      run.child.kill(signal);
      expect(await run.ended()).toMatchObject({ reason: 'stopped' });
      expect(run.counts().written).toBe(20);
    });

    it('when its standard input is closed, and when nobody reads what it says', async () => {
      const run = capture([...inNetwork('left'), ...UDP]);
      await run.started();
      network.send(20);
      run.child.stdin.end();
      expect(await run.ended()).toMatchObject({ reason: 'parent' });
      expect(run.counts().written).toBe(20);
      const other = capture([...inNetwork('left'), ...UDP]);
      await other.started();
      other.child.stdout.destroy();
      expect(await other.exit).toBe(0);
    });

    it('by a line that says stop, not by other lines', async () => {
      const run = capture([...inNetwork('left'), ...UDP]);
      await run.started();
      run.child.stdin.write('stop it\nnonstop\n\nst');
      network.send(20);
      await run.written(20);
      run.child.stdin.write('op\n');
      expect(await run.ended()).toMatchObject({ reason: 'stopped' });
    });
  });

  describe('rings', () => {
    it('by packets: the newest files stay, and no packet is lost between them', async () => {
      const run = capture(['-b', 'packets:3000', '-b', 'files:2', ...inNetwork('left'), ...UDP], 'ring.pcapng');
      await run.started();
      network.send(10_000);
      await run.stop();
      const files = run.files();
      expect(files).toHaveLength(4);
      expect(basename(files[3] ?? '')).toMatch(/^ring_00004_20\d{12}\.pcapng$/);
      expect(run.files('deleted')).toEqual(files.slice(0, 2));
      expect(readdirSync(folder).filter((name) => name.startsWith('ring_')).sort()).toEqual(files.slice(2).map((path) => basename(path)));
      expect(files.slice(2).map((path) => readBlocks(path).packets.length)).toEqual([3_000, 1_000]);
      expect(run.counts()).toMatchObject({ received: 10_000, written: 10_000 });
    });

    it('by bytes, ending after so many files', async () => {
      const run = capture(['-b', 'bytes:50000', '-a', 'files:3', ...inNetwork('left'), ...UDP], 'bytes.x.pcapng');
      await run.started();
      network.send(5_000);
      expect(await run.ended()).toMatchObject({ reason: 'files' });
      const blocks = run.files().map((path) => readBlocks(path));
      expect(blocks.map(({ rest, sections, statistics }) => [rest, sections, statistics])).toEqual([[0, 1, 1], [0, 1, 1], [0, 1, 1]]);
      expect(blocks.reduce((sum, { packets }) => sum + packets.length, 0)).toBe(run.counts().written);
      expect(basename(run.files()[0] ?? '')).toMatch(/^bytes\.x_00001_/);
    });

    it('by seconds', async () => {
      const run = capture(['-b', 'seconds:1', ...inNetwork('left'), ...UDP], 'seconds');
      await run.started();
      network.send(5);
      await run.until(({ index }) => index === 2, 'a second file');
      network.send(7);
      await run.stop();
      expect(basename(run.files()[0] ?? '')).toMatch(/^seconds_00001_20\d{12}$/);
      expect(run.files().reduce((sum, path) => sum + readBlocks(path).packets.length, 0)).toBe(12);
    });
  });

  it('start and stop 100 times with traffic: no process, no descriptor and no socket stays', async () => {
    program = RELEASE_PROGRAM;
    const before = readdirSync('/proc/self/fd').length;
    for (let i = 0; i < 100; i += 1) {
      const run = capture([...inNetwork('left'), ...UDP]);
      await run.started();
      if (i % 20 === 0) network.send(100);
      expect(await run.stop()).toMatchObject({ reason: 'stopped' });
      expect(run.child.exitCode).toBe(0);
    }
    expect(readdirSync('/proc/self/fd').length).toBeLessThanOrEqual(before + 2);
    // The kernel's list of packet sockets in the namespace: its heading only.
    expect(network.run('cat', ['/proc/net/packet']).trim().split('\n')).toHaveLength(1);
    const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
    const zombies = children.filter((pid) => readFileSync(`/proc/${pid}/stat`, 'utf8').includes('(netloupe-captur'));
    expect(zombies).toEqual([]);
    program = await sanitizedProgram();
  }, 240_000);
});
