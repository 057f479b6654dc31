import { existsSync } from 'node:fs';
import { type Browser, chromium } from '@playwright/test';

const NAMED = process.env.CARE_CHROMIUM ?? '/usr/bin/chromium';

/** Where pages are tried out: the system's Chromium, or else Playwright's own. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    ...(existsSync(NAMED) ? { executablePath: NAMED } : {}),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
