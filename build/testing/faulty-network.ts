// Two hosts in network namespaces of their own and a bad network between them: what is sent is lost, doubled, reordered or delayed, by a forwarder
// of our own (this kernel may have no netem). Real programs talk over it, tcpdump captures at one of them.
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { canMakeNetworks, NEEDS_ROOT, NetworkNamespace } from './network-namespace';

/** Per mille of the TCP segments, and milliseconds one way. */
export interface Faults {
  readonly seed: number;
  readonly loss: number;
  readonly doubled: number;
  readonly reordered: number;
  readonly delay: number;
}

export const CLIENT = '10.9.3.1';
export const SERVER = '10.9.3.2';
const DEVICE = 'host0';
const LONGEST_START_MS = 8000;
const has = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

/** Programs of these that are not here. */
const missing = ['gcc', 'tcpdump', 'tshark'].filter((program) => !has(program));
/** '' = it can be made here. */
export const WHY_NO_FAULTS = !canMakeNetworks ? NEEDS_ROOT : missing.length > 0 ? `SKIPPED: ${missing.join(', ')} needed` : '';
export const hasProgram = has;

/** @returns the path of the built forwarder */
export function buildForwarder(folder: string): string {
  const program = join(folder, 'fault-forwarder');
  execFileSync('gcc', ['-O2', '-o', program, join(import.meta.dirname, 'fault-forwarder.c')], { stdio: ['ignore', 'ignore', 'inherit'] });
  return program;
}

export class FaultyNetwork {
  readonly client = new NetworkNamespace();
  readonly server = new NetworkNamespace();
  private readonly middle = new NetworkNamespace();
  private readonly children: ChildProcess[] = [];

  private constructor(private readonly forwarder: string) {}

  static async make(forwarder: string, faults: Faults): Promise<FaultyNetwork> {
    const network = new FaultyNetwork(forwarder);
    network.join(network.client, 'left', CLIENT);
    network.join(network.server, 'right', SERVER);
    const { seed, loss, doubled, reordered, delay } = faults;
    await network.start(network.middle, forwarder, ['left', 'right', seed, loss, doubled, reordered, delay].map(String), 'ready');
    return network;
  }

  /** A cable from a host to the forwarder. */
  private join(host: NetworkNamespace, end: string, address: string): void {
    this.middle.ip('link', 'add', end, 'type', 'veth', 'peer', 'name', DEVICE, 'netns', host.name);
    // Neither neighbour discovery nor the segments of several packets that the kernel would leave to a card.
    for (const [namespace, device] of [[host, DEVICE], [this.middle, end]] as const) {
      namespace.run('sh', ['-c', `echo 1 > /proc/sys/net/ipv6/conf/${device}/disable_ipv6 || true`]);
      namespace.run(this.forwarder, ['plain', device]);
      namespace.ip('link', 'set', device, 'up');
    }
    host.ip('addr', 'add', `${address}/24`, 'dev', DEVICE);
  }

  /** Starts a program in a namespace; it is ended with the network. @param says what it prints once it is ready; '' = nothing is waited for */
  start(host: NetworkNamespace, program: string, args: readonly string[], says = ''): Promise<ChildProcess> {
    const child = spawn(...host.inside(program, args), { stdio: ['ignore', 'pipe', 'pipe'] });
    this.children.push(child);
    return new Promise((resolve, reject) => {
      let said = '';
      const hear = (data: Buffer): void => {
        said += data.toString();
        if (said.includes(says)) resolve(child);
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.once('error', reject);
      setTimeout(() => reject(new Error(`${program} does not say ${says}: ${said}`)), LONGEST_START_MS).unref();
      child.once('exit', (status) => reject(new Error(`${program} ended with ${status ?? 'a signal'}: ${said}`)));
      if (says === '') resolve(child);
    });
  }

  /** Runs a program to its end, or for so long. @returns what it printed */
  run(host: NetworkNamespace, program: string, args: readonly string[], longestMs: number): Promise<string> {
    const child = spawn(...host.inside(program, args), { stdio: ['ignore', 'pipe', 'ignore'] });
    this.children.push(child);
    let said = '';
    child.stdout.on('data', (data: Buffer) => (said += data.toString()));
    const timer = setTimeout(() => child.kill('SIGKILL'), longestMs);
    return new Promise((resolve) => {
      child.once('close', () => {
        clearTimeout(timer);
        resolve(said);
      });
    });
  }

  /** Captures TCP at one host until the capture is stopped. */
  async capture(host: NetworkNamespace, file: string): Promise<() => Promise<void>> {
    const tcpdump = await this.start(host, 'tcpdump', ['-n', '-i', DEVICE, '-s', '128', '-B', '4096', '--immediate-mode', '-U', '-w', file, 'tcp'], 'listening on');
    return async () => {
      const ended = new Promise((resolve) => tcpdump.once('close', resolve));
      tcpdump.kill('SIGINT');
      await ended;
    };
  }

  async remove(): Promise<void> {
    const alive = this.children.filter((child) => child.exitCode === null && child.signalCode === null);
    const ended = alive.map((child) => new Promise((resolve) => child.once('close', resolve)));
    for (const child of alive) child.kill('SIGKILL');
    await Promise.all(ended);
    for (const namespace of [this.client, this.server, this.middle]) namespace.remove();
  }
}
