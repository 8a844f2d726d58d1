// Example capture filters: what to keep, said in both languages.

export interface FilterExample {
  readonly filter: string;
  readonly en: string;
  readonly zh: string;
}

export const FILTER_BOOK: readonly FilterExample[] = [
  { filter: 'port 80', en: 'To or from port 80, TCP or UDP', zh: '源或目的端口为 80（TCP 或 UDP）' },
  { filter: 'port 8972', en: 'To or from any other port, here that of rpcx', zh: '其他任意端口，此处为 rpcx 的端口' },
  { filter: 'host 192.168.1.100', en: 'All that one host sends and receives', zh: '某台主机收发的全部数据包' },
  { filter: 'host 192.168.1.100 and (192.168.1.101 or 192.168.1.102)', en: 'Between one host and either of two others', zh: '某台主机与另外两台主机之一的通信' },
  { filter: 'ip host 192.168.1.100 and ! 192.168.1.101', en: 'IPv4 of one host with all others but one', zh: '某台主机与除一台之外的所有主机的 IPv4 通信' },
  { filter: 'tcp port 23 and host 192.168.1.100', en: 'Telnet of one host', zh: '某台主机的 Telnet 流量' },
  { filter: 'src host 192.168.1.100', en: 'What one host sends', zh: '某台主机发出的数据包' },
  { filter: 'net 192.168.1.0/24', en: 'To or from a network', zh: '与某个网段之间的往来' },
  { filter: 'tcp port 443 and host 192.168.1.100', en: 'TLS of one host', zh: '某台主机的 TLS 流量' },
  { filter: 'portrange 8000-8080', en: 'A range of ports', zh: '一段端口' },
  { filter: 'not port 22', en: 'Everything but SSH: useful when you are logged in by it', zh: '除 SSH 以外的全部流量：通过 SSH 登录时很有用' },
  { filter: 'tcp and (port 80 or port 443)', en: 'Either of two ports; brackets join', zh: '两个端口之一；括号用于组合' },
  { filter: 'udp port 53 or tcp port 53', en: 'DNS', zh: 'DNS' },
  { filter: 'icmp or icmp6', en: 'Ping and what routers report', zh: 'Ping 以及路由器报告的错误' },
  { filter: 'arp or icmp6[0] = 135 or icmp6[0] = 136', en: 'Who has which address on this link (ARP, NDP)', zh: '本链路上的地址解析（ARP、NDP）' },
  { filter: 'tcp[tcpflags] & (tcp-syn|tcp-fin|tcp-rst) != 0', en: 'Connections that open, close or are refused', zh: '连接的建立、关闭与拒绝' },
  { filter: 'tcp[tcpflags] & tcp-rst != 0', en: 'Refused or broken connections', zh: '被拒绝或中断的连接' },
  { filter: 'udp port 67 or udp port 68', en: 'DHCP', zh: 'DHCP' },
  { filter: 'tcp[((tcp[12] & 0xf0) >> 2):4] = 0x47455420', en: 'HTTP requests that begin with GET', zh: '以 GET 开头的 HTTP 请求' },
  { filter: 'greater 1400', en: 'Large packets', zh: '大的数据包' },
  { filter: 'vlan 100 and tcp', en: 'TCP inside VLAN 100', zh: 'VLAN 100 中的 TCP' },
  { filter: 'ether host 02:42:ac:11:00:02', en: 'One network card', zh: '某块网卡' },
];
