// A live capture in the engine, run from outside: started, watched, stopped for a while, ended.
import { join } from 'node:path';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ROOT, start } from '../../terminal.mjs';
import { DEVICE, NAMESPACE, SCRATCH } from './device.mjs';
import { BUFFER_MIB } from './programs-beside.mjs';
import { packetsIn } from './trial.mjs';

const PROGRAM = join(ROOT, 'out/native/netloupe-capture');
const INTERFACE = {
  name: DEVICE, netns: NAMESPACE, filter: '', snaplen: 262_144, promiscuous: true, monitor: false, bufferBytes: BUFFER_MIB * 1_048_576,
  linktype: '', timestampType: '', timestampPrecision: 'nano',
};
const NO_LIMITS = { packets: 0, bytes: 0, seconds: 0, files: 0 };
const LONGEST_MS = 60_000;

/** Options of a capture of the benchmark's device into a file. @param {string} file */
export function captureOptionsFor(file) {
  return { interfaces: [INTERFACE], stop: NO_LIMITS, ring: NO_LIMITS, file, command: '' };
}

export class LiveRun {
  file = join(SCRATCH, 'live.pcapng');
  frames = 0;
  /** @type {{ written: number, indexed: number, interfaces: { dropped: number }[] } | null} */
  ledger = null;
  /** @type {Map<string, (answer: { value: unknown, cpuMs: number }) => void>} */
  waiting = new Map();
  /** @type {(atMs: number) => void} */
  onFrames = () => undefined;

  constructor() {
    const env = { ...process.env, NETLOUPE_CAPTURE: PROGRAM };
    this.child = start(process.execPath, [fileURLToPath(new URL('engine-process.mjs', import.meta.url))], { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.child.on('message', (message) => this.hear(message));
    // Not 'close': that does not come where we disconnect.
    this.ended = new Promise((resolve) => this.child.once('exit', resolve));
  }

  /** @param {any} message */
  hear(message) {
    if (message.problem) throw new Error(message.problem.message);
    if (message.ledger) this.ledger = message.ledger;
    if (message.answer) this.waiting.get(message.answer)?.(message);
    if (message.frames === undefined) return;
    this.frames = message.frames;
    this.onFrames(message.atMs);
  }

  /**
   * @param {string} call
   * @param {unknown} [args] without: only waits for the answer
   * @returns {Promise<{ value: unknown, cpuMs: number }>}
   */
  async call(call, args) {
    const gone = this.ended.then(() => Promise.reject(new Error('the engine ended')));
    const answer = new Promise((/** @type {(answer: { value: unknown, cpuMs: number }) => void} */ resolve) => this.waiting.set(call, resolve));
    if (args !== undefined) this.child.send({ call, args });
    return Promise.race([answer, gone]);
  }

  async start() {
    rmSync(this.file, { force: true });
    await this.call('begin');
    await this.call('capture.start', { options: captureOptionsFor(this.file) });
  }

  /**
   * When so many frames were indexed, in milliseconds since 1970; or NaN when they were not for a long time.
   * @param {number} frames
   * @returns {Promise<number>}
   */
  indexed(frames) {
    return new Promise((resolve) => {
      const limit = setTimeout(() => resolve(NaN), LONGEST_MS);
      const look = (/** @type {number} */ atMs) => {
        if (this.frames < frames) return;
        clearTimeout(limit);
        resolve(atMs);
      };
      this.onFrames = look;
      if (this.frames >= frames) look(Date.now());
    });
  }

  /** @param {NodeJS.Signals} signal */
  signal(signal) {
    this.child.kill(signal);
  }

  /** Ends the capture: what is in the file, what was indexed, what the program said to be dropped. */
  async end() {
    const { cpuMs } = await this.call('capture.stop', {});
    const inFile = await packetsIn(this.file);
    await this.indexed(inFile);
    const dropped = this.ledger?.interfaces.reduce((sum, one) => sum + one.dropped, 0) ?? NaN;
    return { inFile, indexed: this.frames, dropped, cpuMs };
  }

  async close() {
    this.child.kill('SIGCONT');
    if (this.child.connected) this.child.disconnect();
    const limit = setTimeout(() => this.child.kill('SIGKILL'), 3000);
    await this.ended;
    clearTimeout(limit);
    rmSync(this.file, { force: true });
  }
}
