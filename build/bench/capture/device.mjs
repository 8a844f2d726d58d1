// A network device of the benchmark's own, in a namespace that goes when the benchmark ends, and the generator that sends packets to it.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from '../../setup.mjs';
import { run, start } from '../../terminal.mjs';
import { FOLDER } from '../captures.mjs';
import { programPath } from '../programs.mjs';

/** What the generator says: `way` bpf or sendmmsg, packets, how long it took, when it ended (milliseconds since 1970). @typedef {{ way: string, sent: number, seconds: number, latestMs: number, endedMs: number }} Sent */

export const DEVICE = 'bench0';
const HERE = new URL('.', import.meta.url).pathname;
export const NAMESPACE = `netloupe-bench-d${process.pid}`;
/** Files of this run; they go with the namespace. */
export const SCRATCH = join(FOLDER, `capture-${process.pid}`);

/**
 * Compiles a C file of this folder.
 * @param {'generator' | 'feed'} name
 */
export async function compile(name) {
  const compiler = findProgram(['cc', 'gcc', 'clang']);
  if (!compiler) throw new Error('there is no C compiler; on Debian: apt-get install gcc libc6-dev');
  mkdirSync(join(FOLDER, 'out'), { recursive: true });
  const out = join(FOLDER, 'out', name);
  const { status, output } = await run(compiler, ['-std=c11', '-O2', '-Wall', '-Wextra', '-Werror', '-pthread', join(HERE, `${name}.c`), '-o', out], { quiet: true });
  if (status !== 0) throw new Error(`${name}.c does not compile: ${output.trim()}`);
  return out;
}

/** The namespace with a pair of devices; nothing in it says anything by itself. It is removed when this process ends, however it ends. */
export function createDevice() {
  process.once('exit', () => {
    spawnSync(programPath('ip'), ['netns', 'del', NAMESPACE]);
    rmSync(SCRATCH, { recursive: true, force: true });
  });
  mkdirSync(SCRATCH, { recursive: true });
  ip('netns', 'add', NAMESPACE);
  ip('-n', NAMESPACE, 'link', 'add', DEVICE, 'type', 'veth', 'peer', 'name', 'bench1');
  for (const name of [DEVICE, 'bench1']) {
    // No address, so no router solicitations among the packets that are counted.
    ip('-n', NAMESPACE, 'link', 'set', name, 'addrgenmode', 'none');
    ip('-n', NAMESPACE, 'link', 'set', name, 'up');
  }
  ip('-n', NAMESPACE, 'link', 'set', 'lo', 'up');
}

/** @param {...string} args */
function ip(...args) {
  const { status, stderr, error } = spawnSync(programPath('ip'), args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`ip ${args.join(' ')}: ${(error?.message ?? stderr).trim()}`);
}

/**
 * Starts a program in the namespace.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 */
export function startInside(program, args, options) {
  return start(programPath('ip'), ['netns', 'exec', NAMESPACE, program, ...args], options);
}

/**
 * Sends packets to the device; rate 0: as fast as it goes.
 * @param {{ size: number, packets: number, rate: number }} traffic
 * @returns {Promise<Sent>}
 */
export async function send({ size, packets, rate }) {
  const child = startInside(join(FOLDER, 'out', 'generator'), [DEVICE, size, packets, Math.round(rate)].map(String), { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout?.on('data', (/** @type {Buffer} */ data) => (said += data.toString('utf8')));
  const status = await new Promise((resolve) => child.once('close', resolve));
  if (status !== 0) throw new Error(`the generator ended with status ${String(status)}`);
  return JSON.parse(said);
}
