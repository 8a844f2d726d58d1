// The shell itself, where Electron's binary is there; otherwise skipped, loudly.
import { join } from 'node:path';
import { _electron, expect, test } from '@playwright/test';
import { electronProgram, isRoot } from '../build/setup.mjs';
import { capture } from './netloupe';

const program = electronProgram();
const hasDisplay = process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);

test('Electron opens its window on a capture', async () => {
  const why = program === null ? 'there is no Electron binary' : 'there is no display';
  if (program === null || !hasDisplay) process.stdout.write(`\n*** SKIPPED: the Electron shell was not run: ${why} ***\n`);
  test.skip(program === null || !hasDisplay, why);
  const args = [...(isRoot() ? ['--no-sandbox'] : []), join(import.meta.dirname, '..'), capture('sample.pcapng')];
  const app = await _electron.launch({ executablePath: program ?? '', args });
  const page = await app.firstWindow();
  await expect(page.getByText('Who has 192.0.2.1? Tell 192.0.2.10')).toBeVisible();
  expect(await page.evaluate(() => 'require' in window || 'process' in window)).toBe(false);
  await app.close();
});
