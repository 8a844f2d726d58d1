// Finding frames by keys: text, bytes and patterns, in rows, lines and bytes; what was found is shown where it is.
import type { Locator, Page } from '@playwright/test';
import { dnsQuestion, madeFile, pcapOf } from './made-capture';
import { capture, expect, test } from './netloupe';

const bar = (page: Page): Locator => page.getByTestId('find-bar');
const box = (page: Page): Locator => bar(page).getByRole('textbox', { name: 'Look for' });
const selected = (page: Page): Locator => page.getByTestId('packet-list').locator('.packet-row.selected');

/** The bytes that are marked, as they stand in the lines. */
async function found(page: Page): Promise<string> {
  const parts = await page.getByTestId('byte-lines').locator('.byte-found').allTextContents();
  return parts.join('').replaceAll(/\s+/g, ' ');
}

async function openSample(page: Page): Promise<void> {
  await expect(page.getByTestId('packet-list').locator('.packet-row').nth(2)).toContainText('DNS');
  await page.getByTestId('packet-list').focus();
}

test('text is found in the list, forward and back, around the end, and Esc gives the keys back', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await openSample(page);
  await page.keyboard.press('Control+f');
  await expect(box(page)).toBeFocused();
  await page.keyboard.type('get /');
  await page.keyboard.press('Enter');
  await expect(selected(page)).toContainText('GET / HTTP/1.1');
  await expect(selected(page).locator('.cell.found')).toHaveText('GET / HTTP/1.1');
  await page.keyboard.press('F3');
  await expect(selected(page)).toContainText('GET /numbers.txt');
  await page.keyboard.press('Shift+F3');
  await expect(selected(page)).toHaveAttribute('aria-rowindex', '13');
  await page.keyboard.press('Shift+Enter');
  await expect(page.getByTestId('find-outcome')).toHaveText('Search went around the end');
  await bar(page).getByLabel('Match case').check();
  await box(page).press('Enter');
  await expect(page.getByTestId('find-outcome')).toHaveText('No displayed frame has this');
  await expect(box(page)).toHaveAttribute('aria-invalid', 'true');
  await page.keyboard.press('Escape');
  await expect(bar(page)).toBeHidden();
  await expect(page.getByTestId('packet-list')).toBeFocused();
});

test('bytes are found by value and by text, and are marked', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await openSample(page);
  await page.keyboard.press('Control+f');
  await bar(page).getByLabel('What to look for').selectOption('Hex value');
  await expect(bar(page).getByLabel('Where to look')).toBeHidden();
  await box(page).fill('2 0');
  await box(page).press('Enter');
  await expect(page.getByTestId('find-outcome')).toContainText('two digits a byte');
  await box(page).fill('03 77 77 77 08');
  await box(page).press('Enter');
  await expect(selected(page)).toHaveAttribute('aria-rowindex', '4');
  await expect.poll(() => found(page)).toContain('03 77 77 77 08');
  await bar(page).getByLabel('What to look for').selectOption('Text');
  await bar(page).getByLabel('Where to look').selectOption('Bytes');
  await expect(bar(page).getByLabel('Characters in the bytes')).toHaveValue('both');
  await box(page).fill('user-agent: curl');
  await box(page).press('Enter');
  await expect(selected(page)).toContainText('GET / HTTP/1.1');
  await expect(page.locator('.detail-line.selected')).toContainText('User-Agent');
  await bar(page).getByLabel('Characters in the bytes').selectOption('Wide (UTF-16)');
  await box(page).press('Enter');
  await expect(page.getByTestId('find-outcome')).toHaveText('No displayed frame has this');
});

test('a pattern is found in the lines of the details; one that takes too long is none', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await openSample(page);
  await page.keyboard.press('Control+f');
  await bar(page).getByLabel('What to look for').selectOption('Regular expression');
  await bar(page).getByLabel('Where to look').selectOption('Details');
  await box(page).fill('Status Code: [2-5]\\d\\d$');
  await box(page).press('Enter');
  await expect(selected(page)).toContainText('HTTP/1.1 200 OK');
  await expect(page.locator('.detail-line.found')).toContainText('200');
  await box(page).fill('(?<=a)b');
  await box(page).press('Enter');
  await expect(page.getByTestId('find-outcome')).toContainText('look-behind');
});

test('a display filter finds the frames that it selects', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await openSample(page);
  await page.keyboard.press('Control+f');
  await bar(page).getByLabel('What to look for').selectOption('Display filter');
  await box(page).fill('http.response.code == 200');
  await box(page).press('Enter');
  await expect(selected(page)).toContainText('HTTP/1.1 200 OK');
  await box(page).fill('http.respons.code == 200');
  await box(page).press('Enter');
  await expect(page.getByTestId('find-outcome')).toContainText('http.respons');
});

test('the bar speaks Chinese', async ({ page, start }) => {
  await page.addInitScript(() => localStorage.setItem('netloupe.language', 'zh-CN'));
  await page.goto((await start(capture('sample.pcapng'))).address);
  await openSample(page);
  await page.keyboard.press('Control+f');
  await page.getByTestId('find-bar').getByRole('textbox', { name: '查找内容' }).fill('没有这个');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('find-outcome')).toHaveText('显示的帧中没有此内容');
});

test('a long search says how far it is, and Cancel ends it', async ({ open }) => {
  const question = dnsQuestion(Buffer.from('netloupe'));
  const page = await open(madeFile('many.pcap', pcapOf(Array.from({ length: 300_000 }, () => question))));
  await expect(page.getByText(/is open:/)).toBeVisible({ timeout: 40_000 });
  await page.getByTestId('packet-list').focus();
  await page.keyboard.press('Control+f');
  await bar(page).getByLabel('Where to look').selectOption('Details');
  await box(page).fill('nowhere at all');
  await box(page).press('Enter');
  const outcome = page.getByTestId('find-outcome');
  await expect(outcome.getByRole('progressbar', { name: 'Looking through the frames' })).toHaveAttribute('max', '300000');
  await expect(outcome).toContainText(/[1-9][\d\s]* of 300\s000 frames/);
  const first = Number(await outcome.getByRole('progressbar').getAttribute('value'));
  await expect.poll(async () => Number(await outcome.getByRole('progressbar').getAttribute('value'))).toBeGreaterThan(first);
  // The window answers while it goes on.
  await page.locator('[data-frame-index="3"]').click();
  await expect(page.locator('[data-frame-index="3"]')).toHaveAttribute('aria-selected', 'true');
  await outcome.getByRole('button', { name: 'Cancel' }).click();
  await expect(outcome.getByRole('progressbar')).toHaveCount(0);
  await expect(page.getByTestId('announcement')).toHaveText(/^The search was ended after [1-9]/);
});
