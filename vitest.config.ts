import { defineConfig } from 'vitest/config';

const integration = '**/*.integration.test.ts';
const web = ['src/web/**/*.test.ts', 'src/host/**/*.test.ts'];

export default defineConfig({
  test: {
    // One more than the machine that counts has cores: an integration suite waits for half of its time.
    maxWorkers: 3,
    // Ends a test that hangs; a slow machine is no fault.
    testTimeout: 30_000,
    // The same of what is waited for: a second, as it is by itself, is short on a busy machine.
    expect: { poll: { timeout: 20_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'tools/**/*.test.ts', 'bench/**/*.test.ts', 'e2e/**/*.test.ts'],
          exclude: [integration, ...web],
          environment: 'node',
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'web',
          include: web,
          exclude: [integration],
          // Isolated: an element class made in one file's window does not work in the next one's.
          environment: 'happy-dom',
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: [integration],
          exclude: ['**/node_modules/**', '**/dist/**'],
          environment: 'node',
          globalSetup: ['src/service/storage/testing/start-postgres.ts'],
          // A start of PostgreSQL or of the whole product takes seconds on a busy machine.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
