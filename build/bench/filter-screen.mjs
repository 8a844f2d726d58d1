// Display filters on the screen: from Enter to the first rows painted, and the longest task of the page while the filter runs; in Chromium, 1 M frames.
import { bundle } from '../bundle.mjs';
import { say } from '../terminal.mjs';
import { capturePath } from './captures.mjs';
import { FILTERS, FIRST_ROWS_MS } from './filter.mjs';
import { median } from './measure.mjs';
import { launch, longestTask, startTrace, Window } from './screen-window.mjs';

/** @typedef {import('./report.mjs').Line} Line */
/** `rows`: those that were painted first, 0 = nothing matches. @typedef {{ firstMs: number, rows: number, runMs: number, longestMs: number, longTasks: number, cpuMs: number }} Seen */

const LONGEST_TASK_MS = 50;
/** Leaves one row, so that the rows of the next filter are told from those before it. */
const ONE_ROW = 'frame.number == 500000';
/** Each frame is dissected: the run takes seconds, and rows come in while it goes on. */
const SLOW = 'tcp.options.timestamp.tsval > 5 || dns.count.answers > 1';

/**
 * @param {{ runs: number }} bench
 * @returns {Promise<Line[]>}
 */
export async function filtersOnScreen({ runs }) {
  if (!(await bundle())) throw new Error('the product does not build');
  const browser = await launch();
  try {
    const window = await Window.open(browser);
    await window.read(capturePath('1m'));
    /** @type {Line[]} */
    const lines = [];
    for (const { text, most } of [...FILTERS, { text: SLOW, most: FIRST_ROWS_MS }]) {
      /** @type {Seen[]} */
      const seen = [];
      // Results are kept by text, which the bar trims: with more blanks within it the filter is another one. The first run is not counted.
      for (let run = -1; run < runs; run++) {
        const one = await applied(window.page, text.replace(' ', ' '.repeat(run + 2)));
        if (run >= 0) seen.push(one);
      }
      const firstMs = median(seen.map((one) => one.firstMs));
      const longestMs = Math.max(...seen.map((one) => one.longestMs));
      const cpuMs = Math.max(...seen.map((one) => one.cpuMs));
      const tasks = seen.reduce((sum, one) => sum + one.longTasks, 0);
      say('filter', `${text}: first rows ${seen.map((one) => one.firstMs.toFixed(0)).join(', ')} ms, run ${median(seen.map((one) => one.runMs)).toFixed(0)} ms, ${tasks} tasks above ${LONGEST_TASK_MS} ms, the longest ${longestMs.toFixed(0)} ms, by processor time ${cpuMs.toFixed(0)} ms`);
      const part = `on screen: display filter ${text}, 1,000,000 frames`;
      // Where nothing matches no row comes first: what is painted then says so, when all frames were looked at.
      const some = seen.every((one) => one.rows > 0);
      lines.push({ part, what: some ? 'from Enter to the first rows painted' : 'from Enter to the words that nothing matches', ours: some ? `${seen[0]?.rows} rows` : '', value: firstMs, target: some ? FIRST_ROWS_MS : FIRST_ROWS_MS + most, unit: 'ms' });
      lines.push({ part, what: 'longest task of the page, processor time', ours: `${tasks} of more than ${LONGEST_TASK_MS} ms by the clock, the longest ${longestMs.toFixed(0)} ms`, value: cpuMs, target: LONGEST_TASK_MS, unit: 'ms' });
    }
    await window.close();
    return lines;
  } finally {
    await browser.close();
  }
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {string} text
 * @returns {Promise<Seen>}
 */
async function applied(page, text) {
  await type(page, ONE_ROW);
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelectorAll('.packet-row').length === 1);
  await type(page, text);
  await page.waitForFunction(() => ['good', 'odd'].includes(document.querySelector('[data-testid="filter-bar"]')?.getAttribute('data-state') ?? ''));
  await page.evaluate(watchFilter);
  const tracing = await startTrace(page);
  await page.keyboard.press('Enter');
  const seen = await page.evaluate(() => /** @type {Promise<Omit<Seen, 'cpuMs'>>} */ (Reflect.get(window, 'filterShown')));
  return { ...seen, cpuMs: longestTask(await tracing.end()) };
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {string} text
 */
async function type(page, text) {
  await page.keyboard.press('Control+/');
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
}

/** Runs in the page. */
function watchFilter() {
  /** @type {number[]} */
  const long = [];
  const observer = new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => long.push(duration)));
  observer.observe({ type: 'longtask' });
  const isRunning = () => document.querySelector('[data-testid="filter-bar"]')?.getAttribute('data-state') === 'running';
  const rowsShown = () => {
    const rows = [...document.querySelectorAll('.packet-row')];
    if (document.querySelector('[data-testid="no-match"]')) return 0;
    return rows.length > 1 && rows[0]?.lastElementChild?.textContent !== '…' ? rows.length : -1;
  };
  const shown = new Promise((resolve) => {
    window.addEventListener(
      'keydown',
      ({ timeStamp }) => {
        let [firstMs, rows] = [-1, -1];
        const look = () => {
          if (firstMs < 0 && (rows = rowsShown()) >= 0) firstMs = -2;
          // A message after a frame's callbacks comes when the frame is drawn.
          if (firstMs === -2) requestAnimationFrame(() => setTimeout(() => (firstMs = performance.now() - timeStamp)));
          if (firstMs > 0 && !isRunning()) end();
          else requestAnimationFrame(look);
        };
        const end = () => {
          const runMs = performance.now() - timeStamp;
          // Tasks are told of a little later than they end.
          setTimeout(() => {
            observer.disconnect();
            resolve({ firstMs, rows, runMs, longestMs: Math.max(0, ...long), longTasks: long.length });
          }, 300);
        };
        requestAnimationFrame(look);
      },
      { capture: true, once: true },
    );
  });
  Object.assign(window, { filterShown: shown });
}
