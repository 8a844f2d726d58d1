// Starting a capture in the browser: interfaces, capture filter with its colours, wave and fix, route, options, keyboard alone.
import type { Page } from '@playwright/test';
import { capture, expect, test } from './netloupe';

const filterField = (page: Page) => page.getByRole('textbox', { name: 'Capture filter' });
/** What has the wave below it. */
const wrongWord = (page: Page) => page.locator('.code-wrong');

test('the interfaces of this host are listed, lo as loopback, with traffic measured before any is chosen', async ({ open }) => {
  const page = await open();
  const lo = page.locator('[data-interface="|lo"]');
  await expect(page.getByTestId('interfaces')).toBeVisible();
  if (!(await lo.isVisible())) await page.getByRole('button', { name: /^Show \d+ hidden$/ }).click();
  await expect(lo).toContainText('Loopback');
  await expect(lo).toContainText('127.0.0.1');
  await expect(lo.locator('.interface-rate')).toContainText(/bit\/s/);
  await expect(page.locator('[data-interface="|any"]')).toContainText('no promiscuous');
  await expect(page.getByTestId('status-interfaces')).toHaveText(`${await page.locator('[data-interface]').count()} interfaces`);
  await expect(page.getByTestId('status-libpcap')).toHaveText(/^libpcap \d+\.\d+\.\d+$/);
});

test('a wrong word of a capture filter has a wave below it, and the fix makes it compile', async ({ open }) => {
  const page = await open();
  await expect(page.getByTestId('interfaces')).toBeVisible();
  await filterField(page).focus();
  const before = await page.getByTestId('capture-filter-said').boundingBox();
  await filterField(page).fill('tcp prot 443');
  await expect(wrongWord(page)).toHaveText('prot');
  await expect(filterField(page)).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByTestId('start')).toBeDisabled();
  expect(await page.getByTestId('capture-filter-said').boundingBox()).toEqual(before);
  await page.getByRole('button', { name: 'Change it to port' }).click();
  await expect(filterField(page)).toHaveText('tcp port 443');
  await expect(page.getByTestId('capture-filter-said')).toContainText('Compiles to');
  await expect(wrongWord(page)).toHaveCount(0);
  await expect(page.getByTestId('start')).toBeEnabled();
});

test('a capture filter is coloured, longer than its field, and what is missing has a wave', async ({ open }) => {
  const page = await open();
  await expect(page.getByTestId('interfaces')).toBeVisible();
  await filterField(page).fill('host 10.0.0.1 or '.repeat(20) + 'tcp prot 80');
  await filterField(page).press('End');
  await expect(wrongWord(page)).toHaveText('prot');
  await expect(wrongWord(page)).toBeInViewport();
  expect(await filterField(page).evaluate((field) => field.parentElement?.scrollLeft ?? 0)).toBeGreaterThan(0);
  await filterField(page).fill('host 测试测试 and prot 80');
  await expect(wrongWord(page)).toHaveText('prot');
  await filterField(page).fill('');
  await page.keyboard.insertText('tcp and');
  await expect(wrongWord(page)).toBeVisible();
  await expect(page.locator('.code-field')).toHaveText(['tcp']);
  await expect(page.locator('.code-operator')).toHaveText(['and']);
});

test('the interface that reaches a host is found and chosen', async ({ open }) => {
  const page = await open();
  await expect(page.getByTestId('interfaces')).toBeVisible();
  await page.getByRole('textbox', { name: 'Which interface reaches' }).fill('127.0.0.1');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('route')).toContainText('lo');
  await expect(page.locator('[data-interface="|lo"]')).toHaveAttribute('aria-selected', 'true');
});

test('keys alone choose interfaces and set options', async ({ open }) => {
  const page = await open();
  const options = page.locator('[data-interface]');
  await expect(options.first()).toBeVisible();
  await options.first().focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.locator('[data-interface][aria-selected="true"]')).toHaveCount(2);
  await page.keyboard.press('Control+Alt+o');
  const dialog = page.getByRole('dialog', { name: 'Capture options' });
  await expect(dialog.getByRole('tab', { name: 'Interfaces' })).toBeFocused();
  await expect(dialog.getByLabel('Settings of')).toContainText('all 2 chosen interfaces');
  await dialog.getByLabel('Snaplen').fill('96');
  await dialog.getByRole('textbox', { name: 'Capture filter' }).fill('udp port 53');
  await dialog.getByText(/^Compiled program/).click();
  await expect(dialog.getByTestId('filter-program')).toContainText('(000) ldh');
  await expect(dialog.getByTestId('filter-program').locator('li').first()).toContainText('load the EtherType');
  await dialog.getByRole('tab', { name: 'Interfaces' }).focus();
  await page.keyboard.press('ArrowRight');
  await dialog.getByRole('textbox', { name: 'Packets' }).first().fill('10');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.locator('[data-interface]:focus')).toHaveCount(1);
  await expect(filterField(page)).toHaveText('udp port 53');
  await page.reload();
  await expect(filterField(page)).toHaveText('udp port 53');
  await page.keyboard.press('Control+Alt+o');
  await expect(dialog.getByLabel('Snaplen')).toHaveValue('96');
});

test('a pasted tcpdump command fills in the options, and what means nothing here is said', async ({ open }) => {
  const page = await open();
  await expect(page.locator('[data-interface="|any"]')).toBeVisible();
  await page.keyboard.press('Control+Alt+v');
  await page.getByRole('dialog').getByRole('textbox').fill('tcpdump -S -nn -vvv -i lo0 port 8000');
  await expect(page.getByTestId('paste-notes').locator('li').first()).toBeVisible();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Capture options' });
  await expect(dialog.getByRole('textbox', { name: 'Capture filter' })).toHaveText('port 8000');
  await expect(dialog.getByText('lo', { exact: true })).toBeVisible();
  await dialog.getByRole('tab', { name: 'Command and code' }).click();
  await expect(dialog.getByText(/^tcpdump -i lo /)).toContainText('port 8000');
});

test('-e of a pasted command brings the link-level columns, of the file that it reads too', async ({ open }) => {
  const page = await open();
  await expect(page.locator('[data-interface="|any"]')).toBeVisible();
  await page.keyboard.press('Control+Alt+v');
  await page.getByRole('dialog').getByRole('textbox').fill(`tcpdump -e -n -r ${capture('sample.pcapng')}`);
  await expect(page.getByTestId('paste-notes')).toContainText('link addresses are shown as columns');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-frame-index="0"]')).toBeVisible();
  const heads = page.getByRole('columnheader');
  await expect(heads.filter({ hasText: /MAC/ })).toHaveText(['Source MAC', 'Destination MAC']);
  // As tcpdump -e -n -r sample.pcapng has it for the second frame.
  await expect(page.locator('[data-frame-index="1"]').getByRole('gridcell').filter({ hasText: /^02:00:00:00:00:10$/ })).not.toHaveCount(0);
  await page.keyboard.press('Control+Alt+v');
  await page.getByRole('dialog').getByRole('textbox').fill('tcpdump -e -i any');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Capture options' })).toBeVisible();
  await page.keyboard.press('Escape');
  // Of any, which has no destination.
  await expect(heads.filter({ hasText: /MAC|Packet type/ })).toHaveText(['Packet type', 'Source MAC']);
});

test('a capture filter is counted over the open capture: the whole, its clauses, each instruction', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await expect(page.locator('[data-frame-index="0"]')).toBeVisible();
  await page.keyboard.press('Control+Alt+o');
  const dialog = page.getByRole('dialog', { name: 'Capture options' });
  await dialog.getByRole('textbox', { name: 'Capture filter' }).fill('tcp or udp');
  await dialog.getByText(/^Compiled program/).click();
  await dialog.getByRole('button', { name: 'Count in the open capture' }).click();
  // As many as tcpdump -r sample.pcapng prints with each of these filters.
  await expect(dialog.getByTestId('clause-counts').locator('dd')).toHaveText(['115 of 127 frames', '95', '20']);
  await expect(dialog.getByTestId('filter-program')).toContainText('127  (000) ldh');
});
