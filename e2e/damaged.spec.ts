// What the window shows of a file that is no sound capture: the frames that could be read, and a sentence with code and place.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { capture, expect, test } from './netloupe';

let folder = '';
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'netloupe-e2e-damaged-'));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

test('a file that ends in a record: its frames and where it ends', async ({ open }) => {
  const page = await open(capture('ends-in-a-record.pcap'));
  await expect(page.getByText('Who has 192.0.2.1? Tell 192.0.2.10')).toBeVisible();
  await expect(page.getByText(/byte 41316 promises 81 bytes.*Frames 1 to 126 are complete/).first()).toBeVisible();
});

test('a cut gzip file', async ({ open }) => {
  const page = await open(file('cut.pcap.gz', readFileSync(capture('sample.pcap.gz')).subarray(0, 10_485)));
  await expect(page.getByText('Who has 192.0.2.1? Tell 192.0.2.10')).toBeVisible();
  await expect(page.getByText(/byte 10485.*Frames 1 to 55 are complete/).first()).toBeVisible();
});

for (const [what, path, words] of [
  ['an empty file', () => file('empty.pcap', new Uint8Array(0)), /empty\.pcap is empty.*NL-FILE-04|NL-FILE-04/],
  ['a directory', () => folder, /NL-FILE-03/],
  ['a device', () => '/dev/zero', /NL-FILE-09/],
  ['no capture', () => capture('README.md'), /NL-FILE-05/],
] as const) {
  test(`${what}: why it cannot be opened`, async ({ open }) => {
    const page = await open(path());
    await expect(page.getByText(words).first()).toBeVisible();
  });
}
