// What the window takes on the screen: first rows, second start, scrolling, arrow keys; in Chromium against the web host.
import { closeSync, existsSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from '../bundle.mjs';
import { ROOT, say, start } from '../terminal.mjs';
import { capturePath, FOLDER, FRAMES } from './captures.mjs';
import { diagramOnScreen } from './diagram.mjs';
import { median } from './measure.mjs';
import { launch, Window } from './screen-window.mjs';

/** @typedef {import('./report.mjs').Line} Line */
/** @typedef {import('./parts.mjs').Bench} Bench */

const FIRST_ROWS_MS = 300;
const SECOND_START_MS = 3000;
const LATE_SHARE = 2;
const WORST_MS = 50;
const FRAME_CPU_MS = 16.7;
const DETAIL_MS = 100;
const SCROLL_MS = 4000;
const PRESSES = 100;
const LONG_FRAMES = 10_000_000;
/** Fifty rows are on screen at once in a window of this height. */
const TALL = 2200;

const ms = (/** @type {number} */ value) => `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;
const quantile = (/** @type {readonly number[]} */ values, /** @type {number} */ q) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? NaN;

/**
 * @param {Bench} bench
 * @returns {Promise<Line[]>}
 */
export async function onScreen({ runs, captures }) {
  if (!(await bundle())) throw new Error('the product does not build');
  const browser = await launch();
  try {
    const big = captures.filter((name) => FRAMES[name] >= FRAMES['100k'] && name !== 'base');
    const first = await firstRows(browser, big, Math.min(runs, 3));
    const started = await secondStart();
    const scrolled = [...(await scrolling(browser, '1 M frames', capturePath('1m'))), ...(await scrolling(browser, '10 M frames', longCapture()))];
    return [...first, ...started, ...scrolled, ...(await diagramOnScreen(browser))];
  } finally {
    await browser.close();
  }
}

/**
 * @param {import('@playwright/test').Browser} browser
 * @param {readonly import('./captures.mjs').CaptureName[]} captures
 * @param {number} runs
 * @returns {Promise<Line[]>}
 */
async function firstRows(browser, captures, runs) {
  const part = 'on screen: from Enter in the file dialog to 50 rows painted (a new window each time)';
  /** @type {Line[]} */
  const lines = [];
  for (const name of captures) {
    const times = [];
    for (let run = 0; run < runs; run++) {
      const window = await Window.open(browser, TALL);
      times.push(await window.firstRows(capturePath(name)));
      await window.close();
    }
    say('screen', `${name}: first rows ${times.map(ms).join(', ')}`);
    lines.push({ part, what: `${FRAMES[name].toLocaleString('en')} frames`, ours: times.map(ms).join(', '), value: median(times), target: FIRST_ROWS_MS, unit: 'ms' });
  }
  return lines;
}

/**
 * `npm start` once to have all built, then again until the window shows its first row; the browser's start is part of it.
 * @returns {Promise<Line[]>}
 */
async function secondStart() {
  await startOnce();
  const took = await startOnce();
  say('screen', `second start ${ms(took)}`);
  return [{ part: 'on screen: npm start', what: 'second start to the first row, browser included', ours: ms(took), value: took, target: SECOND_START_MS, unit: 'ms' }];
}

async function startOnce() {
  const began = performance.now();
  const host = start('npm', ['start', '--silent', '--', capturePath('tiny'), '--web', '--no-browser'], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  let said = '';
  const address = await new Promise((/** @type {(address: string) => void} */ resolve, reject) => {
    host.stdout?.on('data', (/** @type {Buffer} */ data) => {
      said += data.toString('utf8');
      const found = /http:\/\/127\.0\.0\.1\S+/.exec(said)?.[0];
      if (found !== undefined && said.endsWith('\n')) resolve(found);
    });
    host.once('exit', () => reject(new Error(`npm start ended: ${said}`)));
  });
  const browser = await launch();
  const page = await browser.newPage();
  await page.goto(address);
  await page.locator('[data-frame-index="0"][aria-selected="true"]').waitFor();
  const took = performance.now() - began;
  await browser.close();
  const ended = new Promise((resolve) => host.once('exit', resolve));
  // npm ends without what it started: so all of them.
  process.kill(-(host.pid ?? 0));
  await ended;
  return took;
}

/**
 * @param {import('@playwright/test').Browser} browser
 * @param {string} what
 * @param {string} path
 * @returns {Promise<Line[]>}
 */
async function scrolling(browser, what, path) {
  const window = await Window.open(browser);
  await window.read(path);
  const part = `on screen: ${what}, scrolled for ${SCROLL_MS / 1000} s (CPU: the page's main thread, a frame)`;
  /** @type {Line[]} */
  const lines = [];
  for (const how of /** @type {const} */ (['wheel', 'drag'])) {
    const { frames, over, worstMs, blank, cpuMs } = await window.scroll(how, SCROLL_MS);
    const late = (over / Math.max(1, frames)) * 100;
    const cpu = `CPU median ${ms(median(cpuMs))}, p99 ${ms(quantile(cpuMs, 0.99))}, most ${ms(Math.max(...cpuMs))}`;
    say('screen', `${what}, ${how}: ${frames} frames, ${over} late, worst ${ms(worstMs)}, ${blank} blank; ${cpu}`);
    lines.push({ part, what: `${how}: frames later than 17 ms`, ours: `${over} of ${frames}`, value: late, target: LATE_SHARE, unit: '%' });
    lines.push({ part, what: `${how}: worst frame`, ours: '', value: worstMs, target: WORST_MS, unit: 'ms' });
    lines.push({ part, what: `${how}: CPU of a frame, p99`, ours: cpu, value: quantile(cpuMs, 0.99), target: FRAME_CPU_MS, unit: 'ms' });
    lines.push({ part, what: `${how}: frames painted with a row missing`, ours: String(blank), value: blank, target: 0 });
  }
  const times = await window.arrowToDetail(PRESSES);
  say('screen', `${what}: arrow key to detail, median ${ms(median(times))}, p99 ${ms(quantile(times, 0.99))}`);
  lines.push({ part, what: "arrow key to the next row's detail, p99", ours: `median ${ms(median(times))}`, value: quantile(times, 0.99), target: DETAIL_MS, unit: 'ms' });
  await window.close();
  return lines;
}

/** Ten million UDP datagrams without data over raw IPv4, made once: 440 MB. */
function longCapture() {
  const path = join(FOLDER, 'ten-million.pcap');
  const packet = Buffer.from('4500001c000100004011b6cac0000201c00002020400040000080000', 'hex');
  const size = 24 + LONG_FRAMES * (16 + packet.length);
  if (existsSync(path) && statSync(path).size === size) return path;
  const header = Buffer.alloc(24);
  for (const [at, value] of [[0, 0xa1b2c3d4], [4, 0x00040002], [16, 262_144], [20, 101]]) header.writeUInt32LE(value ?? 0, at ?? 0);
  const record = Buffer.alloc(16 + packet.length);
  for (const [at, value] of [[0, 1_700_000_000], [8, packet.length], [12, packet.length]]) record.writeUInt32LE(value ?? 0, at ?? 0);
  packet.copy(record, 16);
  const many = Buffer.concat(Array.from({ length: 50_000 }, () => record));
  const out = openSync(`${path}.part`, 'w');
  writeSync(out, header);
  for (let written = 0; written < LONG_FRAMES; written += 50_000) writeSync(out, many);
  closeSync(out);
  renameSync(`${path}.part`, path);
  return path;
}
