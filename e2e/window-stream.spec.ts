// Following a stream: both sides, forms, search, what is missing, folded runs, the way to the frame and back, saving.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { ipv4, madeFile, pcapOf } from './made-capture';
import { capture, expect, test } from './netloupe';

const [SYN, ACK] = [2, 0x10];
const row = (page: Page, number: number): Locator => page.getByTestId('packet-list').locator(`[data-frame-index="${number - 1}"]`);
const lines = (page: Page): Locator => page.locator('.stream-row.line');

async function follow(page: Page, number: number): Promise<void> {
  await row(page, number).click();
  await page.keyboard.press('Control+Alt+Shift+T');
  await expect(page.getByTestId('stream')).toBeVisible();
}

/** From 192.0.2.1 to 192.0.2.2, or back. */
function segment(isBack: boolean, flags: number, sequence: number, acknowledgment: number, data = ''): Buffer {
  const header = Buffer.alloc(20);
  header.writeUInt16BE(isBack ? 9 : 40_000, 0);
  header.writeUInt16BE(isBack ? 40_000 : 9, 2);
  header.writeUInt32BE(sequence, 4);
  header.writeUInt32BE(acknowledgment, 8);
  header.set([0x50, flags, 0x20, 0], 12);
  const packet = ipv4(6, Buffer.concat([header, Buffer.from(data, 'latin1')]));
  if (isBack) packet.set([192, 0, 2, 2, 192, 0, 2, 1], 12);
  return packet;
}

const WITH_A_GAP = [
  segment(false, SYN, 100, 0), segment(true, SYN | ACK, 900, 101), segment(false, ACK, 101, 901),
  segment(false, ACK, 101, 901, 'what was sent\n'), segment(false, ACK, 1001, 901, 'and what came later\n'), segment(true, ACK, 901, 1021, `hello${'\0'.repeat(89)}`),
];

test('both sides are shown as text, and the frame is one press away', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await follow(page, 14);
  await expect(page.getByRole('tab', { name: 'TCP stream 0' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.locator('.stream-row.head.client')).toContainText('81 bytes');
  await expect(page.locator('.stream-row.head.server')).toContainText('298 bytes');
  await expect(lines(page).filter({ hasText: 'GET / HTTP/1.1' })).toHaveClass(/client/);
  await expect(page.getByTestId('stream-facts')).toContainText('[2001:db8::1]:80');
  await expect(page.getByTestId('stream-facts')).toContainText('Orderly, the client first.');

  await page.getByRole('combobox', { name: 'Side' }).selectOption('client');
  await expect(page.locator('.stream-row.head.server')).toHaveCount(0);
  await page.getByRole('combobox', { name: 'Side' }).selectOption('both');
  await page.getByRole('combobox', { name: 'Shown as' }).selectOption('hex');
  await expect(lines(page).first()).toContainText('00000000  47 45 54 20 2f 20 48 54  54 50 2f 31 2e 31 0d 0a  GET / HT TP/1.1..');
  await page.getByRole('button', { name: 'Show frame 14 in the packet list' }).click();
  await expect(row(page, 14)).toHaveClass(/selected/);
});

test('a text is found in all of the stream, forward and back; another stream follows', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await follow(page, 14);
  await page.getByRole('button', { name: 'Next stream' }).click();
  await expect(page.getByRole('tab', { name: 'TCP stream 1' })).toBeVisible();
  const box = page.getByRole('textbox', { name: 'Look for a text in the stream' });
  await box.fill('999');
  // 999, 1999, 2999, 3999 and 4999 of the numbers up to 5000, wherever segments cut them.
  await expect(page.getByTestId('stream-hits')).toHaveText('1 of 5');
  await expect(page.locator('mark.on')).toHaveText('999');
  await box.press('Enter');
  await expect(page.getByTestId('stream-hits')).toHaveText('2 of 5');
  await box.press('Shift+Enter');
  await box.press('Shift+Enter');
  await expect(page.getByTestId('stream-hits')).toHaveText('5 of 5');
  await expect(page.locator('.stream-row', { has: page.locator('mark.on') })).toContainText('4999');
  await page.getByRole('button', { name: 'Regular expression' }).click();
  await box.fill('999(');
  await expect(page.getByRole('alert')).toContainText('This regular expression is wrong');
  await box.fill('Server: \\w+');
  await expect(page.locator('mark.on')).toHaveText('Server: nginx');
  await page.getByRole('button', { name: 'Previous stream' }).click();
  await expect(page.getByRole('tab', { name: 'TCP stream 0' })).toBeVisible();
  await expect(page.locator('mark.on')).toHaveText('Server: nginx');
});

test('what was never captured is told with its size, and repeated bytes with their number', async ({ open }) => {
  const page = await open(madeFile('gap.pcap', pcapOf(WITH_A_GAP)));
  await follow(page, 4);
  await expect(page.locator('.stream-row.gap')).toContainText('886 bytes missing');
  await expect(page.locator('.stream-row.gap')).toContainText('Bytes 15 to 900 were never captured, yet frame 6 acknowledges them');
  await expect(page.locator('.stream-row.line.server')).toContainText('hello');
  await expect(page.locator('.stream-fold')).toHaveText('89 × 00');
  await expect(page.locator('.stream-hint')).toHaveText('the sender may have sent its whole buffer');
  await expect(page.getByTestId('stream-facts')).toContainText('in 1 hole');
});

test('the bytes of one side are saved; the stream alone is shown', async ({ open }) => {
  const path = madeFile('gap.pcap', pcapOf(WITH_A_GAP));
  const page = await open(path);
  await follow(page, 4);
  await page.getByRole('button', { name: 'Save bytes' }).click();
  const saved = join(path, '../saved.bin');
  await page.getByRole('dialog').getByRole('combobox', { name: 'Side' }).selectOption('client');
  await page.getByRole('textbox', { name: 'File' }).fill(saved);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(readFileSync(saved, 'latin1')).toBe('what was sent\nand what came later\n');
  await page.getByRole('menuitem', { name: 'Analyse' }).click();
  await page.getByRole('menuitem', { name: 'Show only this stream' }).click();
  await expect(page.locator('.filter-bar')).toContainText('tcp.stream == 0');
});

test('HTTP is shown with bodies as whoever asked for them got them, and looked through', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await follow(page, 14);
  await page.getByLabel('What is shown').selectOption('http');
  await expect(page.locator('.stream-row.head')).toHaveCount(2);
  await expect(page.locator('.stream-row.head.client')).toContainText('81 bytes');
  await expect(lines(page).filter({ hasText: 'HTTP/1.1 200 OK' })).toHaveCount(1);
  await page.getByLabel('What is shown').selectOption('octets');
  await expect(page.locator('.stream-row.head.client')).toContainText('81 bytes');
});
