// Installs what is missing: npm packages, Electron's binary, Debian packages. Each is looked at first, so a second run costs nothing.
import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { ROOT, run, say } from './terminal.mjs';

const MODULES = join(ROOT, 'node_modules');
const ELECTRON = join(MODULES, 'electron');
const ELECTRON_FAILURE = join(MODULES, '.cache', 'netloupe-electron.json');
const PROBE_MS = 5_000;
const DOWNLOAD_MS = 180_000;

/** @typedef {{ packages: Record<string, { version?: string, optional?: boolean, devOptional?: boolean, inBundle?: boolean }> }} Lock */

/** Ends the process with one line unless Node is new enough. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 12)) return;
  say('node', `${process.versions.node} is too old: Netloupe needs Node 20.12 or newer (https://nodejs.org, or a NodeSource package on Debian 12).`);
  process.exit(1);
}

/** What is installed, compared with package-lock.json, package by package. */
function packagesDiffer() {
  const installed = readLock(join(MODULES, '.package-lock.json'));
  const wanted = readLock(join(ROOT, 'package-lock.json'));
  if (!installed || !wanted) return true;
  return Object.entries(wanted.packages).some(([path, entry]) => {
    if (path === '' || entry.optional || entry.devOptional) return false;
    return installed.packages[path]?.version !== entry.version;
  });
}

/**
 * @param {string} path
 * @returns {Lock | null}
 */
function readLock(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

export async function ensurePackages() {
  if (!packagesDiffer()) return;
  say('packages', 'installing npm packages (once; about a minute)…');
  // No package's install script runs; Electron's download is a step of its own that may fail.
  const env = { ...process.env, ELECTRON_SKIP_BINARY_DOWNLOAD: '1' };
  const { status, output } = await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { quiet: true, env });
  if (status === 0) return say('packages', 'installed');
  process.stderr.write(output);
  say('packages', `npm ci failed (status ${status}); its message is above`);
  process.exit(1);
}

/** Path of Electron's program, or null. */
export function electronProgram() {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  try {
    const name = existsSync(join(ELECTRON, 'path.txt')) ? readFileSync(join(ELECTRON, 'path.txt'), 'utf8') : 'electron';
    const program = join(override ?? join(ELECTRON, 'dist'), name);
    accessSync(program, constants.X_OK);
    return program;
  } catch {
    return null;
  }
}

/**
 * Tries to get Electron's binary, once per version; the answer is null where it is there, otherwise why it is not.
 * @param {boolean} tryAgain
 * @returns {Promise<string | null>}
 */
export async function ensureElectron(tryAgain) {
  if (electronProgram()) return null;
  if (process.env['ELECTRON_OVERRIDE_DIST_PATH']) return 'there is none under ELECTRON_OVERRIDE_DIST_PATH';
  if (process.env['NETLOUPE_NO_ELECTRON']) return 'NETLOUPE_NO_ELECTRON is set';
  const { version } = JSON.parse(readFileSync(join(ELECTRON, 'package.json'), 'utf8'));
  const earlier = readFailure(version);
  if (earlier && !tryAgain) return `${earlier} (earlier; npm start -- --get-electron tries again)`;
  say('electron', `downloading Electron ${version} (once; about 110 MB)…`);
  const why = (await unreachable()) ?? (await download());
  if (why === null) return null;
  mkdirSync(dirname(ELECTRON_FAILURE), { recursive: true });
  writeFileSync(ELECTRON_FAILURE, JSON.stringify({ version, why }));
  return why;
}

/** @param {string} version */
function readFailure(version) {
  try {
    const failure = JSON.parse(readFileSync(ELECTRON_FAILURE, 'utf8'));
    return failure.version === version ? String(failure.why) : null;
  } catch {
    return null;
  }
}

/** A blocked network often swallows packets instead of refusing them: ask first, briefly. A mirror or proxy is the user's own matter. */
async function unreachable() {
  const names = ['ELECTRON_MIRROR', 'electron_mirror', 'npm_config_electron_mirror', 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY'];
  if (names.some((name) => process.env[name])) return null;
  try {
    await fetch('https://github.com/electron/electron/releases', { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(PROBE_MS) });
    return null;
  } catch {
    return 'its binary could not be downloaded: github.com does not answer';
  }
}

async function download() {
  await run(process.execPath, [join(ELECTRON, 'install.js')], { quiet: true, timeoutMs: DOWNLOAD_MS });
  return electronProgram() ? null : 'its binary could not be downloaded';
}

/**
 * First of these programs that is on the PATH.
 * @param {readonly string[]} names
 * @returns {string | null}
 */
export function findProgram(names) {
  for (const name of names) {
    for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
      const path = join(folder, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // the next one
      }
    }
  }
  return null;
}

/** A browser that Playwright and `--app` can drive. */
export function findBrowser() {
  return process.env['NETLOUPE_BROWSER'] ?? findProgram(['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser']);
}

export function isRoot() {
  return process.getuid?.() === 0;
}

/**
 * Installs Debian packages where we are root on a Debian; otherwise says what to type. True when they were installed.
 * @param {readonly string[]} names
 * @param {string} what
 */
export async function installDebian(names, what) {
  const command = `apt-get install -y --no-install-recommends ${names.join(' ')}`;
  if (!findProgram(['apt-get'])) {
    say('system', `${what} is missing; install it by this system's own means (Debian: ${names.join(' ')})`);
    return false;
  }
  if (!isRoot()) {
    say('system', `${what} is missing; type: sudo ${command}`);
    return false;
  }
  say('system', `installing ${names.join(' ')} (${what})…`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const args = command.split(' ').slice(1);
  let result = await run('apt-get', args, { quiet: true, env });
  if (result.status !== 0) {
    await run('apt-get', ['update'], { quiet: true, env });
    result = await run('apt-get', args, { quiet: true, env });
  }
  if (result.status !== 0) say('system', `${names.join(' ')} could not be installed: ${result.output.trim().split('\n').at(-1)}`);
  return result.status === 0;
}

/** Chinese text needs glyphs; a system without any gets one font. */
export async function hasChineseFont() {
  const { status, output } = await run('fc-list', [':lang=zh', 'family'], { quiet: true });
  return status === 0 && output.trim() !== '';
}
