// `npm run dist`: builds all afresh and has electron-builder make this system's packages in dist/.
import { join } from 'node:path';
import { electronProgram, ensureElectron, ensurePackages, requireNode } from './setup.mjs';
import { endWithSignals, ROOT, run, say } from './terminal.mjs';

requireNode();
endWithSignals();
await ensurePackages();
const why = await ensureElectron(true);
if (why !== null || electronProgram() === null) {
  say('dist', `no package without Electron: ${why ?? 'its binary is missing'}`);
  process.exit(1);
}
const { bundle } = await import('./bundle.mjs');
if (!(await bundle())) process.exit(1);
const { status } = await run(join(ROOT, 'node_modules/.bin/electron-builder'), ['--config', 'build/electron-builder.mjs', '--publish', 'never', ...process.argv.slice(2)]);
process.exitCode = status;
