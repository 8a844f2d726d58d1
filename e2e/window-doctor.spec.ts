// The permission doctor used by somebody who may not capture: what is missing, Fix it, consent, Apply, Undo; in English and in Chinese.
import type { Page } from '@playwright/test';
import { expect, Netloupe, test } from './netloupe';
import { OrdinaryUser, whyNoOrdinaryUser } from './ordinary-user';

const why = whyNoOrdinaryUser();
test.skip(why !== '', why);

let user: OrdinaryUser;
let netloupe: Netloupe;
test.beforeEach(async ({ page }) => {
  user = await OrdinaryUser.make();
  netloupe = await Netloupe.startWith(user.circumstances);
  await page.goto(netloupe.address);
});
test.afterEach(async () => {
  await netloupe.end();
  await user.remove();
});

const capability = (page: Page, title: string) => page.getByTestId('finding').filter({ hasText: title }).filter({ has: page.locator('.fix') });

test('the fix is made after consent, and undone', async ({ page }) => {
  const notice = page.getByTestId('permission');
  await expect(notice).toContainText('it lacks CAP_NET_RAW');
  await notice.getByRole('button', { name: 'Fix it' }).click();
  const verdict = page.getByTestId('doctor-verdict');
  await expect(verdict).toContainText('it lacks CAP_NET_RAW');
  const finding = capability(page, 'CAP_NET_RAW on the capture program');
  await expect(finding.locator('code').first()).toHaveText(new RegExp(`^chgrp \\S+ ${user.program} && chmod 750 ${user.program} && sudo setcap cap_net_raw=ep ${user.program}$|^chmod 750 ${user.program} && sudo setcap cap_net_raw=ep ${user.program}$`));

  await finding.getByRole('button', { name: 'Apply…' }).click();
  await finding.getByRole('button', { name: 'Cancel' }).click();
  expect(user.capabilities()).toBe('');
  await finding.getByRole('button', { name: 'Apply…' }).click();
  await expect(finding).toContainText('Run this command on this host?');
  await finding.getByRole('button', { name: 'Run it' }).click();
  await expect(verdict).toHaveText('You can capture here, with Netloupe’s own small program.');
  expect(user.capabilities()).toBe('cap_net_raw=ep');
  await page.keyboard.press('Escape');
  await expect(notice).toHaveCount(0);

  // Opened again it knows what was done.
  await page.keyboard.press('Control+k');
  await page.keyboard.type('permission doctor');
  await page.keyboard.press('Enter');
  await expect(finding.getByRole('button', { name: 'Apply…' })).toHaveCount(0);
  await finding.getByRole('button', { name: 'Undo' }).click();
  await expect(verdict).toContainText('it lacks CAP_NET_RAW');
  expect(user.capabilities()).toBe('');
  await expect(finding.getByRole('button', { name: 'Apply…' })).toBeVisible();
});

test.describe('in Chinese', () => {
  test.use({ locale: 'zh-CN' });

  test('findings, fix and ways are Chinese', async ({ page }) => {
    await expect(page.getByTestId('permission')).toContainText('缺少 CAP_NET_RAW 能力');
    await page.getByTestId('permission').getByRole('button', { name: '解决' }).click();
    const finding = capability(page, '捕获程序的 CAP_NET_RAW 能力');
    await expect(finding).toContainText('只有捕获程序可以打开数据包套接字');
    await expect(page.getByRole('table')).toContainText('仅对捕获使用 sudo');
    // Commands, names and paths are as they are; no sentence is English.
    for (const text of await page.locator('.finding b, .finding p.t2, .ways b, .ways td.t2').allInnerTexts()) {
      if (!/^[\w/.*-]+$/.test(text)) expect(text).toMatch(/[\u4e00-\u9fff]/);
    }
    await finding.getByRole('button', { name: '执行…' }).click();
    await finding.getByRole('button', { name: '运行' }).click();
    await expect(page.getByTestId('doctor-verdict')).toContainText('可以捕获');
    expect(user.capabilities()).toBe('cap_net_raw=ep');
    await finding.getByRole('button', { name: '撤销' }).click();
    await expect(page.getByTestId('doctor-verdict')).toContainText('缺少 CAP_NET_RAW 能力');
    expect(user.capabilities()).toBe('');
  });
});
