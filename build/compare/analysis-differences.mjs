// Captures of which tshark's analysis of TCP and ours say different things, and why; what is not here is not explained.

/** @type {readonly { captures: RegExp, reason: string }[]} */
export const ANALYSIS_DIFFERENCES = [
  { captures: /wireguard-ping-tcp-dsb/, reason: 'TCP inside WireGuard, decrypted with the keys of the capture' },
  { captures: /tcp-reassembly\.pcap/, reason: 'TCP in the samples of an sFlow datagram, which are not dissected' },
  { captures: /false_positives/, reason: 'TCP inside GTP on a port of its own: the datagram is taken for HTTP there' },
  { captures: /bgp-aigp/, reason: "TCP behind a Juniper header, which is not dissected" },
  { captures: /bug-3616-smtp|filestore-5408|frag-22/, reason: 'segments quoted in ICMP errors: tshark gives them the completeness of their stream' },
  { captures: /h323|sngrep\/aaa|ruletype-firewall-11[78]-ftp/, reason: 'a connection that its control connection announced (FTP, H.245): tshark knows it before its SYN, which it then does not count' },
  { captures: /socks-http-example|tls_heur__vmess/, reason: 'tshark numbers a stream of its own for what a SOCKS proxy carries' },
  { captures: /transform-base64/, reason: 'damaged times: a nanosecond part of more than one second is printed with ten digits' },
  { captures: /fuzz-2006|ip_fragmented_garbage|linux_sll_oversized|oobr/, reason: 'damaged headers: tshark stops in the middle of one and keeps what it saw so far' },
];
