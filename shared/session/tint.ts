// What a row is tinted by: the meaning of the frame's topmost protocol.
import type { Row } from '../ipc/contract';

const TINTS: Readonly<Record<string, Row['tint']>> = {
  http: 'http', dns: 'dns', mdns: 'dns', llmnr: 'dns', tls: 'tls',
  icmp: 'route', icmpv6: 'route', igmp: 'route', gre: 'route',
  arp: 'local', dhcp: 'local', ntp: 'local', llc: 'local',
};

export function tintOf(protocolId: string): Row['tint'] {
  return TINTS[protocolId] ?? '';
}
