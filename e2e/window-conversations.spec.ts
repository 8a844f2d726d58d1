// Conversations, endpoints, protocol hierarchy and expert information in the window: what they count is what tshark counts.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { capture, chooseFromMenu, expect, test } from './netloupe';

const hasTshark = spawnSync('tshark', ['-v']).status === 0;
const SAMPLE = capture('sample.pcapng');

const lines = (page: Page): Locator => page.locator('[data-line]');
const kind = (page: Page, name: string): Locator => page.locator(`[data-kind="${name}"]`);

/** Rows of a table that tshark prints. */
function tsharkRows(tap: string): string[][] {
  const text = execFileSync('tshark', ['-r', SAMPLE, '-n', '-q', '-z', tap], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return text.split('\n').filter((line) => line.includes(tap.startsWith('conv') ? ' <-> ' : '.')).map((line) => line.trim().split(/\s+/));
}

/** Lines of the table that is shown, without the heads. */
async function savedCsv(page: Page): Promise<string[]> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save CSV' }).click()]);
  return readFileSync(await file.path(), 'utf8').split('\r\n').slice(1, -1);
}

test('conversations: counted, sorted by a column, filtered for, gone to', async ({ open }) => {
  test.skip(!hasTshark, 'tshark is not installed');
  const page = await open(SAMPLE);
  await chooseFromMenu(page, 'Analyse', 'Conversations');
  const [tcp, udp] = [tsharkRows('conv,tcp'), tsharkRows('conv,udp')];
  await expect(kind(page, 'tcp')).toHaveText(`TCP${tcp.length}`);
  await expect(kind(page, 'udp')).toHaveText(`UDP${udp.length}`);
  await expect(page.getByTestId('table-total')).toHaveText(`${tcp.length + udp.length} in all frames`);

  await kind(page, 'tcp').click();
  await page.locator('[data-sort="packets"]').click();
  // tshark's table is in this order, and has the total behind both directions.
  await expect(lines(page).first()).toContainText(tcp[0]![0]!);
  await expect(lines(page).first().getByRole('gridcell').nth(4)).toHaveText(tcp[0]![9]!);
  await expect(lines(page)).toHaveCount(tcp.length);

  await page.getByTestId('conversation-table').focus();
  await page.keyboard.press('Home');
  await expect(lines(page).first()).toHaveClass(/selected/);
  await lines(page).first().locator('[data-action="filter"]').click();
  const stream = execFileSync('tshark', ['-r', SAMPLE, '-Y', `tcp.port == ${tcp[0]![0]!.split(':').at(-1)!}`, '-T', 'fields', '-e', 'tcp.stream'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).split('\n')[0]!;
  await expect(page.getByTestId('packet-list')).toHaveAttribute('aria-rowcount', String(Number(tcp[0]![9]!) + 1));
  await expect(page.locator('.filter-bar')).toContainText(`tcp.stream == ${stream}`);
  await chooseFromMenu(page, 'Analyse', 'Conversations');
  await expect(page.getByTestId('table-total')).toHaveText('1 in the displayed frames');
});

test('a stretch of time is chosen in the graph and taken back', async ({ open }) => {
  const page = await open(SAMPLE);
  await chooseFromMenu(page, 'Analyse', 'Conversations');
  await expect(lines(page).first()).toBeVisible();
  const all = await page.getByTestId('table-total').textContent();
  await page.getByTestId('traffic').focus();
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(page.getByTestId('brush')).toBeVisible();
  await expect(page.locator('.filter-bar')).toContainText('frame.time_relative >= 0');
  await expect(page.getByTestId('table-total')).toContainText('in the displayed frames');
  await page.getByRole('button', { name: 'Clear range' }).click();
  await expect(page.getByTestId('brush')).toHaveCount(0);
  await expect(page.getByTestId('table-total')).toHaveText(all ?? '');
});

test('the graph of traffic is zoomed by wheel and keys, and shows all again', async ({ open }) => {
  const page = await open(SAMPLE);
  await chooseFromMenu(page, 'Analyse', 'Conversations');
  const all = page.getByRole('button', { name: 'Show all times' });
  await expect(all).toBeDisabled();
  const part = page.locator('.traffic-part header .t3').first();
  await expect(part).toContainText('a bar');
  const whole = await part.textContent();
  await page.getByTestId('traffic').hover();
  await page.mouse.wheel(0, -240);
  await expect(all).toBeEnabled();
  await expect(part).not.toHaveText(whole ?? '');
  await all.click();
  await expect(part).toHaveText(whole ?? '');
  await page.getByTestId('traffic').focus();
  await page.keyboard.press('+');
  await expect(all).toBeEnabled();
  await page.keyboard.press('-');
  await expect(all).toBeDisabled();
});

test('endpoints of each kind', async ({ open }) => {
  test.skip(!hasTshark, 'tshark is not installed');
  const page = await open(SAMPLE);
  await chooseFromMenu(page, 'Analyse', 'Endpoints');
  const ip = tsharkRows('endpoints,ip');
  await kind(page, 'ip').click();
  await page.locator('[data-sort="packets"]').click();
  await expect(lines(page).first()).toContainText(ip[0]![0]!);
  await expect(lines(page).first().getByRole('gridcell').nth(2)).toHaveText(ip[0]![1]!);
  await kind(page, 'eth').click();
  await expect(lines(page).first()).toContainText(/([0-9a-f]{2}:){5}/);
});

test('packet lengths: counts of each range, and the frames behind one', async ({ open }) => {
  test.skip(!hasTshark, 'tshark is not installed');
  const page = await open(SAMPLE);
  await chooseFromMenu(page, 'Analyse', 'Packet lengths');
  const text = execFileSync('tshark', ['-r', SAMPLE, '-n', '-q', '-z', 'plen,tree'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const counts = [...text.matchAll(/^ (\d+)(?:-\d+| and greater) +(\d+) /gm)];
  const lines = page.getByTestId('lengths').locator('[data-length]');
  await expect(lines).toHaveCount(counts.length + 1);
  for (const [i, [, first, frames]] of counts.entries()) {
    await expect(lines.nth(i)).toHaveAttribute('data-length', first!);
    await expect(lines.nth(i).getByRole('cell').nth(1)).toHaveText(frames!);
  }
  expect((await savedCsv(page)).map((line) => line.split(',')).map(([first, , frames]) => [first, frames])).toEqual(counts.map(([, first, frames]) => [first, frames]));
  await lines.nth(2).getByRole('button').click();
  await expect(page.getByTestId('packet-list')).toHaveAttribute('aria-rowcount', String(Number(counts[2]![2]) + 1));
});

test('protocol hierarchy and expert information: counts, and the frames behind them', async ({ open }) => {
  test.skip(!hasTshark, 'tshark is not installed');
  const page = await open(SAMPLE);
  await chooseFromMenu(page, 'Analyse', 'Protocol hierarchy');
  const text = execFileSync('tshark', ['-r', SAMPLE, '-n', '-q', '-z', 'io,phs'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const rows = [...text.matchAll(/^ *(\S+) +frames:(\d+)/gm)];
  const table = page.getByTestId('hierarchy').locator('[data-protocol]');
  await expect(table).toHaveCount(rows.length);
  for (const [i, [, protocol, frames]] of rows.entries()) {
    await expect(table.nth(i)).toHaveAttribute('data-protocol', protocol!);
    await expect(table.nth(i).getByRole('cell').nth(1)).toHaveText(frames!);
  }
  const depths = rows.map(([line, protocol, frames]) => `${/^ */.exec(line)![0].length / 2} ${protocol} ${frames}`);
  expect((await savedCsv(page)).map((line) => line.split(',')).map(([, protocol, , depth, frames]) => `${depth} ${protocol} ${frames}`)).toEqual(depths);

  await chooseFromMenu(page, 'Analyse', 'Expert information');
  const fin = execFileSync('tshark', ['-r', SAMPLE, '-Y', 'tcp.flags.fin == 1', '-T', 'fields', '-e', 'frame.number'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim().split('\n');
  const finding = page.locator('[data-finding="chat"]', { hasText: 'Connection finish (FIN)' });
  await expect(finding.getByRole('cell').nth(3)).toHaveText(String(fin.length));
  expect((await savedCsv(page)).filter((line) => line.includes('Connection finish (FIN)')).map((line) => line.split(',').slice(-2))).toEqual([[String(fin.length), fin[0]]]);
  await finding.getByRole('button').first().click();
  await expect(page.getByTestId('packet-list')).toHaveAttribute('aria-rowcount', String(fin.length + 1));

  await page.locator('[data-tab="hierarchy"]').click();
  await expect(table.last()).toHaveAttribute('data-protocol', 'tcp');
  await table.last().getByRole('button').click();
  await expect(page.locator('.filter-bar')).toContainText('tcp');
});
