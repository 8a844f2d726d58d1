// `npm test`: set-up, build, checks, unit tests, browser tests; the last line is the sum of all.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePackages, findBrowser, hasChineseFont, installDebian, requireNode } from './setup.mjs';
import { endWithSignals, ROOT, run, say } from './terminal.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */

const RESULTS = join(ROOT, '.cache/results');
const CORPUS = join(ROOT, '../shared/corpus');

/** @returns {Promise<Tally>} */
async function build() {
  const { bundle } = await import('./bundle.mjs');
  return (await bundle()) ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

/** @returns {Promise<Tally>} */
async function check() {
  const { check: runChecks } = await import('./check.mjs');
  const results = await runChecks();
  return { passed: results.filter(Boolean).length, failed: results.filter((ok) => !ok).length, skipped: 0 };
}

/** @returns {Promise<Tally>} */
async function unitTests() {
  const file = join(RESULTS, 'vitest.json');
  if (!existsSync(CORPUS)) say('unit', 'there is no ../shared/corpus beside the checkout: tests over the corpus are skipped');
  const args = ['run', '--config', 'build/vitest.config.mjs', '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`];
  const { status } = await run(join(ROOT, 'node_modules/.bin/vitest'), args, { env: { ...process.env, ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }) } });
  return vitestTally(file, status);
}

/**
 * @param {string} file
 * @param {number} status
 * @returns {Tally}
 */
function vitestTally(file, status) {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const brokenFiles = report.testResults.filter((/** @type {{ status: string, assertionResults: unknown[] }} */ suite) => suite.status === 'failed' && suite.assertionResults.length === 0).length;
  const failed = report.numFailedTests + brokenFiles;
  for (const { assertionResults } of report.testResults) {
    for (const { status, fullName } of assertionResults) if (status !== 'passed' && status !== 'failed') say('unit', `SKIPPED: ${fullName}`);
  }
  // A status without a failed test is an error outside of any test.
  return { passed: report.numPassedTests, failed: failed || (status === 0 ? 0 : 1), skipped: report.numPendingTests + report.numTodoTests };
}

/** @returns {Promise<Tally>} */
async function browserTests() {
  const specs = readdirSync(join(ROOT, 'e2e')).filter((name) => name.endsWith('.spec.ts'));
  if (!(await browserIsThere())) {
    say('e2e', `SKIPPED: no browser; ${specs.length} files of browser tests were not run`);
    return { passed: 0, failed: 0, skipped: specs.length };
  }
  const file = join(RESULTS, 'playwright.json');
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: file, FORCE_COLOR: '0' };
  const args = ['test', '--config', 'e2e/playwright.config.ts', '--reporter=list,json', ...process.argv.slice(2).filter((word) => word !== '--e2e')];
  const { status } = await run(join(ROOT, 'node_modules/.bin/playwright'), args, { env });
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const { expected, unexpected, flaky, skipped } = JSON.parse(readFileSync(file, 'utf8')).stats;
  const failed = unexpected + flaky;
  return { passed: expected, failed: failed || (status === 0 ? 0 : 1), skipped };
}

async function browserIsThere() {
  if (findBrowser() && (await hasChineseFont())) return true;
  const names = [...(findBrowser() ? [] : ['chromium']), ...((await hasChineseFont()) ? [] : ['fonts-noto-cjk', 'fontconfig'])];
  await installDebian(names, 'what the browser tests need');
  return findBrowser() !== null;
}

async function main() {
  requireNode();
  endWithSignals();
  const began = Date.now();
  await ensurePackages();
  rmSync(RESULTS, { recursive: true, force: true });
  mkdirSync(RESULTS, { recursive: true });
  /** @type {readonly (readonly [string, () => Promise<Tally>])[]} */
  const all = [['build', build], ['check', check], ['unit', unitTests], ['e2e', browserTests]];
  const steps = process.argv.includes('--e2e') ? all.filter(([name]) => name === 'build' || name === 'e2e') : all;
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const [name, step] of steps) {
    const { passed, failed, skipped } = await step();
    say(name, `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
    sum.passed += passed;
    sum.failed += failed;
    sum.skipped += skipped;
  }
  say('time', `${((Date.now() - began) / 1000).toFixed(0)} s`);
  process.exitCode = sum.failed === 0 && sum.passed > 0 ? 0 : 1;
  process.stdout.write(`${sum.passed} passed, ${sum.failed} failed${sum.skipped ? `, ${sum.skipped} skipped` : ''}\n`);
}

main().catch((error) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.stdout.write('0 passed, 1 failed\n');
  process.exit(1);
});
