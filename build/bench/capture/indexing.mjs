// Whether the engine keeps up: with packets from the device, with a simulated device that is faster, and after being stopped for a while.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { run, say } from '../../terminal.mjs';
import { bundleLive, bundlePath } from '../bundles.mjs';
import { load, median } from '../measure.mjs';
import { compile, SCRATCH, send } from './device.mjs';
import { LiveRun } from './live-engine.mjs';

/** @typedef {import('../report.mjs').Line} Line */

const SIZE = 64;
const SECONDS = 3;
/** Packets a second; what is above the first is for information. */
const RATES = [300_000, 500_000];
const BEHIND_S = 0.2;
const FEED = { rate: 1_000_000, packets: 5_000_000 };
const FEED_P99_MS = 25;
const STALL = { rate: 500_000, seconds: 4, afterMs: 1000, forMs: 2000 };

/**
 * One capture in the engine while `meanwhile` runs beside the traffic.
 * @param {number} rate
 * @param {number} seconds
 * @param {(live: LiveRun) => Promise<void>} [meanwhile]
 */
async function capture(rate, seconds, meanwhile) {
  const live = new LiveRun();
  try {
    await live.start();
    const [sent] = await Promise.all([send({ size: SIZE, packets: rate * seconds, rate }), meanwhile?.(live)]);
    const doneMs = await live.indexed(sent.sent);
    const { inFile, indexed, dropped } = await live.end();
    return { sent: sent.sent, inFile, indexed, dropped, behindS: (doneMs - sent.endedMs) / 1000, rate: sent.sent / sent.seconds };
  } finally {
    await live.close();
  }
}

/** @param {Awaited<ReturnType<typeof capture>>} seen */
const seenText = ({ sent, inFile, indexed, dropped, behindS, rate }) =>
  `${sent} sent at ${Math.round(rate).toLocaleString('en')}/s, ${inFile} in the file, ${dropped} dropped, ${indexed} indexed, ${behindS.toFixed(2)} s behind at the end (load ${load().toFixed(1)})`;

/** @param {{ runs: number }} bench @returns {Promise<Line[]>} */
export async function indexing({ runs }) {
  await bundleLive();
  /** @type {Line[]} */
  const lines = [];
  for (const [i, rate] of RATES.entries()) {
    const seen = [];
    for (let n = 1; n <= runs; n++) {
      const one = await capture(rate, SECONDS);
      seen.push(one);
      say(`run ${n}`, `index: ${seenText(one)}`);
    }
    const part = `the engine indexes what the device receives: ${rate.toLocaleString('en')} packets/s for ${SECONDS} s`;
    const sum = (/** @type {(one: typeof seen[number]) => number} */ of) => seen.reduce((total, one) => total + of(one), 0);
    const slowest = Math.min(...seen.map((one) => one.rate));
    const note = slowest < rate * 0.97 ? `the machine was too busy to send them so fast: ${Math.round(slowest).toLocaleString('en')} packets/s` : undefined;
    const behind = seen.map(({ behindS }) => behindS);
    lines.push({ part, what: 'packets lost', ours: '', value: sum((one) => one.sent - one.inFile), ...(i === 0 && { target: 0 }) });
    lines.push({ part, what: 'in the file, not indexed', ours: '', value: sum((one) => Math.abs(one.inFile - one.indexed)), target: 0 });
    lines.push({ part, what: 'behind at the end', ours: behind.map((s) => `${s.toFixed(2)} s`).join(', '), value: median(behind), unit: 's', ...(i === 0 && { target: BEHIND_S }), ...(note && { note }) });
  }
  return [...lines, ...(await simulated(runs))];
}

/** @param {number} runs @returns {Promise<Line[]>} */
async function simulated(runs) {
  const feed = await compile('feed');
  const file = join(SCRATCH, 'feed.pcapng');
  const env = { ...process.env, NETLOUPE_CAPTURE: feed, NETLOUPE_FEED: `${FEED.packets} ${FEED.rate}` };
  /** @type {{ indexed: number, p50: number, p99: number, most: number, cpuNs: number }[]} */
  const seen = [];
  for (let n = 1; n <= runs; n++) {
    try {
      const { status, output } = await run(process.execPath, [bundlePath('feed'), file, String(FEED.packets)], { quiet: true, env, timeoutMs: 120_000 });
      if (status !== 0) throw new Error(`the simulated feed ended with status ${status}: ${output.trim().slice(-300)}`);
      const one = JSON.parse(output);
      seen.push(one);
      say(`run ${n}`, `simulated: p50 ${one.p50.toFixed(1)} ms, p99 ${one.p99.toFixed(1)} ms, most ${one.most.toFixed(1)} ms, ${one.cpuNs.toFixed(0)} ns CPU a packet (load ${load().toFixed(1)})`);
    } finally {
      rmSync(file, { force: true });
    }
  }
  const part = `simulated device, ${FEED.rate.toLocaleString('en')} packets/s for ${FEED.packets / FEED.rate} s: from being written to being indexed`;
  const of = (/** @type {'p50' | 'p99' | 'most' | 'cpuNs'} */ key) => median(seen.map((one) => one[key]));
  return [
    { part, what: 'p99', ours: seen.map(({ p99 }) => `${p99.toFixed(1)} ms`).join(', '), value: of('p99'), target: FEED_P99_MS, unit: 'ms' },
    { part, what: 'p50, most', ours: `${of('p50').toFixed(1)}, ${of('most').toFixed(1)} ms` },
    { part, what: 'processor time of the engine', ours: '', value: of('cpuNs'), unit: 'ns a packet' },
  ];
}

/** @param {{ runs: number }} bench @returns {Promise<Line[]>} */
export async function stalledEngine({ runs }) {
  await bundleLive();
  const seen = [];
  for (let n = 1; n <= runs; n++) {
    const one = await capture(STALL.rate, STALL.seconds, async (live) => {
      await wait(STALL.afterMs);
      live.signal('SIGSTOP');
      await wait(STALL.forMs);
      live.signal('SIGCONT');
    });
    seen.push(one);
    say(`run ${n}`, `stall: ${seenText(one)}`);
  }
  const part = `the engine's process stopped for ${STALL.forMs / 1000} s of ${STALL.seconds} at ${STALL.rate.toLocaleString('en')} packets/s`;
  return [
    { part, what: 'packets lost', ours: '', value: Math.max(...seen.map((one) => one.sent - one.inFile)), target: 0 },
    { part, what: 'in the file, not indexed in the end', ours: '', value: Math.max(...seen.map((one) => Math.abs(one.inFile - one.indexed))), target: 0 },
    { part, what: 'behind when the traffic ends', ours: '', value: median(seen.map((one) => one.behindS)), unit: 's' },
  ];
}
