// Graphs in their tab: lines by display filter, a TCP stream's graphs, from the graph to the frame and to a time filter, files.
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { capture, expect, goToFrame, test } from './netloupe';

async function openGraph(page: Page, name: string): Promise<void> {
  // There must be something to draw.
  await expect(page.locator('[data-frame-index]').first()).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('plot')).toBeVisible();
}

test('the I/O graph counts by display filter, says what is wrong with one, and is exported as numbers', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await openGraph(page, 'I/O graph');
  await page.getByLabel('Interval').selectOption('1');
  const second = page.getByLabel('Display filter of line 2');
  await second.fill('arp');
  await second.press('Enter');
  await expect(page.locator('.plot-legend')).toContainText('arp');
  await expect(page.getByTestId('graphs')).toHaveAttribute('aria-busy', 'false');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'CSV' }).click();
  const table = readFileSync(await (await download).path(), 'utf8').split('\r\n');
  expect(table.slice(0, 5).map((row) => row.split(',').slice(0, 2).join())).toEqual(['seconds,all frames', '0.000000,26', '1.000000,44', '2.000000,0', '3.000000,57']);
  await second.fill('tcp.port ==');
  await second.press('Enter');
  await expect(page.locator('.graphs-problem')).not.toBeEmpty();
});

test('a press leads to the frame, a stretch becomes a filter', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await openGraph(page, 'I/O graph');
  const over = page.locator('.u-over');
  const box = (await over.boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.3, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect(page.locator('.filter-bar')).toContainText('frame.time_relative >=');
  await page.mouse.click(box.x + box.width - 4, box.y + box.height / 2);
  await expect(page.getByTestId('packet-list')).toBeVisible();
});

test('a TCP stream is drawn as time-sequence, round trips, throughput and windows', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await goToFrame(page, 32);
  await openGraph(page, 'Time-sequence');
  await expect(page.locator('.plot-legend')).toContainText('acknowledged');
  for (const [name, words] of [['Round trip', 'from data to its ACK'], ['Throughput', 'data'], ['Window', 'window of the receiver']] as const) {
    await page.getByRole('button', { name, exact: true }).click();
    await expect(page.locator('.plot-legend')).toContainText(words);
  }
  await page.getByRole('button', { name: 'client → server' }).click();
  await expect(page.getByRole('button', { name: 'client → server' })).toHaveAttribute('aria-pressed', 'true');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'SVG' }).click();
  expect(readFileSync(await (await download).path(), 'utf8')).toContain('<title>Window of sample.pcapng</title>');
  await page.getByTestId('plot').focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('packet-list')).toBeVisible();
});
