// What the window says where there is nothing to read: each kind of file that cannot be opened, empty captures, files that change.
import { truncateSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { capture, expect, test } from './netloupe';
import { madeFile, pcapOf, udp } from './made-capture';

const DATAGRAM = udp(9, Buffer.from('hello'));

for (const { what, path, code, says } of [
  { what: 'words', path: () => madeFile('words.txt', Buffer.from('These are only words.')), code: 'NL-FILE-05', says: 'editcap converts other formats' },
  { what: 'an empty file', path: () => madeFile('empty.pcap', Buffer.alloc(0)), code: 'NL-FILE-04', says: 'is empty' },
  { what: 'a folder', path: () => dirname(capture('sample.pcapng')), code: 'NL-FILE-03', says: 'Choose a file in it' },
  { what: 'a file that is not there', path: () => '/nowhere/at-all.pcap', code: 'NL-FILE-01', says: 'moved, renamed or deleted' },
]) {
  test(`${what}: the notice says what it is, and another file can be chosen`, async ({ open }) => {
    const page = await open(path());
    const notice = page.getByTestId('notice');
    await expect(notice).toContainText(code);
    await expect(notice).toContainText(says);
    await expect(page.getByTestId('welcome')).toBeVisible();
    await notice.getByRole('button', { name: 'Choose another file' }).click();
    await page.getByRole('dialog').locator('.folder-path input').fill(capture('sample.pcapng'));
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('frame-count')).toHaveText('127 frames');
    await expect(notice).toHaveCount(0);
  });
}

test('a capture without frames says so and is read again', async ({ open }) => {
  const path = madeFile('header-only.pcap', pcapOf([]));
  const page = await open(path);
  await expect(page.getByTestId('empty-capture')).toContainText('valid header and no frames');
  writeFileSync(path, pcapOf([DATAGRAM]));
  await page.getByRole('button', { name: 'Read again' }).click();
  await expect(page.getByTestId('frame-count')).toHaveText('1 frame');
  await expect(page.locator('[data-frame-index="0"]')).toContainText('40000 → 9');
});

test('a file that shrinks while it is open: what is gone is said to be gone', async ({ open }) => {
  const path = madeFile('shrinks.pcap', pcapOf(Array.from({ length: 2000 }, () => DATAGRAM)));
  const page = await open(path);
  await expect(page.getByTestId('frame-count')).toContainText('000 frames');
  truncateSync(path, 2000);
  await page.getByTestId('packet-list').focus();
  await page.keyboard.press('End');
  await expect(page.getByTestId('notice').first()).toContainText('NL-FILE-11');
  await page.keyboard.press('Home');
  await expect(page.locator('[data-frame-index="0"]')).toContainText('40000 → 9');
});

test('a file that cannot be opened leaves the one that is open', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await expect(page.getByTestId('frame-count')).toHaveText('127 frames');
  await page.keyboard.press('Control+o');
  await page.getByRole('dialog').locator('.folder-path input').fill('/nowhere/at-all.pcap');
  await page.keyboard.press('Enter');
  await expect(page.getByText('NL-FILE-01').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('frame-count')).toHaveText('127 frames');
  await expect(page.locator('[data-frame-index="0"]')).toContainText('Who has 192.0.2.1?');
});

test('a damaged end is marked in the map of the capture', async ({ open }) => {
  const page = await open(capture('ends-in-a-record.pcap'));
  await expect(page.getByTestId('map-damage')).toBeVisible();
  await expect(page.locator('.minimap .map-rule').first()).toBeVisible();
});

test('a gap of silence is marked before the frame that ends it', async ({ open }) => {
  const bytes = pcapOf([DATAGRAM, DATAGRAM, DATAGRAM, DATAGRAM]);
  // The third frame comes 12 seconds later, the fourth right after it.
  for (const frame of [2, 3]) {
    const at = 24 + frame * (16 + DATAGRAM.length);
    bytes.writeUInt32LE(bytes.readUInt32LE(at) + 12, at);
  }
  const page = await open(madeFile('gap.pcap', bytes));
  await expect(page.locator('.silence')).toHaveCount(1);
  await expect(page.locator('[data-frame-index="2"]')).toContainText('12.001000 s without a frame');
});
