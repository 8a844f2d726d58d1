// Notes on frames: marked, ignored, time reference, comments; undone; found again; comments saved into the file, where tshark reads them.
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { capture, expect, test } from './netloupe';

const hasTshark = spawnSync('tshark', ['-v']).status === 0;
let folder = '';
test.beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'netloupe-notes-'))));
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

const row = (page: Page, number: number): Locator => page.getByTestId('packet-list').locator(`[data-frame-index="${number - 1}"]`);

/** A copy that may be written to. */
function copyOf(name: string): string {
  const path = join(folder, name);
  copyFileSync(capture(name), path);
  return path;
}

async function select(page: Page, number: number): Promise<void> {
  await row(page, number).click();
  await page.getByTestId('packet-list').focus();
}

test('frames are marked, ignored and counted from; each change is undone', async ({ open }) => {
  const page = await open(copyOf('sample.pcapng'));
  await select(page, 3);
  await page.keyboard.press('Control+m');
  await expect(row(page, 3)).toHaveClass(/marked/);
  await expect(page.getByTestId('announcement')).toHaveText('Frame 3 is marked');
  await select(page, 9);
  await page.keyboard.press('Control+m');
  await page.keyboard.press('Control+Shift+N');
  await expect(row(page, 3)).toHaveClass(/selected/);
  await expect(page.getByTestId('announcement')).toHaveText('From the top again: frame 3');
  await page.keyboard.press('Control+Shift+N');
  await expect(row(page, 9)).toHaveClass(/selected/);
  await page.keyboard.press('Control+Shift+B');
  await expect(row(page, 3)).toHaveClass(/selected/);

  await select(page, 5);
  await page.keyboard.press('Control+d');
  await expect(row(page, 5)).toContainText('<Ignored>');
  await expect(row(page, 5)).not.toContainText('DNS');
  await expect(page.locator('.detail-line', { hasText: 'Internet Protocol' })).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(row(page, 5)).toContainText('DNS');
  await expect(page.getByTestId('announcement')).toHaveText('Undone: ignoring frame 5');
  await page.keyboard.press('Control+Shift+Z');
  await expect(row(page, 5)).toContainText('<Ignored>');

  await select(page, 4);
  await page.keyboard.press('Control+t');
  await expect(row(page, 4)).toContainText('*REF*');
  await expect(row(page, 5)).toContainText('0.000644');
  await expect(row(page, 3)).toContainText('0.000028');
  await expect(row(page, 2)).toContainText('0.000025');
});

test('all displayed frames are marked and unmarked', async ({ open }) => {
  const page = await open(copyOf('sample.pcapng'));
  await select(page, 2);
  await page.keyboard.press('Control+Shift+M');
  await expect(page.getByTestId('announcement')).toHaveText('127 more frames are marked');
  await expect(row(page, 8)).toHaveClass(/marked/);
  await page.keyboard.press('Control+Alt+m');
  await expect(row(page, 8)).not.toHaveClass(/marked/);
});

test('a comment is shown, kept for the next time, and saved into the file', async ({ open }) => {
  const path = copyOf('sample.pcapng');
  const page = await open(path);
  await select(page, 5);
  await page.keyboard.press('Control+Alt+c');
  const comment = page.getByRole('dialog', { name: 'Comment on frame 5' });
  await comment.getByRole('textbox').fill('Why so late?\nAsk the resolver: größe 大小');
  await page.keyboard.press('Control+Enter');
  await expect(comment).toBeHidden();
  await expect(row(page, 5).getByRole('img', { name: 'This frame has a comment' })).toBeVisible();
  await expect(page.locator('.detail-line', { hasText: 'Packet comments' })).toBeVisible();
  await select(page, 7);
  await page.keyboard.press('Control+m');

  await page.reload();
  await expect(row(page, 5).getByRole('img', { name: 'This frame has a comment' })).toBeVisible();
  await expect(row(page, 7)).toHaveClass(/marked/);

  await page.getByRole('menuitem', { name: 'Edit' }).click();
  await page.getByRole('menuitem', { name: 'All comments…' }).click();
  const list = page.getByRole('dialog', { name: 'Comments' });
  await expect(list.getByRole('option', { name: /^5 Why so late/ })).toContainText('not in the file');
  await list.getByRole('button', { name: 'Save comments into the capture' }).click();
  await expect(page.getByTestId('announcement')).toContainText('The comments are saved in sample.pcapng');
  await expect(row(page, 7)).toHaveClass(/marked/);
  await expect(row(page, 5).getByRole('img', { name: 'This frame has a comment' })).toBeVisible();
  await expect(page.getByText('NL-NOTE')).toHaveCount(0);
  if (!hasTshark) return;
  const read = (file: string, ...fields: string[]): string => execFileSync('tshark', ['-r', file, '-T', 'fields', ...fields.flatMap((field) => ['-e', field])], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const comments = read(path, 'frame.number', 'frame.comment').split('\n').filter((line) => /\t./.test(line));
  expect(comments).toEqual(['5\tWhy so late?\\nAsk the resolver: größe 大小']);
  expect(read(path, 'frame.time_epoch', 'frame.protocols')).toBe(read(capture('sample.pcapng'), 'frame.time_epoch', 'frame.protocols'));
});

test('the capture itself is commented; a pcap file cannot hold comments, and that is said', async ({ open }) => {
  const page = await open(copyOf('cut-to-64-bytes.pcap'));
  await select(page, 1);
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  await page.getByRole('menuitem', { name: 'Comment on the capture…' }).click();
  const comment = page.getByRole('dialog', { name: 'Comment on cut-to-64-bytes.pcap' });
  await expect(comment).toContainText('A pcap file cannot hold comments');
  await comment.getByRole('textbox').fill('cut on purpose');
  await comment.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByTestId('capture-summary')).toContainText('cut on purpose');
  await page.keyboard.press('Control+Shift+S');
  const save = page.getByRole('dialog', { name: 'Save' });
  await expect(save.getByTestId('comments-note')).toContainText('A pcap file cannot hold comments');
  await save.getByLabel('Format').selectOption({ index: 0 });
  await expect(save.getByTestId('comments-note')).toBeHidden();
});

test('notes on a file that became another are not shown, and that is told', async ({ open }) => {
  const path = copyOf('sample.pcapng');
  const page = await open(path);
  await select(page, 3);
  await page.keyboard.press('Control+m');
  await expect(row(page, 3)).toHaveClass(/marked/);
  writeFileSync(path, readFileSync(capture('cut-to-64-bytes.pcap')));
  await page.keyboard.press('Control+r');
  await expect(page.getByText('NL-NOTE-01')).toBeVisible();
  await expect(row(page, 3)).not.toHaveClass(/marked/);
});
