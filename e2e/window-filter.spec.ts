// The filter bar and all ways to make a filter: typed with completion, corrected, applied, restored, from menus, by dragging, in Chinese.
// How many frames a filter selects is what tshark 4.0 counts in the same file.
import type { Page } from '@playwright/test';
import { dnsQuestion, madeFile, pcapOf } from './made-capture';
import { capture, expect, test } from './netloupe';

const bar = (page: Page) => page.getByTestId('filter-bar');
const box = (page: Page) => page.getByTestId('filter-text');
const popup = (page: Page) => page.getByTestId('filter-popup');
const cell = (page: Page, frame: number, column: number) => page.locator(`[data-frame-index="${frame - 1}"] [role="gridcell"]`).nth(column);
const found = (page: Page, count: number) => expect(page.getByTestId('filter-count')).toContainText(new RegExp(`^${count} of 127 · [\\d.]+\\u202f(ms|s)$`));

async function openSample(open: (...args: string[]) => Promise<Page>): Promise<Page> {
  const page = await open(capture('sample.pcapng'));
  await expect(page.locator('[data-frame-index="0"]')).toHaveAttribute('aria-selected', 'true');
  return page;
}

/** Types a filter in place of what is there, and applies it. */
async function apply(page: Page, filter: string): Promise<void> {
  await page.keyboard.press('Control+/');
  await page.keyboard.type(filter);
  await page.keyboard.press('Enter');
}

test('a filter is typed with completion: field, operator, value, each with its meaning', async ({ open }) => {
  const page = await openSample(open);
  await page.keyboard.press('/');
  await expect(box(page)).toBeFocused();
  await page.keyboard.type('http.request.me');
  await expect(popup(page).getByRole('option').first()).toHaveText(/^http\.request\.methodRequest Methodtext$/);
  await page.keyboard.press('Tab');
  await expect(box(page)).toHaveText('http.request.method');
  await expect(bar(page)).toHaveAttribute('data-state', 'good');
  await page.keyboard.type(' ');
  await expect(popup(page).getByRole('option')).toHaveText([/^==/, /^!=/, /^contains/, /^matches/, /^in/, /^&&/, /^\|\|/]);
  await page.keyboard.press('ArrowDown');
  await expect(box(page)).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('Enter');
  await expect(box(page)).toHaveText('http.request.method == ');
  await page.keyboard.type('"GET"');
  await expect(bar(page)).toHaveAttribute('data-state', 'good');
  await page.keyboard.press('Enter');
  await found(page, 3);
  await expect(popup(page)).toBeHidden();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('ip.addr == 192.0.2.1');
  await expect(popup(page).getByRole('option')).toContainText(['192.0.2.10']);
  await expect(popup(page).getByRole('option').first()).toContainText('in this capture');
  await expect(popup(page).getByRole('option', { name: '192.0.2.10' })).toContainText('83 frames');
});

test('what is wrong is underlined and said, and the correction is one press away', async ({ open }) => {
  const page = await openSample(open);
  await page.keyboard.press('Control+/');
  await page.keyboard.type('tcp.prot == 80');
  await expect(bar(page)).toHaveAttribute('data-state', 'bad');
  await expect(box(page)).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('.code-wrong')).toHaveText('tcp.prot');
  await expect(page.getByTestId('filter-remark')).toContainText('tcp.port');
  await expect(page.getByTestId('filter-remark')).toContainText('Columns 1 to 8.');
  await expect(page.getByTestId('apply-filter')).toBeDisabled();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('filter-count')).toHaveCount(0);
  await page.getByTestId('filter-remark').getByRole('button', { name: 'tcp.port', exact: true }).click();
  await expect(box(page)).toHaveText('tcp.port == 80');
  await expect(bar(page)).toHaveAttribute('data-state', 'good');
  await page.keyboard.press('Enter');
  await found(page, 62);
  // A capture filter typed here: Tab puts in the display filter that says it.
  await page.keyboard.press('Control+a');
  await page.keyboard.type('udp port 53');
  await expect(page.getByTestId('filter-remark')).toContainText('capture filter');
  await page.keyboard.press('Tab');
  await expect(box(page)).toHaveText('udp.port == 53');
});

test('Esc restores what is applied, then goes to the list; what was typed can be had back; the filter is cleared', async ({ open }) => {
  const page = await openSample(open);
  await apply(page, 'dns');
  await found(page, 20);
  await page.keyboard.type(' && ip');
  await expect(page.getByTestId('apply-filter')).toBeEnabled();
  await page.keyboard.press('Escape');
  await expect(box(page)).toHaveText('dns');
  await found(page, 20);
  await page.keyboard.press('Control+z');
  await expect(box(page)).toHaveText('dns && ip');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('packet-list')).toBeFocused();
  await bar(page).getByRole('button', { name: 'Clear the display filter' }).click();
  await expect(box(page)).toHaveText('Display filter: tcp.port == 443 && ip.addr == 192.0.2.10');
  await expect(bar(page)).toHaveAttribute('data-state', 'empty');
  await expect(page.getByTestId('filter-count')).toHaveCount(0);
});

/** Opens the menu of a place and chooses, by its name, what is in a submenu. */
async function choose(page: Page, submenu: string, item: string | RegExp): Promise<void> {
  await page.getByRole('menuitem', { name: submenu, exact: true }).hover();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

test('cells and lines make filters: applied, prepared, joined, as the opposite, of a conversation', async ({ open }) => {
  const page = await openSample(open);
  await cell(page, 5, 2).click({ button: 'right' });
  await choose(page, 'Apply as filter', 'Selected');
  await expect(box(page)).toHaveText('ip.src == 192.0.2.1');
  await found(page, 40);
  await bar(page).getByRole('button', { name: 'Clear the display filter' }).click();
  await cell(page, 5, 2).click({ button: 'right' });
  await choose(page, 'Apply as filter', 'Not selected');
  await expect(box(page)).toHaveText('!(ip.src == 192.0.2.1)');
  await found(page, 87);
  await bar(page).getByRole('button', { name: 'Clear the display filter' }).click();
  await cell(page, 5, 3).click({ button: 'right' });
  await choose(page, 'Conversation filter', /^UDP/);
  await expect(box(page)).toHaveText('ip.addr == 192.0.2.1 && ip.addr == 192.0.2.10 && udp.port == 53 && udp.port == 50099');
  await found(page, 4);
  await page.locator('.detail-line[data-field="udp.dstport"]').click({ button: 'right' });
  await choose(page, 'Prepare as filter', '… or not selected');
  await expect(box(page)).toBeFocused();
  await expect(box(page)).toHaveText(/^\(ip\.addr == 192\.0\.2\.1 && .*\) \|\| !\(udp\.dstport == \d+\)$/);
  await expect(page.getByTestId('apply-filter')).toBeEnabled();
});

test('by keys alone: the menu of a row makes a filter of each cell', async ({ open }) => {
  const page = await openSample(open);
  await page.locator('[data-frame-index="4"]').click();
  await page.keyboard.press('Shift+F10');
  await expect(page.getByRole('menuitem', { name: 'Apply as filter' })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('menuitem', { name: /^Source/ })).toContainText('ip.src == 192.0.2.1');
  // No., Time, Source, Destination, Protocol.
  for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(box(page)).toHaveText('dns');
  await found(page, 20);
});

test('a cell and a line are dragged onto the bar', async ({ open }) => {
  const page = await openSample(open);
  await cell(page, 5, 2).dragTo(bar(page));
  await expect(box(page)).toHaveText('ip.src == 192.0.2.1');
  await found(page, 40);
  await page.locator('.detail-line[data-field="udp"]').first().dragTo(bar(page));
  await expect(box(page)).toHaveText('ip.src == 192.0.2.1 && udp');
});

test('nothing matches: it is said, with filters that let more through', async ({ open }) => {
  const page = await openSample(open);
  await apply(page, 'http.response.code == 404');
  await expect(page.getByTestId('no-match')).toContainText('No packet matches');
  await expect(page.getByTestId('no-match')).toContainText('All 127 frames');
  await page.getByTestId('no-match').getByRole('button', { name: 'http', exact: true }).click();
  await expect(box(page)).toHaveText('http');
  await expect(page.getByTestId('no-match')).toHaveCount(0);
  await apply(page, 'ip.addr == 10.99.0.1');
  await expect(page.getByTestId('no-match').getByRole('listitem')).toHaveText([/^ip\.addr83 frames$/, /^ip83 frames$/]);
});

test('filters applied before and saved ones come back, also after the page is loaded again', async ({ open }) => {
  const page = await openSample(open);
  await apply(page, 'icmp');
  await found(page, 4);
  await bar(page).getByRole('button', { name: 'Saved and recent filters' }).click();
  await page.getByRole('menuitem', { name: 'Save this filter…' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Pings');
  await page.keyboard.press('Enter');
  await apply(page, 'dns');
  await found(page, 20);
  await page.waitForTimeout(600);
  await page.reload();
  await expect(page.locator('[data-frame-index="0"]')).toBeVisible();
  await bar(page).getByRole('button', { name: 'Saved and recent filters' }).click();
  await page.getByRole('menuitem', { name: 'Pings icmp' }).click();
  await found(page, 4);
  await page.keyboard.press('Control+/');
  await page.keyboard.press('Delete');
  await expect(popup(page).getByRole('option', { name: /^dns/ })).toContainText('applied before');
});

test('what a field means is told by F1, and in Chinese too', async ({ open }) => {
  const page = await openSample(open);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('简体中文');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: '分析' })).toBeVisible();
  await page.keyboard.press('Control+/');
  await page.keyboard.type('tcp.prot == 80');
  await expect(page.getByTestId('filter-remark')).toContainText(/[\u4e00-\u9fff].*tcp\.port/);
  await expect(page.getByTestId('filter-remark')).toContainText('第 1 至 8 列');
  await page.keyboard.press('Escape');
  await page.keyboard.type('tcp.srcport');
  await page.keyboard.press('F1');
  await expect(page.getByTestId('field-help')).toContainText('Source Port');
  await expect(page.getByTestId('field-help')).toContainText('数字');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a long run says how far it is and can be stopped; what was found stays', async ({ open }) => {
  const question = dnsQuestion(Buffer.from('netloupe'));
  const page = await open(madeFile('many.pcap', pcapOf(Array.from({ length: 400_000 }, () => question))));
  await expect(page.getByText(/is open:/)).toBeVisible({ timeout: 40_000 });
  await apply(page, 'dns.qry.name matches "^n.*e$" && !(dns.qry.name matches "x$")');
  await expect(bar(page).getByRole('progressbar', { name: 'Looking for frames' })).toBeVisible();
  await expect(bar(page)).toHaveAttribute('data-state', 'running');
  await page.getByTestId('cancel-filter').click();
  await expect(page.getByTestId('filter-count')).toContainText(/of the first .* · stopped after/);
  await expect(page.locator('[data-frame-index="0"]')).toContainText('netloupe');
});
