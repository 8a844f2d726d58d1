// Reasons of differing tables that hold for any capture, found in the tables themselves.

/** What stands below a header that we know without being known, and what stands there instead. */
const UNKNOWN = new Set(['data', '_ws.malformed', '_ws.short', '_ws.unreassembled']);

/** Findings that we make none of, or that tshark makes none of: severity, group, protocol and message between tabs. */
const KINDS = [
  { is: /^Warning\tAssumption\t802\.11 Radio\t/, reason: 'how long an 802.11 frame took is not reckoned, so that nothing had to be assumed for it' },
  { is: /\tTLS\tBER: Dissector for OID/, reason: 'extensions of certificates whose OID nobody knows are shown as they are' },
  { is: /\tIEEE 802\.11\t(Dissector for|Tag Length|Unexpected Element|Pairwise|Auth Key|Malformed)/, reason: 'elements of 802.11 management frames are not all taken apart' },
  { is: /\tICMPv6\t(Dissector for|Unknown Data|Invalid Option Length)/, reason: 'RPL messages and ICMPv6 types that nobody knows are not taken apart' },
  { is: /\tPIM\tBad checksum/, reason: 'the checksum of a PIM message that the capture cut is not reckoned' },
  { is: /\tHTTP\tUnencrypted HTTP/, reason: 'HTTP on ports of TLS inside GTP, which is not taken apart' },
  { is: /\tEAP\tVulnerable/, reason: 'whether an EAP method is safe is not judged' },
  { is: /\tL2TP\tVendor-Specific AVP/, reason: 'AVPs of vendors are shown as they are' },
  { is: /\tTCP\toption length should be 4 or 5/, reason: 'the ACK rate request, an experiment, is shown as it is' },
  { is: /\tDNS\tDissector for DNS Type/, reason: 'types of records that nobody knows, in our words' },
  { is: /^Error\tMalformed\t[^\t]+\tMalformed Packet/, reason: 'damaged: where it stops, or in which layer, is said otherwise' },
  { is: /\t(TCP\tBogus TCP header length|TCP\tNew fragment (?:past|overlaps) old data|HTTP\tHTTP\/1\.)/, reason: 'damaged segments: tshark stops in the middle, we say what is wrong' },
];

/**
 * @param {string[]} want lines of a protocol hierarchy: depth, protocol, frames, bytes
 * @param {string[]} have
 * @param {Set<string>} known names of the protocols that we know
 * @returns {string | undefined}
 */
export function layersReason(want, have, known) {
  const [theirs, ours] = [want, have].map((lines) => layersKnown(lines, known).join('\n'));
  if (theirs === ours) return 'all that differs stands below a header whose next protocol we do not know';
  return areBrokenHeaders(want, have) ? 'a header that is cut or damaged counts as a layer; in tshark it does not' : undefined;
}

/** Of each layer that we count oftener, tshark has as many frames that break off where it would stand. */
function areBrokenHeaders(want, have) {
  const [theirs, ours] = [waysOf(want), waysOf(have)];
  const ways = new Set([...theirs.keys(), ...ours.keys()].filter((way) => !UNKNOWN.has(way.split(' ').at(-1))));
  return [...ways].every((way) => {
    const more = (ours.get(way) ?? 0) - (theirs.get(way) ?? 0);
    const above = way.split(' ').slice(0, -1);
    const broken = [...UNKNOWN].reduce((sum, end) => sum + (theirs.get([...above, end].join(' ')) ?? 0), 0);
    return more === 0 || (more > 0 && broken >= more);
  });
}

/** Frames by way. */
function waysOf(lines) {
  const way = [];
  return new Map(lines.map((line) => {
    const [depth, protocol, frames] = line.split(' ');
    way.length = Number(depth);
    way.push(protocol);
    return [way.join(' '), Number(frames)];
  }));
}

/** The lines of which every protocol on the way is known, as ways. */
function layersKnown(lines, known) {
  const way = [];
  const found = [];
  for (const line of lines) {
    const [depth, protocol, frames, bytes] = line.split(' ');
    way.length = Number(depth);
    way.push(protocol);
    if (way.every((each) => known.has(each) && !UNKNOWN.has(each))) found.push(`${way.join(' ')} ${frames} ${bytes}`);
  }
  return found.sort();
}

/** What findings call the protocols that we take apart. */
const OURS = new Set(['802.11 Radio', 'AH', 'ARCNET', 'ARP/RARP', 'CHDLC', 'DHCP/BOOTP', 'DNS', 'EAP', 'EAPOL', 'ERSPAN', 'Ethernet', 'Ethertype', 'FDDI', 'Frame', 'GRE', 'Geneve', 'HTTP', 'ICMP', 'ICMPv6',
  'IEEE 802.11', 'IGMP', 'IPComp', 'IPv4', 'IPv6', 'IPv6 Destination', 'IPv6 Fragment', 'IPv6 Hop-by-Hop', 'IPv6 Routing', 'L2TP', 'LISP', 'LLC', 'LLMNR', 'LOOP', 'MACSEC', 'MPLS', 'NSH', 'NTP', 'Null', 'PIM', 'PPI',
  'PPP', 'PPP CCP', 'PPP IPCP', 'PPP LCP', 'PPP PAP', 'PPPoED', 'PPPoES', 'SCTP', 'SLL', 'SSDP', 'TCP', 'TLS', 'Teredo', 'UDP', 'VLAN', 'VXLAN', 'mDNS', 'rpcx']);
const isOurs = (line) => OURS.has(line.split('\t')[2]);

/**
 * @param {string[]} want findings: severity, group, protocol and message, between tabs
 * @param {string[]} have
 * @returns {string | undefined}
 */
export function findingsReason(want, have) {
  [want, have] = [want.filter(isOurs), have.filter(isOurs)];
  if (want.length === have.length && want.every((line) => have.includes(line))) return 'findings of protocols that we do not take apart';
  const rest = (lines, others) => lines.filter((line) => !others.includes(line)).map((line) => line.split('\t').slice(0, 3).join('\t')).sort();
  const [theirs, ours] = [rest(want, have), rest(have, want)];
  if (new Set(theirs).size === new Set(ours).size && theirs.every((each) => ours.includes(each))) return 'the same findings in our words';
  const differing = [...want.filter((line) => !have.includes(line)), ...have.filter((line) => !want.includes(line))];
  const kinds = differing.map((line) => KINDS.find(({ is }) => is.test(line)));
  return kinds.every((kind) => kind !== undefined) ? kinds[0]?.reason : undefined;
}
