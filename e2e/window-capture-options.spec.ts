// Starting a capture in the browser: interfaces, capture filter with its caret and fix, route, options, keyboard alone.
import { capture, expect, test } from './netloupe';

test('the interfaces of this host are listed, lo as loopback, with traffic measured before any is chosen', async ({ open }) => {
  const page = await open();
  const lo = page.locator('[data-interface="|lo"]');
  await expect(page.getByTestId('interfaces')).toBeVisible();
  if (!(await lo.isVisible())) await page.getByRole('button', { name: /^Show \d+ hidden$/ }).click();
  await expect(lo).toContainText('Loopback');
  await expect(lo).toContainText('127.0.0.1');
  await expect(lo.locator('.interface-rate')).toContainText(/bit\/s/);
  await expect(page.locator('[data-interface="|any"]')).toContainText('no promiscuous');
});

test('a wrong capture filter shows a caret under the word, and the fix makes it compile', async ({ open }) => {
  const page = await open();
  const field = page.getByRole('textbox', { name: 'Capture filter' });
  await expect(page.getByTestId('interfaces')).toBeVisible();
  await field.focus();
  const before = await page.getByTestId('capture-filter-said').boundingBox();
  await field.fill('tcp prot 443');
  await expect(page.getByTestId('filter-caret')).toHaveText('^^^^');
  expect(await page.getByTestId('filter-caret').textContent()).toBe('    ^^^^');
  await expect(page.getByTestId('start')).toBeDisabled();
  expect(await page.getByTestId('capture-filter-said').boundingBox()).toEqual(before);
  await page.getByRole('button', { name: 'Change it to port' }).click();
  await expect(field).toHaveValue('tcp port 443');
  await expect(page.getByTestId('capture-filter-said')).toContainText('Compiles to');
  await expect(page.getByTestId('start')).toBeEnabled();
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
