// A capture named on the command line is opened, and its rows are there.
import { readFileSync } from 'node:fs';
import { capture, expect, test } from './netloupe';

test('the sample opens from the command line', async ({ open }) => {
  const page = await open(capture('sample.pcapng'));
  await expect(page).toHaveURL(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  await expect(page.getByText('Who has 192.0.2.1? Tell 192.0.2.10')).toBeVisible();
  await expect(page.getByText('Standard query response').first()).toBeVisible();
});

test('a file that is not there is said to be missing', async ({ open }) => {
  const page = await open('nowhere.pcapng');
  await expect(page.getByText(/NL-FILE-01/).first()).toBeVisible();
});

test('a dropped file is handed over and opened', async ({ open }) => {
  const page = await open();
  const bytes = readFileSync(capture('sample.pcapng')).toString('base64');
  const transfer = await page.evaluateHandle((base64) => {
    const data = new DataTransfer();
    data.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], 'dropped here.pcapng'));
    return data;
  }, bytes);
  for (const event of ['dragenter', 'dragover', 'drop']) await page.dispatchEvent('#app > *', event, { dataTransfer: transfer });
  await expect(page.getByText('Who has 192.0.2.1? Tell 192.0.2.10')).toBeVisible();
  await expect(page.getByText('dropped here.pcapng').first()).toBeVisible();
});
