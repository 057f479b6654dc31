import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../e2e/product.ts';
import { type DemoClient, openDemo } from '../demo-client.ts';

export interface CareWithHostPage {
  demo: DemoClient;
  dataDir: string;
  stop(): Promise<void>;
}

/** The demo in a process of its own, with the page that frames the widget at `/bench/host` of its org. */
export async function startCare(): Promise<CareWithHostPage> {
  const [carePort, orgPort] = [await freePort(), await freePort()];
  const dataDir = mkdtempSync(join(tmpdir(), 'care-bench-widget-'));
  // As root the database runs as another user, who has to be able to pass through.
  chmodSync(dataDir, 0o711);
  const child = fork(
    fileURLToPath(new URL('./start-demo-with-host-page.ts', import.meta.url)),
    [String(carePort), String(orgPort), dataDir],
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  );
  const gone = once(child, 'exit');
  await Promise.race([
    once(child, 'message'),
    gone.then(([code]) => Promise.reject(new Error(`The demo ended with ${code}.`))),
  ]);
  return {
    demo: await openDemo(`http://127.0.0.1:${carePort}`, `http://localhost:${orgPort}`),
    dataDir,
    async stop() {
      child.send('stop');
      await gone;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
