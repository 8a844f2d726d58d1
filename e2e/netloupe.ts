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

export class Netloupe {
  private constructor(
    private readonly host: ChildProcess,
    private readonly home: string,
    /** Opens one session, once. */
    readonly address: string,
  ) {}

  /** Starts the host, with a home of its own, as `npm start -- FILE --web` does. */
  static async start(...args: string[]): Promise<Netloupe> {
    const home = mkdtempSync(join(tmpdir(), 'netloupe-e2e-'));
    const env = { ...process.env, XDG_CONFIG_HOME: join(home, 'config'), XDG_STATE_HOME: join(home, 'state'), TMPDIR: home, LC_ALL: 'C.UTF-8' };
    const host = spawn(process.execPath, [join(CHECKOUT, 'out/web/web-host.cjs'), ...args], { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
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

  async end(): Promise<void> {
    if (this.host.exitCode === null) {
      const ended = new Promise((resolve) => this.host.once('exit', resolve));
      this.host.kill('SIGTERM');
      await ended;
    }
    rmSync(this.home, { recursive: true, force: true });
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
