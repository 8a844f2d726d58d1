// What leaves the program: a filtered capture from the warm engine beside `tshark -Y … -w`, the text of every row beside tshark and tcpdump, CSV beside tshark's fields.
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
const COLUMNS = ['No.', 'Time', 'Source', 'Destination', 'Protocol', 'Length', 'Info'].flatMap((name) => ['-e', `_ws.col.${name}`]);
const seconds = (/** @type {number} */ ms) => `${(ms / 1000).toFixed(2)} s CPU`;

/**
 * @param {{ runs: number }} bench
 * @returns {Promise<Line[]>}
 */
export async function exports({ runs }) {
  const folder = mkdtempSync(join(tmpdir(), 'netloupe-bench-export-'));
  try {
    return [...(await filtered(folder, runs)), ...(await printed(runs))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} folder
 * @param {number} runs
 * @returns {Promise<Line[]>}
 */
async function filtered(folder, runs) {
  const path = capturePath('1m');
  const engine = new Engine();
  await engine.openSettled(path);
  await engine.call('displayFilter.apply', { text: FILTER, view: VIEW });
  /** @type {number[]} */
  const costs = [];
  let frames = 0;
  // The first is not counted: what is compiled then stays.
  for (let run = -1; run < runs; run++) {
    const before = process.cpuUsage();
    ({ frames } = await engine.call('export.frames', { path: join(folder, `${run}.pcap`), format: 'pcap', frames: { which: 'displayed', withDependencies: false } }));
    const { user, system } = process.cpuUsage(before);
    rmSync(join(folder, `${run}.pcap`));
    if (run >= 0) costs.push((user + system) / 1000);
  }
  await engine.worker.terminate();
  const tshark = await measure({ name: 'tshark -Y -w', command: 'tshark', args: ['-n', '-r', path, '-Y', FILTER, '-w', join(folder, 'theirs.pcap'), '-F', 'pcap'] });
  const cpuMs = median(costs);
  say('export', `${frames} frames of ${FILTER}: ${seconds(cpuMs)}, tshark ${seconds(tshark.cpuMs)} (load ${load().toFixed(1)})`);
  return [{ part: 'export, 1,000,000 frames', what: `frames of ${FILTER} to a capture, from the open file`, ours: seconds(cpuMs), theirs: seconds(tshark.cpuMs), value: cpuMs / tshark.cpuMs, target: 1 / 20, unit: 'share' }];
}

/**
 * @param {number} runs
 * @returns {Promise<Line[]>}
 */
async function printed(runs) {
  const path = capturePath('1m');
  const read = (/** @type {string[]} */ ...more) => ({ name: `netloupe read ${more.join(' ')}`, command: process.execPath, args: [bundlePath('netloupe'), 'read', '-r', path, ...more] });
  const contenders = [
    read(), { name: 'tshark -r', command: 'tshark', args: ['-n', '-r', path] }, { name: 'tcpdump -nn', command: 'tcpdump', args: ['-nn', '-r', path] },
    read('-T', 'csv'), { name: 'tshark -T fields', command: 'tshark', args: ['-n', '-r', path, '-T', 'fields', '-E', 'separator=,', '-E', 'quote=d', ...COLUMNS] },
  ];
  const [text, tshark, tcpdump, csv, fields] = /** @type {[Cost, Cost, Cost, Cost, Cost]} */ (await sideBySide(contenders, runs, (run, name, cost) => say('export', `run ${run}, ${name}: ${seconds(cost.cpuMs)}`)));
  const part = 'export, 1,000,000 frames';
  const line = (/** @type {string} */ what, /** @type {Cost} */ ours, /** @type {Cost} */ theirs, /** @type {number} */ target) => ({ part, what, ours: seconds(ours.cpuMs), theirs: seconds(theirs.cpuMs), value: ours.cpuMs / theirs.cpuMs, target, unit: /** @type {const} */ ('share') });
  return [line('text of every row, tshark -r', text, tshark, 1 / 4), line('text of every row, tcpdump -nn', text, tcpdump, 2 / 3), line('CSV of every row, tshark -T fields', csv, fields, 1 / 5)];
}
