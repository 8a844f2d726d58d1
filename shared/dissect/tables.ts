// The dissector tables: where a protocol may be carried. A closed list, so that a slip is a type error.

/** Keys are numbers; what they mean stands beside each. */
export type Table =
  | 'linktype' // LINKTYPE_ value of the capture file
  | 'ethertype' // IEEE 802 EtherType
  | 'encapsulated' // EtherType inside GRE, SNAP, …: looked up in 'ethertype', without tshark's pseudo-layer of that name
  | 'llc.frame' // key 0: an IEEE 802.2 frame
  | 'llc.dsap' // IEEE 802.2 service access point
  | 'ip.proto' // IANA protocol number (IPv4 protocol, IPv6 next header)
  | 'ppp.protocol' // PPP protocol number
  | 'udp.port'
  | 'tcp.port'
  | 'payload.msgpack' // key 0: a MessagePack document
  | 'payload.json' // key 0: a JSON text
  | 'payload.x509'; // key 0: a DER certificate

/** Where heuristics are asked when no table knows the payload. */
export type HeuristicTable = 'tcp' | 'udp';
