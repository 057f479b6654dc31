import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

const USUAL_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const USUAL_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * What a browser does beside showing pages. The address bar nobody types into has two pages and processes of its own in
 * each window; the others are those Playwright switches off, for of two such lists Chromium reads the last.
 */
const FEATURES_OFF = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
];
const without = (...features: readonly string[]) => `--disable-features=${features.join(',')}`;

/** A browser that shows pages and does nothing of its own. */
export const QUIET_CHROMIUM: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  without(...FEATURES_OFF),
];

/** The same, for stories, whose windows are opened and closed by the hundred: no process is kept for what may come next. */
export const THRIFTY_CHROMIUM: readonly string[] = [
  ...QUIET_CHROMIUM,
  without(...FEATURES_OFF, 'SpareRendererForSitePerProcess'),
];

/**
 * The Chromium the end-to-end tests use, if there is one: CARE_CHROMIUM, the usual places, then the
 * one Playwright keeps. CARE_CHROMIUM set to something that is not there is an error, not a hint.
 */
export function locateChromium(): string | undefined {
  const named = process.env.CARE_CHROMIUM;
  if (named) {
    if (isProgram(named)) return named;
    throw new Error(`CARE_CHROMIUM names ${named}, which is not a program. Unset it, or name a Chromium.`);
  }
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .flatMap((folder) => USUAL_NAMES.map((name) => join(folder, name)));
  return [...onPath, ...USUAL_PATHS, chromium.executablePath()].find(isProgram);
}

/** Finds Chromium, installing Debian's where we may; throws with what to do where we may not. */
export function findChromium(): string {
  const found = locateChromium() ?? installFromDebian();
  if (found) return found;
  throw new Error(
    'The end-to-end tests need Chromium, and none was found. Do one of these:\n' +
      '  npx playwright install chromium        (downloads it for this user)\n' +
      '  sudo apt-get install -y chromium       (Debian, Ubuntu)\n' +
      '  CARE_CHROMIUM=/path/to/chromium npm test',
  );
}

function installFromDebian(): string | undefined {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined;
  console.log('No Chromium found; installing it with apt-get.');
  apt('update');
  apt('install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation');
  return locateChromium();
}

function apt(...args: string[]): void {
  const run = spawnSync('apt-get', ['-qq', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    encoding: 'utf8',
  });
  if (run.status !== 0) console.error(`apt-get ${args[0]} failed: ${run.stderr.trim().slice(-500)}`);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
