// `npm run bench`: captures of real mixed traffic, and what they cost Netloupe and tshark side by side. See README.md.
import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { spawnSync } from 'node:child_process';
import { endWithSignals, say } from '../terminal.mjs';
import { bundleAll } from './bundles.mjs';
import { areMade, makeCaptures, notes } from './captures.mjs';
import { load } from './measure.mjs';
import { displayFilters } from './filter.mjs';
import { exports } from './export.mjs';
import { filtersOnScreen } from './filter-screen.mjs';
import * as parts from './parts.mjs';
import { missingPrograms } from './programs.mjs';
import { holds, table } from './report.mjs';
import { onScreen } from './screen.mjs';
import { streams } from './streams.mjs';

/** @type {Readonly<Record<string, (bench: parts.Bench) => Promise<parts.Line[]>>>} */
const PARTS = {
  open: parts.wholeProcess, growth: parts.memoryAndGrowth, warm: parts.warmEngine, rows: parts.rowsAndDetail, threads: parts.twoThreads,
  start: parts.start, other: parts.otherRuns, differ: parts.agreement, screen: onScreen, filter: displayFilters, 'filter-screen': filtersOnScreen, streams, export: exports,
};
const HELP = `npm run bench -- [options]
  --small        captures of 100 k and 1 M frames only (0.8 GB instead of 4 GB)
  --runs N       runs of each program, of which the median counts (default 5)
  --only A,B     parts: ${Object.keys(PARTS).join(', ')}
  --remake       make the captures anew
  --json FILE    the figures as JSON as well`;

/** @returns {Promise<number>} exit status: 0, 1 where a target is missed, 2 where something is missing */
async function main() {
  const args = process.argv.slice(2);
  const option = (/** @type {string} */ name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  if (args.includes('--help')) {
    process.stdout.write(`${HELP}\n`);
    return 0;
  }
  /** @type {import('./captures.mjs').CaptureName[]} */
  const captures = ['tiny', '100k', 'base', '1m', ...(args.includes('--small') ? [] : [/** @type {const} */ ('5m')])];
  const remake = args.includes('--remake');
  const recording = remake || !areMade(['base']);
  const missing = missingPrograms(recording) ?? (recording && process.getuid?.() !== 0 ? 'bench: making captures needs root, for network namespaces' : null);
  if (missing) {
    process.stderr.write(`${missing}\n`);
    return 2;
  }
  const wanted = option('--only')?.split(',') ?? Object.keys(PARTS);
  // Certificates of a proxy, which each Node process would read when it starts (40 ms): nothing here speaks TLS.
  delete process.env.NODE_EXTRA_CA_CERTS;
  await makeCaptures(captures, remake);
  await bundleAll();
  /** @type {parts.Bench} */
  const bench = { runs: Number(option('--runs') ?? 5), captures, open: new Map() };
  /** @type {parts.Line[]} */
  const lines = [];
  for (const name of wanted) lines.push(...((await PARTS[name]?.(bench)) ?? []));
  process.stdout.write(`\n${machine()}\n${table(lines)}\n`);
  const file = option('--json');
  if (file !== undefined) writeFileSync(file, `${JSON.stringify({ machine: machine(), captures: notes(), lines: lines.map((line) => ({ ...line, holds: holds(line) })) }, null, 2)}\n`);
  return lines.some((line) => holds(line) === false) ? 1 : 0;
}

function machine() {
  const tshark = spawnSync('tshark', ['--version'], { encoding: 'utf8' }).stdout.split('\n')[0] ?? '';
  const made = notes();
  return `${cpus().length} × ${cpus()[0]?.model ?? '?'}, ${(totalmem() / 2 ** 30).toFixed(0)} GB, load ${load().toFixed(1)}; Node ${process.version}; ${tshark}
traffic: ${made?.bytesPerFrame ?? 0} bytes a frame, loss ${made?.loss ?? ''}, dropped by the kernel ${made?.kernelDrops ?? ''}, recorded ${made?.recorded.slice(0, 10) ?? ''}\n`;
}

endWithSignals();
main().then(
  (status) => process.exit(status),
  (error) => {
    say('bench', error instanceof Error ? error.message : String(error));
    process.exit(2);
  },
);
