// A network namespace with a pair of devices, for tests that send and capture; it goes with all that lives in it.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { NetworkNamespace } from './network-namespace';

export { canMakeNetworks, NEEDS_ROOT, works } from './network-namespace';

/** `left` has 10.9.0.1 and knows 10.9.0.2, so that what is sent there leaves by it and comes in at `right`, and nothing answers. */
export class Network extends NetworkNamespace {
  constructor() {
    super();
    this.addPair();
  }

  addPair(): void {
    this.ip('link', 'add', 'left', 'type', 'veth', 'peer', 'name', 'right');
    for (const device of ['left', 'right']) {
      // No neighbour discovery between the packets; where it cannot be written a capture filter has to keep it out.
      this.run('sh', ['-c', `echo 1 > /proc/sys/net/ipv6/conf/${device}/disable_ipv6 || true`]);
      this.ip('link', 'set', device, 'up');
    }
    this.ip('addr', 'add', '10.9.0.1/24', 'dev', 'left');
    this.knowNeighbour();
  }

  /** To be said again when `left` was down. */
  knowNeighbour(): void {
    this.ip('neigh', 'replace', '10.9.0.2', 'lladdr', '02:00:00:00:00:02', 'dev', 'left');
  }

  /** Sends so many UDP datagrams, each of which is exactly one packet; done when the last has left. */
  send(packets: number, address = '10.9.0.2', bytes = 20): void {
    this.run(process.execPath, ['-e', SENDER, String(packets), address, String(bytes)]);
  }

  /** The same, while the test goes on. */
  async sendMeanwhile(packets: number, address = '10.9.0.2', bytes = 20): Promise<void> {
    await promisify(execFile)('ip', ['netns', 'exec', this.name, process.execPath, '-e', SENDER, String(packets), address, String(bytes)]);
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
