// Captures of which a table is not tshark's, and why: a pattern of their names, perhaps one of the tables, and the reason.

const HEADERS = /conversations|endpoints/;

/** @type {readonly { captures: RegExp, tables?: RegExp, reason: string }[]} */
export const TABLE_DIFFERENCES = [
  { captures: /decode-too-many-layers/, reason: 'more than 64 layers in a frame are not taken apart' },
  { captures: /Fuzzers/, tables: HEADERS, reason: 'frames that claim more than 2 GiB: tshark counts such a length as a negative number' },
  { captures: /Fuzzers/, tables: /hierarchy/, reason: 'damaged headers and times: tshark stops elsewhere in them' },
  { captures: /tcpdump-4\.99\.3\/.*(oobr|overflow|asan|segv)/, tables: /conversations|endpoints|hierarchy/, reason: 'damaged on purpose: tshark stops in the middle of a header and does not count it' },
  { captures: /tcp-malformed|ip4_bad_fragment|linux_sll_oversized|fuzz-2006|transform-base64|ip_printroute|ip_fragmented_garbage/, tables: HEADERS, reason: 'damaged options or headers: tshark stops in the middle of one and does not count it' },
  { captures: /PIM_register/, tables: /expert/, reason: 'an echo request inside a PIM register message is one whose reply is looked for' },
  { captures: /pim-packet-assortment/, tables: /hierarchy/, reason: 'PIM within IPv6 within PIM counts as a layer though it is damaged' },
  { captures: /nsh-over-vxlan-gpe/, tables: /hierarchy/, reason: "VXLAN-GPE's header is a line below UDP, as it is no layer in frame.protocols" },
  { captures: /bgp-rt-prefix/, tables: /hierarchy/, reason: 'damaged BGP messages: tshark stops earlier' },
  { captures: /linux_sll_oversized|ip_fragmented_garbage|match_string_subprotocol__error/, tables: /expert/, reason: 'damaged on purpose: tshark stops earlier, we say what is wrong behind that too' },
  { captures: /FuzzTarget-(4829420752470016|5814090897948672)|ftp-start-tls|transform-base64/, tables: /expert/, reason: 'damaged requests and lengths: which words end a line, and whether what follows is a message' },
  { captures: /FuzzTarget-(5196221831708672|5468403752632320|6604968558198784)|heap-overflow-2|macsec-short-shorter|of13_ericsson|fuzz\.pcap$|decode-dce/, tables: /expert/, reason: 'raw IP whose version or lengths contradict themselves: tshark stops before the header, we say what is wrong in it' },
  { captures: /FuzzTarget-5757531338309632|radiuslayer|ipv6-too-long-jumbo|ipv6-rthdr-oobr|rewrite_l7fuzzing/, tables: /expert/, reason: 'extension headers of IPv6 that the capture cuts or that contradict their lengths: tshark stops elsewhere' },
  { captures: /crash-81dba690|rewrite_efcs/, tables: /expert/, reason: 'damaged DNS messages that came again: tshark gives up before it says so' },
  { captures: /crash-exception-cast-constructed-record/, tables: /expert/, reason: 'other record headers guessed (24 bytes instead of 16)' },
  { captures: /bootp_asan/, tables: /expert/, reason: 'damaged DHCP messages that tshark leaves to nobody' },
  { captures: /ip_printroute_asan|ip_ts_opts_asan|ppp-invalid-lengths|icmp-cksum-oobr-2/, tables: /expert/, reason: 'options and quoted headers that are cut: which of several faults is told' },
  { captures: /teredo/, tables: /expert/, reason: 'echo requests inside Teredo: tshark looks for no reply' },
  { captures: /tls-duplicate-hello|tls_invalid_reads/, tables: /expert/, reason: 'hellos whose lengths contradict themselves: tshark gives the message up, we tell what is left' },
  { captures: /443-opvn|heuristic_tcp_ack_payload/, tables: /expert/, reason: 'segments out of order in which tshark takes the rest of a record for one' },
  { captures: /http-evader-057/, tables: /expert/, reason: 'names of transfer codings are equal in small and capital letters (RFC 9112 section 7)' },
  { captures: /http-evader-008/, tables: /expert/, reason: 'a chunk that lies ends the body' },
  { captures: /\/ssh\.pcap/, tables: /expert/, reason: 'rows of NOPs in front of timestamps, which tshark tells of by chance' },
  { captures: /rewrite_dlthdlc|bad-caplen/, tables: /expert/, reason: 'padding behind headers of other link layers' },
  { captures: /of10_s4810|sctp-www|communityid/, tables: /expert/, reason: 'what OpenFlow, SCTP and tunnels of them carry is not taken apart' },
  { captures: /sip\.pcapng/, tables: /expert/, reason: 'a comment of several lines, which the text of a table cannot tell from rows' },
  { captures: /challenge01_ooo_stream|tls12-dsb|wireguard-ping-tcp-dsb/, tables: /expert/, reason: 'keys in the capture: what is decrypted is not looked into' },
  { captures: /ip_secopt/, tables: HEADERS, reason: 'a fragment behind damaged options: tshark does not count it' },
  { captures: /MplsPackets/, tables: /hierarchy/, reason: "the line of a pseudowire's control word is a layer of its own in tshark" },
  { captures: /dnscap\/src\/test\/icmp/, tables: /hierarchy/, reason: 'tshark leaves out a frame in which an ICMPv6 error quotes what is damaged' },
  { captures: /nb6-http/, tables: /hierarchy/, reason: 'what an ICMP error quotes stands inside it and is no layer of the frame' },
  { captures: /http-evader-123/, tables: /hierarchy/, reason: 'octets behind a body that are no HTTP are data' },
];
