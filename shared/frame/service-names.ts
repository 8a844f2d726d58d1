// Port names for hosts without a services file: the well-known ones of IANA's registry (RFC 6335), as far as Netloupe's users meet them.

/** Names by port. `tcp` and `udp` where the registry gives the name to one of them only. */
export const SERVICE_NAMES: Readonly<Record<'both' | 'tcp' | 'udp', readonly (readonly [port: number, name: string])[]>> = {
  both: [
    [7, 'echo'], [9, 'discard'], [13, 'daytime'], [37, 'time'], [53, 'domain'], [88, 'kerberos'], [111, 'sunrpc'], [137, 'netbios-ns'],
    [138, 'netbios-dgm'], [139, 'netbios-ssn'], [161, 'snmp'], [389, 'ldap'], [464, 'kpasswd'], [546, 'dhcpv6-client'], [547, 'dhcpv6-server'],
    [853, 'domain-s'], [2049, 'nfs'], [3478, 'stun'], [5060, 'sip'],
  ],
  tcp: [
    [20, 'ftp-data'], [21, 'ftp'], [22, 'ssh'], [23, 'telnet'], [25, 'smtp'], [43, 'whois'], [70, 'gopher'], [79, 'finger'], [80, 'http'], [110, 'pop3'],
    [119, 'nntp'], [143, 'imap2'], [179, 'bgp'], [443, 'https'], [445, 'microsoft-ds'], [465, 'submissions'], [514, 'shell'], [515, 'printer'],
    [587, 'submission'], [631, 'ipp'], [636, 'ldaps'], [873, 'rsync'], [989, 'ftps-data'], [990, 'ftps'], [993, 'imaps'], [995, 'pop3s'], [1080, 'socks'],
    [1433, 'ms-sql-s'], [1883, 'mqtt'], [3260, 'iscsi-target'], [3306, 'mysql'], [5432, 'postgresql'], [5672, 'amqp'], [6379, 'redis'],
    [8080, 'http-alt'], [8883, 'secure-mqtt'],
  ],
  udp: [
    [67, 'bootps'], [68, 'bootpc'], [69, 'tftp'], [123, 'ntp'], [162, 'snmp-trap'], [443, 'https'], [500, 'isakmp'], [514, 'syslog'], [623, 'asf-rmcp'],
    [1194, 'openvpn'], [1701, 'l2f'], [1900, 'ssdp'], [4500, 'ipsec-nat-t'], [4789, 'vxlan'], [5353, 'mdns'], [5355, 'llmnr'], [6081, 'geneve'],
  ],
};
