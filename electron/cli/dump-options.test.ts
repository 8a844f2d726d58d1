// The options of `netloupe dump` about files and live captures: the installed tcpdump's files and lines, and what is refused with a reason.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hasTcpdump } from '../../build/testing/tcpdump';

const NETLOUPE = join(import.meta.dirname, '../../out/netloupe');
const OWN = join(import.meta.dirname, '../../e2e/captures/sample.pcapng');
const UTC = { ...process.env, TZ: 'UTC' };
const isRoot = process.getuid?.() === 0;
const canNamespace = isRoot && spawnSync('unshare', ['-n', 'true']).status === 0 && spawnSync('ping', ['-V']).status === 0;
const isBuilt = existsSync(join(import.meta.dirname, '../../out/native/netloupe-capture'));

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'netloupe-test-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function ran(program: string, args: readonly string[]): Ran {
  const { status, stdout, stderr } = spawnSync(program, args, { env: UTC, maxBuffer: 1 << 28 });
  return { status, stdout: stdout.toString('latin1'), stderr: stderr.toString() };
}
const dump = (...args: string[]): Ran => ran(process.execPath, [NETLOUPE, 'dump', ...args]);
const tcpdump = (...args: string[]): Ran => ran('tcpdump', args);

/** Our sample so often that it is more than two million bytes. */
function largeCapture(): string {
  const plain = join(folder, 'one.pcap');
  expect(dump('-r', OWN, '-w', plain).status).toBe(0);
  const bytes = readFileSync(plain);
  const copies = Math.ceil(2_500_000 / bytes.length);
  const path = join(folder, 'large.pcap');
  writeFileSync(path, Buffer.concat([bytes, ...Array.from({ length: copies }, () => bytes.subarray(24))]));
  return path;
}

/** Each file of a folder with its bytes. */
function filesOf(path: string): Record<string, string> {
  return Object.fromEntries(readdirSync(path).sort().map((name) => [name, readFileSync(join(path, name)).toString('base64')]));
}

test('-w into a folder that is not there is an error, and makes none', () => {
  const path = join(folder, 'none/there.pcap');
  expect(dump('-r', OWN, '-w', path)).toMatchObject({ status: 1, stderr: expect.stringContaining(`${path} cannot be written: its folder does not exist`) as string });
  expect(existsSync(join(folder, 'none'))).toBe(false);
  if (hasTcpdump) expect(tcpdump('-r', OWN, '-w', path).status).toBe(1);
});

describe.skipIf(!hasTcpdump)('files of -w (needs tcpdump 4.99.3)', () => {
  test.each([[['-C', '1']], [['-C', '1', '-W', '2']], [['-C', '1', '-W', '12']]])('%j makes the files that tcpdump makes', (words) => {
    const large = largeCapture();
    for (const who of ['ours', 'theirs']) mkdirSync(join(folder, who));
    expect(dump('-r', large, '-w', join(folder, 'ours/part'), ...words).status).toBe(0);
    tcpdump('-Z', 'root', '-r', large, '-w', join(folder, 'theirs/part'), ...words);
    const ours = filesOf(join(folder, 'ours'));
    expect(ours).toEqual(filesOf(join(folder, 'theirs')));
    expect(Object.keys(ours).length).toBeGreaterThan(1);
  });

  test('-G takes the name for a pattern of the time', () => {
    for (const who of ['ours', 'theirs']) mkdirSync(join(folder, who));
    expect(dump('-r', OWN, '-G', '86400', '-w', join(folder, 'ours/%Y-part')).status).toBe(0);
    tcpdump('-Z', 'root', '-r', OWN, '-G', '86400', '-w', join(folder, 'theirs/%Y-part'));
    expect(Object.keys(filesOf(join(folder, 'ours')))).toEqual([`${new Date().getUTCFullYear()}-part`]);
    expect(filesOf(join(folder, 'ours'))).toEqual(filesOf(join(folder, 'theirs')));
  });

  test('-V reads the captures of a list one after the other', () => {
    const list = join(folder, 'list');
    const one = join(folder, 'one.pcap');
    expect(dump('-r', OWN, '-w', one).status).toBe(0);
    writeFileSync(list, `${one}\n${one}\n`);
    const args = ['-#', '-nn', '-q', '-V', list, 'arp'];
    // As another user tcpdump could not open the second.
    expect(dump(...args).stdout).toBe(tcpdump('-Z', 'root', ...args).stdout);
  });
});

describe('-z', () => {
  test('runs a command with the name of each complete file', () => {
    const large = largeCapture();
    const command = join(folder, 'note');
    const notes = join(folder, 'notes');
    writeFileSync(command, `#!/bin/sh\nprintf '%s\\n' "$1" >>'${notes}'\n`, { mode: 0o755 });
    const { status, stderr } = dump('-r', large, '-w', join(folder, 'part'), '-C', '1', '-z', command);
    expect(status).toBe(0);
    expect(stderr).not.toContain('cannot be run');
    const written = readdirSync(folder).filter((name) => name.startsWith('part')).sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
    expect(written.length).toBeGreaterThan(2);
    expect(readFileSync(notes, 'utf8').trim().split('\n').sort()).toEqual(written.slice(0, -1).map((name) => join(folder, name)).sort());
  });

  test('a command that is not there is said, and the files are written', () => {
    const large = largeCapture();
    const { status, stderr } = dump('-r', large, '-w', join(folder, 'part'), '-C', '1', '-z', join(folder, 'none'));
    expect(status).toBe(0);
    expect(stderr).toContain('cannot be run: ENOENT');
  });
});

describe('what cannot be had', () => {
  test.each([['-Z', 'nobody'], ['-Q', 'in'], ['-E', 'des:abc'], ['-M', 'secret'], ['-m', 'IF-MIB'], ['-z', 'gzip']])('%s %s is refused with a reason', (option, value) => {
    const { status, stdout, stderr } = dump('-r', OWN, option, value);
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain(`${option} `);
    expect(stderr).not.toContain('there is no option');
  });

  test('-Q inout is what happens anyway', () => {
    expect(dump('-n', '-r', OWN, '-Q', 'inout').stdout).toBe(dump('-n', '-r', OWN).stdout);
  });
});

describe.skipIf(!canNamespace || !isBuilt)('live (needs root, unshare, ping and the built capture program)', () => {
  /** In a network namespace of its own, with its loopback interface up. */
  const inNamespace = (script: string): Ran => ran('unshare', ['-n', 'sh', '-c', `ip link set lo up; ${script}`]);
  const ours = `'${process.execPath}' '${NETLOUPE}' dump`;

  test('-i prints packets as they come, until -c', () => {
    const { stdout, stderr } = inNamespace(`(sleep 1; ping -q -n -c 5 -i 0.4 127.0.0.1 >&2) & ${ours} -i lo -n -t -c 4 icmp; wait`);
    const lines = stdout.trim().split('\n');
    expect(lines).toHaveLength(4);
    for (const [i, kind] of ['request', 'reply', 'request', 'reply'].entries()) expect(lines[i]).toMatch(new RegExp(`^IP 127\\.0\\.0\\.1 > 127\\.0\\.0\\.1: ICMP echo ${kind}, id \\d+, seq \\d+, length 64$`));
    expect(stderr).toContain('listening on lo, link-type EN10MB (Ethernet), snapshot length 262144 bytes');
    expect(stderr).toContain('4 packets captured');
  }, 60_000);

  test.skipIf(!hasTcpdump).each(['-L', '-J'])('%s says what tcpdump says', (option) => {
    const said = inNamespace(`${ours} ${option} -i lo`);
    expect(said.status).toBe(0);
    expect(said.stderr).toBe(inNamespace(`tcpdump ${option} -i lo`).stderr);
  }, 60_000);
});
