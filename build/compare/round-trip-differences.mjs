// Captures whose copies, or filtered copies, differ from what tshark reads or writes, and why; what is not here is not explained.

/** @type {readonly { captures: RegExp, text: RegExp, reason: string }[]} */
export const ROUND_TRIP_DIFFERENCES = [
  { captures: /shb-option-too-long/, text: /^no copy/, reason: 'damaged in its first block: neither program writes a copy' },
  { captures: /brcm-tag|dsa|vtp_asan|frf16_magic|hoobr_juniper3|juniper_es_oobr|kday6/, text: /^tshark: 0 and/, reason: 'tshark does not know the link type of the pcap file and refuses it; as pcapng it reads it' },
  { captures: /asan|oobr|kday|ppp-invalid-lengths|heapoverflow|hoobr|crash-|clusterfuzz|fuzz|igmplayer|overflow/, text: /^(Netloupe|tshark|udp|tcp|frame)/, reason: 'damaged record headers: a fraction of a second or more goes into the seconds, which tshark writes otherwise or cuts' },
  { captures: /clusterfuzz|crash-|igmplayer|radiuslayer/, text: /^capinfos/, reason: 'capinfos gives up the capture, and reads what could be saved of it' },
  { captures: /pcapng-test-generator/, text: /^(udp|tcp|frame)/, reason: 'frames without a time (Simple Packet Block) get the time 0 from tshark' },
  { captures: /wireguard-ping-tcp-dsb|false_positives|sflow|tcp-reassembly|802_15_4|of13_ericsson/, text: /^(udp|tcp|frame)/, reason: 'the filter fits what is carried in WireGuard with its keys in the file, in GTP on a port of its own, in samples of sFlow, in OpenFlow or in 6LoWPAN, which are not dissected' },
];
