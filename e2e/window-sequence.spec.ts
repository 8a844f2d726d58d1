// The sequence diagram: of a TCP stream with its states and words, selection both ways, find, spacing, exports; the flow graph of what is displayed.
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { capture, expect, test } from './netloupe';

async function openDiagram(page: Page, frame: number): Promise<void> {
  await page.getByTestId('packet-list').locator(`[data-frame-index="${frame - 1}"]`).click();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Sequence diagram of the TCP stream');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('sequence')).toBeVisible();
}

const drawing = (page: Page) => page.getByTestId('sequence-drawing');

async function download(page: Page, entry: string): Promise<string> {
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: entry }).click()]);
  return file.path();
}

// Frames 12 to 14 of the sample open the HTTP connection from port 38028; tshark: Seq=0, Seq=0 Ack=1, Seq=1 Ack=1.
test('a stream is drawn with its states; a click selects the frame, and the list leads back', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await openDiagram(page, 9);
  await expect(drawing(page)).toContainText('SYN, ACKseq 0ack 1');
  await expect(drawing(page)).toContainText('Handshake');
  for (const state of ['CLOSED', 'LISTEN', 'SYN-SENT', 'SYN-RECEIVED', 'ESTABLISHED']) await expect(drawing(page)).toContainText(state);
  await expect(page.getByTestId('sequence-row')).toHaveText('Frame 9: SYN seq 0 win 64800');

  await page.locator('.sequence-scroll').focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByTestId('sequence-row')).toHaveText('Frame 10: SYN, ACK seq 0 ack 1 win 64260');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Home');
  await expect(page.getByTestId('sequence-row')).toContainText('Frame 9:');
  await drawing(page).getByText('ack 82').first().click();
  await expect(page.getByTestId('sequence-row')).toHaveText(/^Frame 13: ACK ack 82/);
  await page.locator('.sequence-scroll').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('packet-list').locator('[data-frame-index="12"]')).toHaveClass(/selected/);
  await page.keyboard.press('Control+ArrowDown');
  await page.keyboard.press('Control+PageDown');
  await expect(page.getByTestId('sequence-row')).toContainText('Frame 14:');
});

test('hovering explains a row with its own numbers', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await page.setViewportSize({ width: 1440, height: 900 });
  await openDiagram(page, 9);
  await drawing(page).getByText('ack 82').first().hover();
  const card = page.getByTestId('sequence-card');
  await expect(card).toContainText('ack=82 acknowledges frame 12');
  await expect(card).toContainText('The server has what the client sent up to byte 81 and expects 82 next.');
  await expect(card).toContainText(/Window\d+ × 1024 = \d+/);
});

test('rows are found by text, and set as far apart as their times', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await openDiagram(page, 9);
  await page.getByRole('searchbox', { name: 'Find in the diagram' }).fill('fin');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('sequence-row')).toContainText('FIN, ACK');
  await page.getByRole('searchbox', { name: 'Find in the diagram' }).fill('no such thing');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('announcement')).toHaveText('No segment of this stream has “no such thing”');
  const even = await page.locator('.sequence-body').evaluate((body) => body.clientHeight);
  await page.getByRole('button', { name: 'To scale' }).click();
  await expect.poll(() => page.locator('.sequence-body').evaluate((body) => body.clientHeight)).not.toBe(even);
  await page.getByRole('button', { name: 'Even', exact: true }).click();
  await page.getByRole('button', { name: 'Larger (Ctrl+wheel)' }).click();
  await expect.poll(() => page.locator('.sequence-body').evaluate((body) => body.clientHeight)).toBeGreaterThan(even);
  await page.getByRole('button', { name: 'Relative seq' }).click();
  await expect(drawing(page)).not.toContainText('seq 0');
});

test('dragging moves the diagram and picks nothing', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await page.setViewportSize({ width: 1024, height: 500 });
  await openDiagram(page, 9);
  const before = await page.getByTestId('sequence-row').textContent();
  await page.mouse.move(600, 400);
  await page.mouse.down();
  await page.mouse.move(600, 250, { steps: 5 });
  await page.mouse.up();
  await expect.poll(() => page.locator('.sequence-scroll').evaluate((box) => box.scrollTop)).toBe(150);
  expect(await page.getByTestId('sequence-row').textContent()).toBe(before);
});

test('exports are what is drawn, with title, axis and source file', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await openDiagram(page, 9);
  const svg = readFileSync(await download(page, 'SVG, the whole diagram'), 'utf8');
  for (const part of ['<svg xmlns="http://www.w3.org/2000/svg"', 'Sequence diagram of TCP stream 0', 'sample.pcapng, frames 9 to', 'time, s', 'SYN, ACK', 'FIN-WAIT-1']) expect(svg).toContain(part);
  expect(svg).not.toContain('var(--');
  const blank = await page.context().newPage();
  const problems = await blank.evaluate((text) => new DOMParser().parseFromString(text, 'image/svg+xml').querySelectorAll('parsererror').length, svg);
  expect(problems).toBe(0);
  await blank.close();
  const png = readFileSync(await download(page, 'Picture (PNG), what is in view'));
  expect([...png.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Copy as Mermaid text' }).click();
  await expect(page.getByTestId('announcement')).toContainText('sequenceDiagram');
});

test('the flow graph has a lifeline for each address of the displayed frames', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await page.getByTestId('packet-list').locator('[data-frame-index="0"]').click();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Flow graph of all displayed');
  await page.keyboard.press('Enter');
  await expect(page.locator('.sequence-head')).toContainText('192.0.2.10');
  await expect(drawing(page)).toContainText('ARP');
  await expect(drawing(page)).toContainText('Who has 192.0.2.1? Tell 192.0.2.10');
});
