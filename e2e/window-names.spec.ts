// Names in four levels, link-level columns, a secret copied masked: chosen from menus and palette, seen, and kept.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { capture, expect, test } from './netloupe';

const row = (page: Page, number: number) => page.locator(`[data-frame-index="${number - 1}"]`);
const line = (page: Page, field: string) => page.locator(`.detail-line[data-field="${field}"]`).first();
const choose = async (page: Page, words: string): Promise<void> => {
  await page.keyboard.press('Control+k');
  await page.keyboard.type(words);
  await page.keyboard.press('Enter');
};

test('names are shown in four levels, none at first, and kept', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await expect(row(page, 9)).toContainText('2001:db8::1');
  await expect(row(page, 9)).toContainText('38028 → 80 [SYN]');
  await page.getByRole('menuitem', { name: 'View' }).click();
  await page.getByRole('menuitem', { name: 'Name resolution' }).click();
  await expect(page.getByText('Nothing is asked over the network; no names of card makers')).toBeVisible();
  await page.getByRole('menuitemcheckbox', { name: 'Names of ports', exact: true }).click();
  await expect(row(page, 9)).toContainText('38028 → http(80) [SYN]');
  await expect(row(page, 9)).toContainText('2001:db8::1');
  await choose(page, 'without domain');
  await expect(row(page, 9).locator('[role="gridcell"]').nth(3)).toHaveText('www');
  await choose(page, 'addresses in full');
  await expect(row(page, 9).locator('[role="gridcell"]').nth(3)).toHaveText('www.netloupe.test');
  await row(page, 9).click();
  await expect(line(page, 'ipv6')).toContainText('Dst: www.netloupe.test (2001:db8::1)');
  await page.waitForTimeout(600);
  await page.reload();
  await expect(row(page, 9)).toContainText('www.netloupe.test');
  await choose(page, 'numbers only');
  await expect(row(page, 9)).toContainText('38028 → 80 [SYN]');
});

test('link-level columns come and go as one', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  const heads = page.getByRole('columnheader');
  await expect(row(page, 9)).toContainText('38028 → 80 [SYN]');
  await choose(page, 'link-level');
  await expect(heads.filter({ hasText: 'Source MAC' })).toBeVisible();
  await expect(row(page, 3)).toContainText('02:00:00:00:00:10');
  await expect(row(page, 3)).toContainText('0x0800');
  await choose(page, 'link-level');
  await expect(heads.filter({ hasText: 'Source MAC' })).toHaveCount(0);
});

/** One HTTP request over raw IP, with a token. */
function requestFile(path: string): void {
  const request = Buffer.from('GET / HTTP/1.1\r\nHost: example.test\r\nAuthorization: Bearer abc\r\n\r\n');
  const frame = Buffer.concat([Buffer.from('4500000000010000400600000a0000010a000002c350005000000001000000015018200000000000', 'hex'), request]);
  frame.writeUInt16BE(frame.length, 2);
  const record = Buffer.alloc(16);
  record.writeUInt32LE(frame.length, 8);
  record.writeUInt32LE(frame.length, 12);
  writeFileSync(path, Buffer.concat([Buffer.from('d4c3b2a1020004000000000000000000ffff000065000000', 'hex'), record, frame]));
}

test('a secret is copied masked where that is chosen', async ({ open, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const folder = mkdtempSync(join(tmpdir(), 'netloupe-secret-'));
  requestFile(join(folder, 'secret.pcap'));
  const page = await open(join(folder, 'secret.pcap'));
  await expect(line(page, 'http')).toBeVisible();
  await line(page, 'http').click();
  await page.keyboard.press('ArrowRight');
  await line(page, 'http.host').click({ button: 'right' });
  await expect(page.getByRole('menuitem', { name: 'Copy value, masked' })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await line(page, 'http.authorization').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Copy value, masked' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('**********');
  rmSync(folder, { recursive: true });
});
