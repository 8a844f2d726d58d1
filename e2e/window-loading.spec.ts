// While a capture is read: nothing moves that the user did not move, the focus stays, and what a screen reader is told is right.
import type { Page } from '@playwright/test';
import { capture, expect, test } from './netloupe';
import { madeFile, pcapOf, udp } from './made-capture';

const FRAMES = 400_000;

/** Big enough that rows arrive while the window is already used. */
const longCapture = (): string => madeFile('long.pcap', pcapOf(Array.from({ length: FRAMES }, () => udp(9, Buffer.alloc(0)))));

/** Collects what moves without the user: Chromium's layout shifts, with what moved. */
async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    interface Shift extends PerformanceEntry {
      readonly value: number;
      readonly sources: readonly { readonly node: Node | null }[];
    }
    const shifts: string[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as Shift[]) {
        // A word of small text that moves by its own width is 0.0005; less is a figure that got one digit more.
        if (entry.value < 0.0003) continue;
        const moved = entry.sources.map(({ node }) => (node instanceof Element ? node.className : (node?.nodeName ?? '?')));
        shifts.push(`${entry.value.toFixed(4)} ${moved.join(', ')}`);
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

for (const name of ['a small capture', 'a capture of many frames']) {
  test(`${name} is read without anything moving in the window`, async ({ open, page }) => {
    await watchShifts(page);
    await open(name === 'a small capture' ? capture('sample.pcapng') : longCapture());
    await expect(page.getByText(/is open:/)).toBeVisible({ timeout: 40_000 });
    await expect(page.getByTestId('minimap')).toBeAttached();
    expect(await page.evaluate((): unknown => Reflect.get(window, 'shifts'))).toEqual([]);
  });
}

test('rows that arrive take neither the focus nor the selection nor the place in the list', async ({ open }) => {
  const page = await open(longCapture());
  await expect(page.locator('[data-frame-index="3"]')).toContainText('40000 → 9');
  await page.getByTestId('packet-list').focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowDown');
  const row = page.locator('[data-frame-index="3"]');
  await expect(row).toHaveAttribute('aria-selected', 'true');
  const place = await row.boundingBox();
  await expect(page.getByText(/is open:/)).toBeVisible({ timeout: 40_000 });
  await expect(page.getByTestId('packet-list')).toBeFocused();
  await expect(row).toHaveAttribute('aria-selected', 'true');
  expect(await row.boundingBox()).toEqual(place);
});

test('the list is a grid, the details are a tree, and news is announced politely', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  const grid = page.getByRole('grid', { name: 'Packet list' });
  await expect(grid).toHaveAttribute('aria-rowcount', '128');
  await expect(grid).toHaveAttribute('aria-colcount', '7');
  await grid.focus();
  await page.keyboard.press('End');
  const active = page.locator(`[id="${(await grid.getAttribute('aria-activedescendant')) ?? ''}"]`);
  await expect(active).toHaveAttribute('aria-rowindex', '128');
  await expect(active).toHaveAttribute('role', 'row');
  await expect(active.getByRole('gridcell')).toHaveCount(7);
  const tree = page.getByRole('tree', { name: 'Details' });
  await expect(tree.getByRole('treeitem', { level: 1 }).first()).toHaveAttribute('aria-expanded', 'false');
  await expect(tree.getByRole('treeitem', { level: 2 }).first()).toBeVisible();
  await expect(page.getByRole('status')).toHaveText('sample.pcapng is open: 127 frames.');
  await expect(page.getByRole('status')).toHaveAttribute('aria-live', 'polite');
});

test('every control has a name, and the focus is seen on each that the Tab key reaches', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await expect(page.locator('[data-frame-index="0"]')).toHaveAttribute('aria-selected', 'true');
  const nameless = await page.evaluate(() => [...document.querySelectorAll('button, input, [tabindex="0"]')].filter((element) => `${element.textContent}${element.getAttribute('aria-label') ?? ''}`.trim() === '').map((element) => element.outerHTML));
  expect(nameless).toEqual([]);
  const unseen: string[] = [];
  const reached = new Set<string>();
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press('Tab');
    const { name, isSeen } = await page.evaluate(() => {
      const host = document.activeElement;
      if (!host || host === document.body) return { name: '', isSeen: true };
      // A line of code has its text box in a shadow root, and the ring is on the box around it.
      const element = host.shadowRoot?.activeElement ?? host;
      const ringed = host.closest('.code-line') ? (host.closest('.code-box') ?? host) : host;
      const style = getComputedStyle(ringed);
      const after = getComputedStyle(ringed, '::after');
      const isSeen = style.outlineStyle !== 'none' || style.boxShadow !== 'none' || after.borderTopStyle === 'solid';
      return { name: element.getAttribute('aria-label') ?? element.textContent, isSeen };
    });
    if (!isSeen) unseen.push(name);
    reached.add(name);
  }
  expect(unseen).toEqual([]);
  expect([...reached]).toEqual(expect.arrayContaining(['Packet list', 'Details', 'Bytes', 'Position in the packet list', 'Display filter', 'Layout', 'Columns']));
});

test('at 1024 by 700, and with text at 200 %, the chrome is not scrolled sideways and bytes stay readable', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await page.setViewportSize({ width: 1024, height: 700 });
  const overflowing = () =>
    page.evaluate(() => [...document.querySelectorAll('.title-bar, .tool-bar, .tab-strip, .status-bar, .pane-head, .length-ruler, body')].filter((bar) => bar.scrollWidth > bar.clientWidth + 1).map((bar) => bar.className || bar.nodeName));
  const lastByteIsSeen = () =>
    page.evaluate(() => {
      const box = document.querySelector('.byte-lines')?.getBoundingClientRect();
      const line = document.querySelector('.byte-line')?.getBoundingClientRect();
      return box !== undefined && line !== undefined && line.right <= box.right;
    });
  await expect(page.locator('.byte-line').first()).toBeVisible();
  expect(await overflowing()).toEqual([]);
  expect(await lastByteIsSeen()).toBe(true);
  expect(await page.locator('.byte-line').first().evaluate((line) => Number.parseFloat(getComputedStyle(line).fontSize))).toBe(12.5);
  for (let i = 0; i < 8; i++) await page.keyboard.press('Control+=');
  await expect(page.locator('html')).toHaveAttribute('style', /--zoom: 2;/);
  await expect.poll(lastByteIsSeen).toBe(true);
  expect(await overflowing()).toEqual([]);
});
