// Captures of which tshark's followed streams and ours differ, and why; what is not here is not explained.

/** @type {readonly { captures: RegExp, reason: string }[]} */
export const FOLLOW_DIFFERENCES = [
  { captures: /wireguard-ping-tcp-dsb/, reason: 'inside WireGuard, decrypted with the keys of the capture' },
  { captures: /tcp-reassembly\.pcap|bgp-aigp/, reason: 'in the samples of an sFlow datagram, or behind a Juniper header: not dissected' },
  { captures: /socks-http-example|tls_heur__vmess/, reason: 'tshark numbers a stream of its own for what a SOCKS proxy carries' },
  { captures: /false_positives/, reason: 'inside GTP on a port of its own: the datagram is taken for HTTP there' },
  { captures: /capwap|of13_ericsson/, reason: 'tshark adds what is carried inside the stream, and takes the addresses there for those of the stream: CAPWAP, OpenFlow' },
  { captures: /MMS_and_GOOSE|snmp-heapoverflow|tftp\.pcap/, reason: 'SNMP and TFTP announce conversations, for which tshark numbers streams in its first pass that its second does not have' },
  { captures: /filestore-5408/, reason: 'streams that only packets quoted in ICMP errors belong to are numbered otherwise' },
  { captures: /of10_s4810/, reason: 'an Ethernet frame inside OpenFlow: tshark takes its addresses for those of the stream and misses the segment' },
  { captures: /nb6-http/, reason: 'PPP inside L2TP: tshark takes innermost addresses for those of the stream, of which LCP has none' },
  { captures: /macsec-short/, reason: 'damaged: a datagram that ends in the integrity check value of MACsec' },
];

/** The same for the bodies that tshark exports of HTTP. @type {readonly { captures: RegExp, reason: string }[]} */
export const OBJECT_DIFFERENCES = [
  { captures: /sctp-www/, reason: 'HTTP over SCTP' },
  { captures: /challenge01/, reason: 'inside TLS, decrypted with keys' },
  { captures: /http-evader/, reason: 'a chunk that lies, behind which tshark looks for another message; `chUnked`, which tshark does not take for chunked' },
];
