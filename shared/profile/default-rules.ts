// The rules that everybody starts with: what deserves the eye first, then by what a frame carries. Names are Wireshark's where the meaning is.
import type { ColourRule, PaletteName } from './colour-rule';

const bad = (...protocols: readonly string[]): string => protocols.map((protocol) => `${protocol}.checksum.status == "Bad"`).join(' or ');
const any = (...protocols: readonly string[]): string => protocols.join(' or ');

/** Multicast that stays on its link has a TTL of 1, but for mDNS (RFC 6762 wants 255) and routers that vote (RFC 9568 wants 255). */
const LINK_LOCAL_TTL = 'ip.dst == 224.0.0.0/24 and ip.dst != 224.0.0.251 and ip.ttl != 1 and not (vrrp or carp)';
const LOW_TTL = 'ip.ttl <= 4 and not ip.dst == 224.0.0.0/4 and not (ospf or pim)';

const RULES: readonly (readonly [name: string, colours: PaletteName, filter: string])[] = [
  ['Bad TCP', 'problem', 'tcp.analysis.flags and not (tcp.analysis.window_update or tcp.analysis.keep_alive or tcp.analysis.keep_alive_ack)'],
  ['HSRP state change', 'change', 'hsrp.state and not hsrp.state in {8, 16}'],
  ['Spanning tree change', 'change', 'stp.type == 0x80'],
  ['OSPF state change', 'change', 'ospf.msg in {2..255}'],
  ['ICMP errors', 'unreachable', 'icmp.type in {3, 4, 5, 11} or icmpv6.type in {1..4}'],
  ['ARP', 'arp', 'arp'],
  ['ICMP', 'icmp', any('icmp', 'icmpv6')],
  ['TCP RST', 'reset', 'tcp.flags.reset == 1'],
  ['SCTP ABORT', 'reset', 'sctp.chunk_type == 6'],
  ['TTL low or unexpected', 'ttl', `(${LOW_TTL}) or (${LINK_LOCAL_TTL})`],
  ['Checksum errors', 'checksum', `eth.fcs.status == "Bad" or wlan.fcs.status == "Bad" or ${bad('ip', 'tcp', 'udp', 'sctp', 'icmp', 'icmpv6', 'mstp', 'cdp', 'edp', 'stt')}`],
  ['SMB', 'files', any('smb', 'smb2', 'nbss', 'nbns', 'netbios')],
  ['HTTP', 'web', 'http or http2 or http3 or tcp.port == 80'],
  ['DCERPC', 'calls', 'dcerpc'],
  ['Routing', 'routing', any('hsrp', 'eigrp', 'ospf', 'bgp', 'cdp', 'vrrp', 'carp', 'gvrp', 'igmp', 'ismp', 'isis', 'rip', 'pim')],
  ['TCP SYN/FIN', 'opening', 'tcp.flags.syn == 1 or tcp.flags.fin == 1'],
  ['DNS', 'names', any('dns', 'mdns', 'llmnr')],
  ['TLS and QUIC', 'secure', any('tls', 'dtls', 'quic')],
  ['TCP', 'stream', 'tcp'],
  ['UDP', 'datagram', 'udp'],
  ['Broadcast and multicast', 'broadcast', 'eth.dst.ig == 1'],
  ['System event', 'system', any('systemd_journal', 'sysdig')],
];

export const DEFAULT_RULES: readonly ColourRule[] = RULES.map(([name, colours, filter]) => ({ name, filter, enabled: true, colours }));
