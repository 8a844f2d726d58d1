// `npm run check`: types, lint, import rules, sizes, names. One line per result; what is wrong stands below it.
import { mkdirSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkFirstLines, checkMachinePaths, checkNames, checkWords } from './check-names.mjs';
import { checkoutFiles } from './source-files.mjs';
import { ROOT, run } from './terminal.mjs';

const CACHE = join(ROOT, '.cache');
const RUNTIMES = ['shared', 'electron', 'renderer', 'tests'];
const SIZE_RULES = new Set(['max-lines', 'max-lines-per-function']);
const SHOWN = 40;

/**
 * @param {string} name
 * @param {readonly string[]} wrong
 */
function report(name, wrong) {
  process.stdout.write(`${wrong.length === 0 ? 'ok    ' : 'WRONG '} ${name}${wrong.length ? ` (${wrong.length})` : ''}\n`);
  for (const line of wrong.slice(0, SHOWN)) process.stdout.write(`         ${line}\n`);
  if (wrong.length > SHOWN) process.stdout.write(`         … and ${wrong.length - SHOWN} more\n`);
  return wrong.length === 0;
}

/** @param {string} runtime */
async function checkTypes(runtime) {
  const args = ['-p', `build/tsconfig.${runtime}.json`, '--incremental', '--tsBuildInfoFile', join(CACHE, `${runtime}.tsbuildinfo`), '--pretty', 'false'];
  const { status, output } = await run(join(ROOT, 'node_modules/.bin/tsc'), args, { quiet: true });
  const lines = output.split('\n').filter((line) => line.includes('error TS'));
  return report(`types: ${runtime}`, lines.length === 0 && status !== 0 ? [output.trim()] : lines);
}

/** @returns {Promise<boolean[]>} */
async function checkLint() {
  const args = ['.', '--cache', '--cache-location', join(CACHE, 'eslint'), '--cache-strategy', 'content', '--format', 'json'];
  const { status, output } = await run(join(ROOT, 'node_modules/.bin/eslint'), args, { quiet: true });
  const start = output.indexOf('[{');
  if (start < 0) return [report('lint', status === 0 ? [] : [output.trim().slice(0, 2_000)])];
  /** @type {{ filePath: string, messages: { ruleId: string | null, line: number, message: string }[] }[]} */
  const files = JSON.parse(output.slice(start, output.lastIndexOf(']') + 1));
  const all = files.flatMap(({ filePath, messages }) => messages.map((m) => ({ ...m, text: `${relative(ROOT, filePath)}:${m.line} ${m.message.split('\n', 1)[0]} (${m.ruleId ?? 'parser'})` })));
  const isSize = (/** @type {{ ruleId: string | null }} */ { ruleId }) => SIZE_RULES.has(ruleId ?? '');
  return [
    report('lint', all.filter((m) => !isSize(m)).map((m) => m.text)),
    report('sizes: functions up to 60 lines, files up to 400', all.filter(isSize).map((m) => m.text)),
  ];
}

/** @returns {Promise<boolean[]>} */
async function checkFiles() {
  const paths = checkoutFiles();
  const { checkImports } = await import('./check-imports.mjs');
  return [
    report('imports: build/import-rules.mjs', checkImports(paths)),
    report('names: kebab-case, and none that says nothing', checkNames(paths)),
    report('first lines say what each file is', checkFirstLines(paths)),
    report('words: nothing unfinished', checkWords(paths)),
    report('paths: none of one machine', checkMachinePaths(paths)),
  ];
}

/** @returns {Promise<boolean[]>} one per check: does it hold? */
export async function check() {
  mkdirSync(CACHE, { recursive: true });
  const present = RUNTIMES.filter((name) => readdirSync(join(ROOT, 'build')).includes(`tsconfig.${name}.json`));
  const results = await checkFiles();
  const lint = checkLint();
  // Two cores: the type checks run one after the other beside the linter.
  for (const runtime of present) results.push(await checkTypes(runtime));
  return [...results, ...(await lint)];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const results = await check();
  process.exitCode = results.every(Boolean) ? 0 : 1;
}
