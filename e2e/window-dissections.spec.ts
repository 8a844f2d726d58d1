// Exporting packet dissections: the displayed frames as CSV, one as C arrays; the file holds what the command prints, and the open capture is never written over.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { capture, chooseFromMenu, expect, test } from './netloupe';

const NETLOUPE = join(import.meta.dirname, '../out/netloupe');

let folder = '';
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'netloupe-dissections-'));
  copyFileSync(capture('sample.pcapng'), join(folder, 'open.pcapng'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

const printed = (...options: string[]): string => execFileSync(process.execPath, [NETLOUPE, 'read', '-r', join(folder, 'open.pcapng'), ...options]).toString();

test('the displayed frames as CSV, and one frame as C arrays', async ({ open }) => {
  const page = await open(join(folder, 'open.pcapng'));
  await expect(page.locator('[data-frame-index="0"]')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Control+/');
  await page.keyboard.type('dns');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('filter-count')).toContainText('of 127');
  await chooseFromMenu(page, 'File', 'Export packet dissections…');
  await expect(page.getByTestId('export-count')).toHaveText('20 frames');
  await page.getByLabel('File', { exact: true }).fill(join(folder, 'dns.csv'));
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const rows = readFileSync(join(folder, 'dns.csv'), 'utf8');
  expect(rows).toBe(printed('-Y', 'dns', '-T', 'csv', '--safe-cells'));

  await chooseFromMenu(page, 'File', 'Export packet dissections…');
  await page.getByLabel('Frames by number').last().fill('3');
  await page.getByLabel('File', { exact: true }).fill(join(folder, 'three.csv'));
  await page.getByRole('combobox', { name: 'Form' }).selectOption('carrays');
  await expect(page.getByLabel('File', { exact: true })).toHaveValue(join(folder, 'three.c'));
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(readFileSync(join(folder, 'three.c'), 'utf8')).toBe(printed('-Y', 'frame.number == 3', '-T', 'carrays'));
  expect(readdirSync(folder).sort()).toEqual(['dns.csv', 'open.pcapng', 'three.c']);
});

test('the open capture is not written over', async ({ open }) => {
  const path = join(folder, 'open.pcapng');
  const before = readFileSync(path);
  const page = await open(path);
  await chooseFromMenu(page, 'File', 'Export packet dissections…');
  await expect(page.getByTestId('export-count')).toContainText('frames');
  await page.getByLabel('File', { exact: true }).fill(path);
  await expect(page.getByRole('alert').filter({ hasText: 'will be replaced' })).toBeVisible();
  await page.getByRole('button', { name: 'Replace it' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'is the capture that is open' })).toBeVisible();
  expect(readFileSync(path).equals(before)).toBe(true);
});
