// A list of a million frames and more: the last row is reached, no frame is painted without its rows, reading can be stopped.
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './netloupe';

/** As many frames as the issue asks of the list; fewer where NETLOUPE_LIST_FRAMES says so. */
const FRAMES = Number(process.env['NETLOUPE_LIST_FRAMES'] ?? 10_000_000);
/** A UDP datagram without data over raw IPv4. */
const PACKET = Buffer.from('4500001c000100004011b6cac0000201c00002020400040000080000', 'hex');

let folder = '';
let path = '';

test.beforeAll(() => {
  test.setTimeout(180_000);
  folder = mkdtempSync(join(tmpdir(), 'netloupe-long-'));
  path = join(folder, 'long.pcap');
  writeCapture(path, FRAMES);
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

function writeCapture(file: string, frames: number): void {
  const header = Buffer.alloc(24);
  header.writeUInt32LE(0xa1b2c3d4, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(262_144, 16);
  header.writeUInt32LE(101, 20);
  const record = Buffer.alloc(16 + PACKET.length);
  record.writeUInt32LE(1_700_000_000, 0);
  record.writeUInt32LE(PACKET.length, 8);
  record.writeUInt32LE(PACKET.length, 12);
  PACKET.copy(record, 16);
  const many = Buffer.concat(Array.from({ length: 50_000 }, () => record));
  const out = openSync(file, 'w');
  writeSync(out, header);
  for (let left = frames; left > 0; left -= 50_000) writeSync(out, many, 0, Math.min(left, 50_000) * record.length);
  closeSync(out);
}

/** Looks at every frame that is painted and counts those in which a visible row was not there. */
async function watchBlankFrames(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen = { frames: 0, blank: 0 };
    Object.assign(window, { seen });
    const look = (): void => {
      const view = document.getElementById('packet-rows');
      const box = view?.getBoundingClientRect();
      const tops = [...(view?.querySelectorAll('[data-frame-index]') ?? [])].map((row) => row.getBoundingClientRect()).sort((a, b) => a.top - b.top);
      let at = box?.top ?? 0;
      for (const { top, bottom } of tops) if (top <= at + 0.5) at = Math.max(at, bottom);
      seen.frames++;
      if (!view || at < (box?.top ?? 0) + view.clientHeight - 0.5) seen.blank++;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

test('reading is stopped, and what was read stays', async ({ open }) => {
  const page = await open(path);
  await page.getByTestId('cancel-reading').click();
  await expect(page.locator('.status-bar')).toContainText(/stopped at \d+ %/);
  const frames = Number((await page.getByTestId('frame-count').innerText()).replace(/\D/g, ''));
  expect(frames).toBeGreaterThan(0);
  expect(frames).toBeLessThan(FRAMES);
  await page.getByTestId('packet-list').focus();
  await page.keyboard.press('End');
  await expect(page.locator(`[data-frame-index="${frames - 1}"]`)).toContainText('1024 → 1024');
});

test('the last row is reached by key, wheel and thumb, and no frame is blank', async ({ open }) => {
  test.setTimeout(180_000);
  const page = await open(path);
  await expect(page.getByText(/is open:/)).toBeVisible({ timeout: 120_000 });
  await watchBlankFrames(page);
  const last = page.locator(`[data-frame-index="${FRAMES - 1}"]`);
  await page.getByTestId('packet-list').focus();
  await page.keyboard.press('End');
  await expect(last).toBeInViewport({ ratio: 1 });
  await expect(last).toContainText('1024 → 1024');
  await page.keyboard.press('Home');
  await expect(page.locator('[data-frame-index="0"]')).toBeInViewport({ ratio: 1 });

  const bar = await page.getByTestId('list-scrollbar').boundingBox();
  if (!bar) throw new Error('there is no scrollbar');
  const x = bar.x + bar.width / 2;
  await page.mouse.move(x, bar.y + 10);
  await page.mouse.down();
  await page.mouse.move(x, bar.y + bar.height + 40, { steps: 40 });
  await page.mouse.up();
  await expect(last).toBeInViewport({ ratio: 1 });

  await page.mouse.move(bar.x - 400, bar.y + bar.height / 2);
  for (let i = 0; i < 60; i++) await page.mouse.wheel(0, i % 2 === 0 ? -100_000 : -300);
  await expect.poll(() => page.getByTestId('list-scrollbar').getAttribute('aria-valuenow').then(Number)).toBeLessThan(FRAMES - 100_000);
  for (let i = 0; i < 80; i++) await page.mouse.wheel(0, 100_000);
  await expect(last).toBeInViewport({ ratio: 1 });
  const seen = await page.evaluate(() => ('seen' in window ? window.seen : null));
  expect(seen).toMatchObject({ blank: 0 });
});
