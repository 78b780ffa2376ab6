import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/** Unit tests, beside their sources. */
export default defineConfig({
  plugins: [svelte()],
  test: {
    include: ['{src,fixtures,scripts,bench}/**/*.test.ts'],
    // Fits of many draws, and programs that are started: slow on a busy machine, and no test is about that.
    testTimeout: 60_000,
    reporters: ['default', 'json'],
    outputFile: { json: 'test-results/unit.json' },
  },
});
