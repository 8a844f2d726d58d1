// Counters of all devices: what the kernel counted, `any` as their sum, loopback once as a capture sees it.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canMakeNetworks, NEEDS_ROOT, Network } from '../../build/testing/network';
import { readTraffic, trafficOf } from './interface-traffic';
import { listInterfaces } from './interfaces';

interface Counted { readonly ifname: string; readonly stats64: Record<'rx' | 'tx', { readonly packets: number; readonly bytes: number }> }

/** As a capture sees them, by iproute2's counters. */
function oracle(json: string): { name: string; packets: number; bytes: number }[] {
  const devices = (JSON.parse(json) as Counted[]).map(({ ifname, stats64: { rx, tx } }) => {
    const twice = ifname === 'lo';
    return { name: ifname, packets: rx.packets + (twice ? 0 : tx.packets), bytes: rx.bytes + (twice ? 0 : tx.bytes) };
  });
  const sum = (of: 'packets' | 'bytes'): number => devices.reduce((all, one) => all + one[of], 0);
  return [...devices, { name: 'any', packets: sum('packets'), bytes: sum('bytes') }].sort((a, b) => a.name.localeCompare(b.name));
}

async function readIn(netns: string): Promise<{ name: string; packets: number; bytes: number }[]> {
  const { interfaces } = await readTraffic();
  return interfaces.filter((one) => one.netns === netns).map(({ name, packets, bytes }) => ({ name, packets, bytes })).sort((a, b) => a.name.localeCompare(b.name));
}

it('reads /proc/net/dev: also names glued to their counters; nothing for what it is not', () => {
  const head = 'Inter-|   Receive  |  Transmit\n face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed\n';
  const text = `${head}    lo:     100       2    0    0    0     0          0         0      100       2    0    0    0     0       0          0\neth0.7:4000000000 30 0 0 0 0 0 0 50 6 0 0 0 0 0 0\n`;
  expect(trafficOf(text, 'x')).toEqual([
    { name: 'lo', netns: 'x', packets: 2, bytes: 100 }, { name: 'eth0.7', netns: 'x', packets: 36, bytes: 4_000_000_050 }, { name: 'any', netns: 'x', packets: 38, bytes: 4_000_000_150 },
  ]);
  expect(trafficOf('', '')).toEqual([]);
  expect(trafficOf(head, '')).toEqual([]);
});

it.skipIf(process.platform !== 'linux' || !canMakeNetworks)('our own namespace: between two readings of ip -s', async () => {
  const before = oracle(execFileSync('ip', ['-j', '-s', 'link'], { encoding: 'utf8' }));
  const here = await readIn('');
  const after = new Map(oracle(execFileSync('ip', ['-j', '-s', 'link'], { encoding: 'utf8' })).map((one) => [one.name, one]));
  for (const { name, packets } of before.filter((one) => one.name !== 'any' && after.has(one.name))) {
    const ours = here.find((one) => one.name === name)!;
    expect(ours.packets, name).toBeGreaterThanOrEqual(packets);
    expect(ours.packets, name).toBeLessThanOrEqual(after.get(name)!.packets);
  }
});

it.skipIf(process.platform === 'linux')('elsewhere there are no counters, not zero ones (skipped on Linux, where there are)', async () => {
  expect((await readTraffic()).interfaces).toEqual([]);
});

describe.skipIf(!canMakeNetworks)(canMakeNetworks ? 'readTraffic in a namespace' : NEEDS_ROOT, () => {
  let network: Network;
  let inhabitant: ChildProcess | null = null;
  beforeAll(() => (network = new Network()));
  afterAll(async () => {
    if (inhabitant) {
      inhabitant.kill();
      await once(inhabitant, 'exit');
    }
    network.remove();
  });

  it('that nobody lives in', async () => {
    network.send(300);
    network.send(50, '127.0.0.1');
    await listInterfaces();
    const read = await readIn(network.name);
    expect(read).toEqual(oracle(network.ip('-j', '-s', 'link')));
    expect(read.find(({ name }) => name === 'left')!.packets).toBeGreaterThanOrEqual(300);
    // Each datagram once; nothing listens, so each may be answered by one ICMP message, which the kernel limits.
    expect(read.find(({ name }) => name === 'lo')!.packets).toBeGreaterThanOrEqual(50);
    expect(read.find(({ name }) => name === 'lo')!.packets).toBeLessThanOrEqual(100);
  });

  it('that a process lives in: each reading is new', async () => {
    const [program, args] = network.inside('sleep', ['60']);
    inhabitant = spawn(program, args, { stdio: 'ignore' });
    await once(inhabitant, 'spawn');
    let pid = 0;
    while (pid === 0) pid = (await listInterfaces()).namespaces.find(({ netns }) => netns === network.name)!.pid;
    expect(network.ip('netns', 'pids', network.name).split(/\s+/)).toContain(`${pid}`);
    for (const packets of [10, 20]) {
      network.send(packets);
      expect(await readIn(network.name)).toEqual(oracle(network.ip('-j', '-s', 'link')));
    }
  });

  it('that is gone has none', async () => {
    const gone = new Network();
    await listInterfaces();
    expect(await readIn(gone.name)).not.toEqual([]);
    gone.remove();
    await listInterfaces();
    expect(await readIn(gone.name)).toEqual([]);
  });
});
