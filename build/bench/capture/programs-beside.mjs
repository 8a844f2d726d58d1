// The three programs that are compared: how each is started, when it is ready, how long it holds packets back, what it says of drops.
import { join } from 'node:path';
import { ROOT } from '../../terminal.mjs';
import { programPath } from '../programs.mjs';
import { DEVICE, startInside } from './device.mjs';

export const BUFFER_MIB = 32;

/**
 * `packetBytes`: of a packet in its file besides what was captured; `settleMs`: how long it may hold back what it has (its read timeout, and some).
 * @typedef {{ name: ProgramName, command: string, args: (file: string, bufferMib: number) => string[], ready: RegExp, settleMs: number, drops: (said: string) => number }} Program
 * @typedef {'netloupe' | 'tcpdump' | 'dumpcap'} ProgramName
 */

/** @param {RegExp} pattern @returns {(said: string) => number} */
const last = (pattern) => (said) => Number([...said.matchAll(pattern)].at(-1)?.[1] ?? NaN);

/** @type {Readonly<Record<ProgramName, Program>>} */
export const PROGRAMS = {
  netloupe: {
    name: 'netloupe', command: join(ROOT, 'out/native/netloupe-capture'), settleMs: 300,
    args: (file, mib) => ['capture', '-w', file, '-i', DEVICE, '-B', `${mib * 1_048_576}`],
    ready: /"event":"started"/, drops: last(/"dropped":(\d+)/g),
  },
  tcpdump: {
    name: 'tcpdump', command: programPath('tcpdump'), settleMs: 1300,
    args: (file, mib) => ['-Z', 'root', '-n', '-i', DEVICE, '-w', file, '-B', `${mib * 1024}`],
    ready: /listening on/, drops: last(/(\d+) packets? dropped by kernel/g),
  },
  dumpcap: {
    name: 'dumpcap', command: programPath('dumpcap'), settleMs: 700,
    args: (file, mib) => ['-q', '-i', DEVICE, '-w', file, '-B', `${mib}`],
    ready: /File: /, drops: last(/received\/dropped on interface .*: \d+\/(\d+)/g),
  },
};

export class Running {
  said = '';
  /** @type {Promise<number | null>} */
  ended;

  /**
   * @param {Program} program
   * @param {string} file
   * @param {number} bufferMib
   */
  constructor(program, file, bufferMib) {
    this.program = program;
    this.child = startInside(program.command, program.args(file, bufferMib), { stdio: ['pipe', 'pipe', 'pipe'] });
    for (const stream of [this.child.stdout, this.child.stderr]) stream?.on('data', (/** @type {Buffer} */ data) => this.hear(data.toString('utf8')));
    this.ended = new Promise((resolve) => this.child.once('close', resolve));
  }

  get pid() {
    return this.child.pid ?? 0;
  }

  /** @type {() => void} */
  onWords = () => undefined;

  /** @param {string} text */
  hear(text) {
    this.said += text;
    this.onWords();
  }

  /** Resolves when packets would be captured. @returns {Promise<void>} */
  ready() {
    return new Promise((resolve, reject) => {
      this.onWords = () => this.program.ready.test(this.said) && resolve();
      this.onWords();
      void this.ended.then(() => reject(new Error(`${this.program.name} ended: ${this.said.trim().slice(-300)}`)));
    });
  }

  async stop() {
    this.child.kill('SIGINT');
    const limit = setTimeout(() => this.child.kill('SIGKILL'), 10_000);
    await this.ended;
    clearTimeout(limit);
  }
}
