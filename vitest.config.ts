import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const integration = '**/*.integration.test.ts';
/** Says so in its first line: a window for each file costs more than most of these files' tests. */
const inWindow = ['src/web', 'src/host']
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  )
  .filter((file) => file.endsWith('.test.ts'))
  .filter((file) => readFileSync(file, 'utf8').startsWith('// @vitest-environment happy-dom'))
  .map((file) => file.replaceAll('\\', '/'));

export default defineConfig({
  test: {
    // Two more than the machine that counts has cores: a suite of integration waits for half of its time.
    maxWorkers: 4,
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
          // `npm run check:salesforce` leaves packages with tests of their own below tools.
          exclude: ['**/node_modules/**', integration, ...inWindow],
          environment: 'node',
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'web',
          include: inWindow,
          // Each file in a window of its own: an element class made in one does not work in the next.
          environment: 'happy-dom',
          // A new context instead of a new process, which takes a third of the time.
          pool: 'vmThreads',
          setupFiles: ['src/web/clients/testing/broadcast-channel.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: [integration],
          exclude: ['**/node_modules/**', '**/dist/**'],
          environment: 'node',
          // Modules hold nothing of a suite: each has a database and servers of its own.
          isolate: false,
          globalSetup: ['src/service/storage/testing/start-postgres.ts'],
          // A start of PostgreSQL or of the whole product takes seconds on a busy machine.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
