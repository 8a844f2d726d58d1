// Reading a capture in the window: open it in each way, select, and find the same thing in tree, bytes and diagram.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { capture, expect, test } from './netloupe';

const row = (page: Page, number: number) => page.locator(`[data-frame-index="${number - 1}"]`);
const line = (page: Page, field: string) => page.locator(`.detail-line[data-field="${field}"]`).first();

test('a capture is opened through the file dialog, by keys alone', async ({ open }) => {
  const page = await open();
  await page.keyboard.press('Control+o');
  await page.getByRole('dialog').locator('.folder-path input').fill(capture('sample.pcapng'));
  await page.keyboard.press('Enter');
  await expect(row(page, 1)).toContainText('Who has 192.0.2.1?');
  await expect(page.getByTestId('frame-count')).toHaveText('127 frames');
});

test('the capture’s header says link type, snaplen and precision; its properties say the rest', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await expect(page.getByTestId('capture-summary')).toContainText('EN10MB (Ethernet), 262144 · µs');
  await page.getByTestId('capture-summary').click();
  await expect(page.getByTestId('capture-facts')).toContainText('EN10MB (Ethernet)');
  await expect(page.getByTestId('capture-facts')).toContainText('two network namespaces');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('capture-facts')).toHaveCount(0);
});

test('a line lights its bytes, a byte finds its line, and the line stays selected in the next frame', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await page.getByTestId('packet-list').focus();
  await page.keyboard.press('Control+g');
  await page.keyboard.type('29');
  await page.keyboard.press('Enter');
  await line(page, 'ip').locator('.twisty').click();
  await line(page, 'ip.id').click();
  await expect(page.locator('.byte-line .byte-field').first()).toHaveText(/^[0-9a-f]{2}/);
  await expect(page.locator('.bytes-pane .pane-head')).toContainText('18-19 of 74');
  await page.getByTestId('byte-lines').focus();
  for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowRight');
  await expect(line(page, 'ip.ttl')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('F8');
  await expect(row(page, 30)).toHaveAttribute('aria-selected', 'true');
  await expect(page.locator('.detail-pane .pane-head')).toContainText('Frame 30');
  await expect(line(page, 'ip.ttl')).toHaveAttribute('aria-selected', 'true');
});

test('the header diagram shows the fields as bits and is linked both ways', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await row(page, 3).click();
  await line(page, 'ip').click();
  await page.getByRole('button', { name: 'Header', exact: true }).click();
  const diagram = page.getByTestId('header-diagram');
  await expect(diagram.getByRole('option')).toHaveCount(15);
  const id = diagram.getByRole('option', { name: /Identification/ });
  await expect(id).toContainText('0x');
  await id.click();
  await expect(line(page, 'ip.id')).toHaveAttribute('aria-selected', 'true');
  await expect(page.locator('.bytes-pane .pane-head')).toContainText('18-19 of 77');
  await diagram.focus();
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight');
  await expect(line(page, 'ip.ttl')).toHaveAttribute('aria-selected', 'true');
  await page.getByRole('button', { name: 'Hex', exact: true }).click();
  await expect(page.locator('.byte-field').first()).toHaveText('40');
});

test('every bit of a TCP header has one place in the diagram', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await row(page, 12).click();
  await line(page, 'tcp').click();
  await page.getByRole('button', { name: 'Header', exact: true }).click();
  const places = await page.locator('.diagram-cell').evaluateAll((cells) => cells.map((cell) => getComputedStyle(cell)).map((s) => ({ row: Number(s.gridRowStart), rows: Number(s.gridRowEnd.replace('span ', '')), column: Number(s.gridColumnStart), span: Number(s.gridColumnEnd.replace('span ', '')) })));
  const taken = new Set(places.flatMap(({ row: r, rows, column, span }) => Array.from({ length: rows * span }, (_, i) => `${r + Math.floor(i / span)}:${column + (i % span)}`)));
  expect(taken.size).toBe(32 * 8);
  expect(places.reduce((sum, { rows, span }) => sum + rows * span, 0)).toBe(32 * 8);
  await expect(page.locator('.diagram-cell.unnamed')).toHaveCount(0);
  await expect(page.locator('[data-diagram-node].narrow', { hasText: 'syn' })).toContainText('0');
});

test('two frames are compared; a press goes to the field in its frame', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await row(page, 9).click({ button: 'right' });
  await page.getByRole('menuitemcheckbox', { name: 'Mark frame' }).click();
  await row(page, 10).click();
  await page.keyboard.press('Control+Alt+Shift+m');
  const page2 = page.getByTestId('comparison');
  await expect(page2.locator('.pane-head')).toContainText('Frame 9 and frame 10');
  const ports = page2.locator('tr[data-field="tcp.srcport"]');
  await expect(ports).toContainText('38028');
  await expect(ports).toContainText('80');
  await expect(page2.locator('tr[data-field="ipv6.hlim"]')).toHaveCount(0);
  await expect(page.getByTestId('compared-bytes').locator('.byte-different').first()).toHaveText('01');
  await ports.getByRole('button').first().click();
  await expect(row(page, 9)).toHaveAttribute('aria-selected', 'true');
  await expect(line(page, 'tcp.srcport')).toHaveAttribute('aria-selected', 'true');
});

test('a layer says where it is defined and is copied as a type', async ({ open, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await open(capture('sample.pcapng'));
  await row(page, 3).click();
  await line(page, 'udp').click();
  await expect(line(page, 'udp')).toContainText('RFC 768 · print-udp.c');
  await line(page, 'udp').click({ button: 'right' });
  await expect(page.getByText('Defined in RFC 768 · print-udp.c')).toBeVisible();
  await page.keyboard.press('Escape');
  const types = [['C struct', 'struct __attribute__'], ['Go struct', 'type Udp struct'], ['Rust struct', 'pub struct Udp'], ['TypeScript interface', 'interface Udp']] as const;
  for (const [name, text] of types) {
    await page.keyboard.press('Control+k');
    await page.keyboard.type(`layer as ${name}`);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain(text);
  }
});

test('cut frames are said to be cut: in the list, the tree, the ruler and the bytes', async ({ open }) => {
  const page = await open(capture('cut-to-64-bytes.pcap'));
  await expect(row(page, 6)).toContainText('[truncated 64 of 157]');
  await row(page, 6).click();
  await expect(line(page, 'frame')).toContainText('[truncated 64 of 157]');
  await expect(line(page, 'eth')).not.toContainText('truncated');
  await expect(line(page, 'tcp')).toContainText('[truncated 64 of 157]');
  await expect(page.getByTestId('bytes-missing')).toHaveText('93 bytes were not captured');
  await expect(page.locator('.ruler-part.cut-off')).toContainText('93');
});

test('a damaged file shows what was read and says where the damage is', async ({ open }) => {
  const page = await open(capture('ends-in-a-record.pcap'));
  await expect(row(page, 1)).toBeVisible();
  await expect(page.getByTestId('notice')).toContainText('NL-FILE-07');
  await expect(page.getByTestId('notice')).toContainText(/damage at byte \d/);
});

test('a doubtful link type is said, and the file is read as the other', async ({ open }) => {
  const folder = mkdtempSync(join(tmpdir(), 'netloupe-forged-'));
  const bytes = readFileSync(capture('cut-to-64-bytes.pcap'));
  bytes.writeUInt32LE(101, 20);
  writeFileSync(join(folder, 'forged.pcap'), bytes);
  const page = await open(join(folder, 'forged.pcap'));
  const doubt = page.getByTestId('linktype-doubt');
  await expect(doubt).toContainText('but the file says RAW');
  await expect(row(page, 3)).not.toContainText('[SYN]');
  await doubt.getByRole('button', { name: 'Read as EN10MB' }).click();
  await expect(row(page, 3)).toContainText('40212 → 80 [SYN]');
  await expect(page.getByTestId('capture-summary')).toContainText('read as EN10MB (Ethernet), the file says RAW');
  rmSync(folder, { recursive: true });
});
