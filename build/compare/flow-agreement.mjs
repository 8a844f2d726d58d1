// Flow graphs over the captures of a corpus: addresses, times, directions, ports and numbers of every TCP segment, as tshark's own graph has them.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { FLOW_DIFFERENCES } from './flow-differences.mjs';

/** As many as tshark was asked for of each capture. */
const MOST_FLOWS = 500;
const MOST_NODES = 40;
const HANG_MS = 20_000;
const ITEM = /^(?:(?<conversation>\d+) *)?\|(?<time>[\d.-]+) *\|(?<label>.*?)(?<comment>Seq = .*)$/;

/**
 * @param {string[]} captures
 * @param {string} root folder of the captures
 * @param {string} expectedDir
 * @param {string} cli
 * @returns {string} the report
 */
export function flowAgreement(captures, root, expectedDir, cli) {
  const differing = new Map();
  let [compared, same, items] = [0, 0, 0];
  for (const capture of captures) {
    const path = join(expectedDir, `${capture}.json.gz`);
    const want = existsSync(path) ? JSON.parse(gunzipSync(readFileSync(path)).toString()).seq_tcp : undefined;
    if (want === undefined || want.flows.length === 0) continue;
    const done = spawnSync(cli, ['read', '-q', '-r', join(root, capture), '-z', 'flow,tcp,network'], { timeout: HANG_MS, killSignal: 'SIGKILL', maxBuffer: 1 << 28, env: { ...process.env, TZ: 'UTC' } });
    const have = parsed(done.stdout.toString());
    const difference = firstDifference(want, have);
    compared++;
    items += want.flows.length;
    if (difference === '') same++;
    else differing.set(capture, difference);
  }
  const rows = [...differing].map(([capture, text]) => `  ${capture}: ${FLOW_DIFFERENCES.find((d) => d.captures.test(capture))?.reason ?? 'NOT EXPLAINED'}\n    ${text}`);
  return [`flow graphs of TCP: ${same} of ${compared} captures equal (${((100 * same) / Math.max(1, compared)).toFixed(2)} %), ${items} segments`, ...rows].join('\n');
}

/** The text of `-z flow,tcp,network` as nodes and flows. */
function parsed(text) {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('---'));
  const names = (line, from) => line.slice(from).split('|').map((part) => part.trim().split(/ {2,}/)).flat().filter((name) => name !== '');
  const [even = '', odd = ''] = lines;
  const [first, second] = [names(even.replace(/^(Conv\.)?\| ?Time */, ''), 0), names(odd.replace(/^ *\| *\|/, ''), 0)];
  const nodes = first.flatMap((name, i) => (second[i] === undefined ? [name] : [name, second[i]]));
  const flows = [];
  for (let at = 2; at + 1 < lines.length; at += 2) {
    const item = ITEM.exec(lines[at])?.groups;
    if (item) flows.push([item.time, ...ends(lines[at + 1].replace(/^ *\| *\|/, '')), item.comment]);
  }
  return { nodes, flows };
}

/** Columns and ports of an arrow; one that leaves and comes back has a column and the next. */
function ends(line) {
  const arrow = /\((\d+)\) *(<?)(-+)(>?) *\((\d+)\)/.exec(line);
  if (!arrow) return [-1, -1, 0, 0];
  const [left, columns] = [Math.round(arrow.index / 20), Math.round((arrow[3].length + 2) / 20)];
  const right = left + columns;
  return arrow[2] === '<' ? [right, left, Number(arrow[5]), Number(arrow[1])] : [left, right, Number(arrow[1]), Number(arrow[5])];
}

function firstDifference(want, have) {
  if (want.nodes.join() !== have.nodes.join()) return `addresses ${want.nodes.join(' ').slice(0, 120)} / ${have.nodes.join(' ').slice(0, 120)}`;
  if (want.flows.length < MOST_FLOWS && want.flows.length !== have.flows.length) return `segments ${want.flows.length} / ${have.flows.length}`;
  for (const [i, flow] of want.flows.entries()) {
    const [time, from, to, fromPort, toPort, comment] = flow;
    // In text, what an address sends to itself goes to the next column.
    const asDrawn = [time, from, from === to ? from + 1 : to, fromPort, toPort, comment].join(' ');
    const ours = have.flows[i]?.join(' ') ?? 'nothing';
    // An address beyond those that get a column is drawn behind them all.
    const isBeyond = Math.max(from, to) >= MOST_NODES && have.flows[i]?.[0] === time && have.flows[i]?.[5] === comment;
    if (asDrawn !== ours && !isBeyond) return `segment ${i + 1}: ${asDrawn} / ${ours}`;
  }
  return '';
}
