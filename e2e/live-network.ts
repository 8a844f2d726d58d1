// A small network for specs of live captures: two namespaces joined by a veth pair, with nginx in one and curl in the other.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { CaptureOptions } from '../shared/live/capture-options';

const CHECKOUT = join(import.meta.dirname, '..');
const SERVER = '10.231.77.1';
const CLIENT = '10.231.77.2';
const PORT = 8080;
const MOST_TRIES = 100;

/** Whether a command runs and says that all is well. */
export function works(command: string, ...args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** A count of the ledger on screen. */
export const figure = async (page: Page, id: string): Promise<number> => Number(await page.getByTestId(`ledger-${id}`).getAttribute('data-value'));

/** Why specs of live captures cannot run here, said aloud; '' = they can. */
export function whyNoLiveNetwork(): string {
  const why = reason();
  if (why !== '') console.warn(`*** SKIPPED: live captures in the browser: ${why} ***`);
  return why;
}

function reason(): string {
  if (process.getuid?.() !== 0) return 'live captures are tested in network namespaces, which only root may make';
  if (!existsSync(join(CHECKOUT, 'out/native/netloupe-capture'))) return 'the capture program is not built (out/native/netloupe-capture)';
  for (const [tool, question] of [['ip', '-V'], ['curl', '--version'], ['nginx', '-v'], ['ping', '-V'], ['capinfos', '--version']] as const) {
    if (!works(tool, question)) return `${tool} is not installed`;
  }
  const probe = `nlprobe${process.pid}`;
  if (!works('ip', 'netns', 'add', probe)) return 'network namespaces cannot be made here';
  works('ip', 'netns', 'del', probe);
  return '';
}

/** One process, which writes below its folder only and serves what is there. */
function nginxConfiguration(folder: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path temporary;`).join(' ');
  return `daemon off; master_process off; pid nginx.pid; events {}
http { access_log off; ${temporary} server { listen ${SERVER}:${PORT}; root ${folder}; } }`;
}

export class LiveNetwork {
  readonly interface = 'nlv0';
  readonly netns = `nlserver${process.pid}`;
  /** The other end, in a namespace of its own. */
  readonly clientInterface = 'nlv1';
  readonly client = `nlclient${process.pid}`;
  private readonly folder = mkdtempSync(join(tmpdir(), 'netloupe-pages-'));
  private server: ChildProcess | null = null;

  static async make(): Promise<LiveNetwork> {
    const made = new LiveNetwork();
    const ip = (...args: string[]): void => void execFileSync('ip', args);
    ip('netns', 'add', made.netns);
    ip('netns', 'add', made.client);
    ip('-n', made.netns, 'link', 'add', 'nlv0', 'type', 'veth', 'peer', 'name', 'nlv1', 'netns', made.client);
    ip('-n', made.netns, 'addr', 'add', `${SERVER}/24`, 'dev', 'nlv0');
    ip('-n', made.client, 'addr', 'add', `${CLIENT}/24`, 'dev', 'nlv1');
    ip('-n', made.netns, 'link', 'set', 'lo', 'up');
    ip('-n', made.netns, 'link', 'set', 'nlv0', 'up');
    ip('-n', made.client, 'link', 'set', 'nlv1', 'up');
    writeFileSync(join(made.folder, 'page.html'), '<p>hello</p>');
    writeFileSync(join(made.folder, 'big.bin'), Buffer.alloc(4_000_000, 7));
    writeFileSync(join(made.folder, 'nginx.conf'), nginxConfiguration(made.folder));
    made.server = spawn('ip', ['netns', 'exec', made.netns, 'nginx', '-p', made.folder, '-c', 'nginx.conf', '-e', 'stderr'], { stdio: ['ignore', 'ignore', 'inherit'] });
    for (let i = 0; !made.isUp(); i++) {
      if (i === MOST_TRIES) throw new Error('nginx does not answer');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return made;
  }

  /** A request over the wire, answered before this returns. */
  fetch(page: 'page.html' | 'big.bin', times = 1): void {
    const urls = Array.from({ length: times }, () => ['-o', '/dev/null', `http://${SERVER}:${PORT}/${page}`]).flat();
    execFileSync('ip', ['netns', 'exec', this.client, 'curl', '-s', '-m', '20', ...urls]);
  }

  ping(count: number): void {
    execFileSync('ip', ['netns', 'exec', this.client, 'ping', '-q', '-c', String(count), '-i', '0.01', SERVER]);
  }

  /** Traffic of two packets every 10 ms until it is told to end. */
  keepPinging(): () => void {
    const ping = spawn('ip', ['netns', 'exec', this.client, 'ping', '-q', '-w', '120', '-i', '0.01', SERVER], { stdio: 'ignore' });
    return () => void ping.kill('SIGINT');
  }

  /** One connection on which a page is asked for again and again until it is told to end. */
  keepAsking(): () => void {
    const asker = spawn('ip', ['netns', 'exec', this.client, process.execPath, '-e', ASKER, SERVER, String(PORT)], { stdio: 'ignore' });
    return () => void asker.kill('SIGTERM');
  }

  /** UDP datagrams from the server's side, each one packet. */
  send(packets: number): void {
    execFileSync('ip', ['netns', 'exec', this.netns, process.execPath, '-e', SENDER, String(packets), CLIENT]);
  }

  setLink(state: 'up' | 'down'): void {
    execFileSync('ip', ['-n', this.netns, 'link', 'set', 'nlv0', state]);
  }

  removeLink(): void {
    execFileSync('ip', ['-n', this.netns, 'link', 'del', 'nlv0']);
  }

  options(changes: Partial<CaptureOptions['interfaces'][number]> = {}): CaptureOptions {
    const none = { packets: 0, bytes: 0, seconds: 0, files: 0 };
    const one = {
      name: this.interface, netns: this.netns, filter: '', snaplen: 262_144, promiscuous: true, monitor: false, bufferBytes: 8_388_608,
      linktype: '', timestampType: '', timestampPrecision: 'nano' as const, ...changes,
    };
    return { interfaces: [one], stop: none, ring: none, file: '', command: '' };
  }

  remove(): void {
    this.server?.kill('SIGTERM');
    works('ip', 'netns', 'del', this.netns);
    works('ip', 'netns', 'del', this.client);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private isUp(): boolean {
    return works('ip', 'netns', 'exec', this.client, 'curl', '-s', '-o', '/dev/null', '-m', '1', `http://${SERVER}:${PORT}/page.html`);
  }
}

/** For two minutes at most. */
const ASKER = `
const [server, port] = process.argv.slice(1);
const socket = require('node:net').connect(Number(port), server);
socket.resume();
setInterval(() => socket.write('GET /page.html HTTP/1.1\\r\\nHost: ' + server + '\\r\\n\\r\\n'), 100);
setTimeout(() => process.exit(), 120000);
`;

const SENDER = `
const [packets, address] = process.argv.slice(1);
const socket = require('node:dgram').createSocket('udp4');
let left = Number(packets);
const next = () => left-- > 0 ? socket.send('x'.repeat(20), 9999, address, next) : socket.close();
next();
`;

/** Makes these the options of the last capture, so that Ctrl+E starts with them. */
export async function rememberOptions(page: Page, options: CaptureOptions): Promise<void> {
  await page.evaluate(async (value) => {
    const socket = new WebSocket(`ws://${location.host}/pipe`);
    await new Promise((resolve) => socket.addEventListener('open', resolve));
    const answer = new Promise((resolve) => socket.addEventListener('message', resolve, { once: true }));
    socket.send(JSON.stringify({ type: 'call', id: 1, name: 'preferences.set', args: { key: 'capture', value } }));
    await answer;
    socket.close();
  }, options);
  await page.reload();
  await page.locator('[data-action="capture.start"]:enabled').waitFor();
}
