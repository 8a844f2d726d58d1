// Vitest's settings: every *.test.ts beside its source, none of the browser's specs.
import { defineConfig } from 'vitest/config';
import { ROOT } from './terminal.mjs';

export default defineConfig({
  root: ROOT,
  test: {
    css: true,
    include: ['{shared,electron,renderer,native,build}/**/*.test.{ts,tsx,mjs}'],
    environment: 'node',
    globalSetup: ['build/temporary-folder.mjs'],
    maxWorkers: 2,
    testTimeout: 30_000,
    // The capture program is built with sanitizers before its tests.
    hookTimeout: 120_000,
  },
});
