// What every spec stands on: the real, built web host started on a capture, and a page that has entered it.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as plainTest, expect, type Page } from '@playwright/test';

export { expect };

const CHECKOUT = join(import.meta.dirname, '..');

/** Path of one of the captures in e2e/captures. */
export function capture(name: string): string {
  return join(import.meta.dirname, 'captures', name);
}

/** Where and as whom the host runs, if not as usual. */
export interface Circumstances {
  /** Of one that ran before. */
  readonly home?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** A command that runs the host: `setpriv --reuid 1000 …`. */
  readonly by?: readonly [string, ...string[]];
  /** The built files are here. */
  readonly out?: string;
}

export class Netloupe {
  private constructor(
    private readonly host: ChildProcess,
    readonly home: string,
    /** Opens one session, once. */
    readonly address: string,
  ) {}

  /** Starts the host, with a home of its own, as `npm start -- FILE --web` does. */
  static start(...args: string[]): Promise<Netloupe> {
    return Netloupe.startWith({}, ...args);
  }

  static async startWith({ home = mkdtempSync(join(tmpdir(), 'netloupe-e2e-')), env: more = {}, by = [process.execPath], out = join(CHECKOUT, 'out') }: Circumstances, ...args: string[]): Promise<Netloupe> {
    const env = { ...process.env, XDG_CONFIG_HOME: join(home, 'config'), XDG_STATE_HOME: join(home, 'state'), TMPDIR: home, LC_ALL: 'C.UTF-8', ...more };
    const [program, ...before] = by;
    const host = spawn(program, [...before, join(out, 'web/web-host.cjs'), ...args], { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    const address = await new Promise<string>((resolve, reject) => {
      host.once('message', (message: { address: string }) => resolve(message.address));
      host.once('exit', (code) => reject(new Error(`the web host ended with ${code ?? 'a signal'}`)));
    });
    return new Netloupe(host, home, address);
  }

  async newAddress(): Promise<string> {
    const answer = new Promise<string>((resolve) => this.host.once('message', (message: { address: string }) => resolve(message.address)));
    this.host.send('address');
    return answer;
  }

  /** As a crash would; its home stays. */
  async die(): Promise<void> {
    await this.stop('SIGKILL');
  }

  async end(): Promise<void> {
    await this.stop('SIGTERM');
    rmSync(this.home, { recursive: true, force: true });
  }

  private async stop(signal: NodeJS.Signals): Promise<void> {
    if (this.host.exitCode !== null || this.host.signalCode !== null) return;
    const ended = new Promise((resolve) => this.host.once('exit', resolve));
    this.host.kill(signal);
    await ended;
  }
}

interface Fixtures {
  /** Starts Netloupe with these arguments and enters it. Whatever the page complains of fails the test. */
  readonly open: (...args: string[]) => Promise<Page>;
  readonly start: (...args: string[]) => Promise<Netloupe>;
}

export const test = plainTest.extend<Fixtures>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures' names from this pattern.
  start: async ({}, use) => {
    const started: Netloupe[] = [];
    await use(async (...args) => {
      const netloupe = await Netloupe.start(...args);
      started.push(netloupe);
      return netloupe;
    });
    await Promise.all(started.map((netloupe) => netloupe.end()));
  },
  open: async ({ page, start }, use) => {
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    await use(async (...args) => {
      await page.goto((await start(...args)).address);
      return page;
    });
    expect(complaints).toEqual([]);
  },
});

/** Selects a frame by its number, and waits until it is taken apart. */
export async function goToFrame(page: Page, frame: number): Promise<void> {
  await page.getByTestId('packet-list').focus();
  await page.keyboard.press('Control+g');
  await page.keyboard.type(String(frame));
  await page.keyboard.press('Enter');
  await expect(page.locator('.detail-pane .pane-head')).toContainText(`Frame ${frame}`);
}

/** Opens a menu of the menu bar and chooses from it. */
export async function chooseFromMenu(page: Page, menu: string, item: string): Promise<void> {
  await page.getByRole('menubar').getByRole('menuitem', { name: menu, exact: true }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

/** Runs an action by its name in the command palette. */
export async function runAction(page: Page, action: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill(action);
  await page.keyboard.press('Enter');
}
