// `netloupe read` prints of our own captures what tshark printed of them, and says what is wrong in words and by its exit status.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const CLI = join(ROOT, 'out/netloupe');
const CAPTURES = join(ROOT, 'e2e/captures');
const folder = mkdtempSync(join(tmpdir(), 'netloupe-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]): { status: number | null; stdout: string; stderr: string } =>
  spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8', env: { ...process.env, TZ: 'UTC' }, maxBuffer: 1 << 26 });

/** Frames that only TCP analysis or reassembly gets right. */
function isStateful(cells: ReadonlyMap<string, string>): boolean {
  return ['tcp.analysis.flags', 'tcp.reassembled_in', 'tcp.segment'].some((f) => cells.get(f) !== '') || cells.get('_ws.col.Info')!.includes('reassembled PDU');
}

describe('read -T fields', () => {
  for (const capture of ['sample.pcapng', 'cut-to-64-bytes.pcap']) {
    it(`prints of ${capture} what tshark prints`, () => {
      const [head, ...lines] = readFileSync(join(CAPTURES, 'expected', `${capture}.tsv`), 'utf8').replace(/\n$/, '').split('\n').map((l) => l.split('\t'));
      const fields = head!.filter((f) => !['tcp.analysis.flags', 'tcp.reassembled_in', 'tcp.segment'].includes(f));
      const ours = run('read', '-r', join(CAPTURES, capture), '-T', 'fields', '-E', 'header=y', ...fields.flatMap((f) => ['-e', f]));
      expect(ours.status).toBe(0);
      const [ourHead, ...ourLines] = ours.stdout.replace(/\n$/, '').split('\n').map((l) => l.split('\t'));
      expect(ourHead).toEqual(fields);
      expect(ourLines.length).toBe(lines.length);
      let compared = 0;
      for (const [i, line] of lines.entries()) {
        const cells = new Map(head!.map((f, k) => [f, line[k] ?? '']));
        if (isStateful(cells)) continue;
        compared++;
        expect(ourLines[i]!.map((cell, k) => `${fields[k]!}=${cell}`)).toEqual(fields.map((f) => `${f}=${cells.get(f)!}`));
      }
      expect(compared).toBeGreaterThanOrEqual(10);
    });
  }

  it('takes separator, quotes, occurrence and aggregator as tshark does', () => {
    const args = ['-T', 'fields', '-e', 'frame.number', '-e', 'ip.addr', '-c', '3', '-r', join(CAPTURES, 'sample.pcapng')];
    const third = (...more: string[]): string => run('read', ...args, ...more).stdout.split('\n')[2]!;
    expect(third('-E', 'separator=;', '-E', 'quote=d')).toBe('"3";"192.0.2.10,192.0.2.1"');
    expect(third('-E', 'separator=/s', '-E', 'occurrence=f')).toBe('3 192.0.2.10');
    expect(third('-E', 'occurrence=l', '-E', 'quote=s')).toBe("'3'\t'192.0.2.1'");
    expect(third('-E', 'aggregator=/s')).toBe('3\t192.0.2.10 192.0.2.1');
  });
});

describe('read', () => {
  it('prints one line a frame, in columns as tshark aligns them', () => {
    const lines = run('read', '-r', join(CAPTURES, 'sample.pcapng'), '-c', '4').stdout.split('\n');
    expect(lines[2]).toBe('    3   0.000028   192.0.2.10 → 192.0.2.1    DNS 77 Standard query 0xda08 A www.netloupe.test');
    expect(lines.length).toBe(5);
  });
  it('prints JSON that a parser takes', () => {
    const parsed = JSON.parse(run('read', '-r', join(CAPTURES, 'sample.pcapng'), '-T', 'json').stdout) as { _source: { layers: Record<string, Record<string, string>> } }[];
    expect(parsed.length).toBe(127);
    expect(parsed[2]!._source.layers['ip']!['ip.ttl']).toBe('64');
    expect(parsed[2]!._source.layers['frame']!['frame.protocols']).toBe('eth:ethertype:ip:udp:dns');
  });
  it('prints the tree with -V, a blank line behind each frame', () => {
    const text = run('read', '-r', join(CAPTURES, 'sample.pcapng'), '-V', '-c', '2').stdout;
    expect(text.split('\n\n').length).toBe(3);
    expect(text).toContain('\nAddress Resolution Protocol (request)\n    Hardware type: Ethernet (1)\n');
  });
  it('reads gzip, and standard input', () => {
    const plain = run('read', '-r', join(CAPTURES, 'sample.pcap.gz')).stdout;
    expect(plain.split('\n').length).toBeGreaterThan(10);
    const piped = execFileSync('sh', ['-c', `gzip -dc "$2" | "$0" "$1" read -r -`, process.execPath, CLI, join(CAPTURES, 'sample.pcap.gz')], { encoding: 'utf8' });
    expect(piped).toBe(plain);
  });
  it('ends with 1 and a sentence where a file is damaged, after what could be read', () => {
    const got = run('read', '-r', join(CAPTURES, 'ends-in-a-record.pcap'));
    expect(got.status).toBe(2);
    expect(got.stdout.split('\n').length).toBeGreaterThan(1);
    expect(got.stderr).toMatch(/ends inside frame \d+\. .*byte \d+.*NL-FILE-07/);
  });
  it('names what cannot be opened', () => {
    const empty = join(folder, 'empty.pcap');
    writeFileSync(empty, '');
    for (const [path, code] of [[join(folder, 'none.pcap'), 'NL-FILE-01'], [folder, 'NL-FILE-03'], [empty, 'NL-FILE-04'], [join(ROOT, 'package.json'), 'NL-FILE-05']] as const) {
      const got = run('read', '-r', path);
      expect([got.status, got.stderr.includes(code)]).toEqual([2, true]);
    }
  });
  it('ends with 2 for mistakes on the command line', () => {
    for (const args of [['read'], ['read', '-r', 'x', '--nonsense'], ['read', '-r', 'x', '-T', 'fields', '-e', 'no.such.field'], ['read', '-r'], ['nonsense']]) {
      expect(run(...args).status).toBe(1);
    }
  });
  it('ends quietly when the reader of its pipe has gone', () => {
    const status = execFileSync('sh', ['-c', `"$0" "$1" read -V -r "$2" | head -1 >/dev/null; echo done`, process.execPath, CLI, join(CAPTURES, 'sample.pcapng')], { encoding: 'utf8' });
    expect(status.trim()).toBe('done');
  });
  it('writes one file each for several captures', () => {
    const got = run('read', '-r', join(CAPTURES, 'sample.pcapng'), '-r', join(CAPTURES, 'cut-to-64-bytes.pcap'), '--out-dir', folder);
    expect(got.status).toBe(0);
    expect(readFileSync(join(folder, 'sample.pcapng.txt'), 'utf8').split('\n').length).toBe(128);
  });
});

describe('fields', () => {
  it('lists filter names with type and label', () => {
    const lines = run('fields', 'tcp.srcport').stdout.split('\n');
    expect(lines[0]).toBe('tcp.srcport\tuint16\tSource Port\ttcp.port\t');
  });
});

describe('read --mask-secrets', () => {
  const request = 'GET / HTTP/1.1\r\nHost: example.test\r\nAuthorization: Bearer token-0123456789\r\n\r\n';
  const frame = Buffer.concat([
    Buffer.from('450000000001000040060000' + '0a0000010a000002' + 'c3500050000000010000000150182000' + '00000000', 'hex'), Buffer.from(request),
  ]);
  frame.writeUInt16BE(frame.length, 2);
  const head = Buffer.from('d4c3b2a1020004000000000000000000ffff000065000000', 'hex');
  const record = Buffer.alloc(16);
  record.writeUInt32LE(frame.length, 8);
  record.writeUInt32LE(frame.length, 12);
  const path = join(folder, 'secret.pcap');
  const forms = [['-V'], ['-T', 'json'], ['-T', 'fields', '-e', 'http.authorization', '-e', 'http.request.line', '-e', 'tcp.payload']];

  it('prints asterisks in every form; without it, what tshark prints', () => {
    writeFileSync(path, Buffer.concat([head, record, frame]));
    for (const form of forms) {
      expect(run('read', '-r', path, ...form).stdout).toContain('token-0123456789');
      const { status, stdout } = run('read', '-r', path, '--mask-secrets', ...form);
      expect(status).toBe(0);
      expect(stdout).toContain('example.test');
      expect(stdout).toContain('***');
      expect(stdout).not.toMatch(/token-|746f6b656e/);
    }
  });
  it('names the fields in the reference', () => {
    const secret = run('fields', 'http.').stdout.split('\n').filter((line) => line.endsWith('\tsecret')).map((line) => line.split('\t')[0]);
    expect(secret).toEqual(expect.arrayContaining(['http.authorization', 'http.authbasic', 'http.proxy_authorization', 'http.cookie', 'http.set_cookie']));
  });
});
