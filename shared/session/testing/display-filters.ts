// Display filters of every kind that the columns answer, narrow, or leave to the frames' bytes: for tests that hold both ways against each other.

export const DISPLAY_FILTERS: readonly string[] = [
  // Protocols
  'tcp', 'udp', 'ip', 'ipv6', 'eth', 'arp', 'icmp', 'dns', 'mdns', 'http', 'tls', 'ssdp', 'data', 'vlan', 'frame', 'gre', 'vxlan', 'sctp', 'ntp', 'dhcp', 'media', 'json', 'xml', 'data-text-lines', 'llc', 'wlan',
  '!tcp', '!(arp or icmp or dns)', 'tcp and not tls', 'ip && !udp', 'tcp xor ipv6', 'dns or mdns or llmnr', 'eth.padding', 'http && ip', 'capwap', 'rpcx', 'teredo', 'gtp', 'mpls', 'pppoes', 'x509af', 'image-gif', 'sll', 'igmp',
  // Who talks with whom
  'tcp.port == 80', 'tcp.port != 80', 'tcp.port !== 80', 'tcp.port === 80', 'tcp.srcport == 443', 'tcp.dstport > 1024', 'udp.port == 53', 'udp.srcport in {53, 5353, 67..68}', 'tcp.port in {80, 443, 8000..9000}',
  'ip.addr == 10.0.0.0/8', 'ip.addr != 192.168.0.1', 'ip.src == 192.168.0.0/16 && ip.dst != 192.168.0.0/16', 'ip.dst == 255.255.255.255', 'ip.src == ip.dst', 'ip.addr in {10.0.0.0/8, 192.168.1.1}',
  'ipv6.addr == fe80::/10', 'ipv6.dst == ff02::fb', 'ipv6.src == ipv6.dst', 'tcp.stream == 0', 'tcp.stream > 3', 'udp.stream == 1', 'tcp.srcport == tcp.dstport', 'tcp.srcport > tcp.dstport',
  'all tcp.port > 1024', 'any udp.port < 1024', 'count(ip.addr) == 2', 'ip.src[0:1] == 0a', 'ip.src && !ip.dst', 'tcp.port', '!(tcp.port == 80)', 'tcp.port == 80 || udp.port == 53', 'ip.addr == 10.0.0.1 and tcp.flags.syn == 1',
  'max(tcp.srcport, tcp.dstport) < 1000', 'ip.addr#1 == 10.0.0.0/8', 'tcp.srcport & 1', 'ip.version == 4', 'ip.version == 6',
  // TCP's flags, lengths
  'tcp.flags.syn == 1', 'tcp.flags.syn == 1 && tcp.flags.ack == 0', 'tcp.flags == 0x12', 'tcp.flags & 5', 'tcp.flags.reset == True', 'tcp.flags.fin', 'tcp.flags.ack == 0', 'tcp.flags.res != 0', 'not tcp.flags.push == 1',
  'tcp.len > 0', 'tcp.len > 1000 && !(tls)', 'tcp.len == 0', 'tcp.len in {1..10}', 'udp.length > 100', 'udp.length == 8', 'tcp.len != 0', 'tcp.len % 2 == 1', 'tcp.len == udp.length', '!(tcp.len > 100)',
  // What the file says
  'frame.number == 3', 'frame.number in {2..5, 9}', 'frame.number != 1', 'frame.number >= 4', 'frame.number > 100000', 'frame.number % 7 == 0', 'frame.len > 100', 'frame.len == 60', 'frame.len != frame.cap_len', 'frame.cap_len < 64', 'frame.len in {60..70}',
  'frame.time_relative < 0.5', 'frame.time_relative >= 1', 'frame.time_relative == 0', 'frame.time_delta > 0.1', 'frame.time_delta == 0', 'frame.time_delta < 0', 'frame.time >= "2010-01-01 00:00:00"', 'frame.time_epoch < 1200000000', 'frame.time_epoch in {1000000000..1300000000.5}', 'frame.time_relative != 0',
  'frame.time_epoch', 'frame.interface_id == 0', 'frame.encap_type == 1', 'frame.comment', 'frame.marked == 0', 'frame.time_delta_displayed > 0.01',
  // Only bytes tell
  'eth.addr == ff:ff:ff:ff:ff:ff', 'eth.type == 0x0806', 'eth.src[0:3] == 00:00:5e', 'ip.ttl < 64', 'ip.flags.df == 1', 'ip.proto == 17', 'tcp.window_size < 1000', 'tcp.seq == 1', 'tcp.ack > 1000', 'tcp.options.mss_val', 'icmp.type == 8', 'arp.opcode == 1',
  'eth.addr != ff:ff:ff:ff:ff:ff', 'all eth.addr > 80:00:00:00:00:00', 'eth.dst contains ff:ff', 'eth.type in {0x800, 0x86dd}', 'count(eth.addr) == 2', 'eth.src[5:1] == 01', 'eth.dst == eth.src', 'ip.ttl == 64', 'ip.ttl & 1', 'ip.ttl in {1..10, 128}', 'ip.ttl + 1 == 65', '!(ip.ttl == 64)',
  'ip.len > 1000', 'ip.id == 0', 'ip.id', 'ip.hdr_len == 20', 'ip.hdr_len > 20', 'ip.dsfield.dscp == 46', 'ip.dsfield.dscp != 0', 'ip.dsfield.ecn == 1', 'ip.flags == 2', 'ip.flags.mf == 1', 'ip.frag_offset > 0', 'ip.checksum == 0', 'ip.version != 4', 'ipv6.plen > 100', 'ipv6.nxt == 6', 'ipv6.hlim == 255', 'ipv6.tclass != 0', 'ip.proto == ip.ttl',
  'tcp.hdr_len > 20', 'tcp.checksum == 0', 'tcp.urgent_pointer == 0', 'udp.checksum == 0', 'udp.checksum & 0x8000', 'tcp.hdr_len == 32 && ip.ttl == 64 || udp.checksum == 0', 'ip.ttl < 10 xor tcp.hdr_len == 20', 'frame contains "GET" && ip.ttl == 64',
  'tcp.seq > 1', 'tcp.seq in {1, 5..100}', 'tcp.seq % 2 == 0', 'tcp.ack == 1', 'tcp.ack != 0', 'tcp.nxtseq > tcp.seq', 'tcp.nxtseq == 1', 'tcp.window_size > 65535', 'tcp.window_size == 0', 'tcp.seq_raw > 100000', 'tcp.seq == 0 && tcp.flags.syn == 1',
  'http.request', 'http.request.method == "GET"', 'http.host contains "w"', 'http.response.code == 200', 'http.user_agent matches "mozilla"', 'http.content_type', 'http.file_data', 'dns.qry.name', 'dns.qry.name matches "^www"', 'dns.qry.name contains "e"', '!(dns.qry.name contains "a")', 'dns.qry.name != "localhost"', 'all dns.qry.name matches "o"', 'dns.qry.name in {"a".."m"}', '!(http)', 'dns.flags.response == 1', 'dns.a', 'dns.qry.type == 28', 'dns.response_to',
  'tls.handshake.type == 1', '!(tls.handshake.type == 1)', 'tls.handshake.type in {2, 11}', 'tls.handshake', 'tls.handshake.ciphersuite', 'tls.handshake.extensions_server_name', 'tls.alert_message', 'tls.alert_message.level == 2', 'tls.change_cipher_spec', 'tls.handshake.version < 0x303', 'tls.handshake.certificate && tls.handshake.type != 1', 'tls.record.content_type == 23', 'tls.handshake.extensions_server_name contains "."', 'dhcp.type == 1', 'ntp.stratum > 2', 'ssdp && http.request', 'data.len > 10', 'data.data contains 00:00', 'json.key', 'x509sat.uTF8String',
  'frame contains "HTTP"', 'frame contains 00:00:00', 'frame contains "http" && tcp', 'frame contains "GET" || udp.port == 53', '!(frame contains "e")', 'frame contains "a" && frame contains "b"', 'frame contains ff && tcp.window_size > 0', 'tcp contains "HTTP"', 'udp contains 01', 'ip contains 45', 'http contains "x"',
  'frame matches "GET|POST"', 'tcp[13] & 2', 'frame[0:2] == ff:ff', '@tcp.port == 00:50', 'udp[8:2] == 00:01', 'eth[12:2] == 08:00', 'tcp.payload contains "HTTP"', 'frame.protocols contains "vlan"', 'len(http.host) > 10', 'lower(http.host) contains "www"', 'string(tcp.port) contains "80"',
  '_ws.malformed', '_ws.short', '_ws.expert', 'icmp && tcp', 'ip.src == 10.0.0.0/8 && (tcp.port == 80 || dns) && !(frame.len < 70)', '(tcp.flags.syn == 1 or http) xor (frame.number > 5)', 'vlan.id == 1', 'tcp && ip.addr#2', 'ip.addr#2 == 10.0.0.0/8', 'tcp.port#2',
  // TCP's options
  ...['mss', 'mss_val', 'wscale', 'wscale.shift', 'wscale.multiplier', 'sack_perm', 'sack', 'sack_le', 'sack.count', 'timestamp', 'timestamp.tsval', 'md5', 'user_to', 'ao', 'mptcp.subtype', 'tfo', 'tfo.cookie'].map((name) => `tcp.options.${name}`),
  'tcp.options.mss_val == 1460', 'tcp.options.mss_val < 1400', '!(tcp.options.mss_val > 1400)', 'tcp.options.wscale.shift in {1..8}', 'tcp.options.timestamp.tsval > 1000000', 'tcp.options.timestamp.tsecr == 0', 'tcp.options.timestamp.tsval % 2 == 1',
  '!tcp.options.sack_perm', 'tcp.options.sack.count > 1', 'tcp.options.timestamp.tsval == tcp.options.timestamp.tsecr', 'tcp.options contains 01:01',
  // What the analysis of TCP says
  ...['flags', 'reused_ports', 'retransmission', 'fast_retransmission', 'spurious_retransmission', 'out_of_order', 'lost_segment', 'ack_lost_segment', 'window_update', 'window_full', 'keep_alive', 'keep_alive_ack', 'duplicate_ack',
    'zero_window_probe', 'zero_window', 'zero_window_probe_ack', 'acks_frame', 'ack_rtt', 'initial_rtt', 'bytes_in_flight', 'push_bytes_sent', 'rto', 'rto_frame', 'duplicate_ack_num', 'duplicate_ack_frame', 'tfo_ack'].map((name) => `tcp.analysis.${name}`),
  'tcp.analysis', '!tcp.analysis.flags', 'tcp.analysis.flags && !tcp.analysis.window_update', 'tcp.analysis.ack_rtt > 0.05', 'tcp.analysis.ack_rtt != 0', 'tcp.analysis.initial_rtt < 0.001', 'tcp.analysis.bytes_in_flight > 1000', 'tcp.analysis.bytes_in_flight % 2 == 0',
  'tcp.analysis.push_bytes_sent in {1..100}', 'tcp.analysis.duplicate_ack_num == 2', 'tcp.analysis.rto_frame < 10', 'tcp.analysis.acks_frame == 1', 'tcp.completeness', 'tcp.completeness == 31', 'tcp.completeness & 32', 'tcp.completeness != 0',
  'tcp.time_relative', 'tcp.time_relative > 1', 'tcp.time_relative == 0', 'tcp.time_delta >= 0.5', 'tcp.time_delta < 0', 'tcp.time_delta in {0..0.001}', 'tcp.time_delta == tcp.time_relative', 'tcp.analysis.retransmission#1',
  // Of the heads of HTTP messages: each kind of place, and what is absent.
  ...['accept', 'authorization', 'authbasic', 'cache_control', 'connection', 'content_length', 'content_length_header', 'content_type', 'cookie_pair', 'date', 'host', 'http2_settings', 'location', 'notification', 'referer',
    'request', 'request.full_uri', 'request.uri.query.parameter', 'request_in', 'response.code', 'response.phrase', 'response_in', 'server', 'set_cookie', 'time', 'transfer_encoding', 'upgrade', 'user_agent',
    'x_forwarded_for'].map((name) => `http.${name}`),
  'http.host contains "a"', '!(http.host contains "a")', 'http.response.code >= 400', 'http.response.code != 200', 'http.response.code in {300..399, 100}', 'http.response.code % 2 == 0', 'not http.response', 'http.time > 0.1', 'http.time', '!(http.time < 1)', 'http.time in {0.01..0.1}', 'http.request_in == 4', 'http.request_in > 10', 'http.response.code == 200 && http.content_type contains "html"', 'http.request.method == "POST"', 'http.host != "x"', 'http.host == http.referer', 'not http.server matches "nginx"',
];
