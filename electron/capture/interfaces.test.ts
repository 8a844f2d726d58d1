// The list of interfaces against ip and the kernel: addresses, flags, promiscuity, kinds, odd names, devices that come and go, namespaces by name.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canMakeNetworks, NEEDS_ROOT, NetworkNamespace, works } from '../../build/testing/network-namespace';
import type { InterfaceInfo, NamespaceInfo } from '../../shared/live/interfaces';
import { captureProgramPath } from './capture-program';
import { listInterfaces } from './interfaces';
import { sysfsDevices } from './sysfs-devices';

interface IpAddr { readonly ifname: string; readonly flags: string[]; readonly mtu: number; readonly address?: string; readonly addr_info: { family: string; local: string; prefixlen: number }[] }

async function namespaceOf(network: NetworkNamespace): Promise<NamespaceInfo> {
  return (await listInterfaces()).namespaces.find(({ netns }) => netns === network.name)!;
}

function named(list: readonly InterfaceInfo[], name: string): InterfaceInfo {
  const found = list.find((one) => one.name === name);
  if (!found) throw new Error(`${name} is not in ${list.map((one) => one.name).join(' ')}`);
  return found;
}

/** What ip says, as the list has it. */
function byIp(network: NetworkNamespace): unknown[] {
  return (JSON.parse(network.ip('-j', 'addr')) as IpAddr[]).map(({ ifname, flags, mtu, address, addr_info }) => ({
    name: ifname, netns: network.name, mac: address ?? '', mtu, up: flags.includes('UP'), loopback: flags.includes('LOOPBACK'), multicast: flags.includes('MULTICAST'),
    running: flags.includes('UP') && !flags.includes('NO-CARRIER'), addresses: ['inet', 'inet6'].flatMap((family) => addr_info.filter((a) => a.family === family).map((a) => `${a.local}/${a.prefixlen}`)),
  })).sort((a, b) => a.name.localeCompare(b.name));
}

/** `ip -d link`'s own text, not its JSON. */
function promiscuityByIp(network: NetworkNamespace): Map<string, number> {
  const text = network.ip('-d', 'link');
  return new Map([...text.matchAll(/^\d+: ([^:@\s]+)[:@][^]*?promiscuity (\d+)/gm)].map((m) => [m[1]!, Number(m[2])]));
}

describe.skipIf(!canMakeNetworks)(canMakeNetworks ? 'interfaces of a namespace' : NEEDS_ROOT, () => {
  let network: NetworkNamespace;
  const isThere = new Set<string>();
  beforeAll(() => {
    network = new NetworkNamespace();
    network.addDevicePair('left', 'right', ['10.9.0.1/24', 'fd01::1/64', '10.9.1.1/32']);
    network.addDevicePair('port', 'cable');
    network.ip('link', 'add', 'br0', 'type', 'bridge');
    network.ip('link', 'set', 'port', 'master', 'br0');
    network.ip('link', 'set', 'left', 'mtu', '1400', 'promisc', 'on');
    network.ip('link', 'set', 'cable', 'alias', 'to the printer');
    for (const kind of ['dummy', 'wireguard', 'vxlan id 5 dstport 4789', 'ifb']) if (network.tryAdd(`x-${kind.split(' ')[0]!}`, 'type', ...kind.split(' '))) isThere.add(kind.split(' ')[0]!);
    if (network.tryAdd('link', 'left', 'name', 'left.7', 'type', 'vlan', 'id', '7')) isThere.add('vlan');
    if (works('ip', ['-n', network.name, 'tuntap', 'add', 'tun0', 'mode', 'tun'])) isThere.add('tun');
  });
  afterAll(() => network.remove());

  it('are those of ip addr, with addresses, flags, MTU; and any', async () => {
    const { interfaces, kind, name } = await namespaceOf(network);
    expect([kind, name]).toEqual(['netns', network.name]);
    const ours = interfaces.filter((one) => one.name !== 'any').map(({ name, netns, mac, mtu, up, loopback, multicast, running, addresses }) => ({ name, netns, mac, mtu, up, loopback, multicast, running, addresses }));
    expect(ours.sort((a, b) => a.name.localeCompare(b.name))).toEqual(byIp(network));
    expect(named(interfaces, 'left').addresses.slice(0, 3)).toEqual(['10.9.0.1/24', '10.9.1.1/32', 'fd01::1/64']);
    expect(named(interfaces, 'any')).toMatchObject({ kind: 'any', promiscuity: 0, hidden: false, up: true, mac: '', addresses: [] });
  });

  it('lo is marked loopback, and nothing else is', async () => {
    const { interfaces } = await namespaceOf(network);
    expect(interfaces.filter((one) => one.loopback).map(({ name, kind }) => [name, kind])).toEqual([['lo', 'loopback']]);
  });

  it('promiscuity is that of ip -d link: asked for by people, bridges and captures', async () => {
    const before = promiscuityByIp(network);
    expect([before.get('left'), before.get('port'), before.get('right')]).toEqual([1, 1, 0]);
    expect(new Map((await namespaceOf(network)).interfaces.filter(({ name }) => name !== 'any').map((one) => [one.name, one.promiscuity]))).toEqual(before);
  });

  it.skipIf(!works('tcpdump', ['--version']))('promiscuity counts a tcpdump, and is not that of any', async () => {
    const [program, args] = network.inside('tcpdump', ['-i', 'left', '-w', '/dev/null']);
    const tcpdump = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    await once(tcpdump.stderr, 'data');
    const during = promiscuityByIp(network).get('left');
    const { interfaces } = await namespaceOf(network);
    tcpdump.kill();
    await once(tcpdump, 'exit');
    expect(during).toBe(2);
    expect([named(interfaces, 'left').promiscuity, named(interfaces, 'any').promiscuity]).toEqual([2, 0]);
    expect(named((await namespaceOf(network)).interfaces, 'left').promiscuity).toBe(1);
  });

  it('kinds and what is hidden', async () => {
    const { interfaces } = await namespaceOf(network);
    const told = (name: string): unknown[] => [named(interfaces, name).kind, named(interfaces, name).description, named(interfaces, name).hidden];
    expect(told('left')).toEqual(['virtual', 'veth', false]);
    expect(told('cable')).toEqual(['virtual', 'to the printer', false]);
    expect(told('br0')).toEqual(['bridge', 'bridge', true]);
    if (isThere.has('tun')) expect(told('tun0')).toEqual(['tunnel', 'tun', true]);
    if (isThere.has('vxlan')) expect(told('x-vxlan')).toEqual(['tunnel', 'vxlan', true]);
    if (isThere.has('wireguard')) expect(told('x-wireguard')).toEqual(['tunnel', 'wireguard', true]);
    if (isThere.has('dummy')) expect(told('x-dummy')).toEqual(['virtual', 'dummy', true]);
    if (isThere.has('vlan')) expect([...told('left.7'), named(interfaces, 'left.7').vlan]).toEqual(['virtual', 'VLAN 7 on left', true, 7]);
    expect(named(interfaces, 'left').vlan).toBe(-1);
  });

  it.skipIf(captureProgramPath() === null)('link types are those that libpcap can open, of what is shown only', async () => {
    const { interfaces } = await namespaceOf(network);
    expect(named(interfaces, 'right').linktypes[0]).toBe('EN10MB');
    expect([...named(interfaces, 'any').linktypes].sort()).toEqual(['LINUX_SLL', 'LINUX_SLL2']);
    expect(interfaces.filter((one) => one.hidden).flatMap(({ linktypes }) => linktypes)).toEqual([]);
  });

  it('names of any kind', async () => {
    const odd = new NetworkNamespace();
    const names = ["it's\"q", 'e\u001b[31mx', 'a\\b', '-rf', '日本', '$(id)'];
    for (const [i, name] of names.entries()) odd.ip('link', 'add', 'name', name, 'type', 'veth', 'peer', 'name', `peer${i}`);
    const { interfaces } = await namespaceOf(odd);
    odd.remove();
    expect(interfaces.map(({ name }) => name).sort()).toEqual(['any', 'lo', ...names, ...names.map((_, i) => `peer${i}`)].sort());
  });

  it('devices and namespaces that come and go while the list is made', async () => {
    const other = new NetworkNamespace();
    const lists: Promise<unknown>[] = [];
    for (let i = 0; i < 12; i += 1) {
      const passing = new NetworkNamespace();
      other.ip('link', 'add', `v${i}`, 'type', 'veth', 'peer', 'name', `w${i}`);
      lists.push(listInterfaces());
      await new Promise((resolve) => setTimeout(resolve, 3 * i));
      other.ip('link', 'del', `v${i}`);
      passing.remove();
    }
    await Promise.all(lists);
    const { interfaces } = await namespaceOf(other);
    other.remove();
    expect(interfaces.map(({ name }) => name).sort()).toEqual(['any', 'lo']);
  });
});

describe.skipIf(!canMakeNetworks)(canMakeNetworks ? 'namespaces of processes' : NEEDS_ROOT, () => {
  const running: ChildProcess[] = [];
  afterAll(async () => {
    for (const child of running) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  });

  async function inNewNamespace(...args: string[]): Promise<number> {
    const child = spawn('unshare', args, { stdio: ['ignore', 'pipe', 'ignore'] });
    running.push(child);
    await once(child.stdout, 'data');
    // The shell says so just before it becomes sleep.
    await expect.poll(() => readFileSync(`/proc/${child.pid!}/comm`, 'utf8')).toBe('sleep\n');
    return child.pid!;
  }

  it('go by the host name of the container, or by the process', async () => {
    const name = `web-${process.pid}`;
    const boxed = await inNewNamespace('--net', '--uts', 'sh', '-c', `echo ${name} > /proc/sys/kernel/hostname; ip link set lo up; echo ready; exec sleep 60`);
    const bare = await inNewNamespace('--net', 'sh', '-c', 'echo ready; exec sleep 60');
    const { namespaces } = await listInterfaces();
    const of = (pid: number): NamespaceInfo => namespaces.find((one) => one.pid === pid)!;
    expect(of(boxed)).toMatchObject({ name, kind: 'container', netns: `/proc/${boxed}/ns/net` });
    expect(of(boxed).interfaces.map((one) => [one.name, one.netns, one.up, one.hidden])).toContainEqual(['lo', `/proc/${boxed}/ns/net`, true, false]);
    expect(of(bare)).toMatchObject({ name: 'sleep', kind: 'process', netns: `/proc/${bare}/ns/net` });
    expect(of(bare).interfaces.every(({ hidden }) => hidden)).toBe(true);
  });
});

describe.skipIf(process.platform !== 'linux')('interfaces of this host', () => {
  it('without iproute2 they are told from /sys as ip tells them', async () => {
    const before = execFileSync('ip', ['-j', '-d', 'addr'], { encoding: 'utf8' });
    const told = JSON.parse(before) as (IpAddr & { ifindex: number; link_type: string; promiscuity: number })[];
    const devices = await sysfsDevices();
    const lo = devices.find(({ name }) => name === 'lo')!;
    expect(lo).toMatchObject({ loopback: true, linkType: 'loopback', virtualKind: '' });
    for (const device of devices.filter(({ name }) => told.some(({ ifname }) => ifname === name))) {
      const { ifindex, mtu, address, flags, link_type, promiscuity } = told.find(({ ifname }) => ifname === device.name)!;
      expect(device).toMatchObject({ index: ifindex, mtu, mac: address ?? '', up: flags.includes('UP'), running: flags.includes('UP') && !flags.includes('NO-CARRIER'), multicast: flags.includes('MULTICAST'), linkType: link_type });
      expect(device.promiscuity > 0).toBe(promiscuity > 0);
    }
    expect(lo.addresses).toContain('127.0.0.1/8');
  });

  it.skipIf(captureProgramPath() === null)('what is no network device is hidden, any is not', async () => {
    const { interfaces, libpcap } = await listInterfaces();
    expect(libpcap).toMatch(/^libpcap version \d/);
    expect(named(interfaces, 'any').hidden).toBe(false);
    for (const one of interfaces.filter(({ name }) => /^(nflog|nfqueue|usbmon|bluetooth|dbus)/.test(name))) expect([one.name, one.hidden, one.linktypes]).toEqual([one.name, true, []]);
  });
});
