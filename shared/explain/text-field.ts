// Fields that are explained by the same words as another: parts of rare options, lines that only repeat a field.

const SHARED: readonly (readonly [RegExp, string])[] = [
  [/^tcp\.options\.rvbd\.probe\..*/, 'tcp.options.rvbd.probe'],
  [/^tcp\.options\.rvbd\.trpy\..*/, 'tcp.options.rvbd.trpy'],
  [/^tcp\.options\.scpsflags\..*/, 'tcp.options.scpsflags'],
  [/^tcp\.options\.mptcp\.(reserved\.flag|flag_[UVW]\.flag)$/, 'tcp.options.mptcp.reserved'],
  [/^tcp\.options\.mptcp\.(sendtrunchmac|sendhmac|addaddrtrunchmac)$/, 'tcp.options.mptcp.hmac'],
  [/^tcp\.options\.mptcp\.ipv[46]$/, 'tcp.options.mptcp.address'],
  [/^ip\.(src|dst|addr)_host$/, 'ip.$1'],
  [/^ipv6\.(src|dst)_host$/, 'ipv6.$1'],
  [/^ipv6\.tclass\.(dscp|ecn)$/, 'ip.dsfield.$1'],
  [/^ipv6\.(fragment.*|reassembled\.length|reassembled\.data)$/, 'ip.$1'],
  [/^ipv6\.reassembled\.in$/, 'ip.reassembled_in'],
  [/^ip\.checksum_bad\.expert$/, 'ip.checksum.bad'],
  [/^icmp(v6)?\.checksum\.status$/, 'ip.checksum.status'],
  [/^(udp|tcp)\.checksum\.status$/, 'tcp.checksum.status'],
  [/^udp\.checksum\.bad$/, 'tcp.checksum.bad'],
  [/^icmp(v6)?\.checksum_bad.*$/, 'ip.checksum.bad'],
  [/^udp\.(srcport|dstport|port)$/, 'tcp.$1'],
  [/^eth\.(src|dst|addr)_resolved$/, 'eth.$1'],
  [/^eth\.(?:src|dst|addr)\.(lg|ig|oui)$/, 'eth.$1'],
  [/^arp\.(src|dst)\.hw_mac$/, 'arp.$1.hw'],
  [/^arp\.(src|dst)\.proto_ipv4$/, 'arp.$1.proto'],
];

/** The field whose words explain this one. */
export function textFieldOf(field: string): string {
  for (const [pattern, other] of SHARED) if (pattern.test(field)) return field.replace(pattern, other);
  return field;
}
