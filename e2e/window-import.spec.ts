// Importing a hex dump: what is recognised is shown while it is typed, with the lines that do not fit; the packets open.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { capture, expect, test } from './netloupe';

const RPCX = `14:17:03.977088 IP localhost.58526 > localhost.8972: Flags [S], seq 3652826897, win 65535, length 0
    0x0000:  0200 0000 4500 0040 0000 4000 4006 0000  ....E..@..@.@...
    0x0010:  7f00 0001 7f00 0001 e49e 230c d9b9 b711  ..........#.....
    0x0020:  0000 0000 b002 ffff fe34 0000 0204 3fd8  .........4....?.
    0x0030:  0103 0306 0101 080a 184f 4ca7 0000 0000  .........OL.....
    0x0040:  0402 0000                                ....
`;

let folder = '';
test.beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'netloupe-import-'))));
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a text that is pasted opens as packets', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await expect(page.locator('[data-frame-index="0"]')).toBeVisible();
  await page.getByRole('menubar').getByText('File', { exact: true }).click();
  await page.getByRole('menuitem', { name: 'Import hex dump…' }).click();
  await page.getByLabel('Text with hex dumps').fill(`${RPCX}\n0000 aa bb cc\n0008 dd\n`);
  await expect(page.getByTestId('import-found')).toHaveText('2 packets, NULL');
  await expect(page.getByRole('alert')).toContainText('Line 9: its offset is 8, but 3 bytes are there before it');
  await page.getByLabel('Text with hex dumps').fill(RPCX);
  await expect(page.getByTestId('import-found')).toHaveText('One packet, NULL');
  const path = join(folder, 'rpcx.pcapng');
  await page.getByLabel('Write to').fill(path);
  await page.getByRole('button', { name: 'Write and open' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.locator('[data-frame-index="0"]')).toContainText('58526 → 8972 [SYN]');
  expect(existsSync(path) && readFileSync(path).readUInt32LE(0)).toBe(0x0a0d0d0a);
});
