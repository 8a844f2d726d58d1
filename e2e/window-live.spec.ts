// A live capture in the window, of real traffic between two namespaces: rows while they arrive, following, pausing, the ledger, stopping, saving.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { capture, expect, test } from './netloupe';
import { figure, LiveNetwork, rememberOptions, whyNoLiveNetwork } from './live-network';

const why = whyNoLiveNetwork();
test.skip(why !== '', why);

let network: LiveNetwork;
let folder = '';
test.beforeAll(async () => {
  network = await LiveNetwork.make();
  folder = mkdtempSync(join(tmpdir(), 'netloupe-saved-'));
});
test.afterAll(() => {
  network.remove();
  rmSync(folder, { recursive: true, force: true });
});

const shown = (page: Page): Promise<number> => figure(page, 'shown');
/** The last row of the list, and the number of the one that the packet list says it has. */
const lastRow = (page: Page, frames: number) => page.locator(`[data-frame-index="${frames - 1}"]`);

async function startCapture(page: Page, filter = ''): Promise<void> {
  await rememberOptions(page, network.options({ filter }));
  await page.keyboard.press('Control+e');
  await expect(page.getByTestId('live-status')).toContainText('Capturing, 00:00:0');
}

async function stopCapture(page: Page): Promise<void> {
  await page.keyboard.press('Control+e');
  await expect(page.getByTestId('unsaved')).toBeVisible();
}

async function saveAs(page: Page, name: string): Promise<void> {
  await page.getByLabel('Path of a file or folder').fill(folder);
  await page.keyboard.press('Enter');
  await expect(page.locator('.crumbs .button').last()).toHaveText(folder.replace(/^.*\//, ''));
  await page.getByLabel('File name').fill(name);
}

const packetsIn = (path: string): number => Number(/Number of packets:\s+(\d+)/.exec(execFileSync('capinfos', ['-c', '-M', path], { encoding: 'utf8' }))?.[1]);

test('rows come while packets arrive, the ledger adds up, and what is saved is what capinfos counts', async ({ open }) => {
  const page = await open();
  await startCapture(page, 'tcp port 8080');
  await expect(page.getByTestId('waiting')).toContainText('that match tcp port 8080');
  network.fetch('page.html');
  await expect(page.getByRole('gridcell', { name: 'GET /page.html HTTP/1.1' })).toBeVisible();
  const first = await shown(page);
  network.fetch('big.bin', 3);
  await expect.poll(() => shown(page)).toBeGreaterThan(first);
  await expect.poll(async () => (await figure(page, 'received')) - (await figure(page, 'dropped')) - (await figure(page, 'written'))).toBe(0);
  await stopCapture(page);
  const written = await figure(page, 'written');
  expect(await figure(page, 'received')).toBe((await figure(page, 'dropped')) + written);
  await expect.poll(() => figure(page, 'indexed')).toBe(written);
  await expect.poll(() => shown(page)).toBe(written);
  await expect(page).toHaveTitle(/^\* nlv0/);

  await page.keyboard.press('Control+s');
  await saveAs(page, 'live.pcapng');
  await page.getByRole('button', { name: 'Save', exact: true }).last().click();
  await expect(page.getByTestId('announcement')).toContainText('Saved as live.pcapng');
  await expect(page.getByTestId('unsaved')).toHaveCount(0);
  await expect(page).toHaveTitle('live.pcapng - Netloupe');
  expect(packetsIn(join(folder, 'live.pcapng'))).toBe(written);

  await page.keyboard.press('Control+Shift+s');
  await saveAs(page, 'live.pcapng');
  await expect(page.getByTestId('save-note')).toContainText('live.pcapng exists already');
  await page.getByRole('dialog').getByRole('combobox').selectOption('pcap.gz');
  await expect(page.getByLabel('File name')).toHaveValue('live.pcap.gz');
  await page.getByRole('button', { name: 'Save', exact: true }).last().click();
  await expect(page.getByTestId('announcement')).toContainText('Saved as live.pcap.gz');
  expect(packetsIn(join(folder, 'live.pcap.gz'))).toBe(written);
});

test('the list follows the newest frame until something older is looked at, and stays where it is then', async ({ open }) => {
  const page = await open();
  await startCapture(page);
  const follow = page.getByTestId('follow');
  const end = network.keepPinging();
  try {
    await expect.poll(() => shown(page)).toBeGreaterThan(80);
    await expect(follow).toHaveAttribute('aria-pressed', 'true');
    await page.getByTestId('packet-list').hover();
    await page.mouse.wheel(0, -200);
    await expect(follow).toHaveAttribute('aria-pressed', 'false');
    const seen = await page.locator('[data-frame-index]').first().getAttribute('data-frame-index');
    const row = page.locator(`[data-frame-index="${Number(seen) + 8}"]`);
    await row.click();
    await expect(page.getByRole('tree', { name: 'Details' }).getByRole('treeitem').first()).toBeVisible();
    const place = await row.boundingBox();
    const before = await shown(page);
    await expect.poll(() => shown(page)).toBeGreaterThan(before + 60);
    await expect(row).toHaveAttribute('aria-selected', 'true');
    expect(await row.boundingBox()).toEqual(place);

    await page.getByTestId('packet-list').focus();
    await page.keyboard.press('End');
    await expect(follow).toHaveAttribute('aria-pressed', 'true');
    await page.keyboard.press('ArrowUp');
    await expect(follow).toHaveAttribute('aria-pressed', 'false');
    await follow.click();
    await expect(follow).toHaveAttribute('aria-pressed', 'true');
  } finally {
    end();
  }
  await page.waitForTimeout(300);
  await expect(lastRow(page, await shown(page))).toBeInViewport({ ratio: 1 });
  await expect(page.locator('.packet-row.selected')).toHaveCount(0);
});

test('a paused view stays as it is while the capture goes on, and Resume brings what came', async ({ open }) => {
  const page = await open();
  await startCapture(page);
  network.ping(20);
  await expect.poll(() => shown(page)).toBeGreaterThanOrEqual(40);
  await page.getByTestId('pause').click();
  const before = { shown: await shown(page), written: await figure(page, 'written'), elapsed: await page.getByTestId('live-elapsed').innerText() };
  network.ping(50);
  await expect(page.getByTestId('paused')).toHaveText(/^Paused: \d+ newer frames$/);
  await expect.poll(async () => Number(/\d+/.exec(await page.getByTestId('paused').innerText())?.[0])).toBeGreaterThanOrEqual(100);
  expect({ shown: await shown(page), written: await figure(page, 'written'), elapsed: await page.getByTestId('live-elapsed').innerText() }).toEqual(before);
  await page.getByTestId('pause').click();
  await expect.poll(() => shown(page)).toBeGreaterThanOrEqual(before.shown + 100);
  await expect(lastRow(page, await shown(page))).toBeInViewport({ ratio: 1 });
});

test('closing, opening and starting ask while packets are not saved, and do what was asked', async ({ open }) => {
  const page = await open();
  await startCapture(page);
  network.ping(10);
  await expect.poll(() => shown(page)).toBeGreaterThanOrEqual(20);
  const dialog = page.getByRole('dialog', { name: 'This capture is not saved' });
  await page.keyboard.press('Control+w');
  await expect(dialog).toContainText('It is still running and will be stopped.');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByTestId('live-status')).toContainText('Capturing');

  await page.keyboard.press('Control+r');
  await dialog.getByRole('button', { name: 'Don’t keep' }).click();
  await expect(page.getByTestId('live-status')).toContainText('Capturing, 00:00:0');
  await expect(page.getByTestId('waiting')).toBeVisible();
  network.ping(5);
  await expect.poll(() => shown(page)).toBeGreaterThanOrEqual(10);

  await page.keyboard.press('Control+o');
  await page.getByLabel('Path of a file or folder').fill(capture('sample.pcapng'));
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Save…' }).click();
  await saveAs(page, 'before.pcapng');
  await page.getByRole('button', { name: 'Save', exact: true }).last().click();
  await expect(page).toHaveTitle('sample.pcapng - Netloupe');
  expect(existsSync(join(folder, 'before.pcapng'))).toBe(true);
  expect(packetsIn(join(folder, 'before.pcapng'))).toBeGreaterThanOrEqual(10);
  await page.keyboard.press('Control+w');
  await expect(page.getByTestId('welcome')).toBeVisible();
});

test('a loss is said, marked where it is, and its cure is remembered', async ({ open }) => {
  const page = await open();
  await rememberOptions(page, network.options({ bufferBytes: 65_536 }));
  await page.keyboard.press('Control+e');
  await expect(page.getByTestId('live-status')).toContainText('Capturing');
  network.ping(3);
  await expect
    .poll(async () => {
      network.fetch('big.bin', 2);
      return figure(page, 'dropped');
    }, { timeout: 30_000 })
    .toBeGreaterThan(0);
  await stopCapture(page);
  const dropped = await figure(page, 'dropped');
  expect(await figure(page, 'received')).toBe(dropped + (await figure(page, 'written')));
  const notice = page.getByTestId('loss-notice');
  const spaced = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, value < 1000 ? '' : '\u202f');
  await expect(notice).toContainText(`${spaced(dropped)} of ${spaced(await figure(page, 'received'))} frames were lost`);
  await expect(page.getByTestId('status-lost')).toContainText(`${spaced(dropped)} lost`);
  await expect(page.getByTestId('map-loss').first()).toBeAttached();
  await notice.getByRole('button', { name: 'Show where' }).click();
  await expect(page.locator('.packet-row.selected').getByTestId('loss-mark')).toContainText('lost here');
  const use = notice.getByRole('button', { name: /^Use .* from now on$/ });
  const wanted = /\d+/.exec(await use.innerText())?.[0] ?? '';
  await use.click();
  await expect(notice).toContainText(`The next capture will have a ${wanted}`);
  await page.keyboard.press('Control+r');
  await page.getByRole('button', { name: 'Don’t keep' }).click();
  await expect(page.getByTestId('live-status')).toContainText('Capturing, 00:00:0');
  await expect(notice).toHaveCount(0);
});

test('the browser asks before it leaves packets that are not saved', async ({ open }) => {
  const page = await open();
  await startCapture(page);
  network.ping(3);
  await expect.poll(() => shown(page)).toBeGreaterThanOrEqual(6);
  const asked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await expect(page.getByTestId('live-status')).toContainText('Capturing');
});

test('a capture that ends by itself says why, and keeps what there was', async ({ open }) => {
  const page = await open();
  await startCapture(page);
  network.ping(5);
  await expect.poll(() => shown(page)).toBeGreaterThanOrEqual(10);
  network.removeLink();
  const notice = page.getByTestId('live-problem');
  await expect(notice).toHaveAttribute('data-code', 'NL-CAP-03');
  await expect(notice).toContainText('What was captured before is kept');
  await expect(page.getByTestId('unsaved')).toBeVisible();
  await expect(notice.getByRole('button', { name: 'Save…' })).toBeVisible();
});
