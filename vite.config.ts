import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

const MIB = 1024 * 1024;

/** The page and its workers: static files that may lie in any folder of any server and need no special headers. */
export default defineConfig({
  base: './',
  appType: 'mpa',
  plugins: [
    svelte(),
    VitePWA({
      // A new version waits until every tab of the old one is closed: nothing changes under a run.
      registerType: 'prompt',
      injectRegister: 'script-defer',
      workbox: {
        globPatterns: ['**/*.{html,js,css,svg,png,woff2,wasm}'],
        maximumFileSizeToCacheInBytes: 32 * MIB,
        navigateFallback: 'index.html',
      },
      includeManifestIcons: false,
      manifest: {
        name: 'Meniscus',
        short_name: 'Meniscus',
        description: 'Scanning electrochemical probe microscopy in a browser tab',
        display: 'standalone',
        start_url: '.',
        scope: '.',
        background_color: '#ffffff',
        theme_color: '#ffffff',
        icons: [
          { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml' },
          { src: 'icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: 'icon-512.png', sizes: '512x512', type: 'image/png' },
        ],
      },
    }),
  ],
  worker: { format: 'es' },
  build: {
    target: 'chrome140',
    modulePreload: { polyfill: false },
    // HDF5 brings its WebAssembly along in one script.
    chunkSizeWarningLimit: 5 * 1024,
    rolldownOptions: { checks: { bundlerTimings: false } },
  },
});
