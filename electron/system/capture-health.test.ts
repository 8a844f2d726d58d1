// Capture health: values are those of /proc, /sys, ethtool and tc; a change is really made and really taken back; what is absent is said.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canMakeNetworks, NEEDS_ROOT, Network, works } from '../../build/testing/network';
import type { HealthReport } from '../../shared/live/doctor';
import { inEnglish } from '../../shared/live/phrase';
import { healthReport } from './capture-health';
import { Fixes, type RunCommand } from './fixes';
import { cpuMask } from './health-findings';
import { cpuTimes, interruptsOf, softirqShares, softnet } from './health-facts';
import { runProgram } from '../capture/system-command';
import { hostReaders, type HostReaders } from './host-readers';
import { runCommand } from './run-command';
import { fakeHost } from './testing/fake-host';

const find = ({ findings }: HealthReport, id: string) => inEnglish(findings.find((one) => one.id === id)!);
const linux = process.platform === 'linux';
const card = linux ? readdirSync('/sys/class/net').find((name) => existsSync(`/sys/class/net/${name}/device`)) : undefined;
const has = (program: string) => works('sh', ['-c', `PATH=$PATH:/usr/sbin:/sbin command -v ${program}`]);

describe.skipIf(!linux || card === undefined)(card === undefined ? 'SKIPPED: a network card on Linux is needed' : 'this machine', () => {
  it('values are those of /proc, /sys and ethtool', async () => {
    const report = await healthReport([card!], hostReaders(), new Fixes(runCommand));
    const read = (path: string) => readFileSync(path, 'utf8').trim();
    for (const name of ['netdev_max_backlog', 'netdev_budget']) {
      const path = `/proc/sys/net/core/${name}`;
      expect(find(report, name === 'netdev_budget' ? 'budget' : 'backlog').value).toBe(existsSync(path) ? read(path) : 'not to be seen here');
    }
    expect(find(report, `snaplen:${card}`).value).toContain(`MTU ${read(`/sys/class/net/${card}/mtu`)}`);
    expect(find(report, `dropped:${card}`).value).toContain(`rx_missed_errors ${read(`/sys/class/net/${card}/statistics/rx_missed_errors`)}`);
    expect(find(report, 'dirty').value).toContain(read('/proc/sys/vm/dirty_background_ratio'));
    const masks = readdirSync(`/sys/class/net/${card}/queues`).filter((queue) => queue.startsWith('rx')).map((queue) => read(`/sys/class/net/${card}/queues/${queue}/rps_cpus`));
    expect(find(report, `rps:${card}`).value.split(', ').sort()).toEqual(masks.sort());
    // awk counts what softnet_stat says, apart from our own reading.
    const words = read('/proc/net/softnet_stat').split('\n').map((row) => row.split(' '));
    expect(find(report, 'softnet').value).toMatch(new RegExp(`^dropped ${words.reduce((sum, row) => sum + Number(`0x${row[1]}`), 0)}, squeezed \\d+$`));
    if (has('ethtool') && works('ethtool', ['-g', card!])) {
      const now = execFileSync('sh', ['-c', `ethtool -g ${card} | awk '/Current/ {on=1} on && $1 == "RX:" {print $2}'`], { encoding: 'utf8' }).trim();
      expect(find(report, `ring:${card}`).value).toBe(now);
    }
  });
});

describe.skipIf(!canMakeNetworks || !has('ethtool'))(canMakeNetworks ? (has('ethtool') ? 'in a namespace' : 'SKIPPED: ethtool is not installed') : NEEDS_ROOT, () => {
  let network: Network;
  let readers: HostReaders;
  let inside: RunCommand;
  beforeAll(() => {
    network = new Network();
    const run = (program: string, args: readonly string[]) => runProgram('ip', ['netns', 'exec', network.name, program, ...args], 20_000);
    readers = {
      ...hostReaders(), run,
      read: async (path) => run('cat', [path]).then(({ status, stdout }) => (status === 0 ? stdout.trim() : null)),
      list: async (path) => run('ls', [path]).then(({ status, stdout }) => (status === 0 ? stdout.trim().split('\n') : [])),
    };
    inside = ({ argv, ...rest }) => runCommand({ argv: ['ip', 'netns', 'exec', network.name, ...argv], ...rest });
  });
  afterAll(() => network.remove());
  const rps = () => network.run('cat', ['/sys/class/net/left/queues/rx-0/rps_cpus']).trim();
  const gro = () => /generic-receive-offload: (\w+)/.exec(network.run('ethtool', ['-k', 'left']))![1]!;
  const tso = () => /tcp-segmentation-offload: (\w+)/.exec(network.run('ethtool', ['-k', 'left']))![1]!;

  it('netdev_max_backlog is not of this namespace: said, and no fix', async () => {
    const report = await healthReport(['left', 'gone0'], readers, new Fixes(inside));
    expect(find(report, 'backlog')).toMatchObject({ value: 'not to be seen here', fix: null, meaning: expect.stringContaining('initial network namespace') as string });
    expect(find(report, 'device:gone0')).toMatchObject({ level: 'note', value: 'not there' });
    expect(find(report, 'ring:left')).toMatchObject({ value: 'not told' });
  });

  it('a change is made, shown as it was before, and taken back', async () => {
    const fixes = new Fixes(inside);
    const before = { rps: rps(), gro: gro(), tso: tso() };
    const report = await healthReport(['left'], readers, fixes);
    expect(find(report, 'rps:left').value).toBe(before.rps);
    for (const id of ['rps:left', 'offload:left']) {
      const { fix } = find(report, id);
      if (fix === null) continue;
      expect(fix.applicable).toBe(true);
      await fixes.apply(id, false, readers);
    }
    if (find(report, 'rps:left').fix !== null) expect(parseInt(rps(), 16)).toBe(2 ** find(report, 'softirq').value.split('cpu').slice(1).length - 1);
    expect(tso()).toBe('off');
    const later = await healthReport(['left'], readers, fixes);
    expect(find(later, 'offload:left').value).toContain('tso off');
    expect(find(later, 'offload:left').fix?.undo).toBe(find(report, 'offload:left').fix?.undo);
    for (const id of ['rps:left', 'offload:left']) if (find(later, id).fix !== null) await fixes.apply(id, true, readers);
    expect({ rps: rps(), gro: gro(), tso: tso() }).toEqual(before);
  });
});

describe('changes', () => {
  const plan = { id: 'a', explanation: '', steps: [{ run: { argv: ['one', 'x y'] }, back: { argv: ['back'] } }, { run: { argv: ['two'], input: '3' }, back: null }] } as const;

  it('only what a report proposed is done, and by root only', async () => {
    const fixes = new Fixes(() => Promise.reject(new Error('nothing is to be run')));
    await expect(fixes.apply('rm', false, fakeHost({ uid: 0 }))).rejects.toThrow('No report has proposed');
    expect(fixes.propose(plan, fakeHost({}))).toMatchObject({ applicable: false, command: "sudo one 'x y' && echo 3 | sudo two", undo: 'sudo back' });
    await expect(fixes.apply('a', false, fakeHost({}))).rejects.toThrow('takes root');
  });

  it('a step that fails: those before it are taken back', async () => {
    const ran: string[] = [];
    const fixes = new Fixes(({ argv }) => Promise.resolve({ status: argv.includes('two') ? 1 : 0, stdout: '', stderr: ran.push(argv.join(' ')) < 0 ? '' : 'no' }));
    fixes.propose(plan, fakeHost({ programs: ['pkexec'] }));
    await expect(fixes.apply('a', false, fakeHost({ programs: ['pkexec'] }))).rejects.toThrow('two failed: no');
    expect(ran).toEqual(['/bin/pkexec one x y', '/bin/pkexec two', '/bin/pkexec back']);
  });
});

describe('reading', () => {
  it('softirq time by CPU is the difference of two readings', () => {
    const before = cpuTimes('cpu  9 9 9 9 9 9 9 9 0 0\ncpu0 100 0 0 100 0 0 50 0 7 7\ncpu1 0 0 0 0 0 0 0 0 0 0');
    const after = cpuTimes('cpu  9 9 9 9 9 9 9 9 0 0\ncpu0 110 0 0 130 0 0 110 0 9 9\ncpu1 0 0 0 0 0 0 0 0 0 0');
    expect(softirqShares(before, after)).toEqual([{ cpu: 'cpu0', share: 0.6 }]);
  });

  it('softnet_stat is hexadecimal, one row for each CPU', () => {
    expect(softnet('03a086bc 0000000a 00000010 0\n03585243 00000001 00000000 0')).toEqual({ dropped: 11, squeezed: 16, cpus: 2 });
    expect(softnet(null)).toBeNull();
  });

  it('interrupts of a card: by number, or by its name with a queue', () => {
    const text = '           CPU0       CPU1       \n 38:          0      47628 PCI-MSIX-0000:00:03.0   1-edge      virtio2-input.0\n 39:  1  2 PCI-MSI 5-edge  eth0-TxRx-0\n 40: 3 4 PCI-MSI 6-edge eth01-TxRx-0\nNMI: 0 0 x';
    expect(interruptsOf(text, 'eth0', ['38']).map(({ number, perCpu }) => [number, ...perCpu])).toEqual([['38', 0, 47628], ['39', 1, 2]]);
  });

  it('a mask of many CPUs is written in words of 32', () => {
    expect([cpuMask(2), cpuMask(32), cpuMask(36)]).toEqual(['3', 'ffffffff', 'f,ffffffff']);
  });
});

it('a full backlog is a warning with the value before in its undo', async () => {
  const host = fakeHost({ texts: { '/proc/net/softnet_stat': '1 5 0', '/proc/sys/net/core/netdev_max_backlog': '1000' } });
  expect(find(await healthReport([], host, new Fixes(runCommand)), 'backlog')).toMatchObject({ level: 'warn', value: '1000', wanted: '5000', fix: { command: 'sudo sysctl -w net.core.netdev_max_backlog=5000', undo: 'sudo sysctl -w net.core.netdev_max_backlog=1000' } });
});
