// Two network namespaces joined by a cable, for traffic that leaves nothing behind on the machine.
import { spawnSync } from 'node:child_process';
import { endChildren, start } from '../terminal.mjs';
import { programPath } from './programs.mjs';

export const SERVER = { ipv4: '10.77.0.1', ipv6: 'fd77::1' };
/** The clients' addresses: 10.77.0.2 … 13. */
export const CLIENTS = Array.from({ length: 12 }, (_, i) => `10.77.0.${i + 2}`);
export const CLIENT_DEVICE = 'bench1';
const SERVER_DEVICE = 'bench0';
/** One packet in so many is lost, each way. */
const LOSS = 1000;

/** @typedef {'server' | 'client'} Side */

export class Network {
  /** @type {Readonly<Record<Side, string>>} */
  names = { server: `netloupe-bench-s${process.pid}`, client: `netloupe-bench-c${process.pid}` };
  /** How packets get lost. */
  loss = '';

  create() {
    for (const name of Object.values(this.names)) must('ip', ['netns', 'add', name]);
    must('ip', ['link', 'add', SERVER_DEVICE, 'netns', this.names.server, 'type', 'veth', 'peer', 'name', CLIENT_DEVICE, 'netns', this.names.client]);
    for (const side of /** @type {const} */ (['server', 'client'])) this.bringUp(side);
    this.loss = this.lose();
  }

  /** Names go at once, the namespaces with the last process in them. */
  remove() {
    endChildren('SIGTERM');
    for (const name of Object.values(this.names)) spawnSync(programPath('ip'), ['netns', 'del', name]);
  }

  /**
   * Starts a program in a namespace; it ends with us at the latest.
   * @param {Side} side
   * @param {string} program
   * @param {readonly string[]} args
   * @param {import('node:child_process').SpawnOptions} [options]
   */
  start(side, program, args, options = {}) {
    return start(programPath('ip'), ['netns', 'exec', this.names[side], programPath(program), ...args], { stdio: 'ignore', ...options });
  }

  /** @param {Side} side */
  bringUp(side) {
    const device = side === 'server' ? SERVER_DEVICE : CLIENT_DEVICE;
    const inside = (/** @type {string[]} */ ...args) => must('ip', ['-n', this.names[side], ...args]);
    inside('link', 'set', 'lo', 'up');
    // One frame is one packet, with its checksum: no segments of 64 KiB, nothing left for a network card to do.
    must('ip', ['netns', 'exec', this.names[side], programPath('ethtool'), '-K', device, 'tso', 'off', 'gso', 'off', 'gro', 'off', 'tx', 'off']);
    const ipv4 = side === 'server' ? [SERVER.ipv4] : CLIENTS;
    const ipv6 = side === 'server' ? SERVER.ipv6 : 'fd77::2';
    for (const address of ipv4) inside('addr', 'add', `${address}/24`, 'dev', device);
    inside('addr', 'add', `${ipv6}/64`, 'dev', device, 'nodad');
    inside('link', 'set', device, 'up');
  }

  /** netem where the kernel has it, else a filter of four instructions that draws a random number. */
  lose() {
    const tc = (/** @type {string[]} */ ...args) => spawnSync(programPath('tc'), ['-n', this.names.server, ...args]).status === 0;
    const inbound = tc('qdisc', 'add', 'dev', SERVER_DEVICE, 'clsact') && tc('filter', 'add', 'dev', SERVER_DEVICE, 'ingress', 'bpf', 'da', 'bytecode', dropping());
    if (tc('qdisc', 'add', 'dev', SERVER_DEVICE, 'root', 'netem', 'loss', `${100 / LOSS}%`)) return `1 in ${LOSS} from the server (netem)${inbound ? ', 1 in as many to it' : ''}`;
    const outbound = inbound && tc('filter', 'add', 'dev', SERVER_DEVICE, 'egress', 'bpf', 'da', 'bytecode', dropping());
    return outbound ? `1 in ${LOSS} each way (tc filter)` : 'none: the kernel has neither netem nor classic BPF filters';
  }
}

/** Load a random word; below the threshold: drop (2), else: go on (-1). */
function dropping() {
  const threshold = Math.floor(2 ** 32 / LOSS);
  return `4,32 0 0 4294963256,53 1 0 ${threshold},6 0 0 2,6 0 0 4294967295`;
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 */
function must(program, args) {
  const { status, stderr, error } = spawnSync(programPath(program), args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${(error?.message ?? stderr).trim()}`);
}
