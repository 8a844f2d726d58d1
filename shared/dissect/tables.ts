// The dissector tables: where a protocol may be carried. A closed list, so that a slip is a type error.

/** Keys are numbers; what they mean stands beside each. */
export type Table =
  | 'linktype' // LINKTYPE_ value of the capture file
  | 'ethertype' // IEEE 802 EtherType
  | 'encapsulated' // EtherType inside GRE, SNAP, …: looked up in 'ethertype', without tshark's pseudo-layer of that name
  | 'llc.frame' // key 0: an IEEE 802.2 frame
  | 'wlan.radio' // key 0: what a radio header said, then an IEEE 802.11 frame
  | 'wlan.aggregate' // key 0: the body of an IEEE 802.11 data frame that holds several
  | 'eap' // key 0: an EAP packet
  | 'llc.dsap' // IEEE 802.2 service access point
  | 'ip.proto' // IANA protocol number (IPv4 protocol, IPv6 next header)
  | 'ppp.protocol' // PPP protocol number
  | 'chdlc.protocol' // Cisco HDLC numbers that are no EtherTypes
  | 'mpls.payload' // key 0: an Ethernet pseudowire's control word
  | 'pppoe.session' // key 0: a PPP frame
  | 'udp.port'
  | 'tcp.port'
  | 'payload.msgpack' // key 0: a MessagePack document
  | 'media' // MediaKind: what a Content-Type says
  | 'payload.json' // key 0: a JSON text
  | 'payload.x509'; // key 0: a DER certificate, 1: a distinguished name

/** Where heuristics are asked when no table knows the payload. */
export type HeuristicTable = 'tcp' | 'udp';

/** Keys of the table 'media'. */
export const MediaKind = { Unknown: 0, Text: 1, Json: 2, Xml: 3, Form: 4, Gif: 5, Png: 6, Jpeg: 7, Other: 8 } as const;
export type MediaKind = (typeof MediaKind)[keyof typeof MediaKind];
