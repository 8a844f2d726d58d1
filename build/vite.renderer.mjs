// Vite's settings for the interface: renderer/ → out/renderer. Run it with `npx vite build -c build/vite.renderer.mjs`.
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const folder = (path) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: folder('../renderer/'),
  base: './',
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
