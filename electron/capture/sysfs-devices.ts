// Network devices of our own namespace as /sys/class/net and /proc/net tell them: for a system without iproute2, and what `ip` does not say.
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import type { NetworkDevice } from './network-device';
import { inParallel } from './system-command';

const FOLDER = '/sys/class/net';
const AT_ONCE = 16;

/** linux/if.h */
const UP = 0x1;
const LOOPBACK = 0x8;
const PROMISC = 0x100;
const MULTICAST = 0x1000;

/** ARPHRD_… of linux/if_arp.h by ip's names. */
const LINK_TYPES: Readonly<Record<number, string>> = {
  1: 'ether', 32: 'infiniband', 280: 'can', 512: 'ppp', 768: 'tunnel', 769: 'tunnel6', 772: 'loopback', 776: 'sit', 778: 'ipgre', 801: 'ieee802.11', 803: 'ieee802.11/radiotap', 823: 'gre6', 824: 'netlink', 0xfffe: 'none',
};

/** A device that goes meanwhile is left out. */
export async function sysfsDevices(): Promise<NetworkDevice[]> {
  const names = await readdir(FOLDER).catch(() => []);
  const devices = await inParallel(names, AT_ONCE, (name) => deviceOf(name).catch(() => null));
  return devices.filter((device) => device !== null).sort((a, b) => a.index - b.index);
}

/** Radio devices by name: `ip` shows them as Ethernet. */
export async function wirelessNames(): Promise<ReadonlySet<string>> {
  const names = await readdir(FOLDER).catch(() => []);
  return new Set(names.filter(isWireless));
}

function isWireless(name: string): boolean {
  return existsSync(`${FOLDER}/${name}/phy80211`) || existsSync(`${FOLDER}/${name}/wireless`);
}

async function deviceOf(name: string): Promise<NetworkDevice> {
  const read = async (file: string): Promise<string> => (await readFile(`${FOLDER}/${name}/${file}`, 'utf8')).trim();
  const maybe = (file: string): Promise<string> => read(file).catch(() => '');
  const [index, flagWord, type, mtu, mac, state, uevent, alias, received, sent] = await Promise.all([
    read('ifindex'), read('flags'), read('type'), read('mtu'), maybe('address'), maybe('operstate'), maybe('uevent'), maybe('ifalias'), maybe('statistics/rx_packets'), maybe('statistics/tx_packets'),
  ]);
  const flags = Number(flagWord);
  const wireless = isWireless(name);
  const up = (flags & UP) !== 0;
  const { vlan, parent } = await vlanOf(name);
  return {
    index: Number(index), name, linkType: LINK_TYPES[Number(type)] ?? '', virtualKind: wireless ? '' : virtualKindOf(name, Number(type), uevent), wireless, up,
    running: up && (state === 'up' || state === 'unknown'), loopback: (flags & LOOPBACK) !== 0, multicast: (flags & MULTICAST) !== 0,
    // How many ask for it is told by `ip -d` only.
    mtu: Number(mtu), mac, promiscuity: (flags & PROMISC) === 0 ? 0 : 1, vlan, parent, alias, addresses: addressesOf(name), packets: Number(received) + Number(sent),
  };
}

function virtualKindOf(name: string, type: number, uevent: string): string {
  if (existsSync(`${FOLDER}/${name}/tun_flags`)) return LINK_TYPES[type] === 'ether' ? 'tap' : 'tun';
  const told = /^DEVTYPE=(.+)$/m.exec(uevent)?.[1] ?? '';
  if (told !== '' && told !== 'wwan') return told;
  return existsSync(`${FOLDER}/${name}/device`) || name === 'lo' ? '' : 'virtual';
}

async function vlanOf(name: string): Promise<{ vlan: number; parent: string }> {
  const text = await readFile(`/proc/net/vlan/${name}`, 'utf8').catch(() => '');
  const vlan = /\bVID: (\d+)/.exec(text)?.[1];
  return { vlan: vlan === undefined ? -1 : Number(vlan), parent: /^Device: (\S+)/m.exec(text)?.[1] ?? '' };
}

/** IPv4 first. */
function addressesOf(name: string): string[] {
  const all = networkInterfaces()[name] ?? [];
  const of = (family: string): string[] => all.flatMap((a) => (a.family === family && a.cidr !== null ? [a.cidr] : []));
  return [...of('IPv4'), ...of('IPv6')];
}
