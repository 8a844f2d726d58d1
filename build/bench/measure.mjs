// Runs a program to its end and says what it cost: wall time, processor time, peak memory; and medians of several runs.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { start } from '../terminal.mjs';
import { programPath } from './programs.mjs';

/**
 * `peakMb` is ru_maxrss; `output` what the program printed.
 * @typedef {{ wallMs: number, cpuMs: number, peakMb: number, output: string }} Cost
 * @typedef {{ name: string, command: string, args: readonly string[], keepOutput?: boolean }} Contender
 */

/** bash's own `time` (getrusage of the finished child, milliseconds) around GNU time, which reads the peak (kilobytes). */
const SCRIPT = 'TIMEFORMAT="%3R %3U %3S"; folder=$1; shift; { time "$@" 2>"$folder/said"; } 2>"$folder/times"';

/**
 * @param {Contender} contender
 * @returns {Promise<Cost>}
 */
export async function measure({ name, command, args, keepOutput = false }) {
  const folder = mkdtempSync(join(tmpdir(), 'netloupe-bench-'));
  try {
    const words = ['-c', SCRIPT, 'bash', folder, programPath('time'), '-q', '-f', '%M', '-o', join(folder, 'peak'), programPath(command), ...args];
    const child = start(programPath('bash'), words, { stdio: ['ignore', keepOutput ? 'pipe' : 'ignore', 'inherit'] });
    let output = '';
    child.stdout?.on('data', (/** @type {Buffer} */ data) => (output += data.toString('utf8')));
    const status = await new Promise((resolve) => child.once('close', resolve));
    if (status !== 0) throw new Error(`${name} ended with status ${status}: ${readFileSync(join(folder, 'said'), 'utf8').trim().slice(-400)}`);
    const [wall = 0, user = 0, system = 0] = readFileSync(join(folder, 'times'), 'utf8').trim().split(' ').map(Number);
    return { wallMs: wall * 1000, cpuMs: (user + system) * 1000, peakMb: Number(readFileSync(join(folder, 'peak'), 'utf8')) / 1024, output };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * A B A B …: what else the machine does meanwhile meets both alike.
 * @param {readonly Contender[]} contenders
 * @param {number} runs
 * @param {(run: number, name: string, cost: Cost) => void} onRun
 * @returns {Promise<Cost[]>} medians, in the order of the contenders
 */
export async function sideBySide(contenders, runs, onRun) {
  /** @type {Cost[][]} */
  const costs = contenders.map(() => []);
  for (let run = 1; run <= runs; run++) {
    for (const [i, contender] of contenders.entries()) {
      const cost = await measure(contender);
      costs[i]?.push(cost);
      onRun(run, contender.name, cost);
    }
  }
  return costs.map(medianCost);
}

/** @param {readonly Cost[]} costs */
function medianCost(costs) {
  const of = (/** @type {'wallMs' | 'cpuMs' | 'peakMb'} */ key) => median(costs.map((cost) => cost[key]));
  return { wallMs: of('wallMs'), cpuMs: of('cpuMs'), peakMb: of('peakMb'), output: costs[0]?.output ?? '' };
}

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? NaN) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}

/**
 * Processor milliseconds of a running process so far, in the system's ticks of 10 ms.
 * @param {number} pid
 */
export function cpuMsOf(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** What the machine has to do besides: the load average of the last minute. */
export function load() {
  return Number(readFileSync('/proc/loadavg', 'utf8').split(' ')[0]);
}
