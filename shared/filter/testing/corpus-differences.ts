// Where display filters over the corpus show other frames than tshark 4.0.17, and why. None is a difference of the language.

export interface KnownDifference {
  /** Part of the capture's name; '' = any. */
  readonly captures: RegExp;
  readonly filters: RegExp;
  readonly reason: string;
  /** `not ours`: it depends on what Netloupe does not do (protocols, reassembly, analysis), so the row says nothing of the language. */
  readonly kind: 'not ours' | 'ours';
}

/** What is not decoded is shown as data, and what only the other protocol finds has no expert information here. */
const OTHER_PROTOCOLS = /^(data|_ws\.(malformed|expert.*))$/;
const OVER_TCP = /\b(http|tls|ssl|dns|x509sat)\b/;

export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  { captures: /./, filters: OTHER_PROTOCOLS, kind: 'not ours', reason: 'protocols that are not decoded are data here; their expert information is not there' },
  { captures: /krb5|rtsp|of10|gtp-iphone|bittorrent|communityid/, filters: /tcp\.(segment|reassembled)/, kind: 'not ours', reason: 'messages over several TCP segments of protocols that are not decoded' },
  { captures: /tcp-badsegments/, filters: /http|tcp\.(segment|reassembled)/, kind: 'ours', reason: 'frames 13, 20 and 24 bring text that is no HTTP to port 80: a continuation here, nothing in tshark; and frame 11, see below, is not one that fills the gap' },
  { captures: /pcapng-example/, filters: OVER_TCP, kind: 'ours', reason: 'frame 141 goes on behind a frame that the capture cut: a continuation here, nothing in tshark' },
  { captures: /websocket-ping/, filters: OVER_TCP, kind: 'not ours', reason: 'WebSocket behind its upgrade from HTTP, which is not decoded' },
  { captures: /wpa2-ft-eap/, filters: OVER_TCP, kind: 'not ours', reason: 'EAP-TLS fragments are not put back together' },
  { captures: /doq|stun/, filters: OVER_TCP, kind: 'not ours', reason: 'TLS and DNS inside QUIC and DTLS, which are not decoded' },
  { captures: /tftp\.pcap/, filters: /\b(ip|udp|llc)\b/, kind: 'not ours', reason: 'the link type Token Ring is not decoded' },
  { captures: /of10_s4810/, filters: /\b(llc|eth)\b/, kind: 'not ours', reason: 'Ethernet frames inside OpenFlow, which is not decoded' },
  { captures: /pcapng-example/, filters: /\bframe\.time/, kind: 'ours', reason: 'times more than 136 years apart: tshark compares their seconds in 32 bits' },
  { captures: /hoobr_pimv1/, filters: /\bigmp\b/, kind: 'ours', reason: 'a PIM version 1 message that the capture cut: tshark shows the outer IGMP line only where it is whole' },
  { captures: /icmp-icmp_print-oobr/, filters: /\bicmp\b/, kind: 'ours', reason: 'an ICMP message cut within its first four bytes: here its line stands, with what there is of it' },
  { captures: /ftp-stou/, filters: /tcp\.completeness/, kind: 'ours', reason: 'an FTP data connection: tshark expects it from the control connection, and does not count its SYN' },
];

export function differenceOf(capture: string, filter: string): KnownDifference | undefined {
  return KNOWN_DIFFERENCES.find((known) => known.captures.test(capture) && known.filters.test(filter));
}
