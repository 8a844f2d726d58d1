// Captures of which tshark's flow graph of TCP and ours differ, and why; what is not here is not explained.

/** @type {readonly { captures: RegExp, reason: string }[]} */
export const FLOW_DIFFERENCES = [
  { captures: /wireguard-ping-tcp-dsb/, reason: 'TCP inside WireGuard, decrypted with the keys of the capture' },
  { captures: /bgp-aigp/, reason: 'TCP behind a Juniper header, which is not dissected' },
  { captures: /false_positives/, reason: 'TCP inside GTP on a port of its own: the datagram is taken for HTTP there' },
  { captures: /of10_s4810|of13_ericsson/, reason: 'OpenFlow carries whole frames: addresses and ports are those of the frame inside, which is not dissected' },
  { captures: /babel_update_oobr/, reason: 'a damaged time: a fraction of more than a second is printed with seven digits' },
  { captures: /linux_sll_oversized_addr|ndpi_match_string|nDPI.*rtsp|bug-3286-02/, reason: "the expected graph comes from a second look at the frames, in which numbers count from what the whole stream told; tshark's own -z flow, which looks once, says what we say" },
];
