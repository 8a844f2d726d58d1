// `read --export-objects http,DIR` beside tshark: the same files with the same octets. Skipped where there is no tshark; our own names' safety is always tested.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { hasTshark } from '../../build/testing/tshark';

const ROOT = join(import.meta.dirname, '../..');
const CLI = join(ROOT, 'out/netloupe');
const SAMPLE = join(ROOT, 'e2e/captures/sample.pcapng');
const CORPUS = join(ROOT, '../shared/corpus/captures');
const CAPTURES = [
  'nDPI/default/pcap/WebattackSQLinj.pcap', 'arkime/pcap/http-post-upload.pcap', 'PcapPlusPlus/Pcap++Test/PcapExamples/four_ipv6_http_streams.pcap', 'suricata-verify/http-multiple100/input.pcap',
  'PcapPlusPlus/Pcap++Test/PcapExamples/650HttpResponses.pcap',
];
const hasCorpus = existsSync(CORPUS);
if (!hasCorpus) console.warn('objects: ../shared/corpus is absent, its captures are not looked at');
const folder = mkdtempSync(join(tmpdir(), 'netloupe-objects-'));
const env = { ...process.env, HOME: folder };
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let made = 0;
const ours = (file: string, what: string): { status: number | null; stderr: string } => spawnSync(process.execPath, [CLI, 'read', '-q', '-r', file, '--export-objects', what], { encoding: 'utf8', env });
const theirs = (file: string, what: string): unknown => spawnSync('tshark', ['-n', '-q', '-r', file, '--export-objects', what], { env });
/** Names and hashes of what one of the two writes; tshark writes empty files too, of messages that have no body. */
function written(program: typeof ours | typeof theirs, file: string): string[] {
  const into = join(folder, String(made++));
  program(file, `http,${into}`);
  return readdirSync(into).filter((name) => statSync(join(into, name)).size > 0).map((name) => `${name} ${createHash('sha256').update(readFileSync(join(into, name))).digest('hex')}`).sort();
}

describe.skipIf(!hasTshark)('--export-objects http, as tshark', () => {
  it('of our sample', { timeout: 60_000 }, () => {
    const files = written(ours, SAMPLE);
    expect(files).toEqual(written(theirs, SAMPLE));
    expect(files.length).toBe(2);
  });
  it.skipIf(!hasCorpus).each(CAPTURES)('of %s', { timeout: 60_000 }, (capture) => {
    expect(written(ours, join(CORPUS, capture))).toEqual(written(theirs, join(CORPUS, capture)));
  });
});

it('writes over nothing, and says what it cannot do', { timeout: 60_000 }, () => {
  const into = join(folder, 'kept');
  mkdirSync(into);
  writeFileSync(join(into, 'old'), 'mine');
  expect(ours(SAMPLE, `http,${into}`).status).toBe(0);
  expect([readFileSync(join(into, 'old'), 'utf8'), readdirSync(into).sort()]).toEqual(['mine', ['%2f', 'old', 'old(1)']]);
  expect(ours(SAMPLE, `http,${join(folder, 'no/such/folder')}`)).toMatchObject({ status: 2, stderr: expect.stringContaining('NL-CAP-07') as string });
  expect([ours(SAMPLE, 'http').status, ours(SAMPLE, `smb,${into}`).status]).toEqual([1, 1]);
});
