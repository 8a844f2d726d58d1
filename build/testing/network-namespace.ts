// A network namespace for one test: devices, addresses, routes and rules of its own; it goes with all that lives in it.
import { execFileSync } from 'node:child_process';

const MOST_TRIES = 500;
let made = 0;

/** Namespaces and pairs of devices can be made here: tried, for a container may have the programs and not the right. */
export const canMakeNetworks = process.platform === 'linux' && process.getuid?.() === 0 && works('sh', ['-c', trial(`netloupe-trial-${process.pid}`)]);
export const NEEDS_ROOT = 'SKIPPED: root on Linux, who may make network namespaces and pairs of devices by ip, is needed';

function trial(name: string): string {
  return `ip netns add ${name} && { ip -n ${name} link add left type veth peer name right; made=$?; ip netns delete ${name}; exit $made; }`;
}

export function works(program: string, args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

export class NetworkNamespace {
  readonly name = `netloupe-${process.pid}-${(made += 1)}`;
  /** What setns and nsenter take. */
  readonly path = `/run/netns/${this.name}`;

  /** Starts with only lo, which is up. */
  constructor() {
    execFileSync('ip', ['netns', 'add', this.name], { stdio: ['ignore', 'ignore', 'pipe'] });
    this.ip('link', 'set', 'lo', 'up');
  }

  /** Runs `ip ARGS` inside. @returns what it printed */
  ip(...args: string[]): string {
    return execFileSync('ip', ['-n', this.name, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  }

  /** Runs a program inside to its end. @returns what it printed */
  run(program: string, args: readonly string[]): string {
    return execFileSync(...this.inside(program, args), { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  }

  /** Program and arguments for spawn, to run inside; /sys there shows the devices of the namespace. */
  inside(program: string, args: readonly string[]): [string, string[]] {
    return ['ip', ['netns', 'exec', this.name, program, ...args]];
  }

  /** Two devices joined by a cable, both up, IPv6 without duplicate address detection. Addresses with prefix length. */
  addDevicePair(left: string, right: string, addresses: readonly string[] = []): void {
    this.ip('link', 'add', left, 'type', 'veth', 'peer', 'name', right);
    for (const device of [left, right]) {
      this.run('sh', ['-c', `echo 0 > '/proc/sys/net/ipv6/conf/${device}/accept_dad' || true`]);
      this.ip('link', 'set', 'dev', device, 'up');
    }
    for (const address of addresses) this.ip('addr', 'add', address, 'dev', left);
    for (let tries = 0; !this.isUp(left) || !this.isUp(right); tries += 1) if (tries > MOST_TRIES) throw new Error(`${left} or ${right} does not come up`);
  }

  /** The kernel says so a little later than it is told to. */
  private isUp(device: string): boolean {
    return this.ip('-j', 'link', 'show', 'dev', device).includes('"operstate":"UP"');
  }

  /** Not every kernel has every kind of device. @param what as for `ip link add`: name, `type`, kind … @returns whether it is there now */
  tryAdd(...what: string[]): boolean {
    return works('ip', ['-n', this.name, 'link', 'add', ...what]);
  }

  /** Processes that still run inside keep the devices alive; end them before. */
  remove(): void {
    execFileSync('ip', ['netns', 'delete', this.name], { stdio: 'ignore' });
  }
}
