// Display filters over the captures of a corpus: the same frames as tshark says, row by row.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const MOST_EXAMPLES = 400;

/** A tab-separated table without its header line. */
function rows(text) {
  return text.split('\n').slice(1).filter(Boolean).map((line) => line.split('\t'));
}

/**
 * @param {string} corpus
 * @param {string} cli
 * @param {string} work
 * @returns {string} the report
 */
export function filterAgreement(corpus, cli, work) {
  mkdirSync(work, { recursive: true });
  const expected = rows(gunzipSync(readFileSync(join(corpus, 'expected/filters/display.tsv.gz'))).toString());
  const byCapture = new Map();
  for (const row of expected) (byCapture.get(row[0]) ?? byCapture.set(row[0], []).get(row[0])).push(row);
  const sum = { rows: 0, ours: 0, same: 0, found: 0, foundSame: 0 };
  const byFilter = new Map();
  const examples = [];
  for (const [capture, wanted] of byCapture) {
    const answers = ask(cli, join(corpus, 'captures', capture), wanted.map((row) => row[1]), join(work, 'list.txt'));
    for (const [, filter, count, frames] of wanted) {
      sum.rows++;
      const answer = answers.get(filter);
      const tally = byFilter.get(filter) ?? byFilter.set(filter, { rows: 0, same: 0, unknown: 0 }).get(filter);
      tally.rows++;
      if (isNotOurs(answer) || namesUndecoded(cli, filter)) {
        tally.unknown++;
        continue;
      }
      sum.ours++;
      const same = isSame(answer, count, frames);
      if (same) sum.same++;
      if (same) tally.same++;
      if (count !== '0') sum.found++;
      if (count !== '0' && same) sum.foundSame++;
      if (!same && examples.length < MOST_EXAMPLES) examples.push(`  ${capture}\t${filter}\ttshark ${count}: ${short(frames)}\tours ${answer?.slice(1).map(short).join(' ') ?? 'nothing'}`);
    }
  }
  const worst = [...byFilter].filter(([, t]) => t.same + t.unknown < t.rows).map(([filter, t]) => `  ${t.same}/${t.rows - t.unknown}\t${filter}`);
  const unknown = [...byFilter].filter(([, t]) => t.unknown > 0).map(([filter]) => filter);
  return [
    `display filters: ${sum.rows} rows, ${sum.ours} of protocols and fields that are ours, same frames ${sum.same} (${percent(sum.same, sum.ours)}); of ${sum.found} with a frame ${sum.foundSame} (${percent(sum.foundSame, sum.found)})`,
    `not ours (${unknown.length} filters): ${unknown.join(' | ')}`,
    'filters with a difference:', ...worst, 'rows that differ:', ...examples,
  ].join('\n');
}

/** Refused, or true of no frame, because Netloupe does not decode what it names. */
function isNotOurs(answer) {
  return answer?.[0] === 'invalid' && /does not decode|no field or protocol|Netloupe does not:/.test(answer[2]);
}

/** Filter → valid, but it names a protocol that Netloupe does not decode. */
const undecoded = new Map();
function namesUndecoded(cli, filter) {
  if (!undecoded.has(filter)) undecoded.set(filter, spawnSync(cli, ['filter', '--explain', '--', filter]).stdout.toString().includes('note: Netloupe does not decode'));
  return undecoded.get(filter);
}

function isSame(answer, count, frames) {
  if (answer === undefined) return false;
  if (count === 'invalid') return answer[0] === 'invalid';
  return answer[0] === 'ok' && answer[1] === count && (frames ?? '') === answer[2];
}

const short = (text) => ((text ?? '').length > 50 ? `${text.slice(0, 47)}…` : (text ?? ''));
const percent = (a, b) => (b === 0 ? '-' : `${((100 * a) / b).toFixed(2)} %`);

/** Filter → [ok or invalid, count, ranges or message]. */
function ask(cli, capture, filters, list) {
  if (!existsSync(capture)) return new Map();
  writeFileSync(list, filters.join('\n'));
  const done = spawnSync(cli, ['filter', '-r', capture, '--each', list], { maxBuffer: 1 << 28, env: { ...process.env, TZ: 'UTC' } });
  if (done.status !== 0 && done.status !== 2) throw new Error(`${capture}: ${done.stderr.toString()}`);
  return new Map(done.stdout.toString().split('\n').filter(Boolean).map((line) => {
    const [filter, ...rest] = line.split('\t');
    return [filter, rest];
  }));
}
