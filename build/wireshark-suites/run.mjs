// Wireshark's own test suites with `netloupe` where they call tshark: node build/wireshark-suites/run.mjs FOLDER [SUITE …]
// FOLDER is the `test` folder of Wireshark's source (`apt-get source wireshark`); nothing of it is part of this project. See README.md.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ROOT } from '../terminal.mjs';
import { KNOWN_FAILURES } from './known-failures.mjs';

const SUITES = ['suite_dfilter', 'suite_dissection.py', 'suite_clopts.py', 'suite_outputformats.py', 'suite_io.py', 'suite_fileformats.py', 'suite_follow.py', 'suite_follow_multistream.py', 'suite_nameres.py', 'suite_mergecap.py', 'suite_text2pcap.py'];
/** Programs that the suites call, and the verb that stands for each; the others are the system's own. */
const VERBS = { tshark: 'read', editcap: 'edit', mergecap: 'merge', text2pcap: 'import', dftest: 'filter --explain --' };
const SYSTEM = ['capinfos', 'dumpcap', 'rawshark'];
/** What the suites look for in tshark's version to know what it can do. */
const VERSION = 'TShark (Wireshark) 4.0.17, played by netloupe. Compiled (64-bit) with Gcrypt 1.10.1.';

/** The suites were written for an older pytest, which kept lists of errors with each case. */
const PLUGIN = 'from _pytest.unittest import TestCaseFunction\nTestCaseFunction.errors = []\nTestCaseFunction.failures = []\n';

const [folder, ...wanted] = process.argv.slice(2);
if (folder === undefined || !existsSync(join(folder, 'fixtures_ws.py'))) {
  console.log('wireshark-suites: skipped; the first word is the folder `test` of Wireshark 4.0\'s source');
  process.exit(0);
}
if (spawnSync('pytest', ['--version']).status !== 0) {
  console.log('wireshark-suites: skipped, there is no pytest');
  process.exit(0);
}
const work = mkdtempSync(join(tmpdir(), 'netloupe-suites-'));
try {
  makePrograms();
  const cases = runSuites(wanted.length > 0 ? wanted : SUITES);
  console.log(report(cases));
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** A folder of programs that the suites take for Wireshark's. */
function makePrograms() {
  for (const [name, verb] of Object.entries(VERBS)) {
    script(name, `case "$1" in -v|--version) echo '${VERSION}'; exit 0 ;; esac\nexec "${process.execPath}" "${join(ROOT, 'out/netloupe')}" ${verb} "$@"`);
  }
  writeFileSync(join(work, 'kept_errors.py'), PLUGIN);
  for (const name of SYSTEM) script(name, `exec ${name} "$@"`);
}

/**
 * @param {string} name
 * @param {string} text
 */
function script(name, text) {
  writeFileSync(join(work, name), `#!/bin/sh\n${text}\n`);
  chmodSync(join(work, name), 0o755);
}

/**
 * @typedef {{ name: string, group: string, outcome: 'passed' | 'failed' | 'skipped', why: string }} Case
 * @param {string[]} suites
 * @returns {Case[]}
 */
function runSuites(suites) {
  const xml = join(work, 'cases.xml');
  spawnSync('pytest', ['-q', '-x', '--maxfail=100000', '-p', 'no:cacheprovider', '-p', 'kept_errors', '-o', 'python_files=suite_*.py group_*.py', '-o', 'python_classes=case_*', '-o', 'junit_family=xunit1',
    '--disable-capture', '--skip-missing-programs', 'all', '--program-path', work, '--junitxml', xml, ...suites], { cwd: resolve(folder ?? '.'), stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', PYTHONPATH: work } });
  return [...readFileSync(xml, 'utf8').matchAll(/<testcase classname="([^"]*)" name="([^"]*)"[^>]*?(?:\/>|>([\s\S]*?)<\/testcase>)/g)].map(([, group = '', name = '', inside = '']) => ({
    group: group.replace(/^.*(?=suite_)/, ''), name, outcome: /<(failure|error)/.test(inside) ? 'failed' : inside.includes('<skipped') ? 'skipped' : 'passed', why: /message="([^"]{0,160})/.exec(inside)?.[1] ?? '',
  }));
}

/**
 * @param {Case[]} cases
 * @returns {string}
 */
function report(cases) {
  /** @type {Map<string, Case[]>} */
  const groups = new Map();
  for (const each of cases) groups.set(each.group, [...(groups.get(each.group) ?? []), each]);
  const count = (/** @type {Case[]} */ list, /** @type {Case['outcome']} */ outcome) => list.filter((each) => each.outcome === outcome).length;
  const line = (/** @type {string} */ name, /** @type {Case[]} */ list) => `${name}\t${count(list, 'passed')} passed\t${count(list, 'failed')} failed\t${count(list, 'skipped')} skipped`;
  const failing = cases.filter(({ outcome }) => outcome === 'failed');
  return [...[...groups].map(([name, list]) => line(name, list)), line('all', cases), '', ...reasons(failing)].join('\n');
}

/**
 * @param {Case[]} failing
 * @returns {string[]}
 */
function reasons(failing) {
  /** @type {Map<string, Case[]>} */
  const byReason = new Map();
  for (const each of failing) {
    const reason = KNOWN_FAILURES.find(({ cases }) => cases.test(`${each.group}.${each.name}`))?.reason ?? 'NOT EXPLAINED';
    byReason.set(reason, [...(byReason.get(reason) ?? []), each]);
  }
  return [...byReason].flatMap(([reason, list]) => [`${list.length} fail: ${reason}`, ...list.map(({ group, name, why }) => `  ${group}.${name}\t${reason === 'NOT EXPLAINED' ? why : ''}`.trimEnd())]);
}
