// Columns of the packet list and the bars between panes: moved by pointer and by keys, and found again after a reload.
import type { Locator, Page } from '@playwright/test';
import { capture, expect, test } from './netloupe';

const heads = (page: Page): Locator => page.getByRole('columnheader');
const head = (page: Page, name: string): Locator => page.getByRole('columnheader', { name, exact: true });
const widthOf = async (locator: Locator): Promise<number> => (await locator.boundingBox())?.width ?? 0;
const STANDARD = ['No.', 'Time', 'Source', 'Destination', 'Protocol', 'Length', 'Info'];

/** Preferences are stored a moment after they were changed; the page asks for them when it is loaded. */
async function reloadWhenStored(page: Page, check: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await page.reload();
    await check();
  }).toPass();
}

async function drag(page: Page, from: Locator, x: number, y: number): Promise<void> {
  const box = await from.boundingBox();
  if (!box) throw new Error('there is nothing to drag');
  const start = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x + x, start.y + y, { steps: 5 });
  await page.mouse.up();
}

test('a column is made wider by dragging its edge, and fits its contents after a double click', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await expect(heads(page)).toHaveText(STANDARD);
  await expect(page.locator('[data-frame-index="0"]')).toContainText('Who has');
  const before = await widthOf(head(page, 'Source'));
  await drag(page, head(page, 'Source').locator('.column-edge'), 60, 0);
  await expect.poll(() => widthOf(head(page, 'Source'))).toBeCloseTo(before + 60, 0);
  await reloadWhenStored(page, async () => {
    await expect(head(page, 'Source')).toBeVisible();
    expect(await widthOf(head(page, 'Source'))).toBeCloseTo(before + 60, 0);
  });
  const edge = head(page, 'Source').locator('.column-edge');
  await edge.dblclick();
  await expect.poll(() => widthOf(head(page, 'Source'))).toBeCloseTo(before, 0);
});

test('columns change places by dragging and by keys', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  const length = await head(page, 'Length').boundingBox();
  const protocol = await head(page, 'Protocol').boundingBox();
  if (!length || !protocol) throw new Error('there are no columns');
  await drag(page, head(page, 'Length'), protocol.x - length.x, 0);
  await expect(heads(page)).toHaveText(['No.', 'Time', 'Source', 'Destination', 'Length', 'Protocol', 'Info']);
  await head(page, 'Length').focus();
  await page.keyboard.press('Control+ArrowRight');
  await expect(heads(page)).toHaveText(STANDARD);
  await expect(head(page, 'Length')).toBeFocused();
});

test('a column is removed and had back by its menu, and a field becomes a column', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await head(page, 'Length').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menu').getByText('Remove column').click();
  await expect(heads(page)).toHaveText(STANDARD.filter((name) => name !== 'Length'));
  await page.locator('[data-frame-index="2"]').click();
  await page.locator('.detail-line[data-field="ip"]').click();
  await page.keyboard.press('ArrowRight');
  await page.locator('.detail-line[data-field="ip.ttl"]').click();
  await page.keyboard.press('Control+Shift+i');
  await expect(head(page, 'Time to Live')).toBeVisible();
  await expect(page.locator('[data-frame-index="2"]').getByRole('gridcell').nth(5)).toHaveText('64');
  await reloadWhenStored(page, async () => expect(heads(page)).toHaveText(['No.', 'Time', 'Source', 'Destination', 'Protocol', 'Time to Live', 'Info'], { timeout: 2000 }));
  await head(page, 'No.').click({ button: 'right' });
  await page.getByRole('menu').getByText('Reset columns').click();
  await expect(heads(page)).toHaveText(STANDARD);
});

test('panes are resized by pointer and keys, and stay so', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  const list = page.getByTestId('packet-list');
  const before = (await list.boundingBox())?.height ?? 0;
  await drag(page, page.locator('.splitter.up-down'), 0, -80);
  await expect.poll(async () => (await list.boundingBox())?.height).toBeCloseTo(before - 80, -1);
  const bar = page.locator('.splitter.left-right');
  const share = Number(await bar.getAttribute('aria-valuenow'));
  await bar.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(bar).toHaveAttribute('aria-valuenow', String(share - 2));
  await expect(bar).toBeFocused();
  await reloadWhenStored(page, async () => {
    await expect(bar).toHaveAttribute('aria-valuenow', String(share - 2), { timeout: 2000 });
    expect((await list.boundingBox())?.height).toBeCloseTo(before - 80, -1);
  });
});

test('every list cell that has a time has its point at one place', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await expect(page.locator('[data-frame-index="5"]')).toContainText('Standard query');
  const places = await page.locator('.packet-row .cell:nth-child(2)').evaluateAll((cells) =>
    cells.map((cell) => {
      const text = cell.firstChild;
      const at = text?.nodeValue?.indexOf('.') ?? -1;
      const range = document.createRange();
      if (!text || at < 0) return -1;
      range.setStart(text, at);
      range.setEnd(text, at + 1);
      return Math.round(range.getBoundingClientRect().left);
    }),
  );
  expect(places.length).toBeGreaterThan(10);
  expect(new Set(places).size).toBe(1);
});
