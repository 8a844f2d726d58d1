// Bundles what the benchmark runs, as build/bundle.mjs does for the product, into its own folder.
import { join } from 'node:path';
import { ROOT } from '../terminal.mjs';
import { FOLDER } from './captures.mjs';

const ENTRIES = {
  open: { entry: 'build/bench/open-entry.ts', minify: false },
  'engine-thread': { entry: 'electron/engine/engine-thread.ts', minify: false },
  // Stands beside the two above, where the engine looks for it.
  'index-thread': { entry: 'electron/engine/index-thread.ts', minify: false },
  netloupe: { entry: 'electron/cli/main.ts', minify: true },
};

/** What `bench:capture` runs. */
const LIVE_ENTRIES = { feed: { entry: 'build/bench/capture/feed-entry.ts', minify: false }, 'engine-thread': ENTRIES['engine-thread'], 'index-thread': ENTRIES['index-thread'] };

/** @typedef {keyof typeof ENTRIES | keyof typeof LIVE_ENTRIES} BundleName */

/** @param {BundleName} name */
export function bundlePath(name) {
  return join(FOLDER, 'out', `${name}.cjs`);
}

export function bundleAll() {
  return bundle(ENTRIES);
}

export function bundleLive() {
  return bundle(LIVE_ENTRIES);
}

/** @param {Readonly<Record<string, { entry: string, minify: boolean }>>} entries */
async function bundle(entries) {
  const { rolldown } = await import('rolldown');
  for (const [name, { entry, minify }] of Object.entries(entries)) {
    const build = await rolldown({ cwd: ROOT, input: entry, platform: 'node', tsconfig: false, transform: { target: 'node20' } });
    await build.write({ file: bundlePath(/** @type {BundleName} */ (name)), format: 'cjs', minify, codeSplitting: false });
    await build.close();
  }
}
