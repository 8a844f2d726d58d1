// Display filters in the warm engine beside tshark -2 -Y (which, like a window, knows all frames when it shows one) and sharkd's filter: time from the call to the last frame, and the same frames.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { say } from '../terminal.mjs';
import { bundlePath } from './bundles.mjs';
import { capturePath } from './captures.mjs';
import { Engine, VIEW } from './engine-client.mjs';
import { load, measure, median } from './measure.mjs';
import { Sharkd } from './warm-engine.mjs';

/** @typedef {import('./report.mjs').Line} Line */
/** @typedef {{ text: string, most: number, share?: number }} Filter */

const COLUMN_MS = 10;
const APPLICATION_MS = 150;
const BYTES_MS = 500;
export const FIRST_ROWS_MS = 100;
const SHARKD_SHARE = 1 / 500;
/** @type {readonly Filter[]} */
export const FILTERS = [
  { text: 'tcp.port == 80', most: COLUMN_MS, share: SHARKD_SHARE },
  { text: 'ip.addr == 10.77.0.2 && tcp.flags.syn == 1', most: COLUMN_MS, share: SHARKD_SHARE },
  { text: 'tcp.len > 1000 && !(tls)', most: COLUMN_MS, share: SHARKD_SHARE },
  { text: 'frame.time_relative >= 2 && frame.time_relative < 5', most: COLUMN_MS, share: SHARKD_SHARE },
  { text: 'http.host contains "example"', most: APPLICATION_MS },
  { text: 'dns.qry.name matches "a.*b"', most: APPLICATION_MS },
  { text: 'frame contains "needle"', most: BYTES_MS },
];

/**
 * @param {{ runs: number }} bench
 * @returns {Promise<Line[]>}
 */
export async function displayFilters({ runs }) {
  const path = capturePath('1m');
  const engine = new Engine();
  const sharkd = new Sharkd();
  await engine.openSettled(path);
  await sharkd.load(path);
  const ours = framesOf(path);
  /** @type {Line[]} */
  const lines = [];
  for (const { text, most, share } of FILTERS) {
    /** @type {{ wallMs: number, cpuMs: number, firstMs: number }[]} */
    const costs = [];
    // Results are kept by text: with blanks behind it the filter is another one.
    for (let run = -1; run < runs; run++) {
      const cost = await applied(engine, text + ' '.repeat(run + 1));
      if (run >= 0) costs.push(cost);
    }
    const tshark = await measure({ name: `tshark -2 -Y ${text}`, command: 'tshark', args: ['-n', '-2', '-r', path, '-Y', text, '-T', 'fields', '-e', 'frame.number'], keepOutput: true });
    const refilter = await sharkd.filter(text);
    const wallMs = median(costs.map((cost) => cost.wallMs));
    const cpuMs = median(costs.map((cost) => cost.cpuMs));
    say('filter', `${text}: ${wallMs.toFixed(1)} ms (CPU ${cpuMs.toFixed(1)}), sharkd ${refilter.wallMs.toFixed(0)} ms, tshark ${tshark.wallMs.toFixed(0)} ms (load ${load().toFixed(1)})`);
    const part = `display filter ${text}, 1,000,000 frames`;
    const theirs = `sharkd ${(refilter.wallMs / 1000).toFixed(1)} s, tshark -2 -Y ${(tshark.wallMs / 1000).toFixed(1)} s`;
    lines.push({ part, what: 'from the call to the last frame, in the warm engine', ours: `${wallMs.toFixed(1)} ms, CPU ${cpuMs.toFixed(1)} ms`, theirs, value: wallMs, target: most, unit: 'ms' });
    if (share !== undefined) lines.push({ part, what: "share of sharkd's filter: wall", ours: '', value: wallMs / refilter.wallMs, target: share, unit: 'share' });
    lines.push({ part, what: 'from the call to 50 rows', ours: '', value: median(costs.map((cost) => cost.firstMs)), target: FIRST_ROWS_MS, unit: 'ms' });
    const expected = rangesText(tshark.output.split('\n').filter(Boolean).map(Number));
    lines.push({ part, what: "frames that are not tshark's (0 = the same)", ours: '', value: ours.get(text) === expected ? 0 : 1, target: 0 });
  }
  await engine.worker.terminate();
  sharkd.end();
  return lines;
}

/**
 * @param {Engine} engine
 * @param {string} text
 */
async function applied(engine, text) {
  const done = new Promise((resolve) => {
    engine.onEvent = (name, payload) => name === 'displayFilter.progress' && payload.phase === 'done' && resolve(undefined);
  });
  const before = process.cpuUsage();
  const began = performance.now();
  const answer = engine.call('displayFilter.apply', { text, view: VIEW });
  const first = engine.call('frames.rows', { first: 0, count: 50, columns: ['number', 'info'], view: VIEW }).then(() => performance.now() - began);
  if ((await answer).phase !== 'done') await done;
  const wallMs = performance.now() - began;
  const { user, system } = process.cpuUsage(before);
  const firstMs = await first;
  await engine.call('displayFilter.apply', { text: '', view: VIEW });
  return { wallMs, cpuMs: (user + system) / 1000, firstMs };
}

/**
 * What `netloupe filter --each` finds: text → frame ranges.
 * @param {string} path
 * @returns {Map<string, string>}
 */
function framesOf(path) {
  const folder = mkdtempSync(join(tmpdir(), 'netloupe-bench-'));
  try {
    const list = join(folder, 'list');
    writeFileSync(list, FILTERS.map(({ text }) => text).join('\n'));
    const { stdout } = spawnSync(process.execPath, [bundlePath('netloupe'), 'filter', '-r', path, '--each', list], { encoding: 'utf8', maxBuffer: 2 ** 30 });
    return new Map(stdout.split('\n').map((line) => line.split('\t')).map(([text = '', , , ranges = '']) => [text, ranges]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {readonly number[]} frames */
function rangesText(frames) {
  /** @type {string[]} */
  const parts = [];
  for (let i = 0; i < frames.length; i++) {
    const first = frames[i];
    while (frames[i + 1] === Number(frames[i]) + 1) i++;
    parts.push(frames[i] === first ? String(first) : `${first}-${frames[i]}`);
  }
  return parts.join(',');
}

