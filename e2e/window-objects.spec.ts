// The objects that HTTP carried: listed, previewed as text and as hex, saved one or all.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { capture, expect, test } from './netloupe';

const SAMPLE = capture('sample.pcapng');

test('objects are listed, looked at and saved', async ({ open }) => {
  const folder = mkdtempSync(join(tmpdir(), 'netloupe-objects-'));
  try {
    const page = await open(SAMPLE);
    await page.getByRole('menuitem', { name: 'Analyse' }).click();
    await page.getByRole('menuitem', { name: 'HTTP objects', exact: true }).click();
    const lines = page.locator('[data-object]');
    await expect(lines).toHaveCount(2);
    await expect(lines.last()).toContainText('old');
    await lines.last().getByRole('gridcell').last().click();
    const preview = page.getByTestId('object-preview');
    await expect(preview.locator('pre')).toContainText('<html>');
    await preview.getByRole('button', { name: 'Hex' }).click();
    await expect(preview.locator('pre')).toContainText('00000000  3c 68 74 6d 6c');

    await page.getByRole('button', { name: 'Save all objects' }).click();
    await page.getByRole('textbox', { name: 'Folder' }).fill(join(folder, 'all'));
    await page.keyboard.press('Enter');
    await expect.poll(() => readdirSync(folder)).toEqual(['all']);
    await expect.poll(() => readdirSync(join(folder, 'all')).sort()).toEqual(['%2f', 'old']);

    await page.getByRole('button', { name: 'Save object' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill(join(folder, 'one.html'));
    await page.keyboard.press('Enter');
    await expect.poll(() => readdirSync(folder)).toContain('one.html');
    expect(readFileSync(join(folder, 'one.html'))).toEqual(readFileSync(join(folder, 'all/old')));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
