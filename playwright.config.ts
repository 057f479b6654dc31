import { defineConfig } from '@playwright/test';
import { scratchOrg } from './e2e/places/place.ts';
import { locateChromium, THRIFTY_CHROMIUM } from './tools/chromium.ts';

const executablePath = locateChromium();
// Promises share a product only with those of their own worker; an org or a demo that runs already is shared by all.
const shared = Boolean(scratchOrg || process.env.CARE_E2E_URL);
const KILL = '**/kill.spec.ts';
// Every kill is a run of its own, and leaves what the stories wrote down.
const run = process.env.CARE_KILLS ? 'kill' : 'e2e';

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/global-setup.ts',
  testMatch: '**/*.spec.ts',
  outputDir: `test-results/${run}`,
  workers: shared ? 1 : 3,
  fullyParallel: false,
  // Never again: a test that passes at the second try has found something.
  retries: 0,
  forbidOnly: true,
  // None of this is a measurement: an org far away, or a busy machine, takes its time.
  timeout: scratchOrg ? 300_000 : 120_000,
  expect: { timeout: scratchOrg ? 30_000 : 20_000 },
  reporter: [['list'], ['json', { outputFile: `test-results/${run}.json` }]],
  use: {
    actionTimeout: scratchOrg ? 60_000 : 30_000,
    // Recording every story to keep the trace of a failing one takes as long again as the stories themselves.
    trace: process.env.CARE_E2E_TRACE ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath && { executablePath }),
      args: [...THRIFTY_CHROMIUM],
    },
  },
  projects: [
    // First and beside the others: most of its time it waits for what a killed process held to be given up.
    { name: 'kill', testMatch: KILL, workers: 1 },
    { name: 'chromium', testIgnore: KILL, workers: 2, use: { browserName: 'chromium' } },
  ],
});
