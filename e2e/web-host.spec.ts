// The web host as a browser meets it: one-time address, cookie, policy.
import { capture, expect, test } from './netloupe';

test('an address works once; the cookie stays', async ({ page, browser, start }) => {
  const netloupe = await start(capture('sample.pcapng'));
  await page.goto(netloupe.address);
  expect(new URL(page.url()).search).toBe('');
  await page.reload();
  await expect(page.getByText('Who has 192.0.2.1?').first()).toBeVisible();
  expect(await page.evaluate(() => document.cookie)).toBe('');

  const stranger = await browser.newPage();
  expect((await stranger.goto(netloupe.address))?.status()).toBe(403);
  expect((await stranger.goto(new URL('/', netloupe.address).href))?.status()).toBe(403);
  expect((await stranger.goto(await netloupe.newAddress()))?.status()).toBe(200);
  await stranger.close();
});

test('another site cannot read or drive it', async ({ page, context, start }) => {
  const netloupe = await start();
  await page.goto(netloupe.address);
  const origin = new URL(netloupe.address).origin;
  const other = await start();
  const foreign = await context.newPage();
  await foreign.goto(other.address);
  const outcome = await foreign.evaluate(async (target) => {
    const fetched = await fetch(`${target}/`, { mode: 'no-cors', credentials: 'include' }).then(
      () => 'answered',
      () => 'blocked',
    );
    const socket = await new Promise((resolve) => {
      const line = new WebSocket(`${target.replace('http', 'ws')}/pipe`);
      line.onopen = () => resolve('open');
      line.onerror = () => resolve('blocked');
    }).catch(() => 'blocked');
    return [fetched, socket];
  }, origin);
  expect(outcome).toEqual(['blocked', 'blocked']);
});

test('the policy lets nothing inline run', async ({ page, start }) => {
  await page.goto((await start()).address);
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    try {
      script.textContent = 'window.inlineRan = true';
      document.body.append(script);
    } catch {
      // refused as an untrusted type
    }
    return 'inlineRan' in window;
  });
  expect(ran).toBe(false);
});
