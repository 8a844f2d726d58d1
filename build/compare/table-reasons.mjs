// Reasons of differing tables that hold for any capture, found in the tables themselves.

/** What stands below a header that we know without being known, and what stands there instead. */
const UNKNOWN = new Set(['data', '_ws.malformed', '_ws.short', '_ws.unreassembled']);

/**
 * @param {string[]} want lines of a protocol hierarchy: depth, protocol, frames, bytes
 * @param {string[]} have
 * @param {Set<string>} known names of the protocols that we know
 * @returns {string | undefined}
 */
export function layersReason(want, have, known) {
  const [theirs, ours] = [want, have].map((lines) => layersKnown(lines, known).join('\n'));
  return theirs === ours ? 'all that differs stands below a header whose next protocol we do not know' : undefined;
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
  return undefined;
}
