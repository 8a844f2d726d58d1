// A capture named on the command line is opened, and its rows are there.
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
