import { defineConfig } from 'vitest/config';

/** The built page in a real browser. One file at a time: a scan wants the whole machine. */
export default defineConfig({
  test: {
    include: ['e2e/*.e2e.ts'],
    globalSetup: 'e2e/global-setup.ts',
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
    reporters: ['verbose', 'json'],
    outputFile: { json: 'test-results/e2e.json' },
  },
});
