// Names and words: kebab-case, no name that says nothing, a first line that says what a file is, no machine's paths.
import { isSource, isText, readSource } from './source-files.mjs';

const KEBAB = /^\.?[a-z0-9]+([-.][a-z0-9]+)*$/;
const FIXED_NAMES = /^(README|ARCHITECTURE|CONTRIBUTING|LICENSE)(\.md)?$|^\.gitignore$/;
const EMPTY_WORDS = /(^|[-.])(utils?|helpers?|common|misc|manager|base|lib)([-.]|$)/;
const FIRST_LINE = /^(\/\/ |\/\* |\/\*\* |# |<!doctype html>|#!)/;
const LEAST_WORDS = 4;
// Each with a class of one letter, so that this file does not find itself.
const UNFINISHED = /\b(T[O]DO|F[I]XME|X[X]X|st[u]b(bed|s)?)\b/i;
const MACHINE_PATH = /(^|[\s"'`(=:])\/(w[o]rk|r[o]ot|U[s]ers)\/[a-z]/m;

/**
 * @param {readonly string[]} paths
 * @returns {string[]}
 */
export function checkNames(paths) {
  return paths.flatMap((path) => {
    const parts = path.split('/');
    const name = parts.at(-1) ?? '';
    const bad = parts.find((part) => !KEBAB.test(part) && !FIXED_NAMES.test(part));
    if (bad !== undefined && !/^e2e\/captures\/|^renderer\/locales\//.test(path)) return [`${path}: ${bad} is not kebab-case`];
    return EMPTY_WORDS.test(name) ? [`${path}: the name says nothing; name what it holds`] : [];
  });
}

/**
 * @param {readonly string[]} paths
 * @returns {string[]}
 */
export function checkFirstLines(paths) {
  return paths.filter(isSource).flatMap((path) => {
    const first = readSource(path).split('\n', 1)[0] ?? '';
    const says = FIRST_LINE.test(first) && first.split(' ').length > LEAST_WORDS;
    return says ? [] : [`${path}: the first line does not say what the file is`];
  });
}

/**
 * @param {readonly string[]} paths
 * @returns {string[]}
 */
export function checkWords(paths) {
  return paths.filter((path) => isSource(path) && UNFINISHED.test(readSource(path))).map((path) => `${path}: ${UNFINISHED.exec(readSource(path))?.[0] ?? ''}`);
}

/**
 * @param {readonly string[]} paths
 * @returns {string[]}
 */
export function checkMachinePaths(paths) {
  return paths.flatMap((path) => {
    const found = isText(path) ? MACHINE_PATH.exec(readSource(path)) : null;
    return found ? [`${path}: ${found[0].trim()}… is a path of one machine`] : [];
  });
}
