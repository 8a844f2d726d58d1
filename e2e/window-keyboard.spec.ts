// Every dialog and tab by keyboard alone: the focus begins inside, stays inside, is seen; every control has a name; Escape leads back.
import type { Page } from '@playwright/test';
import { capture, expect, goToFrame, runAction, test } from './netloupe';

const DIALOGS = [
  'file.exportFrames', 'file.exportDissections', 'file.merge', 'file.editCapture', 'file.importHex', 'file.anonymise', 'file.report', 'file.properties', 'file.importWireshark', 'file.exportRules',
  'filter.macros', 'filter.manage', 'analyse.decodeAs', 'view.colourRules', 'view.profiles', 'edit.comment', 'edit.comments', 'go.frame', 'capture.doctor', 'capture.health', 'capture.options', 'capture.paste',
  'help.shortcuts', 'help.about',
];
const TABS = ['analyse.followStream', 'analyse.sequence', 'analyse.conversations', 'graph.io', 'analyse.hierarchy', 'analyse.lengths', 'analyse.expert', 'analyse.objects', 'view.dumpText'];

/** What the focus is on, if anything is wrong with it: it is outside of where it belongs, has no name, or is not seen. */
function wrongFocus(page: Page, where: 'dialog' | 'window'): Promise<string> {
  return page.evaluate((belongs) => {
    const host = document.activeElement;
    // After the last control the focus may pass over the browser's own.
    if (!(host instanceof HTMLElement) || host === document.body) return '';
    // A line of code has its text box in a shadow root, and the ring is on the box around it.
    const element = host.shadowRoot?.activeElement ?? host;
    const ringed = host.closest('.code-box') ?? host.closest('.stream-search') ?? host;
    const labels = 'labels' in element ? [...((element.labels as NodeListOf<HTMLLabelElement> | null) ?? [])].map((label) => label.textContent).join('') : '';
    const name = `${element.getAttribute('aria-label') ?? ''}${labels}${element.textContent}`.trim();
    const [style, after] = [getComputedStyle(ringed), getComputedStyle(ringed, '::after')];
    const isSeen = style.outlineStyle !== 'none' || style.boxShadow !== 'none' || after.borderTopStyle === 'solid';
    const wrong = [belongs === 'dialog' && host.closest('dialog') === null ? 'outside' : '', name === '' ? 'nameless' : '', isSeen ? '' : 'unseen'].filter((each) => each !== '');
    return wrong.length === 0 ? '' : `${wrong.join(', ')}: ${host.outerHTML.slice(0, 100)}`;
  }, where);
}

/** Goes through the controls. @returns what is wrong with them */
async function tabThrough(page: Page, where: 'dialog' | 'window', times: number): Promise<string[]> {
  const wrong = new Set<string>();
  for (let i = 0; i < times; i++) {
    await page.keyboard.press('Tab');
    wrong.add(await wrongFocus(page, where));
  }
  wrong.delete('');
  return [...wrong];
}

test('dialogs', async ({ open }) => {
  test.setTimeout(180_000);
  const page = await open(capture('sample.pcapng'));
  await goToFrame(page, 14);
  for (const action of DIALOGS) {
    await runAction(page, action);
    await expect(page.getByRole('dialog'), action).not.toHaveAccessibleName('Find an action');
    await expect(page.locator('dialog'), action).toHaveCount(1);
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest('dialog') !== null), action).toBe(true);
    expect.soft(await tabThrough(page, 'dialog', 14), action).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(page.locator('dialog'), action).toHaveCount(0);
  }
});

test('tabs', async ({ open }) => {
  test.setTimeout(120_000);
  const page = await open(capture('sample.pcapng'));
  await goToFrame(page, 14);
  for (const action of TABS) {
    await runAction(page, action);
    await expect(page.getByRole('tab', { selected: true }), action).not.toHaveText('Packets');
    expect.soft(await tabThrough(page, 'window', 40), action).toEqual([]);
    const left = await page.getByRole('tab').count();
    await page.locator('main [tabindex="0"]').first().focus();
    await page.keyboard.press('Control+F4');
    await expect(page.getByRole('tab'), action).toHaveCount(left - 1);
  }
});
