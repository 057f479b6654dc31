import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';

const CLOSE_MS = 5_000;

interface Message {
  id?: number;
  method?: string;
  params?: Record<string, unknown>;
  result?: Record<string, unknown>;
  error?: { message: string };
}

/** What a tab's page sees of the screen. */
interface View {
  width: number;
  height: number;
  deviceScaleFactor: number;
  mobile: boolean;
}

/** A fresh browser, spoken to in the DevTools protocol itself. */
export interface BareBrowser {
  send(
    method: string,
    params?: Record<string, unknown>,
    sessionId?: string,
  ): Promise<Record<string, unknown>>;
  on(listener: (method: string, params: Record<string, unknown>) => void): void;
  close(): Promise<void>;
}

/**
 * Starts Chromium with the protocol on a pipe.
 *
 * A browser driven by Playwright halts every frame of another site until Playwright has prepared it. Only
 * pages with such a frame would pay for that, and nobody who uses one does; so nothing is halted here.
 */
export function launchBareBrowser(program: string, args: readonly string[]): BareBrowser {
  const profile = mkdtempSync(join(tmpdir(), 'care-bench-browser-'));
  const child: ChildProcess = spawn(
    program,
    ['--headless', '--remote-debugging-pipe', `--user-data-dir=${profile}`, ...args, 'about:blank'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  const [input, output] = [child.stdio[3] as Duplex, child.stdio[4] as Duplex];
  const waiting = new Map<number, (message: Message) => void>();
  const listeners: ((method: string, params: Record<string, unknown>) => void)[] = [];
  let rest = '';
  output.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\0');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      const message: Message = JSON.parse(part);
      if (message.id !== undefined) waiting.get(message.id)?.(message);
      else for (const listener of listeners) listener(message.method ?? '', message.params ?? {});
    }
  });
  // The browser ends with requests under way when it is closed.
  for (const stream of [input, output]) stream.on('error', () => {});
  let lastId = 0;
  const send: BareBrowser['send'] = (method, params = {}, sessionId) =>
    new Promise((done, fail) => {
      const id = ++lastId;
      waiting.set(id, ({ result, error }) => {
        waiting.delete(id);
        if (error) fail(new Error(`${method}: ${error.message}`));
        else done(result ?? {});
      });
      input.write(`${JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) })}\0`);
    });
  return {
    send,
    on: (listener) => listeners.push(listener),
    async close() {
      const tooLong = setTimeout(() => child.kill('SIGKILL'), CLOSE_MS);
      void send('Browser.close').catch(() => {});
      await gone;
      clearTimeout(tooLong);
      await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}

/** The tab a fresh browser starts with, as large as `view`; says the session to speak to it in. */
export async function openTab(browser: BareBrowser, view: View): Promise<string> {
  await browser.send('Target.setDiscoverTargets', { discover: true });
  const { targetInfos } = await browser.send('Target.getTargets');
  const tab = (targetInfos as { targetId: string; type: string }[]).find(({ type }) => type === 'page');
  const session = await attach(browser, tab!.targetId);
  await browser.send('Page.enable', {}, session);
  await browser.send('Emulation.setDeviceMetricsOverride', { ...view }, session);
  return session;
}

export async function attach(browser: BareBrowser, targetId: string): Promise<string> {
  return (await browser.send('Target.attachToTarget', { targetId, flatten: true })).sessionId as string;
}

export async function evaluate<T>(browser: BareBrowser, session: string, expression: string): Promise<T> {
  const { result } = await browser.send('Runtime.evaluate', { expression, returnByValue: true }, session);
  return (result as { value: T }).value;
}
