import { defineConfig } from 'vitest/config';

/** The built page on the browser's real Web Serial, with an emulated USB device below it. */
export default defineConfig({
  test: {
    include: ['e2e/hardware/*.hw.ts'],
    globalSetup: 'e2e/global-setup.ts',
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 60_000,
    reporters: ['verbose', 'json'],
    outputFile: { json: 'test-results/hardware.json' },
  },
});
