// A network device as the kernel has it, from whichever source; and what it is in the list of interfaces.
import type { InterfaceInfo, InterfaceKind } from '../../shared/live/interfaces';

export interface NetworkDevice {
  readonly index: number;
  readonly name: string;
  /** As `ip link` says it: `ether`, `loopback`, `none` … */
  readonly linkType: string;
  /** Kind of a device that is not hardware: `veth`, `bridge`, `vlan` …; '' = none. */
  readonly virtualKind: string;
  readonly wireless: boolean;
  readonly up: boolean;
  readonly running: boolean;
  readonly loopback: boolean;
  readonly multicast: boolean;
  readonly mtu: number;
  readonly mac: string;
  readonly promiscuity: number;
  readonly vlan: number;
  /** Device that it lives on; '' = none. */
  readonly parent: string;
  /** A description that somebody gave it; '' = none. */
  readonly alias: string;
  readonly addresses: readonly string[];
  /** Received and sent since it is there. */
  readonly packets: number;
}

const TUNNELS = new Set([
  'tun', 'ipip', 'sit', 'gre', 'gretap', 'ip6gre', 'ip6gretap', 'ip6tnl', 'vti', 'vti6', 'xfrm', 'wireguard', 'vxlan', 'geneve', 'erspan', 'ip6erspan', 'gtp', 'bareudp', 'amt', 'ppp',
]);
const TUNNEL_LINKS = new Set(['tunnel', 'tunnel6', 'sit', 'ipgre', 'gre', 'gre6', 'ppp']);
const BRIDGES = new Set(['bridge', 'openvswitch']);
/** Devices of radio and netlink monitors and the like, not of IP. */
const OTHER_KINDS = new Set(['nlmon', 'vsockmon', 'vcan', 'can']);

export function kindOf(device: Pick<NetworkDevice, 'linkType' | 'virtualKind' | 'wireless' | 'loopback'>): InterfaceKind {
  const { linkType, virtualKind } = device;
  if (device.loopback) return 'loopback';
  if (device.wireless || linkType.startsWith('ieee802.11')) return 'wireless';
  if (BRIDGES.has(virtualKind)) return 'bridge';
  if (TUNNELS.has(virtualKind) || TUNNEL_LINKS.has(linkType)) return 'tunnel';
  if (OTHER_KINDS.has(virtualKind)) return 'other';
  if (virtualKind !== '') return 'virtual';
  return linkType === 'ether' ? 'ethernet' : linkType === 'none' ? 'tunnel' : 'other';
}

function descriptionOf({ alias, vlan, parent, virtualKind }: NetworkDevice): string {
  if (alias !== '') return alias;
  if (vlan >= 0) return `VLAN ${vlan}${parent === '' ? '' : ` on ${parent}`}`;
  return virtualKind;
}

/** Worth no line in the list unless asked for: nothing can come, or has. */
function isQuiet({ up, running, packets }: NetworkDevice): boolean {
  return !up || (!running && packets === 0);
}

export function interfaceOf(device: NetworkDevice, netns: string): InterfaceInfo {
  const { name, addresses, mac, mtu, up, running, loopback, multicast, promiscuity, vlan } = device;
  const kind = kindOf(device);
  return {
    name, netns, kind, description: descriptionOf(device), addresses, mac, mtu, up, running, loopback, wireless: kind === 'wireless', multicast, promiscuity,
    hidden: isQuiet(device), linktypes: [], vlan,
  };
}

/** What no device of the kernel stands behind: `any`, and what libpcap knows besides. */
export function pseudoInterface(name: string, netns: string, changes: Partial<InterfaceInfo>): InterfaceInfo {
  return {
    name, netns, kind: 'other', description: '', addresses: [], mac: '', mtu: 0, up: false, running: false, loopback: false, wireless: false, multicast: false, promiscuity: 0,
    hidden: true, linktypes: [], vlan: -1, ...changes,
  };
}

/** Captures on all devices; it cannot be promiscuous. */
export function anyInterface(netns: string): InterfaceInfo {
  return pseudoInterface('any', netns, { kind: 'any', description: 'Pseudo-device that captures on all interfaces', up: true, running: true, hidden: false });
}
