// Filters go from what is displayed to what is captured, and back; how many frames they select is what tshark 4.0 counts.
import { capture, expect, test } from './netloupe';

test('a cell and the filter bar fill the capture filter of the next capture; a capture filter is tried on what is displayed', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await page.locator('[data-frame-index="4"] [role="gridcell"]').nth(2).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Use as capture filter…' }).click();
  const options = page.getByRole('dialog', { name: 'Capture options' });
  const filter = options.getByRole('textbox', { name: 'Capture filter' });
  const write = async (text: string): Promise<void> => {
    await filter.click();
    await page.keyboard.press('Control+a');
    await page.keyboard.type(text);
    await expect(filter).toHaveText(text);
  };
  await expect(filter).toHaveText('src host 192.0.2.1');
  await expect(options.getByTestId('use-for-display')).toContainText('ip.src == 192.0.2.1');
  await write('udp port 53');
  await expect(options.getByTestId('use-for-display')).toContainText('udp.port == 53');
  await options.getByTestId('use-for-display').click();
  await expect(options).toBeHidden();
  await expect(page.getByTestId('filter-text')).toHaveText('udp.port == 53');
  await expect(page.getByTestId('filter-count')).toContainText(/^20 of 127/);
  await page.getByTestId('filter-bar').getByRole('button', { name: 'Saved and recent filters' }).click();
  await page.getByRole('menuitem', { name: 'Use as capture filter…' }).click();
  await expect(filter).toHaveText('udp port 53');
  // What no display filter says is not offered.
  await write('ip[0] & 0xf != 5');
  await expect(options).toContainText('Compiles to');
  await expect(options.getByTestId('use-for-display')).toHaveCount(0);
});
