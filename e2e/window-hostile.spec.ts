// A capture that means harm: markup, scripts, control characters and text that runs backwards stay text, and are seen.
import type { Page } from '@playwright/test';
import { expect, test } from './netloupe';
import { dnsQuestion, madeFile, pcapOf, tcp, udp } from './made-capture';

const IMAGE = '<img src=x onerror="window.harmed=1">';
const SCRIPT = '<script>window.harmed=1</script>';
const LINK = 'javascript:window.harmed=1';
const TURNED = 'a\u202egnp.exe';
const CONTROLS = 'bell\u0007 back\b esc\u001b[31m nul\u0000 c1\u0085 wide\u200b';

function hostileCapture(): string {
  const request = (path: string, headers: string): Buffer => tcp(80, Buffer.from(`GET ${path} HTTP/1.1\r\nHost: h\r\n${headers}\r\n\r\n`, 'utf8'));
  return madeFile(
    `c\u202egnp.${IMAGE.replaceAll('/', '')}.pcap`,
    pcapOf([
      request(`/${IMAGE}`, `User-Agent: ${SCRIPT}\r\nReferer: ${LINK}`),
      request(`/${TURNED}`, `User-Agent: ${TURNED}\r\nCookie: ${CONTROLS}`),
      dnsQuestion(Buffer.from(TURNED, 'utf8')),
      dnsQuestion(Buffer.from(CONTROLS, 'utf8')),
      udp(69, Buffer.from(`\0\x01${TURNED}\0octet\0`, 'utf8')),
      udp(514, Buffer.from(`<13>${IMAGE} ${CONTROLS}`, 'utf8')),
      udp(9, Buffer.from(`${SCRIPT}${TURNED}`, 'utf8')),
    ]),
  );
}

/** Texts and attributes of the page, its title among them, that still have a character which hides, controls or turns. */
function hiddenCharacters(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    // A line feed may part the lines of a tooltip.
    // eslint-disable-next-line no-control-regex -- these are exactly the characters meant
    const hidden = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u;
    const found = hidden.test(document.title) ? [`title: ${document.title}`] : [];
    for (const element of document.querySelectorAll('*')) {
      for (const { name, value } of element.attributes) if (hidden.test(value)) found.push(`${name}=${value}`);
      for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE && hidden.test(node.nodeValue ?? '')) found.push(node.nodeValue ?? '');
    }
    return found;
  });
}

test('hostile text is shown as text, with its hidden characters visible, and nothing runs', async ({ open, page: blank }) => {
  const requests: string[] = [];
  await blank.addInitScript(() => {
    const violations: string[] = [];
    Object.assign(window, { violations });
    document.addEventListener('securitypolicyviolation', (event) => violations.push(`${event.violatedDirective} ${event.blockedURI}`));
  });
  blank.on('request', (request) => requests.push(new URL(request.url()).origin));
  const page = await open(hostileCapture());
  await expect(page.getByTestId('frame-count')).toHaveText('7 frames');
  await expect(page.locator('[data-frame-index="0"]')).toContainText('onerror');
  for (let index = 0; index < 7; index++) {
    await page.locator(`[data-frame-index="${index}"]`).click();
    await expect(page.locator('.detail-pane .pane-head')).toContainText(`Frame ${index + 1}`);
    await page.getByTestId('detail-tree').focus();
    await page.keyboard.press('Control+ArrowRight');
    await page.keyboard.press('End');
    await page.getByTestId('byte-lines').focus();
    await page.keyboard.press('End');
    expect(await hiddenCharacters(page)).toEqual([]);
  }
  await expect(page.locator('[data-frame-index="2"]')).toContainText('⟨RLO⟩');
  await page.getByTestId('capture-summary').click();
  await expect(page.getByTestId('capture-facts')).toContainText('⟨RLO⟩');
  expect(await hiddenCharacters(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page).toHaveTitle(/^c⟨RLO⟩gnp.*Netloupe$/);
  await page.keyboard.press('Control+w');
  await expect(page.locator('.recent-file')).toContainText('⟨RLO⟩');
  expect(await hiddenCharacters(page)).toEqual([]);
  expect(await page.evaluate((): unknown => Reflect.get(window, 'harmed'))).toBeUndefined();
  expect(await page.evaluate((): unknown => Reflect.get(window, 'violations'))).toEqual([]);
  expect(await page.locator('#app img:not(.cm-widgetBuffer), #app script, #app a[href]').count()).toBe(0);
  expect([...new Set(requests)]).toHaveLength(1);
});

test('a notice about a hostile file name shows it harmlessly', async ({ open }) => {
  const page = await open(madeFile(`x\u202efdp.${IMAGE.replaceAll('/', '')}`, Buffer.from('this is no capture at all, only words')));
  await expect(page.getByTestId('notice')).toContainText('⟨RLO⟩');
  await expect(page.getByTestId('notice')).toContainText('onerror');
  expect(await hiddenCharacters(page)).toEqual([]);
  expect(await page.evaluate((): unknown => Reflect.get(window, 'harmed'))).toBeUndefined();
});
