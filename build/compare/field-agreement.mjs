// Does every field of the list's protocols agree with tshark? Worst first; fields that need other frames stand apart.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectedFrames } from './expected-frames.mjs';
import { isFieldOurs, isOursThroughout } from './tier-of-frame.mjs';

/** Fields that only TCP analysis or reassembly can give. */
const NEEDS_OTHERS = /^(tcp\.(analysis\.|segment|reassembled|pdu\.size)|ip\.(fragment|reassembled)|ipv6\.(fragment|reassembled))/;
/** Of a response: where the request came in pieces, only reassembly can tell in which frame it was complete. */
const ABOUT_REQUEST = new Set(['http.request_in', 'http.time']);
const GOAL = 99;

/**
 * Counts frames that are ours in every layer and stand for themselves: no TCP analysis, no part of a longer PDU or datagram,
 * nothing decrypted.
 * The fields that need others are counted over all frames that are ours in every layer.
 * @param {string[]} captures
 * @param {string} expectedDir
 * @param {string} oursDir one `CAPTURE.fields.jsonl` each
 * @param {Set<string>} known fields that we declare
 */
export function fieldAgreement(captures, expectedDir, oursDir, known) {
  const alone = new Map();
  const together = new Map();
  for (const capture of captures) {
    const ours = ourFields(join(oursDir, `${capture}.fields.jsonl`));
    const frames = expectedFrames(expectedDir, capture);
    const pieced = new Set(frames.filter((frame) => frame.isPieced).map((frame) => frame.cells[0]));
    for (const frame of frames) {
      if (frame.fields === undefined || frame.isDecrypted || !isOursThroughout(frame.layers)) continue;
      const standsAlone = !frame.isAnalysed && !frame.isPieced;
      compare(frame.fields, ours.get(frame.cells[0]) ?? {}, `${capture} #${frame.cells[0]}`, (field) => {
        if (!known.has(field) || !isFieldOurs(field)) return null;
        const needsOthers = NEEDS_OTHERS.test(field) || (ABOUT_REQUEST.has(field) && pieced.has(frame.fields['http.request_in']));
        return needsOthers ? together : standsAlone ? alone : null;
      });
    }
  }
  const rows = sorted(alone);
  const below = rows.filter((r) => r.percent < GOAL).length;
  return ['', `fields of tier 1, in frames that are ours in every layer and stand for themselves: ${rows.length}, of which ${below} below ${GOAL} %`, HEAD, ...rows.map(line),
    '', 'fields that need TCP analysis or reassembly, in all frames that are ours in every layer', HEAD, ...sorted(together).map(line)].join('\n');
}

const HEAD = '  field\texpected\tsame\tdiffers\tmissing\textra\tpercent\texample (expected / ours)';
const line = (r) => `  ${[r.field, r.expected, r.same, r.differs, r.missing, r.extra, `${r.percent.toFixed(2)}%`, r.example].join('\t')}`;

/** An extra value counts against us like one that is missing. */
function sorted(counts) {
  return [...counts].map(([field, c]) => ({ field, ...c, percent: (100 * c.same) / (c.expected + c.extra) }))
    .sort((a, b) => a.percent - b.percent || b.expected - a.expected || (a.field < b.field ? -1 : 1));
}

function compare(expected, ours, where, tableOf) {
  for (const field of new Set([...Object.keys(expected), ...Object.keys(ours)])) {
    const table = tableOf(field);
    if (table === null) continue;
    if (!table.has(field)) table.set(field, { expected: 0, same: 0, differs: 0, missing: 0, extra: 0, example: '' });
    const c = table.get(field);
    const verdict = expected[field] === undefined ? 'extra' : ours[field] === undefined ? 'missing' : flat(expected[field]) === flat(ours[field]) ? 'same' : 'differs';
    if (verdict !== 'extra') c.expected++;
    c[verdict]++;
    if (verdict !== 'same' && c.example === '') c.example = `${where}: ${short(expected[field])} / ${short(ours[field])}`;
  }
}

function ourFields(path) {
  if (!existsSync(path)) return new Map();
  return new Map(readFileSync(path, 'utf8').split('\n').filter(Boolean).map((l) => JSON.parse(l)).map(({ n, f }) => [String(n), f]));
}

const flat = (v) => [v].flat().map((x) => String(x).toLowerCase()).join('\x1f');
const short = (v) => (v === undefined ? 'nothing' : JSON.stringify(v).slice(0, 80));
