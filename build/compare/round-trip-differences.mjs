// Captures whose copies, or filtered copies, differ from what tshark reads or writes, and why; what is not here is not explained.

/** @type {readonly { captures: RegExp, text: RegExp, reason: string }[]} */
export const ROUND_TRIP_DIFFERENCES = [
  { captures: /shb-option-too-long/, text: /^no copy/, reason: 'damaged in its first block: neither program writes a copy' },
  { captures: /brcm-tag|dsa|vtp_asan|frf16_magic|hoobr_juniper3|juniper_es_oobr|kday6/, text: /^tshark: 0 and/, reason: 'tshark does not know the link type of the pcap file and refuses it; as pcapng it reads it' },
  { captures: /./, text: /(first other: |lines: |nothing \/ |\/ )(\d+\t)?(-?\d+[ .]\d{10}|-?\d+ -\d+|-\d+\.\d+)/, reason: 'damaged record headers: a fraction of a second or more goes into the seconds, which tshark writes otherwise or cuts' },
  { captures: /./, text: /^(Netloupe|tshark): .*(first other: |lines: )(\d+\t)?\d+[ .]\d{6}(?!000)\d{3}[ \t]/, reason: 'damaged record headers: microseconds that wrap in 32 bits of nanoseconds have no place in a file of microseconds' },
  { captures: /asan|oobr|overflow/, text: /^(udp|tcp|frame)/, reason: 'damaged record headers: the file that tshark writes ends within a record, or has other times' },
  { captures: /clusterfuzz|crash-|igmplayer|radiuslayer/, text: /^capinfos/, reason: 'capinfos gives up the capture, and reads what could be saved of it' },
  { captures: /pcapng-test-generator/, text: /^(udp|tcp|frame)/, reason: 'frames without a time (Simple Packet Block) get the time 0 from tshark' },
  { captures: /wireguard-ping-tcp-dsb|false_positives|sflow|tcp-reassembly|802_15_4|of13_ericsson|bgp-aigp/, text: /^(udp|tcp|frame)/, reason: 'the filter fits what is carried in WireGuard with its keys in the file, in GTP on a port of its own, in samples of sFlow, in OpenFlow, in 6LoWPAN or behind a Juniper header, which are not dissected' },
];
