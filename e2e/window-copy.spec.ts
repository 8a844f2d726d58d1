// The Copy menus: what is in the clipboard afterwards is held against what the frame holds, by programs that read it: Python, Scapy, C, Go, text2pcap, tshark.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { capture, expect, test } from './netloupe';

const SAMPLE = capture('sample.pcapng');
const works = (program: string, ...args: string[]): boolean => spawnSync(program, args).status === 0;
const hasTshark = works('tshark', '-v');
const [hasC, hasGo, hasText2pcap] = [works('gcc', '--version'), works('go', 'version'), works('text2pcap', '-v')];
const python = ['python3', '/usr/bin/python3'].find((path) => works(path, '-c', 'import scapy.all')) ?? 'python3';
const hasPython = works(python, '--version');
const hasScapy = works(python, '-c', 'import scapy.all');
for (const [name, is] of [['tshark', hasTshark], ['gcc', hasC], ['go', hasGo], ['text2pcap', hasText2pcap], ['python3', hasPython], ['python3-scapy', hasScapy]] as const) if (!is) console.warn(`window-copy.spec.ts: SKIPPED in part, ${name} is not installed`);

let folder = '';
test.beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'netloupe-copy-'))));
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

function said(program: string, args: readonly string[], input = ''): string {
  const { stdout, stderr, status } = spawnSync(program, args, { input, encoding: 'utf8', cwd: folder, env: { ...process.env, TZ: 'UTC' } });
  if (status !== 0) throw new Error(`${program}: ${stderr}`);
  return stdout;
}

/** The frame of a request, and its octets, as tshark has them. */
function request(): { readonly number: number; readonly hex: string } {
  const number = Number(said('tshark', ['-n', '-r', SAMPLE, '-Y', 'http.request', '-T', 'fields', '-e', 'frame.number']).split('\n')[0]);
  const frame = JSON.parse(said('tshark', ['-n', '-r', SAMPLE, '-Y', `frame.number == ${number}`, '-T', 'jsonraw'])) as readonly { _source: { layers: { frame_raw: readonly string[] } } }[];
  return { number, hex: frame[0]!._source.layers.frame_raw[0]! };
}

async function opened(page: Page, number: number): Promise<void> {
  const row = page.locator(`[data-frame-index="${number - 1}"]`);
  await row.click();
  await expect(page.locator('.detail-line[data-field="frame"]').first()).toContainText(`Frame ${number}`);
}

/** Runs an action by its name. @returns the clipboard's text after it */
async function copied(page: Page, name: string): Promise<string> {
  await page.evaluate(() => navigator.clipboard.writeText('nothing yet'));
  await page.keyboard.press('Control+k');
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).not.toBe('nothing yet');
  return page.evaluate(() => navigator.clipboard.readText());
}

/** What a program that was compiled of C or Go prints. */
function printedByC(text: string): string {
  writeFileSync(join(folder, 'bytes.c'), `#include <stdio.h>\n${text}\nint main(void) { for (unsigned i = 0; i < sizeof bytes; i++) printf("%02x", bytes[i]); return 0; }\n`);
  said('gcc', ['-Wall', '-Werror', '-o', 'bytes', 'bytes.c']);
  return said(join(folder, 'bytes'), []);
}

function printedByGo(text: string): string {
  writeFileSync(join(folder, 'bytes.go'), `package main\n\nimport "fmt"\n\n${text}\n\nfunc main() { fmt.Printf("%x", data) }\n`);
  return said('go', ['run', 'bytes.go']);
}

/** What text2pcap makes packets of, as tshark reads them. */
function importedHex(text: string): string {
  writeFileSync(join(folder, 'dump.txt'), text);
  said('text2pcap', ['-q', 'dump.txt', 'dump.pcapng']);
  return said('tshark', ['-n', '-r', 'dump.pcapng', '-T', 'jsonraw']).match(/"frame_raw": \[\s*"([0-9a-f]+)"/)![1]!;
}

test.describe('copies of a frame (needs tshark)', () => {
  test.skip(!hasTshark, 'tshark is not installed');

  test('bytes in every form are the bytes of the frame', async ({ open, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const { number, hex } = request();
    const page = await open(SAMPLE);
    await opened(page, number);
    await page.locator('.detail-line[data-field="frame"]').first().click();
    expect(await copied(page, 'Copy bytes as hex')).toBe(hex);
    expect(Buffer.from(await copied(page, 'Copy bytes as Base64'), 'base64').toString('hex')).toBe(hex);
    const [dump, escaped, c, go, source] = [await copied(page, 'Copy bytes as hex dump'), await copied(page, 'Copy bytes as escaped string'), await copied(page, 'Copy bytes as C array'), await copied(page, 'Copy bytes as Go slice'), await copied(page, 'Copy bytes as Python bytes')];
    if (hasText2pcap) expect(importedHex(dump)).toBe(hex);
    if (hasPython) expect(said(python, ['-'], `print(b${escaped}.hex(), end='')`)).toBe(hex);
    if (hasPython) expect(said(python, ['-'], `${source}\nprint(data.hex(), end='')`)).toBe(hex);
    if (hasC) expect(printedByC(c)).toBe(hex);
    if (hasGo) expect(printedByGo(go)).toBe(hex);
    expect([...go.matchAll(/0x([0-9a-f]{2})/g)].map(([, byte]) => byte).join('')).toBe(hex);
  });

  test('the row is what tshark prints of it; as a filter it finds the frame; Scapy makes the same bytes', async ({ open, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const { number, hex } = request();
    const page = await open(SAMPLE);
    await opened(page, number);
    const row = said('tshark', ['-n', '-r', SAMPLE, '-T', 'tabs', '-t', 'r']).split('\n').find((line) => line.trim().startsWith(`${number}\t`))!.trim().split('\t').filter((cell) => cell !== '→');
    expect((await copied(page, 'Copy row as text')).split('\t').map((cell) => cell.trim())).toEqual(row.map((cell) => cell.trim()));
    const [, csv] = (await copied(page, 'Copy row as CSV')).split('\r\n');
    if (hasPython) expect((JSON.parse(said(python, ['-'], `import csv, json\nprint(json.dumps(next(csv.reader([${JSON.stringify(csv)}]))))`)) as string[]).map((cell) => cell.trim())).toEqual(row.map((cell) => cell.trim()));
    const tree = (await copied(page, 'Copy details as text')).split('\n').filter((line) => line !== '');
    const theirs = said('tshark', ['-n', '-r', SAMPLE, '-Y', `frame.number == ${number}`, '-V']).split('\n').filter((line) => line !== '');
    expect(tree.filter((line) => !line.startsWith(' ')).map((line) => line.split(/[,:]/)[0])).toEqual(theirs.filter((line) => !line.startsWith(' ')).map((line) => line.split(/[,:]/)[0]));
    expect(tree).toContain('    Source Port: ' + said('tshark', ['-n', '-r', SAMPLE, '-Y', `frame.number == ${number}`, '-T', 'fields', '-e', 'tcp.srcport']).trim());
    const scapy = await copied(page, 'Copy packet for Scapy');
    if (hasScapy) expect(said(python, ['-'], `${scapy}\nprint(bytes(packet).hex(), end='')`)).toBe(hex);
    expect(await copied(page, 'Copy packet for gopacket')).toContain('layers.TCP{');
    await page.locator('.detail-line[data-field="tcp.srcport"]').first().click();
    const filter = await copied(page, 'Copy as display filter');
    expect(said('tshark', ['-n', '-r', SAMPLE, '-Y', filter, '-T', 'fields', '-e', 'frame.number']).split('\n')).toContain(String(number));
    expect(filter).toMatch(/^tcp\.srcport == \d+$/);
  });
});
