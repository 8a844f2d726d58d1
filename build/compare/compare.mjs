// Runs netloupe over a corpus of captures and prints how far it agrees with what tshark said of them.
// npm run compare -- CORPUS [--only TEXT] [--fields] [--examples PROTOCOL]; with --filters only the display filters,
// with --analysis only what TCP analysis says, with --follow only what followed streams hold, with --flow only flow graphs of TCP,
// with --tables only tables of whole captures, with --round-trip [--step N] [--most N] only captures written anew (every Nth; N filters of each)
// with --dump only the text of `netloupe dump` beside the installed tcpdump's, with --forms [--every N] the forms of `read -T`,
// with --taps [--every N] only statistics of `read -z` beside the installed tshark's
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ROOT } from '../terminal.mjs';
import { ANALYSIS_FIELDS, analysisAgreement } from './analysis-agreement.mjs';
import { dumpAgreement } from './dump-agreement.mjs';
import { expectedFields } from './expected-frames.mjs';
import { fieldAgreement } from './field-agreement.mjs';
import { filterAgreement } from './filter-agreement.mjs';
import { followAgreement } from './follow-agreement.mjs';
import { TABLE_ARGUMENTS, tablesAgreement } from './tables-agreement.mjs';
import { flowAgreement } from './flow-agreement.mjs';
import { roundTripAgreement } from './round-trip-agreement.mjs';
import { formsAgreement } from './forms-agreement.mjs';
import { tapsAgreement } from './taps-agreement.mjs';
import { tierOne } from './tier-one.mjs';

const COLUMNS = ['frame.number', 'frame.time_epoch', '_ws.col.Source', '_ws.col.Destination', '_ws.col.Protocol', '_ws.col.Length', '_ws.col.Info'];
const HEADER = ['frame.number', 'frame.time_epoch', 'src', 'dst', 'protocol', 'length', 'info'].join('\t');
const CHUNK = 60;
const HANG_MS = 10_000;
const CLI = join(ROOT, 'out/netloupe');
const WORK = join(ROOT, '.cache/compare');

const args = process.argv.slice(2);
const option = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
const named = resolve(args.find((a) => !a.startsWith('--')) ?? '../shared/corpus');
if (!existsSync(join(named, 'MANIFEST.tsv'))) {
  console.log(`compare: skipped, there is no corpus at ${named}`);
  process.exit(0);
}
/** Its oracle only runs under its real path; through a link it says nothing. */
const corpus = realpathSync(named);
if (args.includes('--filters')) {
  console.log(filterAgreement(corpus, CLI, join(WORK, 'filters')));
  process.exit(0);
}
const only = option('--only') ?? '';
const captures = readFileSync(join(corpus, 'MANIFEST.tsv'), 'utf8').split('\n').slice(1).map((l) => l.split('\t')[0]).filter((f) => f && f.includes(only));
if (args.includes('--round-trip')) {
  const step = Number(option('--step') ?? 1);
  mkdirSync(WORK, { recursive: true });
  console.log(await roundTripAgreement(captures.filter((_, i) => i % step === 0), join(corpus, 'captures'), CLI, WORK, option('--most') === undefined ? undefined : Number(option('--most'))));
  process.exit(0);
}
if (args.includes('--taps')) {
  const every = Number(option('--every') ?? 1);
  console.log(tapsAgreement(captures.filter((_, i) => i % every === 0), join(corpus, 'captures'), CLI));
  process.exit(0);
}
if (args.includes('--dump')) {
  console.log(await dumpAgreement(captures, join(corpus, 'captures'), WORK));
  process.exit(0);
}
const expected = args.includes('--forms') ? '' : unpack();

if (args.includes('--analysis')) {
  const dir = join(WORK, 'analysis');
  for (const trouble of runAll(dir, ANALYSIS_FIELDS, () => undefined)) console.log(`crashes or hangs: ${trouble}`);
  console.log(analysisAgreement(captures, expected, dir));
  process.exit(0);
}
if (args.includes('--follow')) {
  console.log(await followAgreement(captures, corpus, expected, WORK));
  process.exit(0);
}
if (args.includes('--flow')) {
  console.log(flowAgreement(captures, join(corpus, 'captures'), expected, CLI));
  process.exit(0);
}
if (args.includes('--forms')) {
  console.log(formsAgreement(captures, join(corpus, 'captures'), CLI, Number(option('--every') ?? 1), fieldTypes()));
  process.exit(0);
}
if (args.includes('--tables')) {
  const [dir, protocols] = [join(WORK, 'tables'), join(WORK, 'protocols')];
  for (const trouble of [...runTables(dir), ...runAll(protocols, ['frame.number', 'frame.protocols'], () => undefined)]) console.log(`crashes or hangs: ${trouble}`);
  const protocolsOf = (name) => new Map(readFileSync(join(protocols, `${name}.tsv`), 'utf8').split('\n').filter(Boolean).map((line) => line.split('\t')));
  console.log(tablesAgreement(captures, expected, dir, protocolsOf, knownProtocols()));
  process.exit(0);
}
const ours = join(WORK, 'columns');
const troubles = runAll(ours, COLUMNS, (dir, name) => finishColumns(join(dir, `${name}.tsv`)));
console.log(`captures ${captures.length}; crashes and hangs: ${troubles.length}`);
for (const t of troubles) console.log(`  ${t}`);
if (only === '') {
  const said = spawnSync('node', [join(corpus, 'oracle.mjs'), 'compare-dir', join(corpus, 'expected/packed'), ours], { maxBuffer: 1 << 28 });
  console.log(said.stdout.toString() + said.stderr.toString());
}
console.log(tierOne(captures, expected, ours, option('--examples')));
if (args.includes('--fields')) compareFields();

/** One set of expected files a capture, made once. */
function unpack() {
  const dir = join(WORK, 'expected');
  if (!existsSync(join(dir, '.done'))) {
    rmSync(dir, { recursive: true, force: true });
    mkdirSync(dir, { recursive: true });
    const done = spawnSync('node', [join(corpus, 'oracle.mjs'), 'unpack', join(corpus, 'expected/packed'), dir], { stdio: 'inherit' });
    if (done.status !== 0 || readdirSync(dir).length === 0) throw new Error(`nothing came out of ${join(corpus, 'expected/packed')}`);
    writeFileSync(join(dir, '.done'), '');
  }
  return dir;
}

/** Prints these fields of every capture below `dir`; a capture that crashes or hangs is found by running it alone. */
function runAll(dir, fields, finish) {
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  const bad = [];
  for (let i = 0; i < captures.length; i += CHUNK) {
    const chunk = captures.slice(i, i + CHUNK);
    if (!run(dir, fields, chunk, HANG_MS * 6)) for (const one of chunk) if (!run(dir, fields, [one], HANG_MS)) bad.push(one);
    for (const one of chunk) {
      if (!bad.includes(one)) ensureOutput(join(dir, `${one}.tsv`));
      if (existsSync(join(dir, `${one}.tsv`))) finish(dir, one);
    }
  }
  return bad;
}

/** The field reference: types by name and by other names. */
function fieldTypes() {
  const rows = spawnSync(CLI, ['fields'], { maxBuffer: 1 << 28 }).stdout.toString().split('\n').filter(Boolean).map((line) => line.split('\t'));
  return new Map(rows.flatMap(([name, type, , alias]) => [name, ...(alias ?? '').split(',').filter(Boolean)].map((each) => [each, type])));
}

/** Names of the protocols that we know. */
function knownProtocols() {
  const fields = spawnSync(CLI, ['fields'], { maxBuffer: 1 << 28 }).stdout.toString().split('\n').map((line) => line.split('\t'));
  return new Set(fields.filter(([, type]) => type === 'protocol').map(([name]) => name));
}

/** All tables of every capture below `dir`. */
function runTables(dir) {
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  const root = join(corpus, 'captures');
  const run = (files, timeout) => {
    const done = spawnSync(CLI, ['read', '--out-dir', dir, '--out-root', root, ...TABLE_ARGUMENTS, ...files.flatMap((f) => ['-r', join(root, f)])], { timeout, killSignal: 'SIGKILL', env: { ...process.env, TZ: 'UTC' }, maxBuffer: 1 << 26 });
    return done.status === 0 || done.status === 2;
  };
  const bad = [];
  for (let i = 0; i < captures.length; i += CHUNK) {
    const chunk = captures.slice(i, i + CHUNK);
    if (!run(chunk, HANG_MS * 6)) for (const one of chunk) if (!run([one], HANG_MS)) bad.push(one);
  }
  return bad;
}

/** A capture that cannot be opened has no output; here that means no frames. */
function ensureOutput(path) {
  if (existsSync(path)) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, '');
}

/** Status 2 is a damaged capture, which is no trouble. */
function run(dir, fields, files, timeout) {
  const root = join(corpus, 'captures');
  const argv = ['read', '--out-dir', dir, '--out-root', root, '-T', 'fields', '-E', 'aggregator=\x1f', ...fields.flatMap((f) => ['-e', f]), ...files.flatMap((f) => ['-r', join(root, f)])];
  const done = spawnSync(CLI, argv, { timeout, killSignal: 'SIGKILL', env: { ...process.env, TZ: 'UTC' }, maxBuffer: 1 << 26 });
  return done.status === 0 || done.status === 2;
}

function finishColumns(path) {
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, `${HEADER}\n${text}`);
}

/** Two reports: tier 1 by itself, and the oracle's own over every frame of the corpus. */
function compareFields() {
  const known = new Set(spawnSync(CLI, ['fields'], { maxBuffer: 1 << 28 }).stdout.toString().split('\n').flatMap((l) => { const [name, , , alias] = l.split('\t'); return [name, ...(alias ?? '').split(',')]; }));
  const asked = new Set();
  for (const c of captures) for (const f of expectedFields(expected, c).values()) for (const k of Object.keys(f)) asked.add(k);
  const fields = [...asked].filter((f) => known.has(f)).sort();
  const dir = join(WORK, 'fields');
  runAll(dir, ['frame.number', ...fields], (d, name) => finishFields(join(d, name), ['frame.number', ...fields]));
  console.log(fieldAgreement(captures, expected, dir, known));
  if (only !== '') return;
  const said = spawnSync('node', [join(corpus, 'oracle.mjs'), 'compare-fields', expected, dir], { maxBuffer: 1 << 28 });
  const lines = said.stdout.toString().split('\n').filter((l, i) => i < 2 || known.has(l.split('\t')[0]));
  console.log(`\nfields, every frame of the corpus\n${lines.join('\n')}`);
}

/** The expected results hold a hash of what is longer than this. */
function asExpected(cell) {
  if (cell.length > 2048) return `sha256:${createHash('sha256').update(cell).digest('hex')}:${cell.length}`;
  return cell.includes('\x1f') ? cell.split('\x1f') : cell;
}

function finishFields(path, fields) {
  const lines = readFileSync(`${path}.tsv`, 'utf8').split('\n').filter(Boolean).slice(0, 2000).map((line) => {
    const cells = line.split('\t');
    const f = {};
    for (let i = 1; i < fields.length; i++) if (cells[i]) f[fields[i]] = asExpected(cells[i]);
    return JSON.stringify({ n: Number(cells[0]), f });
  });
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.fields.jsonl`, lines.join('\n'));
}
