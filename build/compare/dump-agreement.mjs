// The text of `netloupe dump` over the captures of a corpus, packet by packet, against the installed tcpdump's.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../terminal.mjs';

const FORMS = [['-nn', '-v'], ['-nn', '-e'], ['-nn', '-vvv', '-XX'], ['-n', '-vv', '-x'], ['-n', '-q', '-e']];
const AT_ONCE = 200;
const MARK = '[netloupe: no tcpdump text for ';
/** What stands in front of each packet with -# and -tt. */
const FRONT = /^ *\d+ {2}(?:-?\d+\.\d{6,}|\[Error converting time\]|\[Invalid header:)/;

/**
 * @param {readonly string[]} captures
 * @param {string} folder
 * @param {string} workDir
 * @returns {Promise<string>} the report
 */
export async function dumpAgreement(captures, folder, workDir) {
  if (spawnSync('tcpdump', ['--version']).error !== undefined) return 'compare: skipped, tcpdump is not installed';
  const bundle = await bundled(workDir);
  const report = [];
  for (const words of FORMS) {
    const sums = { packets: 0, equal: 0, marked: 0, lacking: new Map(), differing: [] };
    for (let i = 0; i < captures.length; i += AT_ONCE) {
      for (const { path, packets } of ours(bundle, captures.slice(i, i + AT_ONCE).map((name) => join(folder, name)), words)) compare(path.slice(folder.length + 1), packets, theirs(path, words), sums);
    }
    report.push(...lines(words, sums));
  }
  return report.join('\n');
}

async function bundled(workDir) {
  mkdirSync(workDir, { recursive: true });
  const { rolldown } = await import('rolldown');
  const build = await rolldown({ cwd: ROOT, input: 'build/compare/dump-entry.ts', platform: 'node', tsconfig: false, transform: { target: 'node20' } });
  const file = join(workDir, 'dump-entry.cjs');
  await build.write({ file, format: 'cjs', codeSplitting: false });
  await build.close();
  return file;
}

function ours(bundle, paths, words) {
  const input = paths.map((path) => JSON.stringify({ path, words: ['-#', '-tt', ...words] })).join('\n');
  const said = spawnSync('node', [bundle], { input, maxBuffer: 1 << 29 });
  if (said.status !== 0) throw new Error(said.stderr.toString());
  return said.stdout.toString().split('\n').filter(Boolean).map((line) => JSON.parse(line));
}

/** tcpdump's text of each packet; none where it does not read the file. */
function theirs(path, words) {
  const said = spawnSync('tcpdump', ['-#', '-tt', ...words, '-r', path], { env: { ...process.env, TZ: 'UTC' }, maxBuffer: 1 << 28 });
  const packets = [];
  for (const line of said.stdout.toString('latin1').split('\n')) {
    if (FRONT.test(line)) packets.push(line);
    else if (packets.length > 0) packets[packets.length - 1] += `\n${line}`;
  }
  if (packets.length > 0) packets[packets.length - 1] = packets.at(-1).replace(/\n$/, '');
  return packets;
}

function compare(capture, own, wanted, sums) {
  for (const [i, text] of wanted.entries()) {
    const [have = '', missing = []] = own[i] ?? [];
    const mark = have.indexOf(MARK);
    sums.packets++;
    if (have === text) sums.equal++;
    else if (mark >= 0 && text.startsWith(have.slice(0, mark).trimEnd())) {
      sums.marked++;
      for (const name of missing) sums.lacking.set(name, (sums.lacking.get(name) ?? 0) + 1);
    } else sums.differing.push([capture, i + 1, have, text]);
  }
}

function lines(words, { packets, equal, marked, lacking, differing }) {
  const share = (n) => `${((100 * n) / packets).toFixed(2)} %`;
  const rest = [...lacking].sort((a, b) => b[1] - a[1]).map(([name, count]) => `${name} ${count}`).join(', ');
  const rows = differing.map(([capture, number, have, text]) => {
    const at = [...have].findIndex((c, i) => c !== text[i]);
    return `  ${capture} #${number}\n    ours   ${JSON.stringify(have.slice(Math.max(0, at - 60), at + 60))}\n    theirs ${JSON.stringify(text.slice(Math.max(0, at - 60), at + 60))}`;
  });
  return [`tcpdump ${words.join(' ')}: ${equal} of ${packets} packets equal, ${share(equal)}; ${marked} marked, ${share(marked)}; ${differing.length} differ`, `  marked: ${rest}`, ...rows.slice(0, 200)];
}
