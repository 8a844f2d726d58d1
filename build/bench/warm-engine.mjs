// A warm engine opens a capture beside sharkd's load; and how soon a fresh one has the first rows.
import { spawn } from 'node:child_process';
import { Engine } from './engine-client.mjs';
import { cpuMsOf, median } from './measure.mjs';
import { programPath } from './programs.mjs';

/** @typedef {import('./engine-client.mjs').Opening} Opening */

/**
 * The first rows of a capture in an engine that has opened nothing yet.
 * @param {string} path
 * @param {number} runs
 */
export async function coldFirstRows(path, runs) {
  const times = [];
  for (let run = 0; run < runs; run++) {
    const engine = new Engine();
    // Answers when the thread has started.
    await engine.call('fields.search', { text: 'ip', limit: 1 });
    times.push((await engine.open(path)).firstRowsMs);
    await engine.worker.terminate();
  }
  return median(times);
}

/**
 * The same capture in an engine and, with `beside`, in sharkd: one after the other, each warmed by one opening more.
 * @param {string} path
 * @param {number} runs
 * @param {boolean} beside
 */
export async function warmOpening(path, runs, beside) {
  const engine = new Engine();
  const sharkd = beside ? new Sharkd() : null;
  /** @type {Opening[]} */
  const ours = [];
  /** @type {{ wallMs: number, cpuMs: number }[]} */
  const theirs = [];
  for (let run = -1; run < runs; run++) {
    const opening = await engine.open(path);
    const load = await sharkd?.load(path);
    if (run < 0) continue;
    ours.push(opening);
    if (load) theirs.push(load);
  }
  await engine.worker.terminate();
  sharkd?.end();
  const of = (/** @type {keyof Opening} */ key) => median(ours.map((opening) => opening[key]));
  const engineCost = { firstRowsMs: of('firstRowsMs'), wallMs: of('wallMs'), cpuMs: of('cpuMs') };
  const sharkdCost = { wallMs: median(theirs.map((cost) => cost.wallMs)), cpuMs: median(theirs.map((cost) => cost.cpuMs)) };
  return { engine: engineCost, sharkd: sharkdCost };
}

/** Wireshark's engine as a server: answers line by line. */
export class Sharkd {
  child = spawn(programPath('sharkd'), ['-'], { stdio: ['pipe', 'pipe', 'ignore'] });

  constructor() {
    process.once('exit', () => this.child.kill('SIGKILL'));
  }

  /** @param {string} path */
  load(path) {
    return this.ask('load', { file: path });
  }

  /** Which frames a display filter selects; one of them is asked for. @param {string} text */
  filter(text) {
    return this.ask('frames', { filter: text, limit: 1 });
  }

  /**
   * @param {string} method
   * @param {Record<string, unknown>} params
   */
  async ask(method, params) {
    const began = performance.now();
    const before = cpuMsOf(this.child.pid ?? 0);
    /** @type {string} */
    const line = await new Promise((resolve, reject) => {
      let said = '';
      this.child.stdout.on('data', (/** @type {Buffer} */ data) => {
        said += data.toString('utf8');
        if (said.includes('\n')) resolve(said);
      });
      this.child.once('close', () => reject(new Error('sharkd ended')));
      this.child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })}\n`);
    });
    this.child.stdout.removeAllListeners('data');
    this.child.removeAllListeners('close');
    const answer = JSON.parse(line);
    if (answer.error) throw new Error(`sharkd: ${answer.error.message}`);
    return { wallMs: performance.now() - began, cpuMs: cpuMsOf(this.child.pid ?? 0) - before };
  }

  end() {
    this.child.kill('SIGTERM');
  }
}
