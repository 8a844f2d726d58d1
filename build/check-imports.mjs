// Holds every import to the table in import-rules.mjs.
import { existsSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, posix } from 'node:path';
import ts from 'typescript';
import { IMPORT_RULES, TEST_MAY } from './import-rules.mjs';
import { isTest, readSource } from './source-files.mjs';
import { ROOT } from './terminal.mjs';

/** @typedef {import('./import-rules.mjs').ImportRule} ImportRule */

/**
 * @param {readonly string[]} paths
 * @returns {string[]} one line per offence
 */
export function checkImports(paths) {
  return paths.filter((path) => /\.(ts|tsx|mjs)$/.test(path)).flatMap((path) => importsOf(path).flatMap((name) => judge(path, name)));
}

/** @param {string} path */
function importsOf(path) {
  const { importedFiles } = ts.preProcessFile(readSource(path), true, true);
  return [...new Set(importedFiles.map(({ fileName }) => fileName))];
}

/**
 * @param {string} path
 * @param {string} name as it is written
 */
function judge(path, name) {
  const rule = IMPORT_RULES.find(({ folder }) => isIn(path, folder));
  if (!rule) return path.includes('/') ? [`${path}: no row of build/import-rules.mjs covers it`] : [];
  const ok = name.startsWith('.') ? mayImport(path, rule, posix.join(posix.dirname(path), name)) : mayUse(path, rule, name);
  return ok ? [] : [`${path} may not import ${name}`];
}

/**
 * @param {string} path
 * @param {ImportRule} rule
 * @param {string} target
 */
function mayImport(path, rule, target) {
  if (isTest(path) && TEST_MAY.may.some((folder) => isIn(target, folder))) return true;
  if (rule.never?.some((folder) => isIn(target, folder))) return false;
  if (rule.strangers && isIn(target, rule.folder) && existsSync(join(ROOT, `${target}.ts`))) return !rule.strangers.test(readSource(`${target}.ts`));
  return [...rule.may, rule.folder].some((folder) => isIn(target, folder));
}

/**
 * @param {string} path
 * @param {ImportRule} rule
 * @param {string} name
 */
function mayUse(path, rule, name) {
  if (isBuiltin(name)) return (rule.node ?? false) || isTest(path);
  const owner = name.split('/').slice(0, name.startsWith('@') ? 2 : 1).join('/');
  return [...(rule.packages ?? []), ...(isTest(path) ? TEST_MAY.packages : [])].includes(owner);
}

/**
 * `folder` is a folder, or a file without its ending.
 * @param {string} path
 * @param {string} folder
 */
function isIn(path, folder) {
  return path === folder || path.startsWith(`${folder}/`) || path.replace(/\.(ts|tsx|mjs)$/, '') === folder;
}
