import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findSecrets } from './secrets/find-secrets.ts';

/** One running demo, as a stranger would start it, on free ports and a data folder of its own. */
export interface Product {
  careUrl: string;
  orgUrl: string;
  /** Where a sandbox copied from the org may be; its Visualforce pages have the next port. */
  sandboxPort: number;
  dataDir: string;
  /** @throws Error when its log told a secret. */
  stop(): Promise<void>;
}

const READY_MS = 180_000;

export async function startProduct(env: Record<string, string> = {}): Promise<Product> {
  const [carePort, orgPort, sandboxPort] = [await freePort(), await freePort(), await freePair()];
  const dataDir = mkdtempSync(join(tmpdir(), 'care-e2e-'));
  // As root the database runs as another user, who has to be able to pass through.
  chmodSync(dataDir, 0o711);
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('../bin/care.mjs', import.meta.url)), 'demo'],
    {
      env: {
        ...process.env,
        CARE_PORT: String(carePort),
        CARE_ORG_PORT: String(orgPort),
        CARE_SANDBOX_PORT: String(sandboxPort),
        CARE_DATA_DIR: dataDir,
        CARE_SCRIPTED_CUSTOMERS: '0',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const careUrl = `http://127.0.0.1:${carePort}`;
  await untilSeeded(careUrl, child, () => output);
  return {
    careUrl,
    orgUrl: `http://localhost:${orgPort}`,
    sandboxPort,
    dataDir,
    async stop() {
      await ended(child, 'SIGINT');
      rmSync(dataDir, { recursive: true, force: true });
      const [told] = findSecrets(output);
      if (told) throw new Error(`The product's log tells a secret: ${told.kind} ${told.begins}`);
    },
  };
}

/** The launcher prints its links when everything is there; until then the port may answer already. */
async function untilSeeded(careUrl: string, child: ChildProcess, output: () => string): Promise<void> {
  const deadline = Date.now() + READY_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`The product ended with ${child.exitCode}.\n${output()}`);
    if (output().includes(`${careUrl}/desk`) && (await answers(`${careUrl}/readyz`))) return;
    await new Promise((done) => setTimeout(done, 200));
  }
  child.kill('SIGKILL');
  throw new Error(`The product was not ready in ${READY_MS / 1000} s.\n${output()}`);
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    (response) => response.ok,
    () => false,
  );

/** Ends a child and waits until it has. */
export function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((done) => {
    child.once('exit', () => done());
    child.kill(signal);
  });
}

/** A free port whose next one is free, too. */
async function freePair(): Promise<number> {
  const port = await freePort();
  const next = port < 65_535 ? await freePort(port + 1).catch(() => null) : null;
  return next === null ? freePair() : port;
}

/** @param port the one to look at; 0: any */
export function freePort(port = 0): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer().once('error', fail);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const taken = typeof address === 'object' && address ? address.port : 0;
      server.close(() => done(taken));
    });
  });
}
