// Decode as: a port is given to a protocol, and the capture is read with it. The counts are those of tshark 4.0 with the same -d.
import { capture, expect, test } from './netloupe';

test('the port of the selected packet is decoded as another protocol, and as it was again', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  const count = page.getByTestId('filter-count');
  const list = page.getByTestId('decode-list');
  const keep = page.getByRole('dialog').getByRole('button', { name: 'Keep' });
  await page.locator('[data-frame-index="2"] [role="gridcell"]').nth(6).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Decode as…' }).click();
  await expect(list).toContainText('There is no rule');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(list.getByLabel('Layer')).toHaveValue('udp.port');
  await expect(list.getByLabel('Number, or from-to')).toHaveValue('53');
  await list.getByLabel('Number, or from-to').fill('70-60');
  await expect(list).toContainText('One number from 0 to 65535');
  await expect(keep).toBeDisabled();
  await list.getByLabel('Number, or from-to').fill('50-53');
  await list.getByLabel('Protocol').selectOption('ntp');
  await keep.click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.locator('[data-frame-index="2"] [role="gridcell"]').nth(4)).toHaveText(/^NTP/);
  await page.keyboard.press('Control+/');
  await page.keyboard.insertText('ntp');
  await page.keyboard.press('Enter');
  await expect(count).toContainText(/^20 of 127/);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Decode as');
  await page.keyboard.press('Enter');
  await list.getByRole('button', { name: 'Remove udp.port 50-53' }).click();
  await keep.click();
  await page.keyboard.press('Control+/');
  await page.keyboard.insertText('dns');
  await page.keyboard.press('Enter');
  await expect(count).toContainText(/^20 of 127/);
});
