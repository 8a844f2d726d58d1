// Many tabs at once, tabs that have nothing to show, the focus after a dialog, and a capture that is closed with a filter applied.
import { capture, expect, runAction, test } from './netloupe';
import type { Page } from '@playwright/test';

async function filterBy(page: Page, filter: string): Promise<void> {
  await page.getByTestId('packet-list').focus();
  await page.keyboard.press('/');
  await page.keyboard.type(filter);
  await page.keyboard.press('Enter');
}

test('the tab that is shown is in view, and the tools beside the tabs stay', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await page.setViewportSize({ width: 1024, height: 700 });
  await expect(page.locator('[data-frame-index="0"]')).toBeVisible();
  for (const action of ['Follow stream', 'analyse.sequence', 'Conversations', 'Protocol hierarchy', 'HTTP objects', 'tcpdump text', 'Expert information', 'Packet lengths']) await runAction(page, action);
  await expect(page.getByRole('tab', { name: 'Packet lengths' })).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole('button', { name: 'Save CSV' })).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Control+F4');
  await expect(page.getByRole('tab', { selected: true })).toBeInViewport({ ratio: 1 });
});

test('tabs say what to do where no frame is displayed', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await filterBy(page, 'frame.number > 1000');
  await expect(page.getByText('No packet matches')).toBeVisible();
  for (const action of ['Conversations', 'Protocol hierarchy', 'Packet lengths', 'Expert information', 'tcpdump text']) {
    await runAction(page, action);
    await expect(page.getByRole('tab', { name: action, selected: true })).toBeVisible();
    await expect(page.locator('main')).toContainText('Clear the display filter');
  }
});

test('the filter bar has the focus again after a dialog', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await filterBy(page, 'dns');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.type(' or arp');
  await expect(page.getByTestId('filter-text')).toHaveText('dns or arp');
});

test('closing a filtered capture leaves no complaint', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await filterBy(page, 'ip.addr != 192.0.2.99');
  await expect(page.getByText('of 127')).toBeVisible();
  await runAction(page, 'file.close');
  await expect(page.getByRole('button', { name: /Try a sample/ })).toBeVisible();
  await expect(page.getByText('No capture is open.')).toHaveCount(0);
});
