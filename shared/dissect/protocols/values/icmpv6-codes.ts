// Names of ICMPv6 codes (IANA), as Wireshark spells them.

/** By type; types that are not here show the bare number. */
export const ICMPV6_CODES: ReadonlyMap<number, Readonly<Record<number, string>>> = new Map<number, Readonly<Record<number, string>>>([
  [1, [
    'no route to destination', 'Administratively prohibited', 'Beyond scope of source address', 'Address unreachable', 'Port unreachable',
    'Source address failed ingress/egress policy', 'Reject route to destination', 'Error in Source Routing Header',
  ]],
  [3, ['hop limit exceeded in transit', 'fragment reassembly time exceeded']],
  [4, [
    'erroneous header field encountered', 'unrecognized Next Header type encountered', 'unrecognized IPv6 option encountered',
    'IPv6 First Fragment has incomplete IPv6 Header Chain',
  ]],
  [138, { 0: 'Command', 1: 'Result', 255: 'Sequence number reset' }],
  [139, ['Query subject = IPv6 addresses', 'Query subject = DNS name or empty', 'Query subject = IPv4 addresses']],
  [140, ['Successful', 'Refused', 'Unknown query type']],
  [150, {}], [154, {}],
  [155, {
    0: 'DODAG Information Solicitation', 1: 'DODAG Information Object', 2: 'Destination Advertisement Object', 3: 'Destination Advertisement Object Acknowledgment',
    4: 'P2P Discovery Reply Object', 5: 'P2P Discovery Reply Object Acknowledgement', 128: 'Secure DODAG Information Solicitation',
    129: 'Secure DODAG Information Object', 130: 'Secure Destination Advertisement Object', 131: 'Secure Destination Advertisement Object Acknowledgement',
    138: 'Consistency Check',
  }],
  [160, ['No error']],
  [161, ['No error', 'Malformed Query', 'No Such Interface', 'No Such Table Entry', 'Multiple Interfaces Satisfy Query']],
]);
