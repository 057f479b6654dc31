import type { BrowserContext, Frame, Page } from '@playwright/test';
import type { Place } from '../places/place.ts';
import { findSecrets } from './find-secrets.ts';

type Where = 'address' | 'console' | 'cookie' | 'localStorage' | 'sessionStorage' | 'IndexedDB';

/** Longer than any page takes to say what it keeps; one that has stopped says nothing. */
const PATIENCE_MS = 2_000;

/** What may stand in a text, cut out of it before it is looked at; each for its reason. */
function expectedSecrets({ careUrl, orgUrl }: Pick<Place, 'careUrl' | 'orgUrl'>): readonly RegExp[] {
  const literal = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const care = literal(careUrl);
  // By its name alone: what an org spreads over hosts, the simulated one spreads over ports, its copies too.
  const org = `https?://[^/]*${literal(new URL(orgUrl).hostname)}[:/]`;
  return [
    // Says which org's hosts may frame the page; it opens nothing.
    new RegExp(`(?<=${care}/embed/)[\\w-]{43}`, 'g'),
    // A link that somebody was given: its ticket is good once, and no browser sends a fragment.
    new RegExp(`(?<=${care}/sign-in#)[\\w-]{43}`, 'g'),
    // How OAuth comes back: each is good once, and only with the cookie of the browser that asked.
    new RegExp(`(?<=${care}/v1/salesforce/callback\\?(?:[^#]*&)?(?:code|state)=)[^&#]+`, 'g'),
    // How it goes there, from the login page, too: of use to nobody without that cookie and the verifier.
    new RegExp(`(?<=${org}.*(?:state|code_challenge)(?:=|%3D))[\\w-]{43}`, 'g'),
  ];
}

/**
 * Writes down what a browser shows and keeps from now on: addresses, fragments and all, what is said on the console,
 * cookies, and what stands in storage at the end, which is when the returned function is called. It gives a line for each
 * secret where none may be.
 */
export function watchBrowser(
  context: BrowserContext,
  place: Pick<Place, 'careUrl' | 'orgUrl'>,
): () => Promise<string[]> {
  const expected = expectedSecrets(place);
  const seen = new Set<string>();
  const found = new Set<string>();
  const note = (where: Where, at: string, text: string) => {
    const key = `${where} ${text}`;
    if (seen.has(key) || /^(data|blob):/.test(text)) return;
    seen.add(key);
    const rest = expected.reduce((left, each) => left.replaceAll(each, '…'), text);
    for (const { kind, begins } of findSecrets(rest)) found.add(`${where} of ${at}: ${kind} ${begins}`);
  };
  const noteAddress = (address: string) => note('address', address.replace(/[?#].*/s, ''), address);
  let wasAtCare = false;
  const noteFrames = (page: Page) =>
    page.on('framenavigated', (frame) => {
      noteAddress(frame.url());
      wasAtCare ||= frame.parentFrame() === null && frame.url().startsWith(place.careUrl);
    });
  context.on('request', (request) => noteAddress(request.url()));
  context.on('page', noteFrames);
  for (const page of context.pages()) noteFrames(page);
  context.on('console', (message) =>
    note('console', new URL(message.location().url || 'about:blank').origin, message.text()),
  );
  context.on('weberror', (error) => note('console', error.page()?.url() ?? '', String(error.error().stack)));

  return async () => {
    const orgHost = new URL(place.orgUrl).hostname;
    for (const { name, value, domain, httpOnly } of await context.cookies()) {
      // The org's cookies are the org's. Care's, of a session and of an attempt to connect, no script can read.
      const mayKeep =
        httpOnly || domain.replace(/^\./, '') === orgHost || /\.(salesforce|force)\.com$/.test(domain);
      note('cookie', domain, mayKeep ? name : `${name}=${value}`);
    }
    // A page that has gone on to another site can no longer be asked; the browser can, and takes its time.
    const isOpen = context.pages().some((page) => page.url().startsWith(place.careUrl));
    const { origins } =
      wasAtCare && !isOpen ? await context.storageState({ indexedDB: true }) : { origins: [] };
    for (const { origin, ...kept } of origins) note('localStorage', origin, JSON.stringify(kept));
    const frames = context.pages().flatMap((page) => page.frames());
    for (const kept of await Promise.all(frames.map(keptIn)))
      for (const [where, text] of Object.entries(kept.texts)) note(where as Where, kept.origin, text);
    return [...found];
  };
}

/** A frame of another site has storage of its own, which only the frame itself can read. */
async function keptIn(frame: Frame): Promise<{ origin: string; texts: Partial<Record<Where, string>> }> {
  const nothing = { origin: frame.url(), texts: {} };
  const tooLate = new Promise<typeof nothing>((done) => setTimeout(done, PATIENCE_MS, nothing).unref());
  return Promise.race([frame.evaluate(readStorage).catch(() => nothing), tooLate]);
}

/** Runs in the page. Where storage is blocked, nothing is kept. */
async function readStorage(): Promise<{ origin: string; texts: Record<string, string> }> {
  const texts: Record<string, string> = {};
  const attempt = async (where: string, read: () => unknown) => {
    try {
      texts[where] = JSON.stringify(await read());
    } catch {
      // Blocked.
    }
  };
  const answered = <T>(request: IDBRequest<T>) =>
    new Promise<T>((done, fail) => {
      request.onsuccess = () => done(request.result);
      request.onerror = () => fail(request.error);
    });
  await attempt('localStorage', () => Object.entries(localStorage));
  await attempt('sessionStorage', () => Object.entries(sessionStorage));
  await attempt('IndexedDB', async () => {
    const all: unknown[] = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await answered(indexedDB.open(name ?? ''));
      for (const store of database.objectStoreNames)
        all.push(name, store, await answered(database.transaction(store).objectStore(store).getAll()));
      database.close();
    }
    return all;
  });
  return { origin: location.origin, texts };
}
