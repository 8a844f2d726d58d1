// A datagram, or a message over TCP, that came in several frames: the window shows it whole, as a second source of bytes.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from './netloupe';

/** UDP, 16 octets, as two IPv4 fragments. */
const TWO_FRAGMENTS =
  'd4c3b2a1020004000000000000000000ffff000001000000' +
  'e8030000000000003200000032000000020000000001020000000002080045000024000120004011' + '00000a0000010a00000203e807d0001800004142434445464748' +
  'e9030000000000002a0000002a00000002000000000102000000000208004500001c000100024011' + '00000a0000010a000002494a4b4c4d4e4f50';

test('a line of the reassembled datagram lights its bytes in their own tab, a byte there finds its line', async ({ open }) => {
  const folder = mkdtempSync(join(tmpdir(), 'netloupe-fragments-'));
  try {
    writeFileSync(join(folder, 'two.pcap'), Buffer.from(TWO_FRAGMENTS, 'hex'));
    const page = await open(join(folder, 'two.pcap'));
    await expect(page.locator('[data-frame-index="0"]')).toContainText('[Reassembled in #2]');
    await page.locator('[data-frame-index="1"]').click();
    const tab = page.getByRole('tab', { name: 'Reassembled IPv4 (24 bytes)' });
    await expect(tab).toHaveAttribute('aria-selected', 'false');
    const line = (field: string) => page.locator(`.detail-line[data-field="${field}"]`).first();
    await line('udp.dstport').click();
    await expect(tab).toHaveAttribute('aria-selected', 'true');
    await expect(page.locator('.bytes-pane .pane-head')).toContainText('2-3 of 24');
    await page.getByTestId('byte-lines').focus();
    for (let i = 0; i < 2; i++) await page.keyboard.press('ArrowRight');
    await expect(line('udp.length')).toHaveAttribute('aria-selected', 'true');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** One segment of TCP between 10.0.0.1:40000 and 10.0.0.2:80 on raw IP, as a record of a pcap file. */
function segment(fromServer: boolean, flags: number, sequence: number, acknowledgment: number, text: string): Buffer {
  const packet = Buffer.alloc(40 + text.length);
  Buffer.from('45000000000100004006000000000000', 'hex').copy(packet);
  packet.writeUInt16BE(packet.length, 2);
  const [server, client] = [[10, 0, 0, 2], [10, 0, 0, 1]];
  Buffer.from([...(fromServer ? server : client), ...(fromServer ? client : server)]).copy(packet, 12);
  packet.writeUInt16BE(fromServer ? 80 : 40_000, 20);
  packet.writeUInt16BE(fromServer ? 40_000 : 80, 22);
  packet.writeUInt32BE(sequence, 24);
  packet.writeUInt32BE(acknowledgment, 28);
  packet.writeUInt16BE(0x5000 | flags, 32);
  packet.writeUInt16BE(8192, 34);
  packet.write(text, 40);
  const head = Buffer.alloc(16);
  head.writeUInt32LE(packet.length, 8);
  head.writeUInt32LE(packet.length, 12);
  return Buffer.concat([head, packet]);
}

test('a response over three segments: the frames of its parts say where it is, the last one shows it, and leads back to them', async ({ open }) => {
  const folder = mkdtempSync(join(tmpdir(), 'netloupe-segments-'));
  try {
    const request = 'GET / HTTP/1.1\r\nHost: a.test\r\n\r\n';
    const parts = ['HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 15\r\n\r\nfirst', ' then', ' last'];
    const [head, asked] = [Buffer.from('d4c3b2a1020004000000000000000000ffff000065000000', 'hex'), 1 + request.length];
    const ats = parts.map((_, i) => 1 + parts.slice(0, i).join('').length);
    writeFileSync(join(folder, 'three.pcap'), Buffer.concat([head, segment(false, 0x18, 1, 1, request), ...parts.map((text, i) => segment(true, 0x18, ats[i]!, asked, text))]));
    const page = await open(join(folder, 'three.pcap'));
    await page.setViewportSize({ width: 1440, height: 2400 });
    await expect(page.locator('[data-frame-index="1"]')).toContainText('[TCP segment of a reassembled PDU]');
    await expect(page.locator('[data-frame-index="3"]')).toContainText('HTTP/1.1 200 OK');
    const line = (field: string) => page.locator(`.detail-line[data-field="${field}"]`).first();
    await page.locator('[data-frame-index="1"]').click();
    await expect(line('tcp.reassembled_in')).toContainText('Reassembled PDU in frame: 4');
    await page.locator('[data-frame-index="3"]').click();
    await expect(line('tcp.segments')).toContainText('3 Reassembled TCP Segments');
    await line('http.response').or(line('http')).first().click();
    await expect(page.getByRole('tab', { name: /Reassembled TCP/ })).toHaveAttribute('aria-selected', 'true');
    await expect(page.getByTestId('byte-lines')).toContainText('first then');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
