// A datagram that came in two frames: the window shows it whole, as a second source of bytes.
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
