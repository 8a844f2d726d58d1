// Colouring rules, colours of conversations, profiles and settings of Wireshark, used as a user would.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { capture, chooseFromMenu, expect, test } from './netloupe';

const row = (page: Page, index: number): Locator => page.locator(`[data-frame-index="${index}"]`);
const ground = (locator: Locator): Promise<string> => locator.evaluate((element) => getComputedStyle(element).backgroundColor);
const lines = (page: Page): Locator => page.getByTestId('rule-line');
const filterOf = (page: Page): Locator => page.getByTestId('rule-editor').getByRole('textbox', { name: 'Display filter' });

const openRules = (page: Page): Promise<void> => chooseFromMenu(page, 'View', 'Colouring rules…');

async function typeFilter(page: Page, filter: string): Promise<void> {
  await filterOf(page).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type(filter);
}

let folder = '';
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'netloupe-e2e-colours-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('rows are coloured by what they are, and say by which rule', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await expect(row(page, 0)).toHaveAttribute('title', 'Coloured by: ARP');
  await expect(row(page, 2)).toHaveAttribute('title', 'Coloured by: DNS');
  await expect(row(page, 8)).toHaveAttribute('title', 'Coloured by: HTTP');
  await page.keyboard.press('End');
  await page.keyboard.press('Home');
  const [arp, dns] = [await ground(row(page, 1)), await ground(row(page, 2))];
  expect(arp).not.toBe(dns);
  await page.getByRole('button', { name: /Row tints|Tints/ }).first().click();
  await expect.poll(() => ground(row(page, 2))).toBe('rgba(0, 0, 0, 0)');
});

test('a rule is made, checked while it is typed, moved by keys, and kept', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await expect(row(page, 2)).toHaveAttribute('title', 'Coloured by: DNS');
  await openRules(page);
  await expect(lines(page)).toHaveCount(22);
  await expect(lines(page).nth(1)).toContainText('Cannot be used here: Netloupe does not decode hsrp.state');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByLabel('Name', { exact: true }).fill('Queries');
  await typeFilter(page, 'dns.flagz.response == 0');
  await expect(page.getByTestId('rule-filter-said')).toContainText('Cannot be used here: There is no field or protocol dns.flagz.response');
  await typeFilter(page, 'dns.flags.response == 0');
  await expect(page.getByTestId('rule-filter-said')).toHaveText('A display filter.');
  // The list behind the dialog shows it before it is kept.
  await expect(row(page, 2)).toHaveAttribute('title', 'Coloured by: Queries');
  await expect(row(page, 4)).toHaveAttribute('title', 'Coloured by: DNS');
  await page.getByTestId('rule-list').focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(lines(page).nth(1)).toContainText('Queries');
  await page.keyboard.press('Alt+End');
  await expect(lines(page).nth(22)).toContainText('Queries');
  await expect(row(page, 2)).toHaveAttribute('title', 'Coloured by: DNS');
  await page.keyboard.press('Alt+Home');
  await page.getByRole('button', { name: 'Keep' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(async () => {
    await page.reload();
    await expect(row(page, 2)).toHaveAttribute('title', 'Coloured by: Queries', { timeout: 8000 });
  }).toPass();
});

test('rules are dragged, switched off, given own colours, and left as they were by Cancel', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await openRules(page);
  const [from, to] = [await lines(page).nth(5).boundingBox(), await lines(page).nth(0).boundingBox()];
  if (!from || !to) throw new Error('there are no rules');
  await page.mouse.move(from.x + 300, from.y + 10);
  await page.mouse.down();
  await page.mouse.move(to.x + 300, to.y + 6, { steps: 6 });
  await page.mouse.up();
  await expect(lines(page).nth(0)).toContainText('ARP');
  await page.getByLabel('Background').fill('#ffff00');
  await expect.poll(() => ground(row(page, 1))).toBe('rgb(255, 255, 0)');
  await page.getByLabel('Text', { exact: true }).fill('#fffff0');
  await expect(page.getByTestId('rule-editor')).toContainText('Too alike to be read');
  await page.getByRole('radio', { name: 'Violet' }).click();
  await lines(page).nth(0).getByRole('checkbox').uncheck();
  await expect(row(page, 1)).not.toHaveAttribute('title', 'Coloured by: ARP');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(row(page, 1)).toHaveAttribute('title', 'Coloured by: ARP');
});

test('a pale colour of the user is dark in the dark theme, and can be read', async ({ open, page: before }) => {
  await before.emulateMedia({ colorScheme: 'dark' });
  const page = await open(capture('sample.pcapng'));
  await openRules(page);
  await lines(page).nth(5).click();
  await page.getByLabel('Background').fill('#e4ffc7');
  await page.getByLabel('Text', { exact: true }).fill('#12272e');
  await expect.poll(() => ground(row(page, 1))).toMatch(/^rgb\((\d|[1-6]\d), (\d|[1-7]\d), (\d|[1-6]\d)\)$/);
});

test('conversations are coloured by keys until it is taken back', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  // By keys: a click that has to be tried again may scroll the rows above out of the list.
  await row(page, 0).click();
  for (let i = 0; i < 8; i++) await page.keyboard.press('ArrowDown');
  await expect(page.getByTestId('detail-tree').or(page.locator('[data-pane="details"]')).first()).toContainText('Transmission Control');
  await page.keyboard.press('Control+3');
  await expect(row(page, 9)).toHaveClass(/rule-mine-3/);
  await expect(row(page, 2)).not.toHaveClass(/rule-mine/);
  await expect(page.getByTestId('announcement')).toContainText('Colour 3: ipv6.addr');
  await row(page, 2).click();
  await expect(page.locator('[data-pane="details"]')).toContainText('Domain Name System');
  await page.keyboard.press('Control+0');
  await expect(row(page, 4)).toHaveClass(/rule-mine-10/);
  await page.keyboard.press('Control+Space');
  await expect(row(page, 9)).not.toHaveClass(/rule-mine/);
  await expect(row(page, 4)).not.toHaveClass(/rule-mine/);
});

test('settings of Wireshark are taken over as a profile, and profiles are changed in the status bar', async ({ open }) => {
  mkdirSync(join(folder, 'profiles', 'Voice'), { recursive: true });
  const voice = join(folder, 'profiles', 'Voice');
  writeFileSync(join(voice, 'colorfilters'), '@Names@dns@[65535,65535,0][0,0,0]\n!@Off@arp@[0,0,0][65535,65535,65535]\n@Gone@hsrp@[0,0,0][65535,65535,65535]\nnonsense\n');
  writeFileSync(join(voice, 'dfilters'), '"No ARP" not arp\n');
  writeFileSync(join(voice, 'dfilter_macros'), '"between","ip.addr == $1 and udp.port == $2"\n"said","http.host contains \\x22netloupe\\x22"\nnonsense\n');
  writeFileSync(join(voice, 'preferences'), 'gui.column.format:\n\t"No.", "%m",\n\t"Host", "%Cus:http.host:0:R",\n\t"Hidden", "%Cus:tcp.len:0:R",\n\t"Info", "%i"\ngui.column.hidden: %Cus:tcp.len:0:R\ngui.scrollbar_on_right: TRUE\n');
  const page = await open(capture('sample.pcapng'));
  await chooseFromMenu(page, 'File', 'Take over settings of Wireshark…');
  await page.getByLabel('Folder or file').fill(join(folder, 'nowhere'));
  await page.getByRole('button', { name: 'Read', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('does not exist');
  await page.getByLabel('Folder or file').fill(voice);
  await page.getByRole('button', { name: 'Read', exact: true }).click();
  const parts = page.getByTestId('import-parts');
  await expect(parts).toContainText('3 colouring rules');
  // The same by looking through folders.
  await page.getByRole('button', { name: 'Browse…' }).click();
  await page.getByRole('dialog').getByLabel('Path of a file or folder').fill(voice);
  await page.keyboard.press('Enter');
  await page.getByTestId('file-table').getByText('dfilters').dblclick();
  await expect(parts).not.toContainText('colouring rules');
  await expect(parts).toContainText('1 saved display filter');
  await page.getByLabel('Folder or file', { exact: true }).fill(voice);
  await page.getByRole('button', { name: 'Read', exact: true }).click();
  await expect(parts).toContainText('3 colouring rules');
  await expect(parts).toContainText('1 of them cannot be used here and is kept all the same: Gone');
  await expect(parts).toContainText('1 line is not understood: line 4');
  await expect(parts).toContainText('1 saved display filter');
  await expect(parts).toContainText('2 macros of display filters');
  await expect(parts).toContainText('1 line is not understood: line 3');
  await expect(parts).toContainText('Hidden: hidden in Wireshark, left out');
  await expect(parts).toContainText('1 other setting is not taken over: gui.scrollbar_on_right');
  await expect(page.getByLabel('Name of the profile')).toHaveValue('Voice');
  await page.getByRole('button', { name: 'Take over', exact: true }).click();
  await expect(page.getByRole('columnheader')).toHaveText(['No.', 'Host', 'Info']);
  await expect.poll(() => ground(row(page, 2))).toBe('rgb(255, 255, 0)');
  await page.keyboard.press('Control+/');
  await page.keyboard.type('${be');
  await expect(page.getByTestId('filter-popup').getByRole('option').first()).toContainText('ip.addr == $1 and udp.port == $2');
  await page.keyboard.press('Tab');
  await page.keyboard.type('192.0.2.10;53}');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('filter-count')).toContainText(/^20 of 127/);
  await page.getByRole('button', { name: 'Clear the display filter' }).click();
  await page.getByRole('button', { name: /Profile: Voice/ }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Default' }).or(page.getByRole('menuitemradio', { name: 'Default' })).or(page.getByRole('menuitem', { name: 'Default' })).first().click();
  await expect(page.getByRole('columnheader')).toHaveCount(7);
  await expect(row(page, 2)).toHaveAttribute('title', 'Coloured by: DNS');
  await expect(async () => {
    await page.reload();
    await page.getByRole('button', { name: /Profile: Default/ }).click({ timeout: 8000 });
    await expect(page.getByText('Voice', { exact: true })).toBeVisible({ timeout: 4000 });
  }).toPass();
});

test('profiles are made, renamed, deleted and brought back', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await chooseFromMenu(page, 'View', 'Profiles…');
  const list = page.getByTestId('profile-list');
  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(list.getByRole('option')).toHaveText([/Default/, /Default \(copy\)/]);
  await page.getByLabel('Name', { exact: true }).fill('default');
  await expect(page.getByRole('dialog')).toContainText('There is a profile of this name already.');
  await page.getByLabel('Name', { exact: true }).fill('Night');
  await page.getByRole('button', { name: 'Rename' }).click();
  await expect(list.getByRole('option').nth(1)).toContainText('Night');
  await page.getByRole('button', { name: 'Use' }).click();
  await expect(page.getByRole('button', { name: /Profile: Night/, includeHidden: true })).toHaveCount(1);
  await page.getByRole('button', { name: 'Delete' }).click();
  await expect(list.getByRole('option')).toHaveCount(1);
  await expect(page.getByRole('button', { name: /Profile: Default/, includeHidden: true })).toHaveCount(1);
  await page.getByRole('button', { name: 'Bring it back' }).click();
  await expect(list.getByRole('option').nth(1)).toContainText('Night');
});

test('rules are exported for Wireshark, and a file is replaced only when that is said again', async ({ open }) => {
  const path = join(folder, 'colorfilters');
  const page = await open(capture('sample.pcapng'));
  for (const again of [false, true]) {
    await chooseFromMenu(page, 'File', 'Export colouring rules…');
    await page.getByLabel('File', { exact: true }).fill(path);
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    if (again) {
      await expect(page.getByRole('dialog')).toContainText('It will be replaced.');
      await page.getByRole('button', { name: 'Replace' }).click();
    }
    await expect(page.getByRole('dialog')).toBeHidden();
    expect(existsSync(path)).toBe(true);
  }
  const text = readFileSync(path, 'utf8');
  expect(text).toMatch(/^@TCP RST@tcp\.flags\.reset == 1@\[\d+,\d+,\d+\]\[\d+,\d+,\d+\]$/m);
  expect(text.split('\n').filter((line) => line.startsWith('@'))).toHaveLength(22);
});

test('Chinese: rules and their state are said in Chinese', async ({ open, page: before }) => {
  await before.addInitScript(() => localStorage.setItem('netloupe.language', 'zh-CN'));
  const page = await open(capture('sample.pcapng'));
  await chooseFromMenu(page, '视图', '着色规则…');
  await expect(lines(page).nth(1)).toContainText('在此无法使用：Netloupe 不解析 hsrp.state');
  await expect(page.getByRole('button', { name: '保存', exact: true })).toBeVisible();
});

test('saved display filters are added, checked, put in order, and applied', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Saved display filters');
  await page.keyboard.press('Enter');
  const list = page.getByTestId('saved-list');
  await expect(list).toContainText('No filter is saved');
  for (const [name, filter] of [['Names', 'dns'], ['', 'arp'], ['Wrong', 'tcp.prot == 80']] as const) {
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    const line = list.getByRole('group').last();
    await line.getByLabel('Name', { exact: true }).fill(name);
    await line.getByLabel('Display filter').fill(filter);
  }
  await expect(list.getByRole('group').last()).toContainText('tcp.prot');
  await page.getByRole('button', { name: 'Move arp up' }).click();
  await page.getByRole('button', { name: 'Remove Wrong' }).click();
  await expect(list.getByLabel('Display filter')).toHaveCount(2);
  await expect(list.getByLabel('Display filter').first()).toHaveValue('arp');
  await page.getByRole('dialog').getByRole('button', { name: 'Keep' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Saved display filters');
  await page.keyboard.press('Enter');
  await expect(list.getByLabel('Name', { exact: true }).first()).toHaveValue('arp');
});
