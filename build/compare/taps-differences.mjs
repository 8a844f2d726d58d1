// Statistics of captures that are not tshark's, and why: patterns of their names and of the statistics, and the reason.

/** @type {readonly { captures: RegExp, taps: RegExp, reason: string }[]} */
export const TAP_DIFFERENCES = [
  { captures: /clusterfuzz|crash-/, taps: /./, reason: 'damaged record headers: a packet of more than 2 GB, whose length tshark takes for a negative number, and times of more than a second below the second' },
  { captures: /http-evader|communityid/, taps: /^follow,http/, reason: 'octets that are no message, and bodies that do not unpack, are followed here: tshark leaves them out' },
  { captures: /Vxlan1|gtp-u|gre-erspan|geneve|reasm_segv/, taps: /^follow,/, reason: 'what a tunnel carries: tshark takes the innermost addresses for those of the stream' },
  { captures: /ipv4_tso|http-tcp-seq-issue|reasm_segv/, taps: /^(http,|follow,http)/, reason: 'octets on a port of HTTP in which nobody asks in HTTP: tshark counts them, and does not follow them' },
  { captures: /http-ooo/, taps: /^follow,http/, reason: 'segments out of order, which tshark puts together otherwise: see TCP analysis' },
  { captures: /dccp_|sflow|filestore-5408|false_positives|juniper_header|tls12-dsb|over_https/, taps: /./, reason: 'what is not dissected: DCCP, samples of sFlow, GTP on a port of its own, headers of Juniper, TLS with keys in the file' },
  { captures: /frag-22/, taps: /./, reason: 'IPv6 fragments that nobody puts together: tshark does not count them' },
  { captures: /tcp-malformed|ip6_frag_asan|udp-length-heapoverflow|heap-overflow-2|pgm_opts_asan|isakmpv1-attr/, taps: /./, reason: 'damaged headers: tshark stops in the middle of one, and counts what it saw so far' },
  { captures: /pcapng-test-generator/, taps: /^io,stat,/, reason: 'more intervals than there is memory for are refused' },
];
