// A capture whose app died: offered at the next start with its packets, opened, saved or deleted; in English and in Chinese.
import type { Page } from '@playwright/test';
import { expect, Netloupe, test } from './netloupe';
import { LiveNetwork, rememberOptions, whyNoLiveNetwork } from './live-network';

const why = whyNoLiveNetwork();
test.skip(why !== '', why);

let network: LiveNetwork;
let netloupe: Netloupe;
test.beforeAll(async () => {
  network = await LiveNetwork.make();
});
test.afterAll(() => network.remove());
test.afterEach(() => netloupe.end());

const PACKETS = 20;

/** Captures, dies and starts again. */
async function dieWhileCapturing(page: Page): Promise<void> {
  netloupe = await Netloupe.start();
  await page.goto(netloupe.address);
  await rememberOptions(page, network.options({ filter: 'icmp' }));
  await page.keyboard.press('Control+e');
  await expect(page.getByTestId('live-status')).toBeVisible();
  await expect(page.getByTestId('waiting')).toBeVisible();
  network.ping(PACKETS / 2);
  await expect.poll(async () => Number(await page.getByTestId('ledger-shown').getAttribute('data-value'))).toBe(PACKETS);
  await netloupe.die();
  netloupe = await Netloupe.startWith({ home: netloupe.home });
  await page.goto(netloupe.address);
}

test('it is offered and opened with all its packets', async ({ page }) => {
  await dieWhileCapturing(page);
  const left = page.getByTestId('left-capture');
  await expect(left).toContainText('A capture was neither saved nor deleted');
  await expect(left).toContainText(/(packets? from|From) nlv0/);
  await left.getByRole('button', { name: 'Open' }).click();
  await expect(page.locator(`[data-frame-index="${PACKETS - 1}"]`)).toBeVisible();
  await expect(page.getByTestId('unsaved')).toBeVisible();
});

test.describe('in Chinese', () => {
  test.use({ locale: 'zh-CN' });

  test('it is offered, and deleted after a second press', async ({ page }) => {
    await dieWhileCapturing(page);
    const left = page.getByTestId('left-capture');
    await expect(left).toContainText('有一次捕获既未保存也未删除');
    await expect(left).toContainText('来自 nlv0');
    await left.getByRole('button', { name: '删除' }).click();
    await left.getByRole('button', { name: '彻底删除' }).click();
    await expect(left).toHaveCount(0);
    await page.reload();
    await expect(page.locator('[data-interface="|any"]')).toBeVisible();
    await expect(left).toHaveCount(0);
  });
});
