import { type Browser, chromium } from '@playwright/test';
import { findChromium, QUIET_CHROMIUM } from '../tools/chromium.ts';

/** A browser that knows loopback only. */
export const CHROMIUM_ARGUMENTS: readonly string[] = [
  ...QUIET_CHROMIUM,
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

export const launchChromium = (): Promise<Browser> =>
  chromium.launch({ executablePath: findChromium(), args: [...CHROMIUM_ARGUMENTS] });
