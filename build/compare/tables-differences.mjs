// Captures of which a table is not tshark's, and why: a pattern of their names, perhaps one of the tables, and the reason.

const HEADERS = /conversations|endpoints/;

/** @type {readonly { captures: RegExp, tables?: RegExp, reason: string }[]} */
export const TABLE_DIFFERENCES = [
  { captures: /decode-too-many-layers/, reason: 'more than 64 layers in a frame are not taken apart' },
  { captures: /Fuzzers/, tables: HEADERS, reason: 'frames that claim more than 2 GiB: tshark counts such a length as a negative number' },
  { captures: /Fuzzers/, tables: /expert|hierarchy/, reason: 'damaged headers and times: tshark stops elsewhere in them' },
  { captures: /tcpdump-4\.99\.3\/.*(oobr|overflow|asan|segv)/, reason: 'damaged on purpose: tshark stops in the middle of a header and does not count it' },
  { captures: /tcp-malformed|ip4_bad_fragment|linux_sll_oversized|fuzz-2006|transform-base64|ip_printroute|ip_fragmented_garbage/, tables: HEADERS, reason: 'damaged options or headers: tshark stops in the middle of one and does not count it' },
];
