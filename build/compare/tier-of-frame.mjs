// Which frames count as tier 1: those whose topmost protocol we say we dissect. Layers are named as frame.protocols names them.

/** Protocols of the list. */
const PROTOCOLS = new Set(['null', 'loop', 'raw', 'eth', 'ethertype', 'llc', 'sll', 'vlan', 'ppp', 'pppoed', 'pppoes', 'arp', 'ip', 'ipv6', 'icmp', 'icmpv6', 'igmp', 'gre',
  'udp', 'tcp', 'dns', 'mdns', 'llmnr', 'dhcp', 'ntp', 'http', 'tls', 'ipv6.hopopts', 'ipv6.routing', 'ipv6.fraghdr', 'ipv6.dstopts',
  'ipcp', 'lcp', 'pap', 'chap', 'ipv6cp', 'ccp', 'cbcp', 'bacp', 'bap']);
/** What a protocol carries belongs to its carrier: text in SMTP is SMTP, a certificate in DTLS is DTLS. */
const FORMATS = new Set(['data-text-lines', 'urlencoded-form', 'media', 'image-gif', 'image-jfif', 'png', 'json', 'xml',
  'x509sat', 'x509af', 'x509ce', 'x509if', 'pkix1explicit', 'pkix1implicit', 'pkcs-1', 'pkcs1']);
const SILENT = new Set(['data', '_ws.malformed', '_ws.short', '_ws.unreassembled', '']);
/** What the Protocol column says for protocols of the list. */
const COLUMNS = /^(|Ethernet|IEEE 802\.[0-9a-zA-Z]+|0x[0-9a-f]{4}|LLC|VLAN|LOOP|PPP( .*)?|PPPoE[DS]|ARP|RARP|Reverse-ARP|IP|IPv[46]|ICMP(v6)?|IGMP(v[0-9])?|GRE|UDP|TCP|DNS|MDNS|LLMNR|DHCP|BOOTP|NTP|HTTP(\/.*)?|SSL(v[23])?|TLS(v1(\.[0-9])?)?|Raw packet data)$/;

/**
 * Reading (a): the topmost layer, payload formats left out, is of the list.
 * @param {string[]} layers
 */
export function isTopmostOurs(layers) {
  const top = layers.findLast((l) => !SILENT.has(l) && !FORMATS.has(l));
  return top !== undefined && PROTOCOLS.has(top);
}

/**
 * Reading (b): as (a), and the oracle's Protocol column names a protocol of the list; where another protocol carries ours
 * (TLS inside QUIC, DNS inside HTTP/2), the column is the carrier's and the frame is out.
 * @param {string[]} layers
 * @param {string} column
 */
export function isColumnOurs(layers, column) {
  return isTopmostOurs(layers) && COLUMNS.test(column);
}

/**
 * Every layer from the link up is of the list or a format.
 * @param {string[]} layers
 */
export function isOursThroughout(layers) {
  return isTopmostOurs(layers) && layers.every((l) => PROTOCOLS.has(l) || FORMATS.has(l) || SILENT.has(l));
}

/** @param {string} field */
export function isFieldOurs(field) {
  const owner = field.split('.')[0] ?? '';
  return PROTOCOLS.has(owner) || FORMATS.has(owner) || owner === 'data' || owner === 'frame';
}
