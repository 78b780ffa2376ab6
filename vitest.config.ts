import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/** Unit tests, beside their sources. */
export default defineConfig({
  plugins: [svelte()],
  test: {
    include: ['{src,fixtures,scripts,bench}/**/*.test.ts'],
    reporters: ['default', 'json'],
    outputFile: { json: 'test-results/unit.json' },
  },
});
