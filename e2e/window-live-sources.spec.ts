// What a live capture can come from and go to: ring files, several interfaces at once, a command on another host; and what a device can be asked for.
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, test } from './netloupe';
import { figure, LiveNetwork, rememberOptions, whyNoLiveNetwork } from './live-network';

const why = whyNoLiveNetwork();
test.skip(why !== '', why);

let network: LiveNetwork;
let folder = '';
test.beforeAll(async () => {
  network = await LiveNetwork.make();
  folder = mkdtempSync(join(tmpdir(), 'netloupe-sources-'));
});
test.afterAll(() => {
  network.remove();
  rmSync(folder, { recursive: true, force: true });
});


test('a ring of files: the window shows the newest one and says which it is, and counts all', async ({ open }) => {
  const page = await open();
  const options = network.options({ filter: 'udp' });
  await rememberOptions(page, { ...options, file: join(folder, 'ring.pcapng'), ring: { packets: 100, bytes: 0, seconds: 0, files: 2 } });
  await page.keyboard.press('Control+e');
  await expect(page.getByTestId('live-status')).toContainText('Capturing');
  await expect(page.getByTestId('ring-file')).toHaveText('in file 1');
  await expect(page.getByTestId('capture-summary')).toContainText(/ring_00001_\d{14}\.pcapng/);
  network.send(250);
  await expect(page.getByTestId('ring-file')).toHaveText('in file 3');
  await expect(page.getByTestId('capture-summary')).toContainText(/ring_00003_\d{14}\.pcapng/);
  await expect.poll(() => figure(page, 'written')).toBe(250);
  await expect.poll(() => figure(page, 'indexed')).toBe(250);
  await expect.poll(() => figure(page, 'shown')).toBe(50);
  await expect(page.getByTestId('ledger')).toContainText('200 in earlier files');
  await expect(page.locator('[data-frame-index="49"]')).toBeVisible();
  await page.keyboard.press('Control+e');
  await expect(page.locator('[data-action="capture.stop"]')).toBeDisabled();
  expect(readdirSync(folder).map((name) => name.slice(0, 10)).sort()).toEqual(['ring_00002', 'ring_00003']);
});

test('several interfaces at once: each is counted, and each frame says where it came from', async ({ open }) => {
  const page = await open();
  const { interfaces: [first], ...rest } = network.options({ filter: 'icmp' });
  const second = { ...first!, name: network.clientInterface, netns: network.client };
  await rememberOptions(page, { ...rest, interfaces: [first!, second] });
  await page.keyboard.press('Control+e');
  await expect(page.getByTestId('live-status')).toContainText('Capturing');
  network.ping(10);
  await expect.poll(() => figure(page, 'written')).toBe(40);
  await expect.poll(() => figure(page, 'shown')).toBe(40);
  await page.getByRole('button', { name: 'By interface' }).click();
  for (const name of [network.interface, network.clientInterface]) {
    await expect(page.getByRole('row', { name: new RegExp(name) })).toContainText('20');
  }
  // In the narrowest window, with figures as long captures have them, the strip's last button has room, and the list below is as wide as the window.
  await page.setViewportSize({ width: 1024, height: 700 });
  await page.evaluate(() => {
    for (const value of document.querySelectorAll('.figure-value')) value.textContent = '1 502 000';
    for (const note of document.querySelectorAll('.figure-note')) note.textContent = '1 316 820 cut by snaplen';
  });
  await expect(page.getByRole('button', { name: 'By interface' })).toBeInViewport({ ratio: 1 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1024);
  await page.getByTestId('packet-list').focus();
  await page.keyboard.press('Home');
  const seen = new Set<string>();
  // Frames stand in the order in which the devices were read, so the other's may come some frames later.
  for (let number = 1; number <= 40 && seen.size < 2; number++) {
    const line = page.getByRole('treeitem', { name: new RegExp(`^Frame ${number} `) });
    await expect(line).toContainText(/on interface/);
    seen.add(/on interface (\S+?),/.exec(await line.innerText())?.[1] ?? '');
    await page.keyboard.press('ArrowDown');
  }
  expect([...seen].sort()).toEqual([network.interface, network.clientInterface]);
});

test('what a command on another host sends is captured like an interface', async ({ open }) => {
  // In ssh's place: what stands behind -- is run in the client's namespace, which is the other host here.
  const ssh = join(folder, 'ssh');
  writeFileSync(ssh, `#!/bin/sh\nwhile [ "$1" != -- ]; do shift; done\nshift\nexec ip netns exec ${network.client} "$@"\n`);
  chmodSync(ssh, 0o755);
  const path = process.env['PATH'];
  process.env['PATH'] = `${folder}${delimiter}${path ?? ''}`;
  try {
    const page = await open();
    await rememberOptions(page, { ...network.options(), interfaces: [], command: `ssh other tcpdump -U -w - -i ${network.clientInterface} 'tcp port 8080'` });
    await page.keyboard.press('Control+e');
    await expect(page.getByTestId('live-status')).toContainText('Capturing');
    network.fetch('page.html');
    await expect(page.getByRole('gridcell', { name: 'GET /page.html HTTP/1.1' })).toBeVisible();
    await expect(page.getByTestId('live-strip')).toContainText('ssh other');
    await page.keyboard.press('Control+e');
    await expect(page.getByTestId('unsaved')).toBeVisible();
    await expect.poll(async () => (await figure(page, 'written')) - (await figure(page, 'shown'))).toBe(0);
    expect(await figure(page, 'received')).toBe(await figure(page, 'written'));
  } finally {
    process.env['PATH'] = path;
  }
});

test('the options offer what the device has, and say why it has not the rest', async ({ open }) => {
  const page = await open();
  await rememberOptions(page, network.options({ timestampType: 'adapter' }));
  await page.keyboard.press('Control+Alt+o');
  const dialog = page.getByRole('dialog', { name: 'Capture options' });
  const offered = (label: string) => dialog.getByLabel(label).locator('option');
  // As tcpdump -L and -J list them for a veth device.
  await expect(offered('Link type')).toHaveText(['the device’s own', 'EN10MB (Ethernet)', 'DOCSIS (DOCSIS)']);
  await expect(offered('Time stamps by')).toHaveText(['the device’s own', 'host (Host)', 'adapter: not on this device']);
  await expect(dialog.getByLabel('Monitor mode')).toBeDisabled();
  await expect(dialog.locator('.setting', { hasText: 'Monitor mode' })).toContainText('wireless ones have');
  await page.keyboard.press('Escape');
  network.setLink('down');
  try {
    await page.keyboard.press('Control+Alt+o');
    await expect(dialog.locator('.setting', { hasText: 'Link type' })).toContainText('Known only while the interface is up');
    await expect(offered('Time stamps by')).toHaveText(['the device’s own', 'host (Host)', 'adapter: not on this device']);
  } finally {
    network.setLink('up');
  }
});
