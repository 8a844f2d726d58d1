// Exporting frames: those displayed, and ranges; the file has them and nothing else; never the open capture.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { capture, chooseFromMenu, expect, test } from './netloupe';

const NETLOUPE = join(import.meta.dirname, '../out/netloupe');

let folder = '';
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'netloupe-export-'));
  copyFileSync(capture('sample.pcapng'), join(folder, 'open.pcapng'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

const numbers = (path: string, filter: string): string[] => execFileSync(process.execPath, [NETLOUPE, 'read', '-r', path, '-Y', filter, '-T', 'fields', '-e', 'frame.time_epoch']).toString().trim().split('\n');

async function exportAs(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Choose where to…' }).click();
  await page.getByLabel('Path of a file or folder').fill(folder);
  await page.keyboard.press('Enter');
  await expect(page.locator('.crumbs .button').last()).toHaveText(folder.replace(/^.*\//, ''));
  await page.getByLabel('File name').fill(name);
  await page.getByRole('button', { name: /^(Save|Replace it)$/ }).click();
}

test('the displayed frames, and frames by number', async ({ open }) => {
  const page = await open(join(folder, 'open.pcapng'));
  await expect(page.locator('[data-frame-index="0"]')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Control+/');
  await page.keyboard.type('dns');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('filter-count')).toContainText('of 127');
  await chooseFromMenu(page, 'File', 'Export frames…');
  await expect(page.getByRole('radio', { name: 'Displayed frames' })).toBeChecked();
  const expected = numbers(join(folder, 'open.pcapng'), 'dns');
  await expect(page.getByTestId('export-count')).toHaveText(`${expected.length} frames`);
  await exportAs(page, 'dns.pcapng');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(numbers(join(folder, 'dns.pcapng'), 'frame')).toEqual(expected);

  await chooseFromMenu(page, 'File', 'Export frames…');
  await page.getByLabel('Frames by number').last().fill('2-4, 7');
  await expect(page.getByTestId('export-count')).toHaveText('4 frames');
  await exportAs(page, 'some.pcap');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(numbers(join(folder, 'some.pcap'), 'frame')).toHaveLength(4);
  expect(readdirSync(folder).sort()).toEqual(['dns.pcapng', 'open.pcapng', 'some.pcap']);
});

test('the open capture is not written over', async ({ open }) => {
  const path = join(folder, 'open.pcapng');
  const before = readFileSync(path);
  const page = await open(path);
  await chooseFromMenu(page, 'File', 'Export frames…');
  await expect(page.getByTestId('export-count')).toContainText('frames');
  await exportAs(page, 'open.pcapng');
  await expect(page.getByTestId('save-note')).toContainText('is the capture that is open');
  expect(readFileSync(path).equals(before)).toBe(true);
});
