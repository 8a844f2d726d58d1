// What can be given to others: the capture without its addresses, as the command writes it, and a report; the open capture is never written over.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { capture, expect, test } from './netloupe';

const NETLOUPE = join(import.meta.dirname, '../out/netloupe');

let folder = '';
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'netloupe-share-'));
  copyFileSync(capture('sample.pcapng'), join(folder, 'open.pcapng'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function choose(page: Page, name: string): Promise<void> {
  await page.getByRole('menubar').getByText('File', { exact: true }).click();
  await page.getByRole('menuitem', { name }).click();
}

test('a capture without its addresses is what the command writes with the same key, and what remains is said', async ({ open }) => {
  const page = await open(join(folder, 'open.pcapng'));
  await choose(page, 'Anonymise…');
  await page.getByLabel('Key').fill('a key');
  await page.getByLabel('What TCP and UDP carry').selectOption('cut');
  await page.getByLabel('Write to').fill(join(folder, 'other.pcapng'));
  await page.getByRole('button', { name: 'Write', exact: true }).click();
  await expect(page.getByTestId('anonymised')).toContainText('127 frames');
  await expect(page.getByTestId('anonymised')).toContainText('Still there: times, lengths');
  execFileSync(process.execPath, [NETLOUPE, 'anonymise', '-q', '-r', join(folder, 'open.pcapng'), '-w', join(folder, 'command.pcapng'), '--key', 'a key', '--payload', 'cut']);
  expect(readFileSync(join(folder, 'other.pcapng')).equals(readFileSync(join(folder, 'command.pcapng')))).toBe(true);
  const text = execFileSync(process.execPath, [NETLOUPE, 'read', '-V', '-r', join(folder, 'other.pcapng')]).toString();
  expect(text).not.toContain('192.0.2.');
  await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).last().click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('the open capture is not written over', async ({ open }) => {
  const page = await open(join(folder, 'open.pcapng'));
  const before = readFileSync(join(folder, 'open.pcapng'));
  await choose(page, 'Anonymise…');
  await page.getByLabel('Write to').fill(join(folder, 'open.pcapng'));
  await page.getByRole('button', { name: 'Replace it' }).click();
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('is the capture that is open');
  expect(readFileSync(join(folder, 'open.pcapng')).equals(before)).toBe(true);
  expect(readdirSync(folder)).toEqual(['open.pcapng']);
});

test('a report is the page that the command writes, and a stream that is no number is refused', async ({ open }) => {
  const page = await open(join(folder, 'open.pcapng'));
  await choose(page, 'Report as a page…');
  await page.getByLabel('Diagrams of TCP streams').fill('first');
  await page.getByLabel('Write to').fill(join(folder, 'window.html'));
  await expect(page.getByRole('button', { name: 'Write', exact: true })).toBeDisabled();
  await page.getByLabel('Diagrams of TCP streams').fill('0 1');
  await page.getByRole('button', { name: 'Write', exact: true }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  execFileSync(process.execPath, [NETLOUPE, 'report', '-r', join(folder, 'open.pcapng'), '-o', join(folder, 'command.html'), '--stream', '0', '--stream', '1']);
  const written = readFileSync(join(folder, 'window.html'), 'utf8');
  expect(written).toBe(readFileSync(join(folder, 'command.html'), 'utf8'));
  expect(written).not.toContain('<script');
});
