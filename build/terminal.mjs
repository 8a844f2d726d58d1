// What the build scripts say and run: one line per step, and children that end with us.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const ROOT = fileURLToPath(new URL('../', import.meta.url));

/**
 * One line about one step.
 * @param {string} step
 * @param {string} text
 */
export function say(step, text) {
  process.stdout.write(`${step.padEnd(10)} ${text}\n`);
}

/** @type {Set<import('node:child_process').ChildProcess>} */
const children = new Set();

/**
 * Starts a program that ends at the latest when this one does.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export function start(command, args, options = {}) {
  const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', ...options });
  children.add(child);
  child.on('close', () => children.delete(child));
  return child;
}

/** @param {NodeJS.Signals} signal */
export function endChildren(signal = 'SIGTERM') {
  for (const child of children) child.kill(signal);
}

/**
 * Runs a program to its end. `output` is what it wrote where `quiet` is set.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ quiet?: boolean, env?: NodeJS.ProcessEnv, timeoutMs?: number }} [options]
 * @returns {Promise<{ status: number, output: string }>}
 */
export function run(command, args, { quiet = false, env = process.env, timeoutMs = 0 } = {}) {
  return new Promise((resolve) => {
    const child = start(command, args, { stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit', env });
    let output = '';
    const collect = (/** @type {Buffer} */ data) => (output += data.toString('utf8'));
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    const timer = timeoutMs > 0 ? setTimeout(() => child.kill('SIGKILL'), timeoutMs) : undefined;
    child.on('error', (error) => resolve({ status: 127, output: error.message }));
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ status: code ?? 1, output });
    });
  });
}

/**
 * Ctrl+C and its kin end the children first.
 * @param {() => void} [before]
 */
export function endWithSignals(before = () => undefined) {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      before();
      endChildren('SIGTERM');
      setTimeout(() => {
        endChildren('SIGKILL');
        process.exit(0);
      }, children.size > 0 ? 2_500 : 0).unref();
      if (children.size === 0) process.exit(0);
    });
  }
  process.on('exit', () => endChildren('SIGKILL'));
}
