// The closed list of words of the capture filter language, as pcap-filter(7) has it.

/** Words behind which a value stands. */
export const TAKES_VALUE: ReadonlySet<string> = new Set(['host', 'net', 'port', 'portrange', 'proto', 'protochain', 'gateway', 'mask', 'less', 'greater', 'ifname', 'on', 'rnr', 'rulenum', 'reason', 'rset', 'ruleset', 'srnr', 'subrulenum', 'action']);

/** Words that say of which a value is: `src 10.0.0.1` may leave `host` out. */
export const QUALIFIERS: ReadonlySet<string> = new Set(['src', 'dst', 'ra', 'ta', 'addr1', 'addr2', 'addr3', 'addr4', 'type', 'subtype', 'dir', 'direction']);

export const PROTOCOLS: ReadonlySet<string> = new Set([
  'ether', 'fddi', 'tr', 'wlan', 'link', 'ppp', 'slip', 'radio', 'ip', 'ip6', 'arp', 'rarp', 'decnet', 'lat', 'moprc', 'mopdl', 'iso', 'esis', 'es-is', 'isis',
  'is-is', 'clnp', 'stp', 'ipx', 'netbeui', 'aarp', 'atalk', 'sca', 'tcp', 'udp', 'sctp', 'icmp', 'icmp6', 'igmp', 'igrp', 'pim', 'vrrp', 'carp', 'ah', 'esp',
  'l1', 'l2', 'iih', 'lsp', 'snp', 'csnp', 'psnp', 'lane', 'oam', 'oamf4', 'metac', 'bcc', 'ilmic', 'sc', 'vpi', 'vci', 'llc',
]);

/** Words that stand for themselves, or take a value only if one follows. */
export const OTHERS: ReadonlySet<string> = new Set([
  'vlan', 'mpls', 'pppoed', 'pppoes', 'geneve', 'vxlan', 'broadcast', 'multicast', 'inbound', 'outbound', 'len', 'and', 'or', 'not', 'all',
  'tcpflags', 'tcp-fin', 'tcp-syn', 'tcp-rst', 'tcp-push', 'tcp-ack', 'tcp-urg', 'tcp-ece', 'tcp-cwr', 'icmptype', 'icmpcode', 'icmp6type', 'icmp6code',
  'icmp-echo', 'icmp-echoreply', 'icmp-unreach', 'icmp-redirect', 'icmp-timxceed', 'icmp6-echo', 'icmp6-echoreply', 'pass', 'block', 'mgt', 'ctl', 'data',
]);

export const WORDS: readonly string[] = [...TAKES_VALUE, ...QUALIFIERS, ...PROTOCOLS, ...OTHERS];

const KNOWN: ReadonlySet<string> = new Set(WORDS);

export function isWord(text: string): boolean {
  return KNOWN.has(text);
}
