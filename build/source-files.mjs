// The checkout's own files, as the checks see them: sources of any kind, without what is built or installed.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { ROOT } from './terminal.mjs';

const TOP_FOLDERS = ['electron', 'renderer', 'shared', 'native', 'e2e', 'build', '.ci'];
const BUILT = /(^|\/)(node_modules|out|dist|\.cache|test-results|playwright-report)(\/|$)/;
const SOURCE = /\.(ts|tsx|mjs|css)$/;
const TEXT = /\.(ts|tsx|mjs|js|css|html|json|md|sh|yml|yaml|c|h|svg)$|^\.ci\/run$|^LICENSE$/;

/** @returns {string[]} paths from the checkout, with slashes */
export function checkoutFiles() {
  const top = readdirSync(ROOT, { withFileTypes: true }).filter((entry) => entry.isFile() && entry.name !== 'package-lock.json');
  const below = TOP_FOLDERS.flatMap((folder) => filesBelow(folder));
  return [...top.map((entry) => entry.name), ...below].filter((path) => !BUILT.test(path)).sort();
}

/** @param {string} folder */
function filesBelow(folder) {
  try {
    const entries = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/'));
  } catch {
    return [];
  }
}

/** @param {string} path */
export function isSource(path) {
  return SOURCE.test(path);
}

/** @param {string} path */
export function isText(path) {
  return TEXT.test(path);
}

/** @param {string} path */
export function isTest(path) {
  return /\.test\.(ts|tsx|mjs)$/.test(path) || path.includes('/testing/');
}

/** @param {string} path */
export function readSource(path) {
  return readFileSync(join(ROOT, path), 'utf8');
}
