import { defineConfig } from '@playwright/test';
import { scratchOrg } from './e2e/places/place.ts';
import { locateChromium, QUIET_CHROMIUM } from './tools/chromium.ts';

const executablePath = locateChromium();

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/global-setup.ts',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results/e2e',
  // One at a time and never again: a test that passes at the second try has found something.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  // None of this is a measurement: an org far away, or a busy machine, takes its time.
  timeout: scratchOrg ? 300_000 : 90_000,
  expect: { timeout: scratchOrg ? 30_000 : 10_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: {
    actionTimeout: scratchOrg ? 60_000 : 20_000,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath && { executablePath }),
      args: [...QUIET_CHROMIUM],
    },
  },
  projects: [{ name: 'chromium', use: { browserName: 'chromium' } }],
});
