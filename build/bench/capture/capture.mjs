// `npm run bench:capture`: what capturing costs and how much it can take, beside tcpdump, dumpcap and tshark. See ../README.md.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { buildNative } from '../../native.mjs';
import { endWithSignals, say } from '../../terminal.mjs';
import { FOLDER } from '../captures.mjs';
import { load } from '../measure.mjs';
import { missingOf } from '../programs.mjs';
import { holds, table } from '../report.mjs';
import { costPerPacket, everyPacket } from './cost-and-sum.mjs';
import { compile, createDevice } from './device.mjs';
import { indexing, stalledEngine } from './indexing.mjs';
import { liveOnScreen } from './live-screen.mjs';
import { highestRates } from './rate.mjs';
import { stopping } from './stopping.mjs';

/** @typedef {{ runs: number }} Bench */
/** @type {Readonly<Record<string, (bench: Bench) => Promise<import('../report.mjs').Line[]>>>} */
const PARTS = { rate: highestRates, cpu: costPerPacket, sum: everyPacket, index: indexing, stall: stalledEngine, stop: stopping, screen: liveOnScreen };
const NEEDED = { tcpdump: 'tcpdump', dumpcap: 'wireshark-common', capinfos: 'wireshark-common', tshark: 'tshark', ip: 'iproute2' };
const HELP = `npm run bench:capture -- [options]      (as root: it makes a network namespace)
  --runs N       repetitions, of which the median counts (default 5)
  --only A,B     parts: ${Object.keys(PARTS).join(', ')}
  --json FILE    the figures as JSON as well`;

/** @returns {Promise<number>} exit status: 0, 1 where a target is missed, 2 where something is missing */
async function main() {
  const args = process.argv.slice(2);
  const option = (/** @type {string} */ name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  if (args.includes('--help')) {
    process.stdout.write(`${HELP}\n`);
    return 0;
  }
  const missing = missingOf(NEEDED) ?? (process.getuid?.() === 0 ? null : 'bench: capturing in a network namespace of its own needs root');
  if (missing) {
    process.stderr.write(`${missing}\n`);
    return 2;
  }
  const wanted = option('--only')?.split(',') ?? Object.keys(PARTS);
  const unknown = wanted.find((name) => !(name in PARTS));
  if (unknown !== undefined) {
    process.stderr.write(`bench: there is no part ${unknown}\n${HELP}\n`);
    return 2;
  }
  mkdirSync(FOLDER, { recursive: true });
  await buildNative();
  await compile('generator');
  createDevice();
  /** @type {import('../report.mjs').Line[]} */
  const lines = [];
  for (const name of wanted) lines.push(...((await PARTS[name]?.({ runs: Number(option('--runs') ?? 5) })) ?? []));
  process.stdout.write(`\n${machine()}\n${table(lines, 'beside it')}\n`);
  const file = option('--json');
  if (file !== undefined) writeFileSync(file, `${JSON.stringify({ machine: machine(), lines: lines.map((line) => ({ ...line, holds: holds(line) })) }, null, 2)}\n`);
  return lines.some((line) => holds(line) === false) ? 1 : 0;
}

function machine() {
  const version = (/** @type {string} */ program) => spawnSync(program, ['--version'], { encoding: 'utf8' });
  const tcpdump = version('tcpdump');
  const words = [version('tshark').stdout.split('\n')[0] ?? '', (tcpdump.stdout + tcpdump.stderr).split('\n').slice(0, 2).join(', ')];
  return `${cpus().length} × ${cpus()[0]?.model ?? '?'}, ${(totalmem() / 2 ** 30).toFixed(0)} GB, load ${load().toFixed(1)}; Node ${process.version}; ${words.join('; ')}\n`;
}

endWithSignals();
main().then(
  (status) => process.exit(status),
  (error) => {
    say('bench', error instanceof Error ? error.message : String(error));
    process.exit(2);
  },
);
