// The explanation of the selected line: opened with E, follows the selection, leads to other frames, in both languages.
import type { Page } from '@playwright/test';
import { capture, expect, goToFrame, test } from './netloupe';

const explanation = (page: Page) => page.getByTestId('explanation');

/** Opens a layer and selects the line in it that begins so. */
async function select(page: Page, layer: string, beginning: string, field: string): Promise<void> {
  const line = page.locator(`.detail-line[data-field="${layer}"]`).first();
  await line.click();
  if ((await line.getAttribute('aria-expanded')) === 'false') await page.keyboard.press('ArrowRight');
  await page.keyboard.type(beginning);
  await expect(page.locator(`.detail-line[data-field="${field}"]`).first()).toHaveAttribute('aria-selected', 'true');
}

test('E explains the selected line with the frame\'s own numbers', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await goToFrame(page, 29);
  await expect(explanation(page)).toHaveCount(0);
  await page.keyboard.press('e');
  await select(page, 'tcp', 'checksum', 'tcp.checksum');
  await expect(explanation(page)).toContainText('RFC 1071');
  await expect(explanation(page).locator('[data-figure="sumComplement"]')).toHaveText(/0x[0-9a-f]{4} → 0x[0-9a-f]{4}/);
  await page.keyboard.press('Home');
  await page.getByRole('button', { name: 'Explain', exact: true }).click();
  await expect(explanation(page)).toHaveCount(0);
});

test('an acknowledgment leads to the frame that it acknowledges', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await goToFrame(page, 30);
  await page.keyboard.press('e');
  await select(page, 'tcp', 'acknowledgment n', 'tcp.ack');
  await explanation(page).getByRole('button', { name: 'ack=1 acknowledges frame 29' }).click();
  await expect(page.locator('.detail-pane .pane-head')).toContainText('Frame 29');
});

test('the layer of TCP tells what the frame means in its connection', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await goToFrame(page, 30);
  await page.keyboard.press('e');
  await page.locator('.detail-line[data-field="tcp"]').click();
  await expect(explanation(page).locator('[data-figure="stateClient"]')).toHaveText('Client: SYN-SENT → ESTABLISHED');
  await expect(explanation(page).locator('[data-figure="stateServerStays"]')).toHaveText('Server: SYN-RECEIVED');
});

test('the explanation is in Chinese too', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await goToFrame(page, 29);
  await page.keyboard.press('e');
  await select(page, 'ip', 'time to', 'ip.ttl');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('中文');
  await page.keyboard.press('Enter');
  await expect(explanation(page)).toContainText('每个路由器减一');
});
