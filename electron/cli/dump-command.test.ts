// `netloupe dump`: the installed tcpdump's text, files and exit status for the same options, over our captures and over damage that a seed makes.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hasTcpdump } from '../../build/testing/tcpdump';
import { PcapWriter } from '../../shared/capture-file/pcap';
import { readWhole } from '../../shared/capture-file/read-whole';

const NETLOUPE = join(import.meta.dirname, '../../out/netloupe');
const OWN = join(import.meta.dirname, '../../e2e/captures/sample.pcapng');
const CUT = join(import.meta.dirname, '../../e2e/captures/ends-in-a-record.pcap');
const SEED = Number(process.env['NETLOUPE_DUMP_SEED'] ?? 1);
const MARK = '[netloupe: no tcpdump text for ';
const UTC = { ...process.env, TZ: 'UTC' };

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'netloupe-test-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function ran(program: string, args: readonly string[], input?: Buffer): Ran {
  const { status, stdout, stderr } = spawnSync(program, args, { env: UTC, maxBuffer: 1 << 28, ...(input && { input }) });
  return { status, stdout: stdout.toString('latin1'), stderr: stderr.toString() };
}
const dump = (...args: string[]): Ran => ran(process.execPath, [NETLOUPE, 'dump', ...args]);
const tcpdump = (...args: string[]): Ran => ran('tcpdump', args);

/** Numbers from 0 to below `below`, the same for the same seed. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Our sample with a third of the frames cut, and bytes of another third changed. */
function damagedSample(path: string): void {
  const random = randomNumbers(SEED);
  const chunks: Uint8Array[] = [];
  const writer = new PcapWriter((chunk) => chunks.push(chunk), { linktype: 1 });
  for (const frame of readWhole(readFileSync(OWN)).frames) {
    const kind = random(3);
    const bytes = frame.bytes.slice(0, kind === 0 ? 1 + random(frame.bytes.length) : undefined);
    if (kind === 1) for (let i = 0; i < 3; i++) bytes[random(bytes.length)] = random(256);
    writer.write({ time: frame, len: frame.len, bytes });
  }
  writeFileSync(path, Buffer.concat(chunks));
}

/** Packets that differ though nothing in the line says what it lacks. Numbers of -# tell where one begins. */
function differing(ours: string, theirs: string): string[] {
  const packets = (text: string): string[] => text.split(/^(?= *\d+ {2}\d+\.\d{6} )/m);
  const wanted = packets(theirs);
  return packets(ours).flatMap((have, i) => {
    const text = wanted[i] ?? '';
    const mark = have.indexOf(MARK);
    return have === text || (mark >= 0 && text.startsWith(have.slice(0, mark).trimEnd())) ? [] : [`ours   ${have}theirs ${text}`];
  });
}

const FORMS = [
  ['-n'], ['-nn', '-v'], ['-nn', '-vv'], ['-nn', '-vvv', '-e'], ['-n', '-q'], ['-n', '-e', '-q'], ['-n', '-S', '-X'], ['-n', '-XX'], ['-n', '-x', '-K', '-v'], ['-n', '-xx'], ['-n', '-A'], ['-n', '-AA', '-e'],
];

describe.skipIf(!hasTcpdump)("tcpdump's text (needs tcpdump 4.99.3)", () => {
  test.each(FORMS.map((words) => words.join(' ')))('our sample with %s', (form) => {
    const words = form.split(' ');
    const args = ['-#', '-tt', ...words, '-r', OWN];
    expect(differing(dump(...args).stdout, tcpdump(...args).stdout)).toEqual([]);
  });

  test.each(FORMS.map((words) => words.join(' ')))(`our sample damaged by seed ${SEED}, with %s`, (form) => {
    const words = form.split(' ');
    const path = join(folder, 'damaged.pcap');
    damagedSample(path);
    const args = ['-#', '-tt', ...words, '-r', path];
    expect(differing(dump(...args).stdout, tcpdump(...args).stdout)).toEqual([]);
  });

  test.each([[''], ['-t'], ['-tt'], ['-ttt'], ['-tttt'], ['-ttttt'], ['--nano'], ['-ttttt --nano'], ['--time-stamp-precision=nano -ttt']])('times with %s', (words) => {
    const args = [...words.split(' ').filter(Boolean), '-n', '-q', '-r', OWN, 'arp'];
    expect(dump(...args).stdout).toBe(tcpdump(...args).stdout);
  });

  test.each(['tcp port 443', 'arp or icmp', 'not ip', 'ip[8] > 63 and udp', 'greater 500'])('the capture filter %s', (filter) => {
    const args = ['-nn', '-q', '-t', '-r', OWN, filter];
    expect(dump(...args).stdout).toBe(tcpdump(...args).stdout);
    writeFileSync(join(folder, 'filter'), `${filter}\n`);
    expect(dump('-nn', '-q', '-t', '-r', OWN, '-F', join(folder, 'filter')).stdout).toBe(tcpdump(...args).stdout);
  });

  test.each(['-d', '-dd', '-ddd'])('the program of a filter with %s', (form) => {
    expect(dump(form, '-r', OWN, 'tcp').stdout).toBe(tcpdump(form, '-r', OWN, 'tcp').stdout);
    expect(dump(form, '-y', 'RAW', 'tcp').stdout).toBe(tcpdump(form, '-y', 'RAW', 'tcp').stdout);
  });

  test('-w writes the bytes that tcpdump writes, -c ends it, --print prints too', () => {
    const [ours, theirs] = [join(folder, 'ours'), join(folder, 'theirs')];
    for (const words of [['-r', OWN], ['-r', OWN, '-c', '7', 'udp'], ['-r', OWN, '--nano']]) {
      expect(dump(...words, '-w', ours).status).toBe(0);
      tcpdump(...words, '-w', theirs);
      expect(readFileSync(ours).equals(readFileSync(theirs))).toBe(true);
    }
    const args = ['-n', '-q', '-c', '3', '--print', '-r', OWN, '-w'];
    expect(dump(...args, ours).stdout).toBe(tcpdump(...args, theirs).stdout);
    expect(dump('-r', OWN, '-w', '-').stdout).toBe(tcpdump('-r', OWN, '-w', '-').stdout);
  });

  test('standard input, the first line on standard error, and --count', () => {
    const pipe = readFileSync(OWN);
    expect(ran(process.execPath, [NETLOUPE, 'dump', '-nn', '-q', '-r', '-'], pipe).stdout).toBe(tcpdump('-nn', '-q', '-r', OWN).stdout);
    expect(dump('-c', '1', '-n', '-r', OWN).stderr).toBe(tcpdump('-c', '1', '-n', '-r', OWN).stderr);
    expect(dump('--count', '-r', OWN).stdout).toBe(tcpdump('--count', '-r', OWN).stdout);
  });

  test('what cannot be: exit status as tcpdump, and what could be read', () => {
    for (const args of [['-r', join(folder, 'none')], ['-r', OWN, 'porti 80']]) expect(dump(...args).status).toBe(tcpdump(...args).status);
    expect(dump('-n', '-q', '-r', CUT).stdout).toBe(tcpdump('-n', '-q', '-r', CUT).stdout);
    expect(dump('-n', '-r', CUT).status).toBe(1);
    expect(dump('-r', OWN, '-c', '0').status).toBe(1);
    expect(dump('-r', OWN, '-T', 'nothing').status).toBe(1);
  });
});

describe('options of the lessons', () => {
  test('-a is accepted with a note, -N -O -f -U -H -b too', () => {
    const plain = dump('-n', '-r', OWN);
    const more = dump('-a', '-n', '-N', '-O', '-f', '-U', '-H', '-b', '-r', OWN);
    expect(more.stdout).toBe(plain.stdout);
    expect(more.stderr).toContain('undocumented');
    expect(more.status).toBe(0);
  });

  test('a reader that goes away ends it quietly', async () => {
    const child = spawn(process.execPath, [NETLOUPE, 'dump', '-l', '-XX', '-r', OWN], { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stdout.once('data', () => child.stdout.destroy());
    const status = await new Promise((resolve) => child.once('close', resolve));
    expect(status).toBe(0);
    expect(said).not.toContain('EPIPE');
  });

  test('-C and -W write round files of a size', () => {
    const path = join(folder, 'part');
    const big = Buffer.concat(Array.from({ length: 40 }, () => readFileSync(join(import.meta.dirname, '../../e2e/captures/sample.pcapng'))));
    const many = join(folder, 'many.pcapng');
    writeFileSync(many, big);
    expect(dump('-r', many, '-w', path, '-C', '1', '-W', '3').status).toBe(0);
    expect(readFileSync(`${path}0`).length).toBeGreaterThan(24);
  });
});
