// The parts of the benchmark: each measures one thing and gives lines for the table.
import { fileURLToPath } from 'node:url';
import { say } from '../terminal.mjs';
import { bundlePath } from './bundles.mjs';
import { capturePath, FRAMES } from './captures.mjs';
import { differingRows } from './differing-rows.mjs';
import { load, measure, median, sideBySide } from './measure.mjs';
import { coldFirstRows, warmOpening } from './warm-engine.mjs';

/** @typedef {import('./report.mjs').Line} Line */
/** @typedef {import('./captures.mjs').CaptureName} CaptureName */
/** @typedef {import('./measure.mjs').Cost} Cost */
/** What a part leaves for the others: costs of the whole process by capture. @typedef {{ runs: number, captures: readonly CaptureName[], open: Map<CaptureName, Cost> }} Bench */

const NODE = process.execPath;
const WINDOW_RUN = fileURLToPath(new URL('window-run.mjs', import.meta.url));
/** Shares of tshark's cost, by capture. */
const TARGETS = { '1m': { cpu: 1 / 10, wall: 1 / 10, memory: 1 / 8 }, '5m': { cpu: 1 / 20, wall: 1 / 20, memory: 1 / 12 } };
const SHARKD_SHARE = 1 / 20;
const BYTES_PER_FRAME = 64;
const FIRST_ROWS_MS = 50;
const ROWS_MS = 1;
const DETAIL_MS = 5;
const START_MS = 150;
const TWO_THREADS = 1.7;
/** How far the cost of one more frame may grow from 100 k … 1 M to 1 M … 5 M. */
const LINEAR = 1.2;

/** @param {Cost} cost */
const costText = ({ cpuMs, wallMs, peakMb }) => `${(cpuMs / 1000).toFixed(2)} s CPU, ${(wallMs / 1000).toFixed(2)} s, ${peakMb.toFixed(0)} MB`;
const ms = (/** @type {number} */ value) => `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;

/**
 * @param {number} run
 * @param {string} name
 * @param {Cost} cost
 */
function onRun(run, name, cost) {
  say(`run ${run}`, `${name}: ${costText(cost)} (load ${load().toFixed(1)})`);
}

/**
 * The whole process beside tshark's, on each capture.
 * @param {Bench} bench
 * @returns {Promise<Line[]>}
 */
export async function wholeProcess({ runs, captures, open }) {
  /** @type {Line[]} */
  const lines = [];
  for (const name of captures.filter((capture) => capture === '1m' || capture === '5m')) {
    const path = capturePath(name);
    const contenders = [
      { name: `netloupe, one thread, ${name}`, command: NODE, args: [bundlePath('open'), 'open', path], keepOutput: true },
      { name: `netloupe, as the window, ${name}`, command: NODE, args: [WINDOW_RUN, path], keepOutput: true },
      { name: `tshark -n -r ${name}`, command: 'tshark', args: ['-n', '-r', path] },
    ];
    const [one, window, tshark] = /** @type {[Cost, Cost, Cost]} */ (await sideBySide(contenders, runs, onRun));
    open.set(name, one);
    const part = `whole process: index, summaries, conversations of ${FRAMES[name].toLocaleString('en')} frames; tshark -n -r FILE`;
    const target = TARGETS[name];
    const against = (/** @type {Cost} */ cost, /** @type {string} */ who) => {
      lines.push({ part, what: `${who}: CPU`, ours: costText(cost), theirs: costText(tshark), value: cost.cpuMs / tshark.cpuMs, target: target.cpu, unit: 'share' });
      lines.push({ part, what: `${who}: wall`, ours: '', value: cost.wallMs / tshark.wallMs, target: target.wall, unit: 'share' });
      lines.push({ part, what: `${who}: peak memory`, ours: '', value: cost.peakMb / tshark.peakMb, target: target.memory, unit: 'share' });
    };
    against(one, 'one thread');
    against(window, 'as the window (engine and index threads)');
    lines[lines.length - 6] = { .../** @type {Line} */ (lines[lines.length - 6]), note: found(one.output) };
  }
  return lines;
}

/** @param {string} output */
function found(output) {
  const { frames, conversations, streams, protocols } = JSON.parse(output);
  const counts = Object.entries(protocols).map(([protocol, count]) => `${protocol} ${String(count)}`);
  return `found: ${frames} frames, ${conversations} conversations, ${streams} streams; topmost protocols ${counts.join(', ')}`;
}

/**
 * What else tshark can be asked for: conversations only, and what both print of every frame.
 * @param {Bench} bench
 * @returns {Promise<Line[]>}
 */
export async function otherRuns({ runs }) {
  const path = capturePath('1m');
  const contenders = [
    { name: 'netloupe, one thread', command: NODE, args: [bundlePath('open'), 'open', path] },
    { name: 'tshark -q -z conv', command: 'tshark', args: ['-n', '-q', '-r', path, '-z', 'conv,tcp', '-z', 'conv,udp'] },
    { name: 'netloupe read', command: NODE, args: [bundlePath('netloupe'), 'read', '-n', '-r', path] },
    { name: 'tshark -n -r', command: 'tshark', args: ['-n', '-r', path] },
  ];
  const [one, conversations, printed, printing] = /** @type {[Cost, Cost, Cost, Cost]} */ (await sideBySide(contenders, runs, onRun));
  const part = 'for comparison, 1,000,000 frames';
  const line = (/** @type {string} */ what, /** @type {Cost} */ ours, /** @type {Cost} */ theirs) => ({
    part, what, ours: costText(ours), theirs: costText(theirs), value: ours.cpuMs / theirs.cpuMs, unit: 'share',
  });
  return [
    line("tshark's cheapest run that dissects every frame: -q -z conv,tcp -z conv,udp", one, conversations),
    line('text of every row printed: netloupe read -r, tshark -r', printed, printing),
  ];
}

/**
 * @param {Bench} bench
 * @returns {Promise<Line[]>}
 */
export async function warmEngine({ runs, captures }) {
  const { engine, sharkd } = await warmOpening(capturePath('1m'), runs, true);
  const text = (/** @type {{ cpuMs: number, wallMs: number }} */ cost) => `${(cost.cpuMs / 1000).toFixed(2)} s CPU, ${(cost.wallMs / 1000).toFixed(2)} s`;
  const part = "warm engine: opening 1,000,000 frames; sharkd's load";
  /** @type {Line[]} */
  const lines = [
    { part, what: 'CPU', ours: text(engine), theirs: text(sharkd), value: engine.cpuMs / sharkd.cpuMs, target: SHARKD_SHARE, unit: 'share' },
    { part, what: 'wall', ours: '', value: engine.wallMs / sharkd.wallMs, target: SHARKD_SHARE, unit: 'share' },
  ];
  const firstPart = 'first 50 rows after opening, asked of the engine thread';
  for (const name of captures.filter((capture) => FRAMES[capture] >= FRAMES['100k'])) {
    const cold = await coldFirstRows(capturePath(name), runs);
    const { engine: warm } = await warmOpening(capturePath(name), Math.min(runs, 3), false);
    lines.push({ part: firstPart, what: `${name}, engine that has opened nothing yet`, ours: ms(cold), value: cold, target: FIRST_ROWS_MS, unit: 'ms' });
    lines.push({ part: firstPart, what: `${name}, warm engine`, ours: ms(warm.firstRowsMs), value: warm.firstRowsMs, target: FIRST_ROWS_MS, unit: 'ms' });
  }
  return lines;
}

/**
 * @param {Bench} bench
 * @returns {Promise<Line[]>}
 */
export async function memoryAndGrowth({ runs, captures, open }) {
  const names = captures.filter((name) => FRAMES[name] >= FRAMES['100k']);
  const missing = names.filter((name) => !open.has(name));
  const costs = await sideBySide(missing.map((name) => ({ name: `netloupe ${name}`, command: NODE, args: [bundlePath('open'), 'open', capturePath(name)] })), runs, onRun);
  for (const [i, name] of missing.entries()) open.set(name, /** @type {Cost} */ (costs[i]));
  const part = 'growth, one thread, whole process';
  /** @type {Line[]} */
  const lines = names.map((name) => ({ part, what: name, ours: costText(/** @type {Cost} */ (open.get(name))), value: ((open.get(name)?.cpuMs ?? 0) * 1000) / FRAMES[name], unit: 'µs CPU a frame' }));
  const [small, middle, big] = /** @type {[Cost, Cost, Cost | undefined]} */ ((/** @type {CaptureName[]} */ (['100k', '1m', '5m'])).map((name) => open.get(name)));
  if (!big) return lines;
  const early = (middle.cpuMs - small.cpuMs) / (FRAMES['1m'] - FRAMES['100k']);
  const late = (big.cpuMs - middle.cpuMs) / (FRAMES['5m'] - FRAMES['1m']);
  const slope = ((big.peakMb - middle.peakMb) * 1_048_576) / (FRAMES['5m'] - FRAMES['1m']);
  lines.push({ part, what: 'CPU of one more frame: 1 M … 5 M over 100 k … 1 M', ours: `${(late * 1000).toFixed(2)} over ${(early * 1000).toFixed(2)} µs`, value: late / early, target: LINEAR });
  lines.push({ part, what: 'memory slope, 1 M to 5 M', ours: `${slope.toFixed(1)} bytes`, value: slope, target: BYTES_PER_FRAME, unit: 'bytes' });
  return lines;
}

/**
 * @param {Bench} bench
 * @returns {Promise<Line[]>}
 */
export async function rowsAndDetail({ captures }) {
  /** @type {Line[]} */
  const lines = [];
  for (const name of captures.filter((capture) => FRAMES[capture] >= FRAMES['1m'])) {
    const { output } = await measure({ name: `rows ${name}`, command: NODE, args: [bundlePath('open'), 'rows', capturePath(name)], keepOutput: true });
    const { rows, detail } = JSON.parse(output);
    const part = `rows and detail in the engine, ${name} (CPU beside it: others may hold the processor)`;
    const text = (/** @type {{ wall: { median: number, p99: number }, cpu: { median: number, p99: number } }} */ { wall, cpu }) => `median ${ms(wall.median)}, p99 ${ms(wall.p99)}; CPU ${ms(cpu.median)}, ${ms(cpu.p99)}`;
    lines.push({ part, what: '50 random rows: median', ours: text(rows), value: rows.wall.median, target: ROWS_MS, unit: 'ms' });
    lines.push({ part, what: '50 random rows: p99', ours: '', value: rows.wall.p99, target: ROWS_MS, unit: 'ms' });
    lines.push({ part, what: 'detail of any frame: p99', ours: text(detail), value: detail.wall.p99, target: DETAIL_MS, unit: 'ms' });
  }
  return lines;
}

/**
 * Two processes that share nothing: how much more than one of them the machine can do at all.
 * @param {number} runs
 */
async function twoAtOnce(runs) {
  const contender = { name: 'open', command: NODE, args: [bundlePath('open'), 'open', capturePath('1m')] };
  /** @type {number[]} */
  const ratios = [];
  for (let run = 0; run < runs; run++) {
    const alone = await measure(contender);
    const both = await Promise.all([measure(contender), measure(contender)]);
    ratios.push((2 * alone.wallMs) / Math.max(...both.map((cost) => cost.wallMs)));
  }
  return median(ratios);
}

/**
 * @param {Bench} bench
 * @returns {Promise<Line[]>}
 */
export async function twoThreads({ runs }) {
  const { output } = await measure({ name: 'threads', command: NODE, args: [bundlePath('open'), 'threads', capturePath('1m'), '2', String(runs)], keepOutput: true });
  const { times, digests, same } = JSON.parse(output);
  const best = (/** @type {number[]} */ list) => [...list].sort((a, b) => a - b)[list.length >> 1] ?? NaN;
  const [one, two] = [best(times.one), best(times.several)];
  const part = 'two index threads, 1,000,000 frames, warm';
  const ceiling = await twoAtOnce(runs);
  return [
    { part, what: 'times as fast as one thread', ours: `${ms(one)} and ${ms(two)}`, value: one / two, target: TWO_THREADS, atLeast: true, note: 'needs two processors that nobody else uses' },
    { part, what: "the machine's own ceiling: what two processes at once do in the time of one", ours: '', value: ceiling },
    { part, what: 'columns and streams identical (0 = yes)', ours: same ? digests.one : `${digests.one} / ${digests.several}`, value: same ? 0 : 1, target: 0 },
  ];
}

/**
 * @param {Bench} bench
 * @returns {Promise<Line[]>}
 */
export async function start({ runs }) {
  const path = capturePath('tiny');
  const contenders = [
    { name: 'netloupe read', command: NODE, args: [bundlePath('netloupe'), 'read', '-r', path] },
    { name: 'tshark -r', command: 'tshark', args: ['-n', '-r', path] },
    { name: 'node, nothing', command: NODE, args: ['-e', '0'] },
  ];
  const [ours, theirs, node] = /** @type {[Cost, Cost, Cost]} */ (await sideBySide(contenders, Math.max(runs, 5), () => undefined));
  const text = (/** @type {Cost} */ { wallMs, cpuMs }) => `${ms(wallMs)}, ${ms(cpuMs)} CPU`;
  const part = 'start: a capture of 50 frames printed';
  return [{ part, what: `netloupe read (of which Node's own start ${text(node)})`, ours: text(ours), theirs: text(theirs), value: ours.wallMs, target: START_MS, unit: 'ms' }];
}

/**
 * @param {Bench} bench
 * @returns {Promise<Line[]>}
 */
export async function agreement({ captures }) {
  /** @type {Line[]} */
  const lines = [];
  for (const name of captures.filter((capture) => capture === 'base' || capture === '1m')) {
    const d = await differingRows(capturePath(name));
    const part = "rows that differ from tshark's (number, source, destination, protocol, Info)";
    const percent = (/** @type {number} */ n, /** @type {number} */ of) => `${n.toLocaleString('en')} of ${of.toLocaleString('en')} (${((100 * n) / of).toFixed(3)} %)`;
    lines.push({ part, what: `${name}: all rows`, ours: percent(d.differing, d.frames), note: Object.entries(d.byColumn).map(([column, n]) => `${column.replace('_ws.col.', '')} ${n}`).join(', ') });
    lines.push({ part, what: `${name}: without TCP analysis, reassembly and RESP`, ours: percent(d.differingPlain, d.plain), note: d.kinds.join('\n    ') });
  }
  return lines;
}
