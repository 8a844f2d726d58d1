// A network namespace with a pair of devices, for tests that send and capture; it goes with all that lives in it.
import { execFileSync } from 'node:child_process';

let made = 0;

/** Namespaces, devices and capabilities can be made here. */
export const canMakeNetworks = process.platform === 'linux' && process.getuid?.() === 0 && works('ip', ['netns', 'list']) && works('unshare', ['-n', 'true']);
export const NEEDS_ROOT = 'SKIPPED: root on Linux with ip and unshare is needed to make network namespaces';

export function works(program: string, args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** `left` has 10.9.0.1 and knows 10.9.0.2, so that what is sent there leaves by it and comes in at `right`, and nothing answers. */
export class Network {
  readonly name = `netloupe-${process.pid}-${(made += 1)}`;
  readonly path = `/run/netns/${this.name}`;

  constructor() {
    execFileSync('ip', ['netns', 'add', this.name]);
    this.ip('link', 'set', 'lo', 'up');
    this.addPair();
  }

  addPair(): void {
    this.ip('link', 'add', 'left', 'type', 'veth', 'peer', 'name', 'right');
    for (const device of ['left', 'right']) {
      this.run('sysctl', ['-qw', `net.ipv6.conf.${device}.disable_ipv6=1`]);
      this.ip('link', 'set', device, 'up');
    }
    this.ip('addr', 'add', '10.9.0.1/24', 'dev', 'left');
    this.knowNeighbour();
  }

  /** To be said again when `left` was down. */
  knowNeighbour(): void {
    this.ip('neigh', 'replace', '10.9.0.2', 'lladdr', '02:00:00:00:00:02', 'dev', 'left');
  }

  ip(...args: string[]): string {
    return execFileSync('ip', ['-n', this.name, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  }

  run(program: string, args: readonly string[]): string {
    return execFileSync('ip', ['netns', 'exec', this.name, program, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  }

  /** Sends so many UDP datagrams, each of which is exactly one packet; done when the last has left. */
  send(packets: number, address = '10.9.0.2', bytes = 20): void {
    this.run(process.execPath, ['-e', SENDER, String(packets), address, String(bytes)]);
  }

  remove(): void {
    execFileSync('ip', ['netns', 'delete', this.name]);
  }
}

const SENDER = `
const [packets, address, bytes] = process.argv.slice(1);
const socket = require('node:dgram').createSocket('udp4');
const data = Buffer.alloc(Number(bytes), 'x');
let sent = 0;
function more() {
  const batch = Math.min(256, Number(packets) - sent);
  if (batch === 0) { socket.close(); return; }
  sent += batch;
  let left = batch;
  for (let i = 0; i < batch; i += 1) socket.send(data, 9999, address, (error) => {
    if (error) { console.error(error); process.exit(1); }
    left -= 1;
    if (left === 0) more();
  });
}
more();
`;
