// What a user sees of a live capture, in Chromium against the web host: how soon a packet's row is painted, whether the list keeps up, and what
// all of it costs beside `tshark -i`.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { bundle } from '../../bundle.mjs';
import { run, say } from '../../terminal.mjs';
import { load, median } from '../measure.mjs';
import { programPath } from '../programs.mjs';
import { launch, Window } from '../screen-window.mjs';
import { DEVICE, SCRATCH, send, startInside } from './device.mjs';
import { captureOptionsFor } from './live-engine.mjs';
import { BUFFER_MIB } from './programs-beside.mjs';
import { cpuBetween, cpuOf, treeOf } from './process-tree.mjs';
import { packetsIn } from './trial.mjs';

/** @typedef {import('../report.mjs').Line} Line */
/** Number of the newest row (from 0) and when it was painted, milliseconds since 1970. @typedef {[row: number, atMs: number]} Painted */

const SLOW = { rate: 1000, packets: 5000 };
const P50_MS = 60;
const P99_MS = 150;
const FAST = { rate: 200_000, packets: 600_000 };
const BEHIND_S = 0.2;
const CPU_SHARE = 1 / 4;
const SIZE = 64;
const QUIET_MS = 500;
const LONGEST_MS = 60_000;

/** Host and engine, capture program, page: by the names of their processes. The rest is the browser's own: windows, drawing, network. */
const OURS = /^(node|netloupe|renderer$)/;

const quantile = (/** @type {readonly number[]} */ values, /** @type {number} */ q) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? NaN;
const sum = (/** @type {Iterable<number>} */ values) => [...values].reduce((total, value) => total + value, 0);

/** @param {{ runs: number }} bench @returns {Promise<Line[]>} */
export async function liveOnScreen({ runs }) {
  if (!(await bundle())) throw new Error('the product does not build');
  const browser = await launch();
  try {
    const slow = [];
    const fast = [];
    const tshark = [];
    for (let n = 1; n <= runs; n++) {
      slow.push(await latency(browser, n));
      fast.push(await keepingUp(browser, n));
      tshark.push(await besideTshark(n));
    }
    return [...latencyLines(slow), ...fastLines(fast, tshark)];
  } finally {
    await browser.close();
  }
}

/** @param {{ p50: number, p99: number }[]} slow @returns {Line[]} */
function latencyLines(slow) {
  const part = `on screen: from a packet's time stamp to its row painted, ${SLOW.rate.toLocaleString('en')} packets/s for ${SLOW.packets / SLOW.rate} s`;
  const line = (/** @type {'p50' | 'p99'} */ key, /** @type {number} */ target) => {
    const values = slow.map((one) => one[key]);
    return { part, what: key, ours: values.map((value) => `${value.toFixed(0)} ms`).join(', '), value: median(values), target, unit: 'ms' };
  };
  return [line('p50', P50_MS), line('p99', P99_MS)];
}

/**
 * @param {{ lost: number, behindS: number, cpuMs: number, allMs: number }[]} fast
 * @param {{ behindS: number, cpuMs: number }[]} tshark
 * @returns {Line[]}
 */
function fastLines(fast, tshark) {
  const part = `on screen: ${FAST.rate.toLocaleString('en')} packets/s for ${FAST.packets / FAST.rate} s; tshark -i printing to /dev/null`;
  const behind = median(fast.map(({ behindS }) => behindS));
  const [ours, all, theirs] = [median(fast.map(({ cpuMs }) => cpuMs)), median(fast.map(({ allMs }) => allMs)), median(tshark.map(({ cpuMs }) => cpuMs))];
  const seconds = (/** @type {number} */ value) => `${value.toFixed(2)} s`;
  return [
    { part, what: 'packets lost', ours: '', value: sum(fast.map(({ lost }) => lost)), target: 0 },
    { part, what: 'the list behind at the end', ours: fast.map(({ behindS }) => seconds(behindS)).join(', '), theirs: seconds(median(tshark.map(({ behindS }) => behindS))), value: behind, target: BEHIND_S, unit: 's' },
    { part, what: 'processor time: host with engine, capture program, page', ours: seconds(ours / 1000), theirs: seconds(theirs / 1000), value: ours / theirs, target: CPU_SHARE, unit: 'share' },
    { part, what: 'with the rest of Chromium, which draws without a graphics card here', ours: seconds(all / 1000), theirs: '', value: all / theirs, unit: 'share' },
  ];
}

/**
 * A window that captures, and what its list shows.
 * @template Result
 * @param {import('@playwright/test').Browser} browser
 * @param {(window: Window, file: string) => Promise<Result>} body
 */
async function capturing(browser, body) {
  const file = join(SCRATCH, 'screen.pcapng');
  rmSync(file, { force: true });
  const window = await Window.open(browser, 900, { capture: captureOptionsFor(file) });
  try {
    await window.page.keyboard.press('Control+e');
    // So much for the capture to begin, and for the page to be warm.
    await wait(1500);
    await send({ size: SIZE, packets: 500, rate: 500 });
    await wait(500);
    return await body(window, file);
  } finally {
    await window.close();
    rmSync(file, { force: true });
  }
}

/** What the warming sends. */
const BEFORE = 500;

/**
 * Resolves when the list shows as many packets, or not for long.
 * @param {Window} window
 * @param {number} packets
 * @returns {Promise<Painted[]>}
 */
async function painted(window, packets) {
  await window.page.waitForFunction((/** @type {number} */ row) => Reflect.get(window, 'newestRow') >= row, packets - 1, { timeout: LONGEST_MS }).catch(() => undefined);
  return window.page.evaluate(() => /** @type {Painted[]} */ (Reflect.get(window, 'paintedRows')));
}

/**
 * @param {import('@playwright/test').Browser} browser
 * @param {number} n
 */
function latency(browser, n) {
  return capturing(browser, async (window, file) => {
    await window.page.evaluate(watchNewest);
    await send({ size: SIZE, ...SLOW });
    const rows = await painted(window, BEFORE + SLOW.packets);
    await window.page.keyboard.press('Control+e');
    await wait(500);
    const stamps = await timeStamps(file);
    /** @type {number[]} */
    const waits = [];
    let row = BEFORE;
    for (const [newest, atMs] of rows) for (; row <= newest; row++) waits.push(atMs - (stamps[row] ?? NaN));
    const [p50, p99] = [quantile(waits, 0.5), quantile(waits, 0.99)];
    say(`run ${n}`, `screen: ${waits.length} rows of ${SLOW.packets} painted, p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms (load ${load().toFixed(1)})`);
    if (waits.length < SLOW.packets) throw new Error(`the list showed ${waits.length} of ${SLOW.packets} packets`);
    return { p50, p99 };
  });
}

/**
 * @param {import('@playwright/test').Browser} browser
 * @param {number} n
 */
function keepingUp(browser, n) {
  return capturing(browser, async (window, file) => {
    const processes = treeOf(process.pid).filter((pid) => pid !== process.pid);
    const before = cpuOf(processes);
    const sent = await send({ size: SIZE, ...FAST });
    // Not before: looking costs the page.
    await window.page.evaluate(watchNewest);
    const rows = await painted(window, BEFORE + sent.sent);
    await wait(QUIET_MS);
    const used = cpuBetween(before, cpuOf(processes));
    await window.page.keyboard.press('Control+e');
    await wait(500);
    const lost = BEFORE + sent.sent - (await packetsIn(file));
    const last = rows.at(-1);
    const behindS = last && last[0] + 1 >= BEFORE + sent.sent ? (last[1] - sent.endedMs) / 1000 : NaN;
    const shares = [...used].filter(([, ms]) => ms > 1).map(([name, ms]) => `${name} ${(ms / 1000).toFixed(2)}`).join(', ');
    say(`run ${n}`, `screen: ${sent.sent} sent at ${Math.round(sent.sent / sent.seconds).toLocaleString('en')}/s, ${lost} lost, list ${behindS.toFixed(2)} s behind, ${shares} s CPU (load ${load().toFixed(1)})`);
    const ofBrowser = sum([...used].filter(([name]) => !OURS.test(name)).map(([, ms]) => ms));
    return { lost, behindS, cpuMs: sum(used.values()) - ofBrowser, allMs: sum(used.values()) };
  });
}

/** tshark with the same traffic: until it uses no more processor time. @param {number} n */
async function besideTshark(n) {
  const child = startInside(programPath('tshark'), ['-n', '-i', DEVICE, '-B', String(BUFFER_MIB)], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  try {
    await new Promise((resolve, reject) => {
      child.stderr?.on('data', (/** @type {Buffer} */ data) => data.toString('utf8').includes('Capturing on') && resolve(null));
      void ended.then(() => reject(new Error('tshark ended')));
    });
    await wait(1500);
    const processes = treeOf(child.pid ?? 0);
    const before = cpuOf(processes);
    const { sent, endedMs } = await send({ size: SIZE, ...FAST });
    let cpuMs = 0;
    let lastMs = endedMs;
    for (const limit = Date.now() + LONGEST_MS; Date.now() < Math.min(limit, lastMs + QUIET_MS); await wait(20)) {
      const now = sum(cpuBetween(before, cpuOf(processes)).values());
      // What it uses for looking whether there is more is not work.
      if (now > cpuMs + 2) lastMs = Date.now();
      cpuMs = now;
    }
    say(`run ${n}`, `tshark -i: ${sent} packets, ${((lastMs - endedMs) / 1000).toFixed(2)} s behind, ${(cpuMs / 1000).toFixed(2)} s CPU (load ${load().toFixed(1)})`);
    return { behindS: (lastMs - endedMs) / 1000, cpuMs };
  } finally {
    child.kill('SIGINT');
    const limit = setTimeout(() => child.kill('SIGKILL'), 5000);
    await ended;
    clearTimeout(limit);
  }
}

/** @param {string} file @returns {Promise<number[]>} milliseconds since 1970 */
async function timeStamps(file) {
  const { output } = await run(programPath('tshark'), ['-n', '-r', file, '-T', 'fields', '-e', 'frame.time_epoch'], { quiet: true });
  return output.split('\n').filter((line) => /^\d+\.\d+$/.test(line)).map((line) => Number(line) * 1000);
}

/** In the page: the number of the newest row with text, whenever it has grown, and when that was painted. */
function watchNewest() {
  /** @type {Painted[]} */
  const paintedRows = [];
  Object.assign(window, { paintedRows, newestRow: -1 });
  let newest = -1;
  const look = () => {
    const view = document.getElementById('packet-rows')?.getBoundingClientRect();
    let last = newest;
    for (const row of document.querySelectorAll('.packet-row')) {
      if (row.lastElementChild?.textContent === '…' || row.getBoundingClientRect().top >= (view?.bottom ?? 0)) continue;
      last = Math.max(last, Number(/** @type {HTMLElement} */ (row).dataset.frameIndex));
    }
    if (last > newest) {
      newest = last;
      // A message after a frame's callbacks comes when the frame is drawn.
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        paintedRows.push([last, performance.timeOrigin + performance.now()]);
        Object.assign(window, { newestRow: last });
      };
      channel.port2.postMessage(null);
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
