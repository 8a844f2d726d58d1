// A capture started from the welcome page by keys alone, on an interface of another network namespace.
import { expect, test } from './netloupe';
import { LiveNetwork, whyNoLiveNetwork } from './live-network';

const why = whyNoLiveNetwork();
test.skip(why !== '', why);

let network: LiveNetwork;
test.beforeAll(async () => {
  network = await LiveNetwork.make();
});
test.afterAll(() => network.remove());

test('Enter on an interface captures on it, with the filter that was typed', async ({ open }) => {
  const page = await open();
  const group = page.getByRole('button', { name: network.netns });
  await expect(group).toHaveAttribute('aria-expanded', 'false');
  await group.focus();
  await page.keyboard.press('Enter');
  const row = page.locator(`[data-interface="${network.netns}|${network.interface}"]`);
  await row.focus();
  await page.keyboard.press(' ');
  await page.getByRole('textbox', { name: 'Capture filter' }).fill('icmp6 or arp');
  await row.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('live-status')).toContainText('Capturing');
  await expect(page.getByText('icmp6 or arp').first()).toBeVisible();
  await page.keyboard.press('Control+e');
  await expect(page.getByTestId('live-status')).not.toContainText('Capturing');
});
