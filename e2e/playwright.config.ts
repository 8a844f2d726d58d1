// Playwright's settings: a real Chromium, one test at a time, no retries.
import { defineConfig } from '@playwright/test';
import { findBrowser } from '../build/setup.mjs';

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  globalSetup: '../build/temporary-folder.mjs',
  workers: 1,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  use: {
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    timezoneId: 'UTC',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: findBrowser() ?? 'chromium',
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
});
