// Which rows differ from tshark's: the columns of every frame, as both print them.
import { mkdtempSync, openSync, closeSync, createReadStream, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { start } from '../terminal.mjs';
import { bundlePath } from './bundles.mjs';
import { FOLDER } from './captures.mjs';
import { programPath } from './programs.mjs';

const COLUMNS = ['frame.number', '_ws.col.Source', '_ws.col.Destination', '_ws.col.Protocol', '_ws.col.Info'];
/** What only TCP analysis or reassembly can tell: those are another issue's. */
const BEYOND = ['tcp.analysis.flags', 'tcp.segment', 'tcp.reassembled_in'];
/** Protocols that Netloupe does not know yet, though they travel in this traffic. */
const UNKNOWN = ['RESP'];
const SEPARATOR = '\t';
const SHOWN = 12;

/** @typedef {{ frames: number, differing: number, differingPlain: number, plain: number, byColumn: Record<string, number>, kinds: string[] }} Difference */

/**
 * @param {string} path
 * @returns {Promise<Difference>}
 */
export async function differingRows(path) {
  const folder = mkdtempSync(join(FOLDER, 'rows-'));
  try {
    const ours = join(folder, 'netloupe');
    const theirs = join(folder, 'tshark');
    const fields = (/** @type {readonly string[]} */ names) => ['-n', '-r', path, '-T', 'fields', ...names.flatMap((name) => ['-e', name])];
    await toFile(process.execPath, [bundlePath('netloupe'), 'read', ...fields(COLUMNS)], ours);
    await toFile(programPath('tshark'), fields([...COLUMNS, ...BEYOND]), theirs);
    return await compare(ours, theirs);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {string} path
 */
async function toFile(command, args, path) {
  const fd = openSync(path, 'w');
  const child = start(command, args, { stdio: ['ignore', fd, 'ignore'] });
  const status = await new Promise((resolve) => child.once('close', resolve));
  closeSync(fd);
  if (status !== 0) throw new Error(`${command} ${args.slice(0, 3).join(' ')} ended with status ${status}`);
}

/**
 * @param {string} ours
 * @param {string} theirs
 * @returns {Promise<Difference>}
 */
async function compare(ours, theirs) {
  const own = createInterface({ input: createReadStream(ours) })[Symbol.asyncIterator]();
  const difference = { frames: 0, differing: 0, differingPlain: 0, plain: 0, byColumn: Object.fromEntries(COLUMNS.map((name) => [name, 0])), kinds: /** @type {string[]} */ ([]) };
  /** @type {Map<string, { count: number, example: string }>} */
  const kinds = new Map();
  for await (const line of createInterface({ input: createReadStream(theirs) })) {
    const expected = line.split(SEPARATOR);
    const found = (/** @type {IteratorResult<string, undefined>} */ (await own.next()).value ?? '').split(SEPARATOR);
    const isPlain = expected.slice(COLUMNS.length).every((value) => value === '') && !(expected[4] ?? '').includes('[TCP segment of a reassembled PDU]') && !UNKNOWN.includes(expected[3] ?? '');
    const wrong = COLUMNS.filter((_, i) => expected[i] !== found[i]);
    difference.frames++;
    if (isPlain) difference.plain++;
    if (wrong.length === 0) continue;
    difference.differing++;
    for (const name of wrong) difference.byColumn[name] = (difference.byColumn[name] ?? 0) + 1;
    if (!isPlain) continue;
    difference.differingPlain++;
    const kind = `${expected[3]} → ${found[3]}: ${wrong.map((name) => name.replace('_ws.col.', '')).join(', ')}`;
    const known = kinds.get(kind) ?? { count: 0, example: `${expected[0]}: ${expected[4]?.slice(0, 90)} | ${found[4]?.slice(0, 90)}` };
    known.count++;
    kinds.set(kind, known);
  }
  const most = [...kinds].sort((a, b) => b[1].count - a[1].count).slice(0, SHOWN);
  difference.kinds = most.map(([kind, { count, example }]) => `${count} × ${kind}; frame ${example}`);
  return difference;
}
