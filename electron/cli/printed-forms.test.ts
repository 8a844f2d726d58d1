// `netloupe read -T …`, `-x`, `-O` beside tshark itself on the first frames of our sample. Skipped where there is no tshark.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const CLI = join(ROOT, 'out/netloupe');
const SAMPLE = join(ROOT, 'e2e/captures/sample.pcapng');
const env = { ...process.env, TZ: 'UTC' };
const tshark = spawnSync('tshark', ['--version'], { env }).status === 0;
if (!tshark) console.warn('cli/printed-forms.test.ts: comparison SKIPPED, there is no tshark');

const run = (program: string, words: readonly string[], options: readonly string[]) => spawnSync(program, [...words, '-r', SAMPLE, ...options], { encoding: 'utf8', env, maxBuffer: 1 << 26 });
const ours = (...options: string[]) => run(process.execPath, [CLI, 'read'], options);
const theirs = (...options: string[]) => run('tshark', ['-n'], options);
/** What a document says of who made it, and when, is its own. */
const body = (text: string): string => text.replace(/^<!--.*-->$/m, '').replace(/ creator="[^"]*"( time="[^"]*")?/, '');

/** RFC 4180. */
function csvRows(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/g)) {
    rows.at(-1)!.push(quoted === undefined ? plain! : quoted.replaceAll('""', '"'));
    if (end === '\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

describe.skipIf(!tshark)('as tshark', () => {
  const arp = ['-Y', 'arp'];
  const simple = ['-Y', 'arp or icmp or (udp and ip)', '-c', '24'];
  const analysed = ['-Y', 'tcp.analysis.duplicate_ack or tcp.analysis.lost_segment or tcp.analysis.window_update or icmpv6.opt or icmp'];
  const same = [
    ['-V', ...analysed], ['-T', 'fields', ...['frame.number', 'tcp.analysis.duplicate_ack', 'tcp.analysis.flags', 'icmpv6.opt', 'icmpv6', 'http', 'tcp'].flatMap((name) => ['-e', name])], ['-T', 'json', ...analysed], ['-T', 'jsonraw', '-Y', 'icmp or icmpv6.opt'],
    ...['json', 'ek', 'psml', 'tabs'].flatMap((type) => [['-T', type, ...arp], ['-T', type, ...simple]]),
    ['-T', 'json', '-x', ...arp], ['-T', 'jsonraw', ...arp], ['-T', 'pdml', ...arp], ['-T', 'ek', '-x', ...simple],
    ['-T', 'json', '--no-duplicate-keys', ...simple], ['-T', 'json', '-j', 'eth', ...simple], ['-T', 'json', '-J', 'eth ip', ...simple],
    ['-T', 'pdml', '-j', 'arp', ...arp], ...['json', 'ek', 'pdml'].map((type) => ['-T', type, '-e', 'frame.number', '-e', 'eth.addr', '-e', 'dns.id', '-e', '_ws.col.Info', ...simple]), ['-T', 'ek', '-J', 'ip', ...simple],
    ['-x', ...simple], ['-x', '-V', ...simple], ['-x', '-P', ...simple], ['-P', '-V', ...arp], ['-O', 'ip,dns', ...simple], ['-O', 'nothing', '-x', ...arp],
  ];
  it(`${same.length} sets of options: the same text`, { timeout: 240_000 }, () => {
    for (const options of same) {
      const text = body(theirs(...options).stdout);
      expect(text.length).toBeGreaterThan(100);
      expect(body(ours(...options).stdout), options.join(' ')).toBe(text);
    }
  });

  it('CSV holds what -T fields prints, cell by cell', { timeout: 60_000 }, () => {
    const fields = ['frame.number', 'ip.src', 'tcp.port', 'http.server', 'http.user_agent', '_ws.col.Info'].flatMap((name) => ['-e', name]);
    const rows = csvRows(ours('-T', 'csv', ...fields).stdout);
    const wanted = theirs('-T', 'fields', '-E', 'header=y', '-E', 'aggregator=;', ...fields).stdout.trimEnd().split('\n').map((line) => line.split('\t'));
    const differing = rows.flatMap((row, i) => (row.join('\t') === wanted[i]?.join('\t') ? [] : [i]));
    // Info of retransmissions: tshark reads once.
    expect([rows.length, differing.length < 10]).toEqual([wanted.length, true]);
    expect(rows[0]).toEqual(wanted[0]);
  });

  it('refuses what tshark refuses', { timeout: 60_000 }, () => {
    for (const options of [['-T', 'nonsense'], ['-x', '-T', 'fields', '-e', 'ip.src'], ['-x', '-T', 'psml'], ['--no-duplicate-keys'], ['-T', 'fields'], ['-e', 'ip.src']]) {
      expect([theirs(...options).status === 0, ours(...options).status], options.join(' ')).toEqual([false, 1]);
    }
  });
});
