// Using the window: keys alone, theme, language, text zoom, a small window.
import { capture, expect, test } from './netloupe';

test('everything needed to read a capture can be done by keys', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await expect(page.locator('[data-frame-index="0"]')).toHaveAttribute('aria-selected', 'true');
  await page.getByTestId('packet-list').focus();
  await page.keyboard.press('End');
  await expect(page.locator('[data-frame-index="126"]')).toHaveAttribute('aria-selected', 'true');
  await expect(page.locator('[data-frame-index="126"]')).toBeInViewport();
  await page.keyboard.press('Home');
  for (let i = 0; i < 2; i++) await page.keyboard.press('ArrowDown');
  await expect(page.locator('[data-frame-index="2"]')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('F6');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('.detail-line[data-field="eth.dst"]')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('F6');
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('.byte-cursor')).toHaveCount(2);
  await page.keyboard.press('F6');
  await page.keyboard.press('Shift+F10');
  await expect(page.getByRole('menu')).toBeVisible();
  await page.keyboard.press('Escape');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('grid');
});

test('theme and language are switched, and kept', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  const choose = async (words: string): Promise<void> => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type(words);
    await page.keyboard.press('Enter');
  };
  await choose('dark theme');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(20, 22, 26)');
  await choose('简体中文');
  await expect(page.getByRole('menuitem', { name: '文件' })).toBeVisible();
  await expect(page.getByRole('columnheader', { name: '时间' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await page.reload();
  await expect(page.getByRole('menuitem', { name: '文件' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('text grows and shrinks, and nothing is pushed out of the window', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await page.setViewportSize({ width: 1024, height: 700 });
  const height = async (): Promise<number> => (await page.locator('[data-frame-index="0"]').boundingBox())?.height ?? 0;
  await expect(page.locator('[data-frame-index="0"]')).toBeVisible();
  expect(await height()).toBe(22);
  for (let i = 0; i < 8; i++) await page.keyboard.press('Control+=');
  await expect.poll(height).toBe(44);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth && document.documentElement.scrollHeight <= window.innerHeight)).toBe(true);
  await expect(page.locator('.status-bar')).toBeInViewport();
  await page.keyboard.press('Control+0');
  await expect.poll(height).toBe(22);
});

test('the next and the previous frame of a conversation are a key away, as tshark counts streams', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  const selected = (number: number) => expect(page.locator(`[data-frame-index="${number - 1}"]`)).toHaveAttribute('aria-selected', 'true');
  await selected(1);
  await page.locator('[data-frame-index="17"]').click();
  await page.keyboard.press('Control+.');
  await expect(page.getByRole('status')).toHaveText('No frame of this conversation follows.');
  await selected(18);
  await page.keyboard.press('Control+,');
  await selected(17);
  // udp.stream 0 is frames 3 to 6; frame 5 is asked by 3.
  await page.locator('[data-frame-index="4"]').click();
  await page.keyboard.press('Control+.');
  await selected(6);
  // tcp.stream 1 begins at 29, udp.stream 1 is frames 27 and 28 and nothing between.
  await page.keyboard.press('Control+g');
  await page.keyboard.type('28');
  await page.keyboard.press('Enter');
  await selected(28);
  await page.keyboard.press('Control+,');
  await selected(27);
});

test('everyday keys of the tree: into a layer, to its parent, open and closed', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await page.locator('[data-frame-index="2"]').click();
  await page.locator('.detail-line[data-field="ip"]').click();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('.detail-line[data-field="ip.version"]')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Backspace');
  await expect(page.locator('.detail-line[data-field="ip"]')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page.locator('.detail-line[data-field="ip"]')).toHaveAttribute('aria-expanded', 'false');
});
