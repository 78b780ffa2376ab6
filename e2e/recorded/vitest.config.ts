import { defineConfig } from 'vitest/config';

/** Files that instruments have written, through the readers and in the page. MENISCUS_RECORDED names the folder that holds them. */
export default defineConfig({
  test: {
    include: ['e2e/recorded/*.rec.ts'],
    globalSetup: 'e2e/global-setup.ts',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['verbose', 'json'],
    outputFile: { json: 'test-results/recorded.json' },
  },
});
