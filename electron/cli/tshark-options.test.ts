// `netloupe read` beside tshark itself, byte for byte, for the same options on our own captures. Skipped where there is no tshark.
import { closeSync, mkdtempSync, openSync, readdirSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const CLI = join(ROOT, 'out/netloupe');
const CAPTURES = join(ROOT, 'e2e/captures');
const env = { ...process.env, TZ: 'UTC', HOME: mkdtempSync(join(tmpdir(), 'netloupe-tshark-')) };
afterAll(() => rmSync(env.HOME, { recursive: true, force: true }));
const tshark = spawnSync('tshark', ['--version'], { env }).status === 0;
if (!tshark) console.warn('cli/tshark-options.test.ts: comparison SKIPPED, there is no tshark');

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}
const ours = (...args: string[]): Ran => spawnSync(process.execPath, [CLI, 'read', ...args], { encoding: 'utf8', env, maxBuffer: 1 << 26 });
const theirs = (...args: string[]): Ran => spawnSync('tshark', ['-n', ...args], { encoding: 'utf8', env, maxBuffer: 1 << 26 });

const FIELDS = ['frame.number', 'ip.addr', 'tcp.port', 'eth.addr', 'tcp.flags', 'dns.qry.name', 'ip.src', 'tcp.payload'].flatMap((f) => ['-e', f]);
const COLUMNS = ['No.', 'Time', 'Source', 'Destination', 'Protocol', 'Length', 'Info'].flatMap((c) => ['-e', `_ws.col.${c}`]);
const FIELD_OPTIONS = [
  'header=y', 'header=n', 'bom=y', 'separator=,', 'separator=;', 'separator=ab', 'separator=/s', 'separator=/t', 'aggregator=,', 'aggregator=;', 'aggregator=|', 'aggregator=/s',
  'occurrence=f', 'occurrence=l', 'occurrence=a', 'quote=d', 'quote=s', 'quote=n',
];

describe.skipIf(!tshark)('as tshark', () => {
  const fields = FIELD_OPTIONS.map((option) => ['-T', 'fields', ...FIELDS, '-E', option]);
  const others = [
    ['-T', 'fields', ...FIELDS, '-E', 'header=y', '-E', 'quote=d', '-E', 'separator=,', '-E', 'occurrence=l', '-E', 'aggregator=;'],
    ['-T', 'fields', ...COLUMNS, '-c', '12'], ['-T', 'fields', ...COLUMNS, '-c', '12', '-E', 'quote=d', '-E', 'occurrence=f'],
    ['-c', '5'], ['-n', '-c', '1'], ...['r', 'a', 'ad', 'd', 'dd', 'e', 'u', 'ud'].map((time) => ['-t', time, '-c', '6']),
  ];
  for (const [capture, cases] of [['sample.pcapng', fields], ['cut-to-64-bytes.pcap', others]] as const) {
    const file = join(CAPTURES, capture);
    it(`${capture}: ${cases.length} sets of options`, { timeout: 240_000 }, () => {
      for (const options of cases) expect(ours('-r', file, ...options).stdout, options.join(' ')).toBe(theirs('-r', file, ...options).stdout);
    });
  }

  it('refuses the options that tshark refuses', () => {
    const base = ['-r', join(CAPTURES, 'sample.pcapng'), '-T', 'fields', '-e', 'ip.addr', '-E'];
    for (const option of ['header=x', 'quote=x', 'occurrence=z', 'nonsense', 'separator=', 'bom=1']) {
      expect([theirs(...base, option).status === 0, ours(...base, option).status], option).toEqual([false, 1]);
    }
  });

  it('nests JSON as tshark does: layers, fields, children under _tree', () => {
    const args = ['-r', join(CAPTURES, 'cut-to-64-bytes.pcap'), '-T', 'json', '-c', '3'];
    type Frame = { _index: string; _source: { layers: Record<string, Record<string, unknown>> } };
    const [a, b] = [JSON.parse(ours(...args).stdout) as Frame[], JSON.parse(theirs(...args).stdout) as Frame[]];
    expect(a.map((frame) => Object.keys(frame))).toEqual(b.map((frame) => Object.keys(frame)));
    expect(a.map((frame) => frame._index)).toEqual(b.map((frame) => frame._index));
    let compared = 0;
    for (const [i, { _source: { layers } }] of a.entries()) {
      const other = b[i]!._source.layers;
      expect(Object.keys(layers)).toEqual(Object.keys(other));
      for (const [layer, fields] of Object.entries(layers)) {
        for (const [key, value] of Object.entries(fields)) {
          if (typeof value !== 'string' || typeof other[layer]?.[key] !== 'string') continue;
          expect(`${key}=${value}`).toBe(`${key}=${other[layer][key]}`);
          compared++;
        }
      }
    }
    expect(compared).toBeGreaterThan(50);
  });
});

describe.skipIf(process.platform !== 'linux')('writing', () => {
  const sample = join(CAPTURES, 'sample.pcapng');
  it('a full disk is said in one line, with status 1', () => {
    const full = openSync('/dev/full', 'w');
    for (const args of [['read', '-r', sample], ['read', '-V', '-r', sample], ['fields']]) {
      const { status, stderr } = spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8', stdio: ['ignore', full, 'pipe'] });
      expect([status, stderr]).toEqual([2, 'netloupe: standard output cannot be written: no space is left (ENOSPC).\n']);
    }
    closeSync(full);
  });

  it('a folder that cannot be made is said, and does not take for ever', () => {
    const { status, stderr } = ours('-r', sample, '-r', join(CAPTURES, 'cut-to-64-bytes.pcap'), '--out-dir', '/proc/none/deeper');
    expect([status, stderr]).toEqual([2, 'netloupe: /proc/none cannot be written: its folder does not exist (ENOENT).\n']);
  });

  it('one of several files cannot be read: the others are written, status 1', () => {
    const { status, stderr } = ours('-r', join(env.HOME, 'none'), '-r', sample, '--out-dir', join(env.HOME, 'a/b'));
    expect([status, stderr]).toEqual([2, 'netloupe: none does not exist. (NL-FILE-01)\n']);
    expect(readdirSync(join(env.HOME, 'a/b'))).toEqual(['sample.pcapng.txt']);
  });
});

it('says what does the same as an option that it has not', () => {
  for (const [option, said] of [['-D', 'netloupe interfaces'], ['-v', 'netloupe --version'], ['-G', 'netloupe fields'], ['-b', 'netloupe capture']] as const) {
    const { status, stderr } = ours(option);
    expect([option, status]).toEqual([option, 1]);
    expect(stderr).toContain(said);
  }
});
