// Captures of which a table is not tshark's, and why: a pattern of their names, perhaps one of the tables, and the reason.

const HEADERS = /conversations|endpoints/;

/** @type {readonly { captures: RegExp, tables?: RegExp, reason: string }[]} */
export const TABLE_DIFFERENCES = [
  { captures: /decode-too-many-layers/, reason: 'more than 64 layers in a frame are not taken apart' },
  { captures: /Fuzzers/, tables: HEADERS, reason: 'frames that claim more than 2 GiB: tshark counts such a length as a negative number' },
  { captures: /Fuzzers/, tables: /expert|hierarchy/, reason: 'damaged headers and times: tshark stops elsewhere in them' },
  { captures: /tcpdump-4\.99\.3\/.*(oobr|overflow|asan|segv)/, reason: 'damaged on purpose: tshark stops in the middle of a header and does not count it' },
  { captures: /tcp-malformed|ip4_bad_fragment|linux_sll_oversized|fuzz-2006|transform-base64|ip_printroute|ip_fragmented_garbage/, tables: HEADERS, reason: 'damaged options or headers: tshark stops in the middle of one and does not count it' },
  { captures: /PIM_register/, tables: /expert/, reason: 'an echo request inside a PIM register message is one whose reply is looked for' },
  { captures: /pim-packet-assortment/, tables: /hierarchy/, reason: 'PIM within IPv6 within PIM counts as a layer though it is damaged' },
  { captures: /nsh-over-vxlan-gpe/, tables: /hierarchy/, reason: "VXLAN-GPE's header has no line of its own, as in frame.protocols" },
  { captures: /bgp-rt-prefix/, tables: /hierarchy/, reason: 'damaged BGP messages: tshark stops earlier' },
  { captures: /slip-.*oobr|bad-caplen|ppp-invalid-lengths/, tables: /expert/, reason: 'damaged records of the file are told of once, as damage, and not in each frame' },
  { captures: /linux_sll_oversized|ip_fragmented_garbage|match_string_subprotocol__error/, tables: /expert/, reason: 'damaged on purpose: tshark stops earlier, we say what is wrong behind that too' },
  { captures: /ip_secopt/, tables: HEADERS, reason: 'a fragment behind damaged options: tshark does not count it' },
  { captures: /MplsPackets/, tables: /hierarchy/, reason: "the line of a pseudowire's control word is a layer of its own in tshark" },
  { captures: /dnscap\/src\/test\/icmp/, tables: /hierarchy/, reason: 'tshark leaves out a frame in which an ICMPv6 error quotes what is damaged' },
  { captures: /nb6-http/, tables: /hierarchy/, reason: 'what an ICMP error quotes stands inside it and is no layer of the frame' },
  { captures: /http-evader-123/, tables: /hierarchy/, reason: 'octets behind a body that are no HTTP are data' },
];
