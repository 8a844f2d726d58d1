// A sequence diagram of 100,000 segments in the window: from Enter to its first rows painted, and turned by wheel and keys.
import { median } from './measure.mjs';
import { say } from '../terminal.mjs';
import { longConversation, SEGMENTS } from './long-conversation.mjs';
import { cpuOfFrames, startTrace, Window } from './screen-window.mjs';

const OPEN_MS = 300;
const FRAME_MS = 33;
const PAN_MS = 4000;
const RUNS = 3;

/**
 * @param {import('@playwright/test').Browser} browser
 * @returns {Promise<import('./report.mjs').Line[]>}
 */
export async function diagramOnScreen(browser) {
  const part = `on screen: a sequence diagram of ${SEGMENTS.toLocaleString('en')} segments`;
  const opened = [];
  let panned = { deltas: [0], cpuMs: [0] };
  for (let run = 0; run < RUNS; run++) {
    const window = await Window.open(browser);
    await window.read(longConversation());
    opened.push(await open(window.page));
    if (run === RUNS - 1) panned = await pan(window.page);
    await window.close();
  }
  const worst = Math.max(...panned.deltas);
  const late = panned.deltas.filter((delta) => delta > FRAME_MS).length;
  const cpu = Math.max(...panned.cpuMs);
  say('diagram', `opened in ${opened.map((time) => time.toFixed(0)).join(', ')} ms; ${panned.deltas.length} frames, ${late} later than ${FRAME_MS} ms, worst ${worst.toFixed(0)} ms, most CPU ${cpu.toFixed(1)} ms`);
  return [
    { part, what: 'from Enter to the first rows painted', ours: '', value: median(opened), target: OPEN_MS, unit: 'ms' },
    { part, what: 'turned by the wheel: worst frame', ours: `${late} of ${panned.deltas.length} later`, value: worst, target: FRAME_MS, unit: 'ms' },
    { part, what: 'turned by the wheel: most CPU of a frame', ours: '', value: cpu, target: FRAME_MS, unit: 'ms' },
  ];
}

/** @param {import('@playwright/test').Page} page */
async function open(page) {
  await page.getByTestId('packet-list').locator('[data-frame-index="0"]').click();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Sequence diagram of the TCP stream');
  await page.evaluate(watchDiagram);
  await page.keyboard.press('Enter');
  return page.evaluate(() => /** @type {Promise<number>} */ (Reflect.get(window, 'diagramShown')));
}

/** @param {import('@playwright/test').Page} page */
async function pan(page) {
  const box = await page.getByTestId('sequence').boundingBox();
  if (!box) throw new Error('there is no diagram');
  await page.mouse.move(box.x + box.width / 3, box.y + box.height / 2);
  const tracing = await startTrace(page);
  await page.evaluate(watchDeltas);
  for (const until = performance.now() + PAN_MS; performance.now() < until; ) await page.mouse.wheel(0, 240);
  const deltas = await page.evaluate(() => /** @type {number[]} */ (Reflect.get(window, 'endDeltas')()));
  return { deltas, cpuMs: cpuOfFrames(await tracing.end()) };
}

// ---- what runs in the page ------------------------------------------------------------------------------------------

function watchDiagram() {
  const shown = new Promise((resolve) => {
    window.addEventListener(
      'keydown',
      ({ timeStamp }) => {
        const look = () => {
          if (document.querySelector('[data-testid="sequence-drawing"]')?.textContent.includes('SYN, ACK') !== true) requestAnimationFrame(look);
          else requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - timeStamp)));
        };
        requestAnimationFrame(look);
      },
      { capture: true, once: true },
    );
  });
  Object.assign(window, { diagramShown: shown });
}

function watchDeltas() {
  /** @type {number[]} */
  const deltas = [];
  let last = 0;
  let goesOn = true;
  const look = (/** @type {number} */ now) => {
    if (last > 0) deltas.push(now - last);
    last = now;
    if (goesOn) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  Object.assign(window, {
    endDeltas: () => {
      goesOn = false;
      return deltas;
    },
  });
}
