// tcpdump's text in the window: the lines that `netloupe dump` prints, with its options as switches; a press goes to the frame, and the text is saved.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { capture, chooseFromMenu, expect, test } from './netloupe';

const NETLOUPE = join(import.meta.dirname, '../out/netloupe');

let folder = '';
test.beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'netloupe-dump-'))));
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

const printed = (...options: string[]): string[] => execFileSync(process.execPath, [NETLOUPE, 'dump', '-n', '-r', capture('sample.pcapng'), ...options], { stdio: ['ignore', 'pipe', 'ignore'] }).toString().trimEnd().split('\n');

test('the lines are those of the command, switches change them, a press goes to the frame', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await chooseFromMenu(page, 'Analyse', 'tcpdump text');
  const plain = printed();
  await expect(page.getByTestId('dump-total')).toHaveText(`${plain.length} lines`);
  const line = (row: number) => page.locator(`[data-pane="dump"] [data-row="${row}"] .dump-text`);
  for (const row of [0, 1, 5, 9]) await expect(line(row)).toHaveText(plain[row]!);
  await page.getByTitle('(-e)').click();
  await expect(line(0)).toHaveText(printed('-e')[0]!);
  await page.getByLabel('(-v)').selectOption('2');
  const verbose = printed('-e', '-vv');
  await expect(page.getByTestId('dump-total')).toHaveText(`${verbose.length} lines`);
  await expect(line(1)).toHaveText(verbose[1]!.replaceAll('\t', '        '));
  await page.getByRole('button', { name: 'Show frame 2 in the packet list', exact: true }).click();
  await expect(page.locator('[data-frame-index="1"]')).toHaveAttribute('aria-selected', 'true');
});

test('only displayed frames, saved as the command prints them', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await expect(page.locator('[data-frame-index="0"]')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Control+/');
  await page.keyboard.type('udp');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('filter-count')).toContainText('of 127');
  await chooseFromMenu(page, 'Analyse', 'tcpdump text');
  const udp = printed('udp');
  await expect(page.getByTestId('dump-total')).toHaveText(`${udp.length} lines`);
  await page.getByRole('button', { name: 'Save text…' }).click();
  await page.getByLabel('File', { exact: true }).fill(join(folder, 'udp.txt'));
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(readFileSync(join(folder, 'udp.txt'), 'utf8').trimEnd().split('\n')).toEqual(udp);
});
