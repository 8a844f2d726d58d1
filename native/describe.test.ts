// What the capture program tells: libpcap's version, interfaces, what a device can do, compiled capture filters.
import { execFileSync, spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canMakeNetworks, NEEDS_ROOT, Network, works } from '../build/testing/network';
import { COMPILE_MS, isBuilt, NOT_BUILT, sanitizedProgram } from './testing/program';

const tcpdump = works('tcpdump', ['--version']);
let program = '';

function ask(args: readonly string[]): { readonly status: number | null; readonly answer: Record<string, unknown> } {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  expect(stdout.trimEnd().split('\n')).toHaveLength(1);
  return { status, answer: JSON.parse(stdout) as Record<string, unknown> };
}

describe.skipIf(!isBuilt)(isBuilt ? 'the verbs that tell' : NOT_BUILT, () => {
  beforeAll(async () => {
    program = await sanitizedProgram();
  }, COMPILE_MS);

  it('version is libpcap’s own line', () => {
    expect(ask(['version']).answer['libpcap']).toMatch(/^libpcap version \d+\.\d+/);
  });

  it.skipIf(!works('ip', ['-V']))('interfaces has each device of the system, with its addresses', () => {
    const found = ask(['interfaces']).answer['interfaces'] as { name: string; loopback: boolean; addresses: string[] }[];
    const system = JSON.parse(execFileSync('ip', ['-j', 'addr'], { encoding: 'utf8' })) as { ifname: string; flags: string[]; addr_info: { local: string }[] }[];
    for (const { ifname, flags, addr_info } of system.filter((one) => one.flags.includes('UP'))) {
      const one = found.find(({ name }) => name === ifname);
      expect(one?.loopback, ifname).toBe(flags.includes('LOOPBACK'));
      expect([...(one?.addresses ?? [])].sort()).toEqual(addr_info.map(({ local }) => local).sort());
    }
  });

  it.skipIf(!tcpdump).each([
    ['EN10MB', 'tcp port 80'], ['EN10MB', 'ip broadcast'], ['EN10MB', 'vlan 5 and udp'], ['LINUX_SLL2', 'ip6 and icmp6'], ['RAW', 'host 192.0.2.7 or net 10.0.0.0/8'], ['EN10MB', ''],
  ])('compile for %s: %j is as tcpdump -d and -ddd have it', (linktype, filter) => {
    const { answer, status } = ask(['compile', '-y', linktype, '-s', '65535', '--', filter]);
    const args = ['-y', linktype, '-s', '65535', ...(filter ? [filter] : [])];
    const decimal = execFileSync('tcpdump', ['-ddd', ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim().split('\n').slice(1);
    expect(status).toBe(0);
    expect(answer['text']).toBe(execFileSync('tcpdump', ['-d', ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
    expect((answer['instructions'] as number[][]).map((one) => one.join(' '))).toEqual(decimal);
  });

  it.each([['tcp port80', /syntax error/], ['host "', /./], ['tcp and ip6 and arp', /reject/], ['-y', /syntax error/], ['-s', /syntax error/], ['--', /syntax error/]])('compile says what is wrong with %j', (filter, words) => {
    expect(ask(['compile', '--', filter]).answer['error']).toMatch(words);
  });

  it('a link type that is none, and a device that is not there', () => {
    expect(ask(['compile', '-y', 'NOPE', '--', 'tcp']).answer).toEqual({ error: 'no such link type' });
    const { answer, status } = ask(['device', '-i', 'not-there']);
    expect(answer).toMatchObject({ problem: { code: canMakeNetworks ? 'nodevice' : (expect.any(String) as string) } });
    expect(status).toBe(1);
  });

  it.each([[[]], [['nope']], [['device']], [['compile']], [['compile', 'tcp']], [['compile', '--']], [['compile', '--', 'tcp', 'udp']], [['compile', '-s', '0', '--', 'tcp']], [['compile', '-s', '12x', '--', 'tcp']], [['compile', '-y', '--']], [['capture', '-i', 'lo']], [['capture', '-w', 'x']],
    [['capture', '-w', 'x', '-i', 'lo', '-a', 'pages:3']], [['capture', '-w', 'x', '-i', 'lo', '-c', '-1']], [['capture', '-w', 'x', '-i']]])('usage: %j ends with status 2', (args) => {
    const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^netloupe-capture: /);
  });
});

describe.skipIf(!isBuilt || !canMakeNetworks)(canMakeNetworks ? 'devices' : NEEDS_ROOT, () => {
  let network: Network;
  beforeAll(() => {
    network = new Network();
  });
  afterAll(() => network.remove());

  it('device tells link types and time stamp types, also of one in a namespace', () => {
    const { answer } = ask(['device', '-i', 'left', '--netns', network.path]);
    expect(answer).toMatchObject({ monitor: false, linktypes: [{ number: 1, name: 'EN10MB', description: 'Ethernet' }, { name: 'DOCSIS' }] });
    expect((answer['timestampTypes'] as { name: string }[]).map(({ name }) => name)).toContain('host');
    expect(ask(['device', '-i', 'any']).answer['linktypes']).toMatchObject([{ number: 113 }, { number: 276, name: 'LINUX_SLL2' }]);
  });

  it('says what a device cannot: down, monitor mode, a namespace that is not there', () => {
    network.ip('link', 'add', 'down0', 'type', 'veth', 'peer', 'name', 'down1');
    expect(ask(['device', '-i', 'down0', '--netns', network.path]).answer).toMatchObject({ linktypes: [], timestampTypes: [{ name: 'host' }], monitor: false, problem: { code: 'down' } });
    expect(ask(['device', '-i', 'left', '-I', '--netns', network.path]).answer).toMatchObject({ problem: { code: 'monitor' } });
    expect(ask(['device', '-i', 'left', '--netns', '/run/netns/not-there']).answer).toMatchObject({ problem: { code: 'netns', text: '/run/netns/not-there: No such file or directory' } });
  });

  it('a hostile name of a device is only a strange name', () => {
    const name = '"},\\{\u0001é';
    network.ip('link', 'add', name, 'type', 'veth', 'peer', 'name', 'plain');
    const names = (JSON.parse(network.run(program, ['interfaces'])) as { interfaces: { name: string }[] }).interfaces.map((one) => one.name);
    expect(names).toContain(name);
  });
});
