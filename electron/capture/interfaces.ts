// The interfaces of this host: what the kernel says of its devices, what libpcap knows besides, and those of other network namespaces.
import { networkInterfaces } from 'node:os';
import type { InterfaceInfo, InterfaceKind, InterfaceList, NamespaceInfo } from '../../shared/live/interfaces';
import { watchNamespaces } from './interface-traffic';
import { ipDevices } from './ip-link';
import { libpcapDevice, libpcapDevices, libpcapVersion, type LibpcapDevice } from './libpcap-devices';
import { anyInterface, interfaceOf, pseudoInterface, type NetworkDevice } from './network-device';
import { findNamespaces, mayEnterNamespaces, netnsPath, type FoundNamespace } from './network-namespaces';
import { sysfsDevices, wirelessNames } from './sysfs-devices';
import { inParallel } from './system-command';

const NAMESPACES_AT_ONCE = 8;

/**
 * All that can be captured from, in libpcap's order. On macOS and Windows: what libpcap (Npcap) says through the capture program, without
 * namespaces, MTU, promiscuity and VLAN.
 */
export async function listInterfaces(): Promise<InterfaceList> {
  const [devices, libpcap, version, found] = await Promise.all([ownDevices(), libpcapDevices(), libpcapVersion(), findNamespaces()]);
  const interfaces = process.platform === 'linux' ? merged(devices, libpcap) : libpcap.map(libpcapInterface);
  const namespaces = await withInterfaces(found);
  const asked = await withLinktypes([interfaces, ...namespaces.map((one) => one.interfaces)]);
  return { interfaces: asked[0]!, namespaces: namespaces.map((one, i) => ({ ...one, interfaces: asked[i + 1]! })), libpcap: version };
}

async function ownDevices(): Promise<readonly NetworkDevice[]> {
  if (process.platform !== 'linux') return [];
  const [devices, wireless] = await Promise.all([ipDevices(), wirelessNames()]);
  return devices?.map((device) => ({ ...device, wireless: wireless.has(device.name) })) ?? sysfsDevices();
}

/** libpcap's order, which is that of `tcpdump -D`; after it devices that libpcap does not know. */
function merged(devices: readonly NetworkDevice[], libpcap: readonly LibpcapDevice[]): readonly InterfaceInfo[] {
  if (libpcap.length === 0) return inOrder(devices, '');
  const byName = new Map(devices.map((device) => [device.name, interfaceOf(device, '')]));
  const known = libpcap.flatMap((told) => {
    const device = byName.get(told.name);
    byName.delete(told.name);
    if (device) return [told.description === '' ? device : { ...device, description: told.description }];
    // Without a description it is a device that has gone meanwhile.
    return told.name === 'any' ? [anyInterface('')] : told.description === '' ? [] : [libpcapInterface(told)];
  });
  return [...known, ...byName.values()];
}

/** As libpcap would order them: what is up and carries first, `any`, loopback, the rest. */
function inOrder(devices: readonly NetworkDevice[], netns: string): readonly InterfaceInfo[] {
  const rank = (one: InterfaceInfo): number => (!one.up ? 4 : !one.running ? 3 : one.loopback ? 2 : one.kind === 'any' ? 1 : 0);
  const interfaces = devices.map((device) => interfaceOf(device, netns));
  const any = { ...anyInterface(netns), hidden: interfaces.every(({ hidden }) => hidden) };
  return [...interfaces, any].sort((a, b) => rank(a) - rank(b));
}

function libpcapInterface(told: LibpcapDevice): InterfaceInfo {
  const { name, description, up, running, loopback } = told;
  if (name === 'any') return anyInterface('');
  const kind = kindByName(told);
  const own = Object.values(networkInterfaces()).flatMap((all) => all ?? []).filter(({ address }) => told.addresses.includes(address));
  const of = (family: string): string[] => own.flatMap((a) => (a.family === family && a.cidr !== null ? [a.cidr] : []));
  const isDevice = process.platform !== 'linux';
  return pseudoInterface(name, '', {
    kind, description, up, running, loopback, wireless: kind === 'wireless', mac: own[0]?.mac ?? '', addresses: [...of('IPv4'), ...of('IPv6')], hidden: !isDevice || !up,
  });
}

function kindByName({ name, loopback, wireless }: LibpcapDevice): InterfaceKind {
  if (loopback) return 'loopback';
  if (name.startsWith('bluetooth')) return 'bluetooth';
  if (/^usb(mon|pcap)|USBPcap/.test(name)) return 'usb';
  if (wireless) return 'wireless';
  if (/^bridge\d/.test(name)) return 'bridge';
  if (/^(utun|tun|gif|stf|ipsec|ppp)\d/.test(name)) return 'tunnel';
  return process.platform === 'linux' ? 'other' : 'ethernet';
}

/** A namespace always has lo; so without any interface it is one that may not be entered, or has gone. */
async function withInterfaces(found: readonly FoundNamespace[]): Promise<readonly NamespaceInfo[]> {
  const may = found.length > 0 && (await mayEnterNamespaces());
  const all = await inParallel(found, NAMESPACES_AT_ONCE, async ({ netns, name, kind, pid, path }) => {
    const devices = may ? await ipDevices(path) : null;
    return { netns, name, kind, pid, interfaces: devices === null ? [] : inOrder(devices, netns) };
  });
  watchNamespaces(found.filter((_, i) => all[i]!.interfaces.length > 0));
  return all;
}

const ASKED_AT_ONCE = 8;
const ASKING_MS = 1_500;
const CACHE_SIZE = 4_096;
/** They do not change while a device is there, but for radio, where the mode does; a device of the same name may be another. */
const linktypes = new Map<string, readonly string[]>();

/** Asks of those that are shown, until time is up or permission turns out to be missing; the next list has the rest. */
async function withLinktypes(lists: readonly (readonly InterfaceInfo[])[]): Promise<readonly (readonly InterfaceInfo[])[]> {
  const end = performance.now() + ASKING_MS;
  let refused = false;
  const ask = async (one: InterfaceInfo): Promise<void> => {
    if (refused || performance.now() > end) return;
    const { linktypes: told, problem } = await libpcapDevice(one.name, netnsPath(one.netns));
    if (problem === null) linktypes.set(identityOf(one), told.map(({ name }) => name));
    else if (problem.code === 'permission' || problem.code === 'missing') refused = true;
  };
  if (linktypes.size > CACHE_SIZE) linktypes.clear();
  await inParallel(lists.flat().filter((one) => !one.hidden && (one.wireless || !linktypes.has(identityOf(one)))), ASKED_AT_ONCE, ask);
  return lists.map((list) => list.map((one) => (one.hidden ? one : { ...one, linktypes: linktypes.get(identityOf(one)) ?? [] })));
}

function identityOf({ netns, name, kind, mac, vlan }: InterfaceInfo): string {
  return [netns, name, kind, mac, vlan].join('\n');
}
