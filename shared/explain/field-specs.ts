// Where the meaning of a field is defined: the longest beginning of its name that stands here counts.

export const FIELD_SPECS: Readonly<Record<string, string>> = {
  tcp: 'RFC 9293',
  'tcp.srcport': 'RFC 9293 3.1, RFC 6335', 'tcp.dstport': 'RFC 9293 3.1, RFC 6335', 'tcp.port': 'RFC 9293 3.1, RFC 6335',
  'tcp.stream': 'RFC 9293 3.3.1', 'tcp.len': 'RFC 9293 3.1', 'tcp.seq': 'RFC 9293 3.4', 'tcp.nxtseq': 'RFC 9293 3.4', 'tcp.ack': 'RFC 9293 3.4', 'tcp.hdr_len': 'RFC 9293 3.1',
  'tcp.flags': 'RFC 9293 3.1', 'tcp.flags.ae': 'RFC 3540, draft-ietf-tcpm-accurate-ecn', 'tcp.flags.cwr': 'RFC 3168 6.1', 'tcp.flags.ece': 'RFC 3168 6.1', 'tcp.flags.urg': 'RFC 6093',
  'tcp.flags.push': 'RFC 9293 3.9.1', 'tcp.flags.reset': 'RFC 9293 3.5.2', 'tcp.flags.syn': 'RFC 9293 3.5', 'tcp.flags.fin': 'RFC 9293 3.6',
  'tcp.connection': 'RFC 9293 3.5', 'tcp.connection.fin': 'RFC 9293 3.6', 'tcp.connection.rst': 'RFC 9293 3.5.2', 'tcp.reset_cause': 'RFC 9293 3.5.3',
  'tcp.window_size': 'RFC 9293 3.8.6, RFC 7323 2', 'tcp.checksum': 'RFC 9293 3.1, RFC 1071', 'tcp.urgent_pointer': 'RFC 6093',
  'tcp.segment': 'RFC 9293 3.7', 'tcp.reassembled': 'RFC 9293 3.7', 'tcp.completeness': 'RFC 9293 3.3.2',
  'tcp.analysis': 'RFC 9293 3.8', 'tcp.analysis.acks_frame': 'RFC 9293 3.4', 'tcp.analysis.ack_rtt': 'RFC 6298', 'tcp.analysis.initial_rtt': 'RFC 6298', 'tcp.analysis.bytes_in_flight': 'RFC 5681 2',
  'tcp.analysis.retransmission': 'RFC 6298 5', 'tcp.analysis.rto': 'RFC 6298', 'tcp.analysis.fast_retransmission': 'RFC 5681 3.2', 'tcp.analysis.spurious_retransmission': 'RFC 5682',
  'tcp.analysis.out_of_order': 'RFC 5681 3.2', 'tcp.analysis.duplicate_ack': 'RFC 5681 2', 'tcp.analysis.reused_ports': 'RFC 6191', 'tcp.analysis.keep_alive': 'RFC 9293 3.8.4',
  'tcp.analysis.zero_window': 'RFC 9293 3.8.6.1', 'tcp.analysis.window_update': 'RFC 9293 3.8.6', 'tcp.analysis.window_full': 'RFC 9293 3.8.6', 'tcp.analysis.tfo': 'RFC 7413',
  'tcp.option': 'RFC 9293 3.1', 'tcp.options.mss': 'RFC 9293 3.7.1, RFC 6691', 'tcp.options.wscale': 'RFC 7323 2', 'tcp.options.timestamp': 'RFC 7323 3', 'tcp.options.sack_perm': 'RFC 2018 2',
  'tcp.options.sack': 'RFC 2018 3', 'tcp.options.sack.dsack': 'RFC 2883', 'tcp.options.echo': 'RFC 1072', 'tcp.options.cc': 'RFC 1644', 'tcp.options.md5': 'RFC 2385', 'tcp.options.ao': 'RFC 5925',
  'tcp.options.user_to': 'RFC 5482', 'tcp.options.tfo': 'RFC 7413', 'tcp.options.experimental': 'RFC 6994', 'tcp.options.mptcp': 'RFC 8684', 'tcp.options.qs': 'RFC 4782',
  mptcp: 'RFC 8684', 'tcp.options.acc_ecn': 'draft-ietf-tcpm-accurate-ecn', 'tcp.options.scps': 'CCSDS 714.0-B', 'tcp.options.snack': 'CCSDS 714.0-B', 'tcp.options.rvbd': 'Riverbed',

  ip: 'RFC 791', 'ip.dsfield': 'RFC 2474', 'ip.dsfield.ecn': 'RFC 3168', 'ip.id': 'RFC 6864', 'ip.frag': 'RFC 791 3.2', 'ip.checksum': 'RFC 791, RFC 1071', 'ip.fragment': 'RFC 815', 'ip.proto': 'RFC 791, RFC 5237',
  ipv6: 'RFC 8200', 'ipv6.tclass': 'RFC 2474', 'ipv6.tclass.ecn': 'RFC 3168', 'ipv6.flow': 'RFC 6437', 'ipv6.src': 'RFC 4291', 'ipv6.dst': 'RFC 4291', 'ipv6.fraghdr': 'RFC 8200 4.5',
  'ipv6.routing': 'RFC 8200 4.4', 'ipv6.hopopts': 'RFC 8200 4.3', 'ipv6.dstopts': 'RFC 8200 4.6', 'ipv6.opt.jumbo': 'RFC 2675', 'ipv6.opt.router_alert': 'RFC 2711',
  udp: 'RFC 768', 'udp.checksum': 'RFC 768, RFC 1071', 'udp.srcport': 'RFC 768, RFC 6335', 'udp.dstport': 'RFC 768, RFC 6335',
  icmp: 'RFC 792', 'icmp.mtu': 'RFC 1191', 'icmp.ext': 'RFC 4884', icmpv6: 'RFC 4443', arp: 'RFC 826', 'arp.isgratuitous': 'RFC 5227', 'arp.isprobe': 'RFC 5227', 'arp.isannouncement': 'RFC 5227', 'arp.duplicate': 'RFC 5227',
  dns: 'RFC 1035', 'dns.flags.authenticated': 'RFC 4035', 'dns.flags.checkdisable': 'RFC 4035', 'dns.aaaa': 'RFC 3596', 'dns.srv': 'RFC 2782', 'dns.rr.udp_payload_size': 'RFC 6891', 'dns.opt': 'RFC 6891',
  rpcx: 'rpcx', eth: 'IEEE 802.3',
};

/** '' where nothing is known. */
export function specOf(field: string): string {
  const step = (name: string): string => {
    const spec = FIELD_SPECS[name];
    if (spec !== undefined || name === '') return spec ?? '';
    return step(name.slice(0, -1));
  };
  return step(field);
}
