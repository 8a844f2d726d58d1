// Vite's settings for the interface: renderer/ → out/renderer. Run it with `npx vite build -c build/vite.renderer.mjs`.
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { createLogger, defineConfig } from 'vite';

// Runs before the page is painted, so it is no module and stays a file of its own, as intended.
const logger = createLogger('warn');
const warn = logger.warn.bind(logger);
logger.warn = (text, options) => text.includes('first-paint.js') || warn(text, options);

const folder = (path) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: folder('../renderer/'),
  base: './',
  customLogger: logger,
  plugins: [react()],
  build: {
    outDir: folder('../out/renderer/'),
    emptyOutDir: true,
    sourcemap: false,
    target: 'chrome130',
    // Fonts stay files, so that the content security policy needs no data: source.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 900,
  },
});
