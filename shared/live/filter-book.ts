// Example capture filters: what to keep, said in both languages.

export interface FilterExample {
  readonly filter: string;
  readonly en: string;
  readonly zh: string;
}

export const FILTER_BOOK: readonly FilterExample[] = [
  { filter: 'port 80', en: 'To or from port 80, TCP or UDP', zh: '源或目的端口为 80（TCP 或 UDP）' },
  { filter: 'host 192.168.1.10', en: 'To or from one address', zh: '与某个地址之间的往来' },
  { filter: 'src host 192.168.1.10', en: 'From one address', zh: '来自某个地址' },
  { filter: 'net 192.168.1.0/24', en: 'To or from a network', zh: '与某个网段之间的往来' },
  { filter: 'tcp port 443 and host 192.168.1.10', en: 'TLS of one host', zh: '某台主机的 TLS 流量' },
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
