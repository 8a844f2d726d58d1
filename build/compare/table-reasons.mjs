// Reasons of differing tables that hold for any capture, found in the tables themselves.

/** What stands below a header that we know without being known, and what stands there instead. */
const UNKNOWN = new Set(['data', '_ws.malformed', '_ws.short', '_ws.unreassembled']);

/** Findings that we make none of, or that tshark makes none of: severity, group, protocol and message between tabs. */
const KINDS = [
  { is: /^Warning\tAssumption\t802\.11 Radio\t/, reason: 'how long an 802.11 frame took is not reckoned, so that nothing had to be assumed for it' },
  { is: /^Warning\tProtocol\t(DNS|mDNS|LLMNR)\tDNS (query|response) retransmission/, reason: 'DNS messages that came again are not told of' },
  { is: /^Note\tSequence\tTLS\tThis session reuses/, reason: 'TLS sessions are not followed, so none is said to be resumed' },
  { is: /^Warning\tUndecoded\tHTTP\t(Unknown transfer coding|Decompression failed)/, reason: 'HTTP bodies in codings that are broken or unknown are shown as they are, without a finding' },
  { is: /^Error\tMalformed\t[^\t]+\tMalformed Packet/, reason: 'damaged: where it stops, or in which layer, is said otherwise' },
  { is: /^\w+\t\w+\t(BGP|MySQL|GTP|ICMPv6|IEEE 802\.11|PPP PAP|TLS|UDP)\t/, reason: 'findings about parts of messages that are not taken apart as far' },
  { is: /^\w+\t\w+\tFrame\t(Frame length is less|Arrival Time)/, reason: 'damaged records of the file are told of once, as damage, and not in each frame' },
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

/**
 * @param {string[]} want findings: severity, group, protocol and message, between tabs
 * @param {string[]} have
 * @returns {string | undefined}
 */
export function findingsReason(want, have) {
  const rest = (lines, others) => lines.filter((line) => !others.includes(line)).map((line) => line.split('\t').slice(0, 3).join('\t')).sort();
  const [theirs, ours] = [rest(want, have), rest(have, want)];
  if (new Set(theirs).size === new Set(ours).size && theirs.every((each) => ours.includes(each))) return 'the same findings in our words';
  const differing = [...want.filter((line) => !have.includes(line)), ...have.filter((line) => !want.includes(line))];
  const kinds = differing.map((line) => KINDS.find(({ is }) => is.test(line)));
  return kinds.every((kind) => kind !== undefined) ? kinds[0]?.reason : undefined;
}
