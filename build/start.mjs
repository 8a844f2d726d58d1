// `npm start [-- FILE]`: sets up what is missing, builds what is stale, opens Netloupe's window.
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { electronProgram, ensureElectron, ensurePackages, findBrowser, hasChineseFont, installDebian, isRoot, requireNode } from './setup.mjs';
import { endChildren, endWithSignals, ROOT, say, start } from './terminal.mjs';

/** A browser that ends sooner, and not well, did not show a window. */
const FAILS_WITHIN_MS = 5_000;

const HELP = `npm start [-- FILE] [-- OPTIONS]

  FILE             capture to open (pcap, pcapng, gzip or not)
  --web            serve the interface on 127.0.0.1 instead of opening Electron's window
  --port N         port for that (any free one otherwise)
  --no-browser     with --web: only print the address
  --get-electron   try Electron's download again
  --help           this

Over ssh: ssh -L 8400:127.0.0.1:8400 HOST, there: npm start -- --web --port 8400, here: open the address it prints.
`;

/** @typedef {{ file: string, web: boolean, port: string, browser: boolean, getElectron: boolean }} Wishes */

/** @returns {Wishes} */
function readWishes() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      web: { type: 'boolean', default: false },
      port: { type: 'string', default: '0' },
      'no-browser': { type: 'boolean', default: false },
      'get-electron': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    process.exit(0);
  }
  // npm changes to the package's folder; the user's is in INIT_CWD.
  const file = positionals[0] === undefined ? '' : resolve(process.env['INIT_CWD'] ?? process.cwd(), positionals[0]);
  const web = values.web || values.port !== '0';
  return { file, web, port: values.port, browser: !values['no-browser'], getElectron: values['get-electron'] };
}

function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

/**
 * Null when Electron can open a window, otherwise why not.
 * @param {Wishes} wishes
 */
async function whyNoElectron({ web, getElectron }) {
  if (web) return '--web was asked for';
  if (!hasDisplay()) return 'there is no display';
  return ensureElectron(getElectron);
}

/** @param {string} file */
function openElectron(file) {
  const program = electronProgram() ?? 'electron';
  // Chromium refuses to run as root with its sandbox.
  const args = [...(isRoot() ? ['--no-sandbox'] : []), ROOT, ...(file ? [file] : [])];
  say('window', `Electron${isRoot() ? ' (as root, so without the operating system’s sandbox)' : ''}`);
  const child = start(program, args);
  child.on('exit', (code) => process.exit(code ?? 0));
}

/**
 * @param {Wishes} wishes
 * @param {string} why
 */
function openWeb({ file, port, browser }, why) {
  const host = start(process.execPath, [join(ROOT, 'out/web/web-host.cjs'), '--port', port, ...(file ? [file] : [])], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  host.on('exit', (code, signal) => {
    endChildren();
    if (signal) say('window', `the host was ended by ${signal}`);
    process.exit(code ?? 1);
  });
  host.once('message', async (message) => {
    const { address } = /** @type {{ address: string }} */ (message);
    const program = browser && hasDisplay() ? await browserForWindow() : null;
    if (program) openBrowser(program, address, host);
    else printAddress(host, address);
  });
  say('window', `${why}: serving the same on 127.0.0.1`);
}

async function browserForWindow() {
  if (findBrowser()) return findBrowser();
  const fonts = (await hasChineseFont()) ? [] : ['fonts-noto-cjk'];
  await installDebian(['chromium', ...fonts], 'a browser to show the window');
  return findBrowser();
}

/**
 * @param {string} program
 * @param {string} address
 * @param {import('node:child_process').ChildProcess} host
 */
function openBrowser(program, address, host) {
  // A profile of its own: the program then lives as long as the window, and the user's own browser is not touched.
  const profile = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'netloupe', 'browser');
  const args = [`--app=${address}`, `--user-data-dir=${profile}`, '--no-first-run', '--no-default-browser-check', '--disable-sync'];
  const quiet = ['--disable-background-networking', '--disable-component-update', '--window-size=1440,900', ...(isRoot() ? ['--no-sandbox'] : [])];
  say('window', `${program} --app; close the window or press Ctrl+C to end`);
  const began = Date.now();
  start(program, [...args, ...quiet], { stdio: 'ignore' }).on('close', (code) => {
    if (code === 0 || Date.now() - began > FAILS_WITHIN_MS) {
      host.kill();
      return;
    }
    say('window', `${program} could not open a window (status ${code})`);
    host.once('message', (message) => printAddress(host, /** @type {{ address: string }} */ (message).address));
    host.send('address');
  });
}

/**
 * @param {import('node:child_process').ChildProcess} host
 * @param {string} address
 */
function printAddress(host, address) {
  say('window', 'open this address; it works once, Enter prints another, Ctrl+C ends:');
  process.stdout.write(`\n  ${address}\n\n`);
  if (!process.stdin.isTTY) return;
  process.stdin.on('data', () => host.send('address'));
  host.on('message', (message) => process.stdout.write(`  ${/** @type {{ address: string }} */ (message).address}\n`));
}

async function main() {
  requireNode();
  const wishes = readWishes();
  endWithSignals();
  await ensurePackages();
  if (wishes.file && !existsSync(wishes.file)) say('file', `${wishes.file} does not exist; the window says so too`);
  const why = await whyNoElectron(wishes);
  const { bundle } = await import('./bundle.mjs');
  if (!(await bundle()) && !existsSync(join(ROOT, 'out/renderer/index.html'))) process.exit(1);
  if (why === null) openElectron(wishes.file);
  else openWeb(wishes, why);
}

main().catch((error) => {
  say('start', error instanceof Error ? error.message : String(error));
  process.exit(1);
});
