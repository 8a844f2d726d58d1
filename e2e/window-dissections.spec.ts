// Exporting packet dissections: the displayed frames as CSV, one as C arrays; the file holds what the command prints, and the open capture is never written over.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
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

test('who presses the button before anything was said loses no file, and gets the frames that were typed', async ({ open }) => {
  const page = await open(join(folder, 'open.pcapng'));
  writeFileSync(join(folder, 'there.csv'), 'mine');
  await chooseFromMenu(page, 'File', 'Export packet dissections…');
  await expect(page.getByTestId('export-count')).toHaveText('127 frames');
  await typeAndPress(page, { label: 'Frames by number', value: '3', button: 'Export', path: join(folder, 'there.csv') });
  await expect(page.getByRole('alert').filter({ hasText: 'will be replaced' })).toBeVisible();
  await expect(page.getByTestId('export-count')).toHaveText('1 frame');
  expect(readFileSync(join(folder, 'there.csv'), 'utf8')).toBe('mine');
  await typeAndPress(page, { label: 'Frames by number', value: '3-4', button: 'Replace it', path: join(folder, 'there.csv') });
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(readFileSync(join(folder, 'there.csv'), 'utf8')).toBe(printed('-Y', 'frame.number in {3..4}', '-T', 'csv', '--safe-cells'));
});

/** All in one go, as no hand can: nothing is answered in between. */
function typeAndPress(page: Page, what: { label: string; value: string; button: string; path: string }): Promise<void> {
  return page.evaluate(({ label, value, button, path }) => {
    const type = (input: HTMLInputElement | undefined, text: string): void => {
      if (!input) throw new Error('no such field');
      input.focus();
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text);
      input.dispatchEvent(new Event('input', { bubbles: true }));
    };
    const dialog = document.querySelector('dialog[open]');
    type(dialog?.querySelector<HTMLInputElement>(`input[aria-label="${label}"]`) ?? undefined, value);
    const fields = [...(dialog?.querySelectorAll<HTMLInputElement>('.export-line input.mono') ?? [])];
    type(fields.at(-1), path);
    const found = [...(dialog?.querySelectorAll('button') ?? [])].find((each) => each.textContent === button);
    if (!found || found.disabled) throw new Error(`${button} cannot be pressed`);
    // Twice, as by an impatient hand: it is written once.
    found.click();
    found.click();
  }, what);
}
