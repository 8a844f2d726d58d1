// `netloupe interfaces` and `netloupe route`: numbers and flags as tcpdump -D has them, a table, JSON, words for what fails.
import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canMakeNetworks, NEEDS_ROOT, NetworkNamespace, works } from '../../build/testing/network-namespace';
import type { InterfaceList, Route } from '../../shared/live/interfaces';

const CLI = join(import.meta.dirname, '../../out/netloupe');
const NOBODY = ['--reuid', '65534', '--regid', '65534', '--clear-groups'];

interface Ended { readonly status: number | null; readonly stdout: string; readonly stderr: string }
const run = (program: string, args: readonly string[]): Ended => spawnSync(program, args, { encoding: 'utf8' });
const netloupe = (...args: string[]): Ended => run(process.execPath, [CLI, ...args]);

describe('what is said wrong', () => {
  it.each([[['interfaces', '--no']], [['interfaces', 'eth0']], [['route']], [['route', '-x']], [['route', 'a', 'b']]])('%j: status 2', (args) => {
    expect(netloupe(...args)).toMatchObject({ status: 1, stdout: '' });
  });
  it('--help lists the options', () => {
    expect(netloupe('interfaces', '--help').stdout).toContain('--json');
    expect(netloupe('route', '--help').stdout).toContain('--netns');
  });
});

describe.skipIf(!canMakeNetworks)(canMakeNetworks ? 'in a namespace' : NEEDS_ROOT, () => {
  let network: NetworkNamespace;
  const inside = (program: string, ...args: string[]): Ended => run(...network.inside(program, args));
  beforeAll(() => {
    network = new NetworkNamespace();
    network.addDevicePair('left', 'right', ['10.9.0.1/24', 'fd01::1/64']);
    network.ip('link', 'add', 'down1', 'type', 'veth', 'peer', 'name', 'down0');
  });
  afterAll(() => network.remove());

  it.skipIf(!works('tcpdump', ['-D']))('numbers, up, running and loopback are those of tcpdump -D', () => {
    const told = inside('tcpdump', '-D').stdout.trim().split('\n').map((line) => /^(\d+)\.(\S+) .*\[(.*)\]$/.exec(line)!.slice(1));
    const list = JSON.parse(inside(process.execPath, CLI, 'interfaces', '--json').stdout) as InterfaceList;
    const has = (flags: string, flag: string): boolean => flags.split(', ').includes(flag);
    expect(list.interfaces.map((one, i) => [`${i + 1}`, one.name, one.up, one.running, one.loopback])).toEqual(
      told.map(([number, name, flags = '']) => [number, name, has(flags, 'Up'), has(flags, 'Running'), has(flags, 'Loopback')]),
    );
    expect(told.length).toBeGreaterThanOrEqual(6);
  });

  it('the table shows what can be captured from, and the rest with --all', () => {
    const cells = (...args: string[]): string[][] => inside(process.execPath, CLI, 'interfaces', ...args).stdout.split('\n\n')[0]!.split('\n').map((line) => line.trim().split(/ {2,}/));
    const shown = cells();
    expect(shown.find((row) => row[1] === 'left')!.slice(2, 5)).toEqual(['virtual', 'up', expect.stringMatching(/^10\.9\.0\.1\/24 fd01::1\/64/)]);
    expect(shown.find((row) => row[1] === 'lo')!.slice(2, 5)).toEqual(['loopback', 'up', '127.0.0.1/8 ::1/128']);
    expect(shown.some((row) => row[1] === 'down0')).toBe(false);
    expect(cells('--all').find((row) => row[1] === 'down0')!.slice(2, 4)).toEqual(['virtual', 'down']);
  });

  it('route prints the device, and the line of ip route get', () => {
    const line = network.ip('route', 'get', '10.9.0.7').split('\n')[0]!.trim();
    expect(netloupe('route', '10.9.0.7', '--netns', network.name)).toMatchObject({ status: 0, stdout: `10.9.0.7 is reached through left, from 10.9.0.1 (routing table main)\n${line}\n` });
    expect(JSON.parse(netloupe('route', '--json', '10.9.0.1', '--netns', network.name).stdout) as Route).toMatchObject({ host: '10.9.0.1', device: 'lo', source: '10.9.0.1' });
    expect(netloupe('route', '8.8.8.8', '--netns', network.name)).toEqual(expect.objectContaining({ status: 2, stdout: '', stderr: 'netloupe: No route leads to 8.8.8.8: no entry of the routing tables fits it. (NL-CAP-11)\n' }));
  });

  const asNobody = works('setpriv', [...NOBODY, process.execPath, CLI, '--version']);
  it.skipIf(!asNobody)('an ordinary user sees the namespace by name and is told what entering takes', () => {
    const { status, stdout } = run('setpriv', [...NOBODY, process.execPath, CLI, 'interfaces']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ *\d+ +lo +loopback +up/m);
    expect(stdout).toContain(`Network namespace ${network.name}; capture inside with --netns ${network.name}\n  its interfaces are not known: entering a network namespace takes root (CAP_SYS_ADMIN) and ip (iproute2)\n`);
    const route = run('setpriv', [...NOBODY, process.execPath, CLI, 'route', '10.9.0.7', '--netns', network.name]);
    expect([route.status, route.stderr]).toEqual([2, expect.stringMatching(/cannot be entered.*root.*\(NL-CAP-09\)/)]);
  });

  it('names cannot act on the terminal', () => {
    network.ip('link', 'add', 'name', 'e\u001b[31mx', 'type', 'veth', 'peer', 'name', 'other');
    const { stdout } = inside(process.execPath, CLI, 'interfaces', '--all');
    network.ip('link', 'del', 'other');
    expect(stdout).toContain('e\ufffd[31mx');
    expect(stdout).not.toContain('\u001b');
  });
});

it.skipIf(!works('ip', ['-V']))('route of this host is that of ip route get', () => {
  const [told] = JSON.parse(execFileSync('ip', ['-j', 'route', 'get', '127.0.0.1'], { encoding: 'utf8' })) as [{ dev: string; prefsrc: string }];
  expect(JSON.parse(netloupe('route', '127.0.0.1', '--json').stdout) as Route).toMatchObject({ host: '127.0.0.1', device: told.dev, source: told.prefsrc });
});
