// Followed streams over the captures of a corpus: for each end the octets and their hash, against what sharkd gives of them.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ROOT } from '../terminal.mjs';
import { FOLLOW_DIFFERENCES, OBJECT_DIFFERENCES } from './follow-differences.mjs';

const KINDS = ['tcp', 'udp'];

/**
 * @param {string[]} captures
 * @param {string} corpus
 * @param {string} expectedDir
 * @param {string} workDir
 * @returns {Promise<string>} the report
 */
export async function followAgreement(captures, corpus, expectedDir, workDir) {
  const ours = await followed(captures, corpus, join(workDir, 'follow-entry.cjs'));
  const sums = Object.fromEntries(KINDS.map((kind) => [kind, { streams: 0, same: 0, runs: 0, captures: 0, captureSame: 0 }]));
  const differing = [];
  for (const capture of captures) {
    const { follow = {} } = JSON.parse(gunzipSync(readFileSync(join(expectedDir, `${capture}.json.gz`))).toString());
    const own = ours.get(join(corpus, 'captures', capture));
    for (const kind of KINDS.filter((each) => follow[each] !== undefined)) {
      const before = differing.length;
      for (const wanted of follow[kind]) compare(kind, wanted, own, sums[kind], (text) => differing.push([capture, text]));
      sums[kind].captures++;
      if (differing.length === before) sums[kind].captureSame++;
    }
  }
  return [...KINDS.map((kind) => line(kind, sums[kind])), ...reasons(differing), '', ...objects(captures, expectedDir, (capture) => ours.get(join(corpus, 'captures', capture)))].join('\n');
}

function compare(kind, [number, , , runs, ...wanted], own, sum, differs) {
  if (wanted.length === 0) return;
  const [ownRuns, ...have] = own?.[kind]?.[number] ?? [-1];
  sum.streams++;
  if (runs === ownRuns) sum.runs++;
  if (wanted.every((value, i) => value === have[i])) sum.same++;
  else differs(`${kind} ${number}: ${runs} runs, ${wanted[0]} and ${wanted[2]} octets / ${ownRuns}, ${have[0]} and ${have[2]}${own?.trouble === undefined ? '' : ` ${own.trouble}`}`);
}

async function followed(captures, corpus, bundle) {
  const { rolldown } = await import('rolldown');
  const build = await rolldown({ cwd: ROOT, input: 'build/compare/follow-entry.ts', platform: 'node', tsconfig: false, transform: { target: 'node20' } });
  await build.write({ file: bundle, format: 'cjs', codeSplitting: false });
  await build.close();
  const said = spawnSync('node', [bundle], { input: captures.map((capture) => join(corpus, 'captures', capture)).join('\n'), maxBuffer: 1 << 28 });
  if (said.status !== 0) throw new Error(said.stderr.toString());
  return new Map(said.stdout.toString().split('\n').filter(Boolean).map((text) => JSON.parse(text)).map((found) => [found.path, found]));
}

const share = (same, all) => `${((100 * same) / all).toFixed(2)} %`;

function line(kind, { streams, same, runs, captures, captureSame }) {
  return `followed ${kind}: both ends equal in ${same} of ${streams} streams, ${share(same, streams)}; as many runs in ${runs}; captures ${captureSame} of ${captures}, ${share(captureSame, captures)}`;
}

function reasons(differing) {
  const rows = differing.map(([capture, text]) => `  ${capture} ${text}: ${FOLLOW_DIFFERENCES.find((each) => each.captures.test(capture))?.reason ?? 'NOT EXPLAINED'}`);
  return ['', `streams that differ: ${differing.length} (tshark's / ours)`, ...rows];
}

/** Each object that tshark exports of HTTP is a body of ours, in the same frame; it lists empty ones too. */
function objects(captures, expectedDir, ownOf) {
  const differing = [];
  let [all, same] = [0, 0];
  for (const capture of captures) {
    const { objects: { http = [] } = {} } = JSON.parse(gunzipSync(readFileSync(join(expectedDir, `${capture}.json.gz`))).toString());
    const own = ownOf(capture)?.objects ?? [];
    for (const [frame, , type, name, length, hash] of http) {
      all++;
      if (length === 0 ? !own.some((each) => each[0] === frame) : own.some((each) => each[0] === frame && each[2] === hash)) same++;
      else differing.push(`  ${capture} frame ${frame} ${type} ${String(name).slice(0, 40)}: ${length} octets / ${own.filter((each) => each[0] === frame).map((each) => each[1]).join(', ') || 'none'}: ${OBJECT_DIFFERENCES.find((each) => each.captures.test(capture))?.reason ?? 'NOT EXPLAINED'}`);
    }
  }
  return [`HTTP objects with the same octets: ${same} of ${all}, ${share(same, all)} (those that differ: tshark's octets / ours)`, ...differing];
}
