// While a live capture runs, the views of a stream and of the whole capture grow: followed stream, diagram, conversations, graphs, packet lengths, objects.
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './netloupe';
import { LiveNetwork, rememberOptions, whyNoLiveNetwork } from './live-network';

const why = whyNoLiveNetwork();
test.skip(why !== '', why);

let network: LiveNetwork;
test.beforeAll(async () => {
  network = await LiveNetwork.make();
});
test.afterAll(() => network.remove());

async function openView(page: Page, name: string): Promise<void> {
  await page.locator('[data-tab="packets"]').click();
  await page.keyboard.press('Control+k');
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
}

const numberOf = async (line: Locator): Promise<number> => Number((await line.innerText()).replace(/[^0-9]/g, ''));

/** What is read becomes more twice. */
async function grows(read: () => Promise<number>): Promise<void> {
  for (let i = 0; i < 2; i++) {
    // What is read first may still be of the view before.
    let least = await read();
    const hasGrown = async (): Promise<boolean> => {
      const now = await read();
      const grown = now > least;
      least = Math.min(least, now);
      return grown;
    };
    await expect.poll(hasGrown, { timeout: 30_000 }).toBe(true);
  }
}

test('views grow while the capture runs', async ({ open }) => {
  test.setTimeout(120_000);
  const page = await open();
  await rememberOptions(page, network.options({ filter: 'tcp' }));
  await page.keyboard.press('Control+e');
  await expect(page.getByTestId('live-status')).toContainText('Capturing, 00:00:0');
  const end = network.keepAsking();
  try {
    await page.locator('[data-frame-index="0"]').click();

    await openView(page, 'Follow stream');
    await grows(async () => Number(await page.locator('.stream-lines [role="scrollbar"]').getAttribute('aria-valuemax')));

    await openView(page, 'Sequence diagram');
    await grows(async () => (await page.locator('.sequence-body').boundingBox())?.height ?? 0);

    await openView(page, 'Conversations');
    await grows(() => numberOf(page.locator('[data-line]').first().getByRole('gridcell').nth(4)));

    await openView(page, 'I/O graph');
    const points = async (): Promise<number> => Number(await page.getByTestId('plot').getAttribute('data-points'));
    await grows(points);
    await page.getByTestId('graphs').getByRole('button', { name: 'Time-sequence' }).click();
    await grows(points);

    await openView(page, 'Packet lengths');
    await grows(() => numberOf(page.locator('[data-length="all"]').getByRole('cell').nth(1)));

    await openView(page, 'HTTP objects');
    await grows(async () => Number(await page.getByRole('grid', { name: 'HTTP objects' }).getAttribute('aria-rowcount')));
  } finally {
    end();
  }
});
