// Agreement of the columns on the frames of tier 1, with and without those that need TCP analysis or reassembly.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectedFrames } from './expected-frames.mjs';
import { InfoKinds } from './info-kinds.mjs';
import { isColumnOurs, isTopmostOurs } from './tier-of-frame.mjs';

const CHECKED = ['number', 'time', 'length', 'src', 'dst', 'protocol', 'info'];
const TEXTS = CHECKED.slice(3);
const MOST_ROWS = 40;
const MOST_EXAMPLES = 60;

const normTime = (t) => { const [s, f = ''] = String(t).split('.'); return `${s}.${(f + '000000000').slice(0, 9)}`; };
const normInfo = (s) => (s ?? '').replace(/\s+/g, ' ').replace(/→/g, '>').replace(/ -> | > /g, '>').trim();
const normAddress = (a) => { const t = (a ?? '').trim().toLowerCase(); return t === 'broadcast' ? 'ff:ff:ff:ff:ff:ff' : t; };

/** @returns {string} the report; `examples` names a protocol (or all) whose differences are listed */
export function tierOne(captures, expectedDir, oursDir, examples) {
  const readings = [
    { title: '(a) the topmost layer is of the list', test: (f) => isTopmostOurs(f.layers), all: tally(), plain: tally() },
    { title: '(b) as (a), and the Protocol column names a protocol of the list', test: (f) => isColumnOurs(f.layers, f.column), all: tally(), plain: tally() },
  ];
  const perProtocol = new Map();
  const shown = [];
  const kinds = new InfoKinds();
  for (const capture of captures) {
    const ours = ourRows(join(oursDir, `${capture}.tsv`));
    for (const frame of expectedFrames(expectedDir, capture)) {
      if (!isTopmostOurs(frame.layers)) continue;
      const own = ours.get(frame.cells[0]);
      const verdict = judge(frame.cells, own);
      if (!verdict.info && readings[1].test(frame)) kinds.add(capture, frame.cells[0], frame.column, normInfo(frame.cells[15] || frame.cells[6]), normInfo(own?.[6]));
      const isPlain = !frame.isAnalysed && !frame.isPieced;
      for (const r of readings) if (r.test(frame)) for (const t of isPlain ? [r.all, r.plain] : [r.all]) add(t, verdict);
      if (!isPlain) continue;
      if (!perProtocol.has(frame.column)) perProtocol.set(frame.column, tally());
      add(perProtocol.get(frame.column), verdict);
      if (shown.length < MOST_EXAMPLES && [frame.column, 'all'].includes(examples) && !TEXTS.every((c) => verdict[c])) shown.push(example(capture, frame.cells, own));
    }
  }
  return [...readings.flatMap((r) => ['', `tier 1 ${r.title}`, ...report('  all frames', r.all), ...report('  without TCP analysis and reassembly', r.plain)]),
    '', `  protocol (a)\tframes\t${TEXTS.join('\t')}`, ...protocolRows(perProtocol), '', ...kinds.report(), ...shown].join('\n');
}

function protocolRows(perProtocol) {
  const most = [...perProtocol].sort((a, b) => b[1].info[1] - a[1].info[1]).slice(0, MOST_ROWS);
  return most.map(([name, t]) => `  ${name}\t${t.info[1]}\t${TEXTS.map((c) => percent(t[c])).join('\t')}`);
}

function ourRows(path) {
  if (!existsSync(path)) return new Map();
  return new Map(readFileSync(path, 'utf8').split('\n').slice(1).filter(Boolean).map((l) => [l.slice(0, l.indexOf('\t')), l.split('\t')]));
}

function judge(e, o) {
  if (!o) return Object.fromEntries(CHECKED.map((c) => [c, false]));
  return {
    number: true, time: normTime(e[1]) === normTime(o[1]), length: e[5] === o[5],
    src: normAddress(e[2]) === normAddress(o[2]), dst: normAddress(e[3]) === normAddress(o[3]),
    protocol: o[4] === e[4] || (e[14] !== '' && e[14] !== undefined && o[4] === e[14]),
    info: normInfo(o[6]) === normInfo(e[6]) || (!!e[15] && normInfo(o[6]) === normInfo(e[15])),
  };
}

function example(capture, e, o) {
  return `\n${capture} #${e[0]} ${e[8]}\n  ${e.slice(2, 5).join(' | ')} | ${e[6]}${e[14] || e[15] ? `\n  ${e[14]} | ${e[15]}` : ''}\n  ${o ? `${o.slice(2, 5).join(' | ')} | ${o[6]}` : 'nothing'}`;
}

const tally = () => Object.fromEntries(CHECKED.map((c) => [c, [0, 0]]));
function add(t, verdict) {
  for (const c of CHECKED) {
    t[c][1]++;
    if (verdict[c]) t[c][0]++;
  }
}
const percent = ([a, b]) => (b === 0 ? '-' : `${((100 * a) / b).toFixed(2)}%`);
const report = (title, t) => [`${title}: ${t.number[1]} frames`, `    ${CHECKED.map((c) => `${c} ${percent(t[c])}`).join('  ')}`];
