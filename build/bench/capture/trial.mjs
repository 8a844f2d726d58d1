// One trial: a program captures into a file while the generator sends; what came, what was said to be dropped, and what it cost.
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { run } from '../../terminal.mjs';
import { programPath } from '../programs.mjs';
import { SCRATCH, send } from './device.mjs';
import { BUFFER_MIB, Running } from './programs-beside.mjs';

/**
 * `rate`: as it was, in packets a second; `cpuMs`: of the capturing program, without its start and end.
 * @typedef {{ sent: number, inFile: number, dropped: number, rate: number, cpuMs: number, way: string }} Trial
 */

const POLL_MS = 50;
/** A file that still grows after so long is stopped. */
const LONGEST_MS = 20_000;

/**
 * @param {import('./programs-beside.mjs').Program} program
 * @param {{ size: number, packets: number, rate: number }} traffic
 * @param {{ bufferMib?: number, stoppedMs?: number }} [how] `stoppedMs`: so long the program gets no processor when traffic begins
 * @returns {Promise<Trial>}
 */
export async function trial(program, traffic, { bufferMib = BUFFER_MIB, stoppedMs = 0 } = {}) {
  const file = join(SCRATCH, program.name);
  const running = new Running(program, file, bufferMib);
  try {
    await running.ready();
    await wait(50);
    const before = cpuMsOfTasks(running.pid);
    if (stoppedMs > 0) running.child.kill('SIGSTOP');
    const resumed = stoppedMs > 0 ? wait(stoppedMs).then(() => running.child.kill('SIGCONT')) : null;
    const { sent, seconds, way } = await send(traffic);
    await resumed;
    await settled(file, program.settleMs);
    const cpuMs = cpuMsOfTasks(running.pid) - before;
    await running.stop();
    return { sent, inFile: await packetsIn(file), dropped: program.drops(running.said), rate: sent / seconds, cpuMs, way };
  } finally {
    running.child.kill('SIGKILL');
    rmSync(file, { force: true });
  }
}

/**
 * Resolves when the file has stopped growing.
 * @param {string} file
 * @param {number} forMs
 */
async function settled(file, forMs) {
  let size = -1;
  const limit = performance.now() + LONGEST_MS;
  for (let quietSince = performance.now(); performance.now() - quietSince < forMs && performance.now() < limit; await wait(POLL_MS)) {
    const now = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (now !== size) quietSince = performance.now();
    size = now;
  }
}

/**
 * Processor time of all threads of a process so far; exact, unlike /proc/PID/stat.
 * @param {number} pid
 */
export function cpuMsOfTasks(pid) {
  const tasks = `/proc/${pid}/task`;
  return readdirSync(tasks).reduce((sum, task) => sum + Number(readFileSync(join(tasks, task, 'schedstat'), 'utf8').split(' ')[0]) / 1e6, 0);
}

/** @param {string} file */
export async function packetsIn(file) {
  const { status, output } = await run(programPath('capinfos'), ['-c', '-M', '-T', '-r', file], { quiet: true });
  const count = Number(output.trim().split('\t').at(-1));
  if (status !== 0 || !Number.isInteger(count)) throw new Error(`capinfos: ${output.trim().slice(-300)}`);
  return count;
}
