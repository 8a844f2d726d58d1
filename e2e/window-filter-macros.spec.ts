// Macros of display filters: added by hand, refused where they cannot work, used in the filter bar. The counts are tshark's for the filter written out.
import { capture, expect, test } from './netloupe';

test('a macro is added, its slips are said, and the filter bar knows it', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Display filter macros');
  await page.keyboard.press('Enter');
  const list = page.getByTestId('macro-list');
  const keep = page.getByRole('dialog').getByRole('button', { name: 'Keep' });
  await expect(list).toContainText('There is no macro yet');
  const add = async (name: string, text: string): Promise<void> => {
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    const line = list.getByRole('group').last();
    await line.getByLabel('Name', { exact: true }).fill(name);
    await line.getByLabel('Text', { exact: true }).fill(text);
  };
  await add('web', 'tcp.port == $1 || tcp.port == $2');
  await expect(list).toContainText('${web:…;…}');
  await add('my macro', 'dns');
  await expect(list).toContainText('letters, digits');
  await expect(keep).toBeDisabled();
  await list.getByLabel('Name', { exact: true }).last().fill('web');
  await expect(list).toContainText('Another macro has this name');
  await page.getByRole('button', { name: 'Remove web' }).last().click();
  await keep.click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('Control+/');
  await page.keyboard.insertText('${web:80;443}');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('filter-count')).toContainText(/^93 of 127/);
});
