import { defineConfig } from 'vitest/config';

/** Imports of files that instruments have written. MENISCUS_RECORDED names the folder that holds them. */
export default defineConfig({
  test: {
    include: ['e2e/recorded/*.rec.ts'],
    reporters: ['verbose', 'json'],
    outputFile: { json: 'test-results/recorded.json' },
  },
});
