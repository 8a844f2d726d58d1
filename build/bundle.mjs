// Builds out/: the interface by Vite, everything that runs in Node by Rolldown, the capture program by cc. Only what is stale is built.
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildNative, NATIVE_PROGRAM, nativeFiles, whyNoNative } from './native.mjs';
import { ROOT, say } from './terminal.mjs';
import { withoutExamples } from './without-examples.mjs';

/**
 * @typedef {{ entry: string, out: string, external?: string[], minify?: boolean, banner?: string, executable?: boolean }} NodeTarget
 * @typedef {{ mtimeMs: number, size: number, hash: string }} Stamp
 * @typedef {Record<string, Record<string, Stamp>>} Stamps inputs of each target, by path
 */

/** @type {readonly NodeTarget[]} */
const NODE_TARGETS = [
  { entry: 'electron/main/main.ts', out: 'out/main/main.cjs', external: ['electron'] },
  { entry: 'electron/preload/preload.ts', out: 'out/preload/preload.cjs', external: ['electron'] },
  { entry: 'electron/engine/engine-thread.ts', out: 'out/engine/engine-thread.cjs' },
  { entry: 'electron/engine/index-thread.ts', out: 'out/engine/index-thread.cjs' },
  { entry: 'electron/web/web-host.ts', out: 'out/web/web-host.cjs' },
  { entry: 'electron/cli/main.ts', out: 'out/netloupe', minify: true, banner: '#!/usr/bin/env node', executable: true },
];
const RENDERER = 'out/renderer/index.html';
const RENDERER_SOURCES = ['renderer', 'shared', 'build/vite.renderer.mjs', 'package-lock.json'];
const COPIES = [{ from: 'e2e/captures/sample.pcapng', to: 'out/sample.pcapng' }];
/** The command prints its own man page. */
const COMMAND = 'out/netloupe';
const MAN_PAGE = 'out/netloupe.1';
const STAMPS = join(ROOT, '.cache/bundle.json');
/** Natives that ws uses where they are installed; they are not. */
const OPTIONAL = ['bufferutil', 'utf-8-validate'];

/** Builds what is stale; true when all is there. */
export async function bundle() {
  const stamps = readStamps();
  let complete = true;
  const stale = NODE_TARGETS.filter((target) => existsSync(join(ROOT, target.entry)) && !isFresh(stamps, target.out));
  for (const target of NODE_TARGETS.filter(({ entry }) => !existsSync(join(ROOT, entry)))) {
    say('build', `${target.out} cannot be built: ${target.entry} does not exist`);
    complete = false;
  }
  for (const target of stale) complete = (await tryBuild(target.out, () => buildNode(target), stamps)) && complete;
  if (!isFresh(stamps, RENDERER) || listChanged(stamps, RENDERER, rendererFiles())) complete = (await tryBuild(RENDERER, buildRenderer, stamps)) && complete;
  complete = (await bundleNative(stamps)) && complete;
  copyFixed();
  if (complete && (stale.some(({ out }) => out === COMMAND) || !existsSync(join(ROOT, MAN_PAGE)))) makeManPage();
  return complete;
}

/**
 * The capture program; where it cannot be built here the rest is complete without it.
 * @param {Stamps} stamps
 */
async function bundleNative(stamps) {
  if (isFresh(stamps, NATIVE_PROGRAM) && !listChanged(stamps, NATIVE_PROGRAM, nativeFiles())) return true;
  const why = await whyNoNative();
  if (why === null) return tryBuild(NATIVE_PROGRAM, buildNative, stamps);
  say('native', `${NATIVE_PROGRAM} is not built: ${why}`);
  return true;
}

/**
 * @param {string} out
 * @param {() => Promise<string[]>} build answers with the files that went in
 * @param {Stamps} stamps
 */
async function tryBuild(out, build, stamps) {
  const began = Date.now();
  try {
    const inputs = await build();
    stamps[out] = Object.fromEntries(inputs.map((path) => [path, stamp(path)]));
    mkdirSync(dirname(STAMPS), { recursive: true });
    writeFileSync(STAMPS, JSON.stringify(stamps));
    say('build', `${out} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
    return true;
  } catch (error) {
    say('build', `${out} failed: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

/** @param {NodeTarget} target */
async function buildNode({ entry, out, external = [], minify = false, banner = '', executable = false }) {
  const { rolldown } = await import('rolldown');
  const build = await rolldown({
    cwd: ROOT,
    input: entry,
    platform: 'node',
    external: [...external, ...OPTIONAL],
    tsconfig: false,
    transform: { target: 'node20' },
    plugins: [withoutExamples()],
    onLog(level, log, show) {
      if (log.code !== 'UNRESOLVED_IMPORT' || !OPTIONAL.some((name) => log.message.includes(name))) show(level, log);
    },
  });
  const { output } = await build.write({ file: join(ROOT, out), format: 'cjs', minify, codeSplitting: false, ...(banner && { banner }) });
  await build.close();
  if (executable) chmodSync(join(ROOT, out), 0o755);
  // The files are CommonJS, wherever they are copied; the package's own type is module.
  writeFileSync(join(ROOT, 'out/package.json'), '{ "type": "commonjs" }\n');
  const modules = output.flatMap((part) => (part.type === 'chunk' ? part.moduleIds : []));
  const files = modules.filter((id) => existsSync(id)).map((id) => relative(ROOT, id));
  return [...new Set([...files, entry, 'build/bundle.mjs', 'build/without-examples.mjs', 'package-lock.json'])];
}

async function buildRenderer() {
  const { build } = await import('vite');
  await build({ configFile: join(ROOT, 'build/vite.renderer.mjs'), logLevel: 'warn' });
  return rendererFiles();
}

function rendererFiles() {
  return RENDERER_SOURCES.flatMap((path) => {
    if (!existsSync(join(ROOT, path))) return [];
    if (!statSync(join(ROOT, path)).isDirectory()) return [path];
    const names = readdirSync(join(ROOT, path), { recursive: true, encoding: 'utf8' });
    return names.map((name) => join(path, name)).filter((file) => !file.includes('.test.') && statSync(join(ROOT, file)).isFile());
  });
}

/**
 * Files came or went since the target was built.
 * @param {Stamps} stamps
 * @param {string} out
 * @param {readonly string[]} files
 */
function listChanged(stamps, out, files) {
  const known = stamps[out] ?? {};
  return files.length !== Object.keys(known).length || files.some((path) => !(path in known));
}

/**
 * @param {Stamps} stamps
 * @param {string} out
 */
function isFresh(stamps, out) {
  const inputs = stamps[out];
  if (!inputs || !existsSync(join(ROOT, out))) return false;
  return Object.entries(inputs).every(([path, known]) => {
    const found = statSync(join(ROOT, path), { throwIfNoEntry: false });
    if (found?.mtimeMs === known.mtimeMs && found.size === known.size) return true;
    return found !== undefined && found.size === known.size && hashOf(path) === known.hash;
  });
}

/** @param {string} path */
function stamp(path) {
  const { mtimeMs, size } = statSync(join(ROOT, path));
  return { mtimeMs, size, hash: hashOf(path) };
}

/** @param {string} path */
function hashOf(path) {
  return createHash('sha256').update(readFileSync(join(ROOT, path))).digest('hex');
}

/** @returns {Stamps} */
function readStamps() {
  try {
    return JSON.parse(readFileSync(STAMPS, 'utf8'));
  } catch {
    return {};
  }
}

function makeManPage() {
  const { status, stdout } = spawnSync(process.execPath, [join(ROOT, COMMAND), 'man'], { encoding: 'utf8' });
  if (status === 0) writeFileSync(join(ROOT, MAN_PAGE), stdout);
}

function copyFixed() {
  for (const { from, to } of COPIES) {
    const source = statSync(join(ROOT, from), { throwIfNoEntry: false });
    if (!source || statSync(join(ROOT, to), { throwIfNoEntry: false })?.mtimeMs === source.mtimeMs) continue;
    mkdirSync(dirname(join(ROOT, to)), { recursive: true });
    copyFileSync(join(ROOT, from), join(ROOT, to));
    utimesSync(join(ROOT, to), source.atime, source.mtime);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  if (process.argv.includes('--all')) rmSync(join(ROOT, 'out'), { recursive: true, force: true });
  process.exitCode = (await bundle()) ? 0 : 1;
}
