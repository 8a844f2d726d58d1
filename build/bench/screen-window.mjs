// The window in a real Chromium against the web host, for the benchmark: opened, scrolled, its frames timed.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { findBrowser, isRoot } from '../setup.mjs';
import { ROOT, start } from '../terminal.mjs';

/** `over`: frames later than 17 ms; `cpuMs`: the main thread's processor time of each frame. @typedef {{ frames: number, over: number, worstMs: number, blank: number, cpuMs: number[] }} Scrolling */

/** @returns {Promise<import('@playwright/test').Browser>} */
export function launch() {
  const program = findBrowser();
  if (program === null) throw new Error('there is no Chromium or Chrome');
  return chromium.launch({ executablePath: program, args: [...(isRoot() ? ['--no-sandbox'] : []), '--disable-gpu'] });
}

export class Window {
  /**
   * @param {import('node:child_process').ChildProcess} host
   * @param {string} home
   * @param {import('@playwright/test').Page} page
   */
  constructor(host, home, page) {
    this.host = host;
    this.home = home;
    this.page = page;
  }

  /**
   * @param {import('@playwright/test').Browser} browser
   * @param {number} height
   * @param {Readonly<Record<string, unknown>>} preferences as the last window left them
   */
  static async open(browser, height = 900, preferences = {}) {
    const home = mkdtempSync(join(tmpdir(), 'netloupe-bench-'));
    mkdirSync(join(home, 'netloupe'));
    writeFileSync(join(home, 'netloupe/settings.json'), JSON.stringify({ preferences }));
    const env = { ...process.env, XDG_CONFIG_HOME: home };
    const host = start(process.execPath, [join(ROOT, 'out/web/web-host.cjs')], { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    const { address } = /** @type {{ address: string }} */ (await new Promise((resolve) => host.once('message', resolve)));
    const page = await browser.newPage({ viewport: { width: 1440, height } });
    await page.goto(address);
    await page.getByTestId('welcome').waitFor();
    return new Window(host, home, page);
  }

  async close() {
    await this.page.close();
    const ended = new Promise((resolve) => this.host.once('exit', resolve));
    this.host.kill();
    await ended;
    rmSync(this.home, { recursive: true, force: true });
  }

  /**
   * Opens a capture as a user does, in the file dialog: from the press of Enter to the frame that has 50 rows painted.
   * @param {string} path
   * @returns {Promise<number>} milliseconds
   */
  async firstRows(path) {
    await this.name(path);
    await this.page.evaluate(watchFirstRows, 50);
    await this.page.keyboard.press('Enter');
    return this.page.evaluate(() => /** @type {Promise<number>} */ (Reflect.get(window, 'firstRows')));
  }

  /** @param {string} path */
  async name(path) {
    await this.page.keyboard.press('Control+o');
    await this.page.locator('.folder-path input').fill(path);
  }

  /** @param {string} path */
  async read(path) {
    await this.name(path);
    await this.page.keyboard.press('Enter');
    await this.page.getByText(/is open:/).waitFor({ timeout: 300_000 });
  }

  /**
   * @param {number} presses
   * @returns {Promise<number[]>} from each press of the arrow key to the frame with the next row's detail, in ms
   */
  async arrowToDetail(presses) {
    await this.page.getByTestId('packet-list').focus();
    const times = [];
    for (let i = 0; i < presses; i++) {
      await this.page.evaluate(watchDetail);
      await this.page.keyboard.press('ArrowDown');
      times.push(await this.page.evaluate(() => /** @type {Promise<number>} */ (Reflect.get(window, 'detailShown'))));
    }
    return times;
  }

  /**
   * Scrolls for some seconds and times every frame; the processor time comes from the browser's own trace.
   * @param {'wheel' | 'drag'} how
   * @param {number} ms
   * @returns {Promise<Scrolling>}
   */
  async scroll(how, ms) {
    const { page } = this;
    const bar = await page.getByTestId('list-scrollbar').boundingBox();
    if (!bar) throw new Error('there is no scrollbar');
    const tracing = await startTrace(page);
    await page.evaluate(watchFrames);
    await (how === 'wheel' ? turnWheel(page, bar, ms) : dragThumb(page, bar, ms));
    const seen = await page.evaluate(() => /** @type {{ deltas: number[], blank: number }} */ (Reflect.get(window, 'endFrames')()));
    const cpuMs = cpuOfFrames(await tracing.end());
    return { frames: seen.deltas.length, over: seen.deltas.filter((delta) => delta > 17).length, worstMs: Math.max(...seen.deltas), blank: seen.blank, cpuMs };
  }
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {{ x: number, y: number, height: number }} bar
 * @param {number} ms
 */
async function turnWheel(page, bar, ms) {
  await page.mouse.move(bar.x - 300, bar.y + bar.height / 2);
  for (const until = performance.now() + ms; performance.now() < until; ) await page.mouse.wheel(0, 240);
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {{ x: number, y: number, width: number, height: number }} bar
 * @param {number} ms
 */
async function dragThumb(page, bar, ms) {
  const x = bar.x + bar.width / 2;
  await page.keyboard.press('Home');
  await page.mouse.move(x, bar.y + 5);
  await page.mouse.down();
  const began = performance.now();
  for (let gone = 0; gone < ms; gone = performance.now() - began) await page.mouse.move(x, bar.y + 5 + ((bar.height - 30) * gone) / ms);
  await page.mouse.up();
}

/** @param {import('@playwright/test').Page} page */
export async function startTrace(page) {
  const client = await page.context().newCDPSession(page);
  /** @type {TraceEvent[]} */
  const events = [];
  client.on('Tracing.dataCollected', ({ value }) => void events.push(.../** @type {TraceEvent[]} */ (/** @type {unknown} */ (value))));
  await client.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: ['toplevel', 'devtools.timeline', '__metadata'] } });
  return {
    async end() {
      const complete = new Promise((resolve) => client.once('Tracing.tracingComplete', resolve));
      await client.send('Tracing.end');
      await complete;
      await client.detach();
      return events;
    },
  };
}

/** @typedef {{ name: string, ph: string, ts: number, pid: number, tid: number, dur?: number, tdur?: number }} TraceEvent */

/**
 * Processor time of the page's main thread between one animation frame and the next: all tasks, so script, style, layout and paint.
 * @param {TraceEvent[]} events
 * @returns {number[]} milliseconds
 */
export function cpuOfFrames(events) {
  const ticks = events.filter(({ name }) => name === 'FireAnimationFrame').sort((a, b) => a.ts - b.ts);
  const first = ticks[0];
  if (!first) return [];
  const tasks = events.filter(({ name, ph, pid, tid }) => name.endsWith('RunTask') && ph === 'X' && pid === first.pid && tid === first.tid).sort((a, b) => a.ts - b.ts);
  /** @type {number[]} */
  const frames = [];
  let at = 0;
  for (const tick of ticks) {
    let cpu = 0;
    for (let task = tasks[at]; task && task.ts <= tick.ts; task = tasks[++at]) cpu += (task.tdur ?? task.dur ?? 0) / 1000;
    frames.push(cpu);
  }
  // What ran before the first frame is not a frame's.
  return frames.slice(1);
}

/**
 * Processor time of the longest task of the page's main thread, whatever else the machine did meanwhile.
 * @param {TraceEvent[]} events
 * @returns {number} milliseconds
 */
export function longestTask(events) {
  const tick = events.find(({ name }) => name === 'FireAnimationFrame');
  const tasks = events.filter(({ name, ph, pid, tid }) => name.endsWith('RunTask') && ph === 'X' && pid === tick?.pid && tid === tick.tid);
  return tasks.reduce((most, task) => Math.max(most, (task.tdur ?? task.dur ?? 0) / 1000), 0);
}

// ---- what runs in the page ------------------------------------------------------------------------------------------

/** @param {number} wanted */
function watchFirstRows(wanted) {
  const shown = new Promise((resolve) => {
    window.addEventListener(
      'keydown',
      ({ timeStamp }) => {
        const look = () => {
          const rows = [...document.querySelectorAll('.packet-row')].filter((row) => row.lastElementChild?.textContent !== '…');
          if (rows.length < wanted) requestAnimationFrame(look);
          // A message after a frame's callbacks comes when the frame is drawn.
          else requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - timeStamp)));
        };
        requestAnimationFrame(look);
      },
      { capture: true, once: true },
    );
  });
  Object.assign(window, { firstRows: shown });
}

function watchDetail() {
  const head = document.querySelector('.detail-pane .pane-head');
  const before = head?.textContent;
  const shown = new Promise((resolve) => {
    window.addEventListener(
      'keydown',
      ({ timeStamp }) => {
        const look = () => {
          if (head?.textContent === before) requestAnimationFrame(look);
          else setTimeout(() => resolve(performance.now() - timeStamp));
        };
        requestAnimationFrame(look);
      },
      { capture: true, once: true },
    );
  });
  Object.assign(window, { detailShown: shown });
}

function watchFrames() {
  /** @type {number[]} */
  const deltas = [];
  let last = 0;
  let blank = 0;
  let goesOn = true;
  const look = (/** @type {number} */ now) => {
    if (last > 0) deltas.push(now - last);
    last = now;
    const view = document.getElementById('packet-rows');
    const box = view?.getBoundingClientRect();
    const edges = [...(view?.querySelectorAll('.packet-row') ?? [])].map((row) => row.getBoundingClientRect()).sort((a, b) => a.top - b.top);
    let at = box?.top ?? 0;
    for (const { top, bottom } of edges) if (top <= at + 0.5) at = Math.max(at, bottom);
    if (!view || at < (box?.top ?? 0) + view.clientHeight - 0.5) blank++;
    if (goesOn) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  Object.assign(window, {
    endFrames: () => {
      goesOn = false;
      return { deltas, blank };
    },
  });
}
