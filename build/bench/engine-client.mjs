// The engine thread as the window sees it: a capture is opened by a call, and an event says when it is read.
import { Worker } from 'node:worker_threads';
import { bundlePath } from './bundles.mjs';

export const VIEW = { time: 'relative', timeDigits: -1, relativeSequence: true, verifyChecksums: false, names: 0, flagStyle: 'wireshark' };
const FIRST_ROWS = { first: 0, count: 50, columns: ['number', 'time', 'source', 'destination', 'protocol', 'length', 'info'], view: VIEW };

/** `firstRowsMs`: from the call to the answer with 50 rows; @typedef {{ firstRowsMs: number, wallMs: number, cpuMs: number, frames: number }} Opening */

/** The engine thread with the window's calls. */
export class Engine {
  worker = new Worker(bundlePath('engine-thread'));
  /** @type {Map<number, (value: any) => void>} */
  waiting = new Map();
  /** @type {(frames: number) => void} */
  onDone = () => undefined;
  /** @type {(name: string, payload: any) => void} */
  onEvent = () => undefined;
  id = 0;

  constructor() {
    this.worker.on('message', (message) => {
      if (message.type === 'event') this.onEvent(message.name, message.payload);
      if (message.type === 'event' && message.payload.phase === 'done') this.onDone(message.payload.frames);
      if (message.type === 'problem') throw new Error(message.problem.message);
      if (message.type === 'result') this.waiting.get(message.id)?.(message.value);
    });
  }

  /**
   * @param {string} name
   * @param {unknown} args
   */
  call(name, args) {
    const id = ++this.id;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.worker.postMessage({ type: 'call', id, name, args });
    });
  }

  /**
   * @param {string} path
   * @returns {Promise<Opening>}
   */
  async open(path) {
    const done = new Promise((/** @type {(frames: number) => void} */ resolve) => (this.onDone = resolve));
    const began = performance.now();
    const before = process.cpuUsage();
    await this.call('capture.open', { path });
    await this.call('frames.rows', FIRST_ROWS);
    const firstRowsMs = performance.now() - began;
    const frames = await done;
    const { user, system } = process.cpuUsage(before);
    return { firstRowsMs, wallMs: performance.now() - began, cpuMs: (user + system) / 1000, frames };
  }

  /**
   * Opens and waits until TCP segments were looked at together.
   * @param {string} path
   */
  async openSettled(path) {
    const done = new Promise((resolve) => (this.onEvent = (name) => name === 'capture.settled' && resolve(undefined)));
    await this.open(path);
    await done;
  }
}
