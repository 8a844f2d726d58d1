// Settings of Wireshark in the usual place are offered once on the welcome page.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, Netloupe, test } from './netloupe';

let home = '';
let netloupe: Netloupe;
test.beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'netloupe-e2e-offer-'));
  mkdirSync(join(home, 'config', 'wireshark'), { recursive: true });
  writeFileSync(join(home, 'config', 'wireshark', 'dfilters'), '"No ARP" not arp\n');
  netloupe = await Netloupe.startWith({ home });
});
test.afterEach(async () => {
  await netloupe.end();
  rmSync(home, { recursive: true, force: true });
});

const offer = (page: Page) => page.getByTestId('wireshark-offer');

test('Import opens what was found; once answered it does not come again', async ({ page }) => {
  await page.goto(netloupe.address);
  await expect(offer(page)).toContainText('This computer has settings of Wireshark: dfilters');
  await offer(page).getByRole('button', { name: 'Import…' }).click();
  await expect(page.getByTestId('import-parts')).toContainText('1 saved display filter');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('interfaces')).toBeVisible();
  await expect(offer(page)).toHaveCount(0);
});

test('Not now is remembered by the next start', async ({ page }) => {
  await page.goto(netloupe.address);
  await offer(page).getByRole('button', { name: 'Not now' }).click();
  await expect(offer(page)).toHaveCount(0);
  await page.waitForTimeout(600);
  await netloupe.die();
  netloupe = await Netloupe.startWith({ home });
  await page.goto(netloupe.address);
  await expect(page.getByTestId('interfaces')).toBeVisible();
  await page.waitForLoadState('networkidle');
  await expect(offer(page)).toHaveCount(0);
});
