// Starting a capture in the browser: interfaces, capture filter with its caret and fix, route, options, keyboard alone.
import type { Page } from '@playwright/test';
import { capture, expect, test } from './netloupe';

/** Measured with the field's own font: the carets begin where the word in the field does, and are not cut off. */
async function expectCaretsBelow(page: Page, word: string): Promise<void> {
  const field = page.getByRole('textbox', { name: 'Capture filter' });
  await expect(page.getByTestId('filter-caret')).toBeVisible();
  await expect
    .poll(async () => {
      const carets = await page.getByTestId('filter-caret').boundingBox();
      const at = await field.evaluate((input: HTMLInputElement, wanted) => {
        const { borderLeftWidth, paddingLeft, fontSize, fontFamily } = getComputedStyle(input);
        const pen = document.createElement('canvas').getContext('2d');
        if (!pen) throw new Error('no canvas');
        pen.font = `${fontSize} ${fontFamily}`;
        const { left, right } = input.getBoundingClientRect();
        const before = pen.measureText(input.value.slice(0, input.value.indexOf(wanted))).width;
        return { word: left + parseFloat(borderLeftWidth) + parseFloat(paddingLeft) + before - input.scrollLeft, right };
      }, word);
      return carets !== null && Math.abs(carets.x - at.word) < 2 && carets.x + carets.width <= at.right;
    })
    .toBe(true);
}

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

test('a wrong capture filter shows a caret under the word, and the fix makes it compile', async ({ open }) => {
  const page = await open();
  const field = page.getByRole('textbox', { name: 'Capture filter' });
  await expect(page.getByTestId('interfaces')).toBeVisible();
  await field.focus();
  const before = await page.getByTestId('capture-filter-said').boundingBox();
  await field.fill('tcp prot 443');
  await expect(page.getByTestId('filter-caret')).toHaveText('^^^^');
  await expectCaretsBelow(page, 'prot');
  await expect(page.getByTestId('start')).toBeDisabled();
  expect(await page.getByTestId('capture-filter-said').boundingBox()).toEqual(before);
  await page.getByRole('button', { name: 'Change it to port' }).click();
  await expect(field).toHaveValue('tcp port 443');
  await expect(page.getByTestId('capture-filter-said')).toContainText('Compiles to');
  await expect(page.getByTestId('start')).toBeEnabled();
});

test('carets stand below the word in a filter longer than its field, and behind wide characters', async ({ open }) => {
  const page = await open();
  const field = page.getByRole('textbox', { name: 'Capture filter' });
  await expect(page.getByTestId('interfaces')).toBeVisible();
  await field.fill('host 10.0.0.1 or '.repeat(10) + 'tcp prot 80');
  await field.press('End');
  expect(await field.evaluate((input) => input.scrollLeft)).toBeGreaterThan(0);
  await expectCaretsBelow(page, 'prot');
  await field.fill('host 测试测试 and prot 80');
  await expectCaretsBelow(page, 'prot');
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
  await expect(page.getByRole('textbox', { name: 'Capture filter' })).toHaveValue('udp port 53');
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Capture filter' })).toHaveValue('udp port 53');
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
  await expect(dialog.getByRole('textbox', { name: 'Capture filter' })).toHaveValue('port 8000');
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
