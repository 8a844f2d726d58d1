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

/** @typedef {keyof typeof ENTRIES} BundleName */

/** @param {BundleName} name */
export function bundlePath(name) {
  return join(FOLDER, 'out', `${name}.cjs`);
}

export async function bundleAll() {
  const { rolldown } = await import('rolldown');
  for (const [name, { entry, minify }] of Object.entries(ENTRIES)) {
    const build = await rolldown({ cwd: ROOT, input: entry, platform: 'node', tsconfig: false, transform: { target: 'node20' } });
    await build.write({ file: bundlePath(/** @type {BundleName} */ (name)), format: 'cjs', minify, codeSplitting: false });
    await build.close();
  }
}
