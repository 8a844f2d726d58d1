// What is worked out of whole streams and whole captures: conversations, octets over time, a followed stream, a sequence diagram; beside tshark and sharkd.
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { say } from '../terminal.mjs';
import { bundlePath } from './bundles.mjs';
import { capturePath } from './captures.mjs';
import { Engine, VIEW } from './engine-client.mjs';
import { longConversation, SEGMENTS } from './long-conversation.mjs';
import { load, measure, median } from './measure.mjs';
import { Sharkd } from './warm-engine.mjs';

/** @typedef {import('./report.mjs').Line} Line */

const ANALYSIS_MS = 40;
const TABLE_MS = 25;
const TSHARK_SHARE = 1 / 200;
const FOLLOW_MS = 20;
const FOLLOW_MS_PER_MB = 2;
const SHARKD_SHARE = 1 / 50;
const DIAGRAM_MS = 300;
const AT_REST_MS = 300;
const LOOK = { side: 'both', form: 'text', charset: 'utf-8', columns: 120 };

/**
 * @param {{ runs: number }} bench
 * @returns {Promise<Line[]>}
 */
export async function streams({ runs }) {
  const path = capturePath('1m');
  /** @type {Record<string, number[]>} */
  const times = {};
  /** @type {{ number: number, frame: number, bytes: number, packets: number } | null} */
  let largest = null;
  const engine = new Engine();
  // Opened anew each time, so that nothing is remembered; the first two only warm the engine.
  for (let run = -2; run < runs; run++) {
    await engine.openSettled(path);
    // Nobody asks sooner; conversations are counted meanwhile.
    await wait(AT_REST_MS);
    const timed = async (/** @type {string} */ what, /** @type {string} */ call, /** @type {unknown} */ args) => {
      const began = performance.now();
      const answer = await engine.call(call, args);
      if (run >= 0) (times[what] ??= []).push(performance.now() - began);
      return answer;
    };
    await timed('analysis, settled', 'frames.detail', { number: 1, view: VIEW });
    const page = await timed('conversations', 'statistics.conversations', { kind: 'tcp', sort: 'bytes', descending: true, first: 0, count: 50 });
    await timed('traffic', 'statistics.traffic', { parts: 1000 });
    await timed('io', 'graphs.io', { filters: [''], interval: 0.1, view: VIEW });
    const row = page.rows[0];
    largest = { number: row.stream, frame: row.frame, bytes: row.bytes[0] + row.bytes[1], packets: row.packets[0] + row.packets[1] };
    await followed(timed, 'small', page.rows.at(-1).stream);
    await followed(timed, 'large', largest.number);
    await followed(timed, 'large again', largest.number);
    const diagram = await timed('diagram', 'sequence.open', { frame: largest.frame });
    await timed('diagram rows', 'sequence.rows', { stream: diagram.stream, first: 0, count: 60, view: VIEW });
  }
  await longDiagrams(engine, runs, times);
  await engine.worker.terminate();
  if (largest === null) throw new Error('the capture has no TCP stream');
  times['TCP analysis'] = analysed(path, runs);
  return linesOf(times, largest, await theirs(path, largest.number));
}

/**
 * The analysis as a pass of its own, in a process of its own.
 * @param {string} path
 * @param {number} runs
 * @returns {number[]} milliseconds
 */
function analysed(path, runs) {
  const { stdout } = spawnSync(process.execPath, [bundlePath('open'), 'analysis', path, String(runs)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  return JSON.parse(stdout).wallMs;
}

/**
 * The diagram of a long conversation, made anew each time.
 * @param {Engine} engine
 * @param {number} runs
 * @param {Record<string, number[]>} times
 */
async function longDiagrams(engine, runs, times) {
  for (let run = -2; run < runs; run++) {
    await engine.openSettled(longConversation());
    const began = performance.now();
    const { stream } = await engine.call('sequence.open', { frame: 1 });
    await engine.call('sequence.rows', { stream, first: 0, count: 60, view: VIEW });
    if (run >= 0) (times['long diagram'] ??= []).push(performance.now() - began);
  }
}

/**
 * @param {(what: string, call: string, args: unknown) => Promise<any>} timed
 * @param {string} what
 * @param {number} number
 */
async function followed(timed, what, number) {
  const stream = { transport: 'tcp', number };
  await timed(`follow ${what}`, 'follow.rows', { stream, look: LOOK, first: 0, count: 60 });
  await timed(`close ${what}`, 'follow.close', {});
}

/**
 * @param {string} path
 * @param {number} stream
 */
async function theirs(path, stream) {
  const table = await measure({ name: 'tshark -z conv,tcp', command: 'tshark', args: ['-n', '-q', '-r', path, '-z', 'conv,tcp'] });
  const io = await measure({ name: 'tshark -z io,stat', command: 'tshark', args: ['-n', '-q', '-r', path, '-z', 'io,stat,0.1'] });
  const sharkd = new Sharkd();
  await sharkd.load(path);
  const follow = await sharkd.ask('follow', { follow: 'TCP', filter: `tcp.stream==${String(stream)}` });
  sharkd.end();
  await once(sharkd.child, 'close');
  return { tableMs: table.wallMs, ioMs: io.wallMs, followMs: follow.wallMs };
}

/**
 * @param {Record<string, number[]>} times
 * @param {{ number: number, bytes: number, packets: number }} largest
 * @param {{ tableMs: number, ioMs: number, followMs: number }} their
 * @returns {Line[]}
 */
function linesOf(times, largest, their) {
  const at = (/** @type {string} */ what) => median(times[what] ?? []);
  const part = 'streams and statistics, 1,000,000 frames, in the warm engine';
  const mb = largest.bytes / 1e6;
  const most = FOLLOW_MS + FOLLOW_MS_PER_MB * mb;
  say('streams', `${Object.entries(times).map(([what, values]) => `${what} ${median(values).toFixed(1)} ms`).join(', ')} (load ${load().toFixed(1)})`);
  const s = (/** @type {number} */ ms) => `${(ms / 1000).toFixed(1)} s`;
  return [
    { part, what: 'TCP analysis of all frames, a pass of its own', ours: (times['TCP analysis'] ?? []).map((ms) => `${ms.toFixed(0)} ms`).join(', '), value: at('TCP analysis'), target: ANALYSIS_MS, unit: 'ms' },
    { part, what: 'conversations, the first 50 by octets', ours: '', theirs: `tshark -z conv,tcp ${s(their.tableMs)}`, value: at('conversations'), target: TABLE_MS, unit: 'ms' },
    { part, what: "share of tshark's", ours: '', value: at('conversations') / their.tableMs, target: TSHARK_SHARE, unit: 'share' },
    { part, what: 'octets over time, 1,000 parts', ours: '', value: at('traffic'), target: TABLE_MS, unit: 'ms' },
    { part, what: 'I/O graph, 0.1 s', ours: '', theirs: `tshark -z io,stat ${s(their.ioMs)}`, value: at('io'), target: TABLE_MS, unit: 'ms' },
    { part, what: 'follow a small stream: 60 lines', ours: '', value: at('follow small'), target: FOLLOW_MS, unit: 'ms' },
    { part, what: `follow the largest, ${mb.toFixed(1)} MB in ${largest.packets} frames: 60 lines`, ours: '', theirs: `sharkd ${s(their.followMs)}`, value: at('follow large'), target: most, unit: 'ms' },
    { part, what: "share of sharkd's", ours: '', value: at('follow large') / their.followMs, target: SHARKD_SHARE, unit: 'share' },
    { part, what: `sequence diagram of ${largest.packets} segments: facts and 60 rows`, ours: '', value: at('diagram') + at('diagram rows'), target: DIAGRAM_MS, unit: 'ms' },
    { part, what: `sequence diagram of ${SEGMENTS} segments, TCP analysis included: facts and 60 rows`, ours: '', value: at('long diagram'), target: DIAGRAM_MS, unit: 'ms' },
  ];
}
