// Captures of a corpus written anew: the copy is read by tshark, capinfos and Netloupe as the capture is; a filtered copy is the one that tshark writes.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { constants, gunzipSync } from 'node:zlib';
import { ROOT } from '../terminal.mjs';
import { ROUND_TRIP_DIFFERENCES } from './round-trip-differences.mjs';

const FILTERS = ['tcp', 'udp || arp', 'frame.len > 100 && ip', 'frame.number == 2 || icmp || ipv6'];
const FIELDS = ['frame.number', 'frame.time_epoch', 'frame.len', 'frame.cap_len', 'frame.comment', 'frame.encap_type', 'frame.packet_flags', 'frame.md5_hash'];
/** Of pcapng alone: a pcap file has one interface without a name. */
const INTERFACE_FIELDS = ['frame.interface_name', 'frame.interface_id'];
/** capinfos: encapsulation, packets, bytes, duration, first, last, order, comments, names, secrets. */
const FACTS = ['-T', '-M', '-r', '-E', '-c', '-d', '-u', '-a', '-e', '-o', '-S', '-k', '-n', '-D'];
const HANG_MS = 60_000;

const run = (program, args) => spawnSync(program, args, { timeout: HANG_MS, killSignal: 'SIGKILL', maxBuffer: 1 << 28, env: { ...process.env, TZ: 'UTC' } });
const frames = (path, fields) => run('tshark', ['-n', '-o', 'frame.generate_md5_hash:TRUE', '-r', path, '-T', 'fields', ...fields.flatMap((field) => ['-e', field])]).stdout.toString();
/** The name in front is left out. */
const facts = (path) => run('capinfos', [...FACTS, path]).stdout.toString().replace(path, '').trim();

/**
 * @param {string[]} captures
 * @param {string} root folder of the captures
 * @param {string} cli
 * @param {string} workDir
 * @param {number} most filters of each capture; fewer than all take turns
 * @returns {Promise<string>} the report
 */
export async function roundTripAgreement(captures, root, cli, workDir, most = FILTERS.length) {
  const own = await compiled(join(workDir, 'round-trip.cjs'));
  const dir = join(workDir, 'round-trip');
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  const sums = { copies: 0, sameCopies: 0, filtered: 0, sameFiltered: 0, skipped: 0 };
  const differing = [];
  for (const [i, capture] of captures.entries()) {
    const filters = FILTERS.filter((_, at) => (at + i) % FILTERS.length < most);
    const said = await oneCapture(join(root, capture), dir, cli, filters, own, sums);
    if (i % 100 === 99) process.stderr.write(`round trip: ${i + 1} of ${captures.length} captures\n`);
    for (const text of said) differing.push([capture, text]);
  }
  return report(sums, differing);
}

async function oneCapture(path, dir, cli, filters, { readCommand, captureDifference }, sums) {
  const [copy, ours, theirs] = ['copy', 'ours', 'theirs'].map((name) => join(dir, name));
  for (const old of [copy, ours, theirs]) rmSync(old, { force: true });
  await written(readCommand, ['-r', path, '-w', copy]);
  if (!existsSync(copy)) {
    sums.skipped++;
    const done = run(cli, ['read', '-r', path, '-w', copy]);
    // A file that is no capture has no copy.
    return done.status === 2 && /NL-FILE-0[4-7]|NL-FILE-10/.test(done.stderr.toString()) ? [] : [`no copy: ${done.stderr.toString().slice(0, 200)}`];
  }
  const found = [];
  const isSame = (what, difference) => (difference === '' ? true : (found.push(`${what}: ${difference}`), false));
  sums.copies++;
  const fields = isPcapng(path) ? [...FIELDS, ...INTERFACE_FIELDS] : FIELDS;
  const asRead = isSame('Netloupe', captureDifference(path, copy, false));
  const asTshark = isSame('tshark', textDifference(frames(path, fields), frames(copy, fields)));
  if (asRead && asTshark && isSame('capinfos', textDifference(facts(path), facts(copy)))) sums.sameCopies++;
  for (const filter of filters) {
    await written(readCommand, ['-r', path, '-Y', filter, '-w', ours]);
    run('tshark', ['-n', '-r', path, '-Y', filter, '-w', theirs]);
    // Of some link types tshark writes nothing.
    if (!existsSync(theirs)) continue;
    sums.filtered++;
    if (isSame(filter, captureDifference(theirs, ours, true))) sums.sameFiltered++;
    for (const old of [ours, theirs]) rmSync(old, { force: true });
  }
  return found;
}

/** What the command says of damage is no difference. */
async function written(readCommand, args) {
  const write = process.stderr.write.bind(process.stderr);
  process.stderr.write = () => true;
  try {
    await readCommand(args);
  } finally {
    process.stderr.write = write;
  }
}

function isPcapng(path) {
  const head = readFileSync(path);
  return (head[0] === 0x1f ? gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH }) : head).subarray(0, 4).toString('latin1') === '\n\r\r\n';
}

function textDifference(want, have) {
  if (want === have) return '';
  const [a, b] = [want.split('\n'), have.split('\n')];
  const at = a.findIndex((line, i) => line !== b[i]);
  return `${a.length - 1} and ${b.length - 1} lines: ${a[at]} / ${b[at]}`;
}

async function compiled(bundle) {
  const { rolldown } = await import('rolldown');
  const build = await rolldown({ cwd: ROOT, input: 'build/compare/round-trip-entry.ts', platform: 'node', tsconfig: false, transform: { target: 'node20' } });
  await build.write({ file: bundle, format: 'cjs', codeSplitting: false });
  await build.close();
  return createRequire(import.meta.url)(bundle);
}

function report({ copies, sameCopies, filtered, sameFiltered, skipped }, differing) {
  const reasonOf = ([capture, text]) => ROUND_TRIP_DIFFERENCES.find((each) => each.captures.test(capture) && each.text.test(text))?.reason ?? 'NOT EXPLAINED';
  const byReason = new Map();
  for (const each of differing) byReason.set(reasonOf(each), [...(byReason.get(reasonOf(each)) ?? []), each]);
  const rows = [...byReason].flatMap(([reason, all]) => [`  ${reason}: ${all.length}`, ...all.map(([capture, text]) => `    ${capture}: ${text.slice(0, reason === 'NOT EXPLAINED' ? 500 : 120)}`)]);
  return [
    `copies: ${sameCopies} of ${copies} read the same by Netloupe, tshark and capinfos; ${skipped} files are no captures`,
    `filtered copies: ${sameFiltered} of ${filtered} hold the frames that tshark -Y -w writes`, ...rows,
  ].join('\n');
}
