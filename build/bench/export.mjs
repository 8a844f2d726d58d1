// What leaves the program, from the capture that the window has open and from a file: frames of a filter beside `tshark -Y … -w`, the text of
// every row beside tshark and tcpdump, CSV beside tshark's fields.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { say } from '../terminal.mjs';
import { bundlePath } from './bundles.mjs';
import { capturePath } from './captures.mjs';
import { Engine, VIEW } from './engine-client.mjs';
import { load, measure, median, sideBySide } from './measure.mjs';

/** @typedef {import('./report.mjs').Line} Line */
/** @typedef {import('./measure.mjs').Cost} Cost */

const FILTER = 'tcp.port == 80';
const PART = 'export, 1,000,000 frames';
const COLUMNS = ['No.', 'Time', 'Source', 'Destination', 'Protocol', 'Length', 'Info'].flatMap((name) => ['-e', `_ws.col.${name}`]);
const seconds = (/** @type {number} */ ms) => `${(ms / 1000).toFixed(2)} s CPU`;

/**
 * @param {{ runs: number }} bench
 * @returns {Promise<Line[]>}
 */
export async function exports({ runs }) {
  const folder = mkdtempSync(join(tmpdir(), 'netloupe-bench-export-'));
  try {
    const opened = await fromOpenFile(folder, runs);
    return [...opened.lines, ...(await printed(runs, opened.forms))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * What the window does with the capture that it has open: some of its frames, and the text of all of them.
 * @param {string} folder
 * @param {number} runs
 * @returns {Promise<{ lines: Line[], forms: Record<'text' | 'csv', number> }>} `forms`: milliseconds of processor time
 */
async function fromOpenFile(folder, runs) {
  const path = capturePath('1m');
  const engine = new Engine();
  await engine.openSettled(path);
  await engine.call('displayFilter.apply', { text: FILTER, view: VIEW });
  const file = join(folder, 'ours');
  const cost = await costOf(runs, file, () => engine.call('export.frames', { path: file, format: 'pcap', frames: { which: 'displayed', withDependencies: false } }));
  const tshark = await measure({ name: 'tshark -Y -w', command: 'tshark', args: ['-n', '-r', path, '-Y', FILTER, '-w', join(folder, 'theirs.pcap'), '-F', 'pcap'] });
  say('export', `${cost.frames} frames of ${FILTER}: ${seconds(cost.cpuMs)}, tshark ${seconds(tshark.cpuMs)} (load ${load().toFixed(1)})`);
  const forms = { text: 0, csv: 0 };
  for (const form of /** @type {const} */ (['text', 'csv'])) {
    const { cpuMs } = await costOf(runs, file, () => engine.call('export.dissections', { path: file, form, frames: { which: 'all', withDependencies: false }, columns: [], safeCells: false, view: VIEW }));
    forms[form] = cpuMs;
    say('export', `${form} of every row, from the open file: ${seconds(cpuMs)} (load ${load().toFixed(1)})`);
  }
  await engine.worker.terminate();
  const lines = [{ part: PART, what: `frames of ${FILTER} to a capture, from the open file`, ours: seconds(cost.cpuMs), theirs: seconds(tshark.cpuMs), value: cost.cpuMs / tshark.cpuMs, target: 1 / 20, unit: /** @type {const} */ ('share') }];
  return { lines, forms };
}

/**
 * Median processor time. The first run is not counted: what is compiled then stays.
 * @param {number} runs
 * @param {string} file goes between runs
 * @param {() => Promise<{ frames: number }>} write
 */
async function costOf(runs, file, write) {
  /** @type {number[]} */
  const costs = [];
  let frames = 0;
  for (let run = -1; run < runs; run++) {
    const before = process.cpuUsage();
    ({ frames } = await write());
    const { user, system } = process.cpuUsage(before);
    rmSync(file);
    if (run >= 0) costs.push((user + system) / 1000);
  }
  return { cpuMs: median(costs), frames };
}

/**
 * @param {number} runs
 * @param {Record<'text' | 'csv', number>} opened what the same cost from the open file, milliseconds of processor time
 * @returns {Promise<Line[]>}
 */
async function printed(runs, opened) {
  const path = capturePath('1m');
  const read = (/** @type {string[]} */ ...more) => ({ name: `netloupe read ${more.join(' ')}`, command: process.execPath, args: [bundlePath('netloupe'), 'read', '-r', path, ...more] });
  const dump = { name: 'netloupe dump -nn', command: process.execPath, args: [bundlePath('netloupe'), 'dump', '-nn', '-r', path] };
  const contenders = [
    read(), dump, { name: 'tshark -r', command: 'tshark', args: ['-n', '-r', path] }, { name: 'tcpdump -nn', command: 'tcpdump', args: ['-nn', '-r', path] },
    read('-T', 'csv'), { name: 'tshark -T fields', command: 'tshark', args: ['-n', '-r', path, '-T', 'fields', '-E', 'separator=,', '-E', 'quote=d', ...COLUMNS] },
  ];
  const [text, dumped, tshark, tcpdump, csv, fields] = /** @type {[Cost, Cost, Cost, Cost, Cost, Cost]} */ (await sideBySide(contenders, runs, (run, name, cost) => say('export', `run ${run}, ${name}: ${seconds(cost.cpuMs)}`)));
  const line = (/** @type {string} */ what, /** @type {number} */ ours, /** @type {Cost} */ theirs, /** @type {number} */ target) => ({ part: PART, what, ours: seconds(ours), theirs: seconds(theirs.cpuMs), value: ours / theirs.cpuMs, target, unit: /** @type {const} */ ('share') });
  return [
    line('text of every row from the open file, tshark -r', opened.text, tshark, 1 / 4), line('text of every row from the open file, tcpdump -nn', opened.text, tcpdump, 2 / 3), line('CSV of every row from the open file, tshark -T fields', opened.csv, fields, 1 / 5),
    line('netloupe dump -nn, tshark -r', dumped.cpuMs, tshark, 1 / 4), line('netloupe dump -nn, tcpdump -nn', dumped.cpuMs, tcpdump, 2 / 3),
    line('netloupe read, tshark -r', text.cpuMs, tshark, 1 / 4), line('netloupe read, tcpdump -nn', text.cpuMs, tcpdump, 2 / 3), line('netloupe read -T csv, tshark -T fields', csv.cpuMs, fields, 1 / 5),
  ];
}
