// Takes README's pictures of the window anew: `node build/pictures/pictures.mjs`. The product as it is, on our own sample.
import { join } from 'node:path';
import { bundle } from '../bundle.mjs';
import { Window, launch } from '../bench/screen-window.mjs';
import { ROOT, say } from '../terminal.mjs';

const HTTP_FRAME = 12;

/** @param {'light' | 'dark'} theme */
async function take(theme) {
  const browser = await launch();
  const window = await Window.open(browser);
  const { page } = window;
  await page.emulateMedia({ colorScheme: theme });
  await window.read(join(ROOT, 'e2e/captures/sample.pcapng'));
  await page.locator(`[data-frame-index="${HTTP_FRAME - 1}"]`).click();
  await page.locator('.detail-line[data-field="tcp"]').click();
  await page.locator('.detail-line[data-field="tcp.seq"]').click();
  await page.locator('.byte-field').first().waitFor();
  await page.mouse.move(700, 16);
  await page.screenshot({ path: join(ROOT, `build/pictures/window-${theme}.png`) });
  say('pictures', `build/pictures/window-${theme}.png`);
  await window.close();
  await browser.close();
}

if (await bundle()) for (const theme of /** @type {const} */ (['light', 'dark'])) await take(theme);
process.exit();
