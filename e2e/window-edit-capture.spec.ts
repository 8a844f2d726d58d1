// Editing the open capture: what will be written is said before, a split and a merge write what they say, wrong fields are refused.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { capture, chooseFromMenu, expect, test } from './netloupe';

const NETLOUPE = join(import.meta.dirname, '../out/netloupe');

let folder = '';
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'netloupe-edit-'));
  copyFileSync(capture('sample.pcapng'), join(folder, 'open.pcapng'));
  copyFileSync(capture('cut-to-64-bytes.pcap'), join(folder, 'other.pcap'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

const frameCount = (name: string): number => execFileSync(process.execPath, [NETLOUPE, 'read', '-r', join(folder, name), '-T', 'fields', '-e', 'frame.len']).toString().trim().split('\n').length;

test('frames of a range in files of twenty', async ({ open }) => {
  const page = await open(join(folder, 'open.pcapng'));
  await expect(page.locator('[data-frame-index="0"]')).toBeVisible();
  await chooseFromMenu(page, 'File', 'Split, shift, truncate…');
  await expect(page.getByTestId('edit-outcome')).toContainText('127 frames');
  await page.getByLabel('Numbers').fill('1-50x');
  await expect(page.getByTestId('edit-outcome')).toContainText('takes a value such as');
  await expect(page.getByRole('button', { name: 'Write', exact: true })).toBeDisabled();
  await page.getByLabel('Numbers').fill('1-50');
  await page.getByLabel('Into').selectOption({ label: 'Files of so many frames' });
  await page.getByLabel('Frames per file').fill('20');
  await expect(page.getByTestId('edit-outcome')).toContainText('50 frames');
  await expect(page.getByTestId('edit-outcome')).toContainText('in 3 files');
  await page.getByLabel('Write to').fill(join(folder, 'part.pcapng'));
  await page.getByRole('button', { name: 'Write', exact: true }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const parts = readdirSync(folder).filter((name) => name.startsWith('part_')).sort();
  expect(parts.map(frameCount)).toEqual([20, 20, 10]);
});

test('merged with another capture; the open one is never written over', async ({ open }) => {
  const path = join(folder, 'open.pcapng');
  const page = await open(path);
  const before = readFileSync(path);
  await expect(page.locator('[data-frame-index="0"]')).toBeVisible();
  await chooseFromMenu(page, 'File', 'Merge…');
  await page.getByLabel('Another capture').fill(join(folder, 'other.pcap'));
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  const total = 127 + frameCount('other.pcap');
  await expect(page.getByTestId('edit-outcome')).toContainText(`${total} frames`);
  await page.getByLabel('Write to').fill(path);
  await page.getByRole('button', { name: 'Write', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('is a capture that is read');
  expect(readFileSync(path).equals(before)).toBe(true);
  await page.getByLabel('Write to').fill(join(folder, 'both.pcapng'));
  await page.getByRole('button', { name: 'Write', exact: true }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(frameCount('both.pcapng')).toBe(total);
});
