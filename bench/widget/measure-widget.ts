import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { load } from '../machine.ts';
import { runCare } from '../run-care.ts';
import { importLine, type SampleMessage, sampleMessages } from '../sample-conversations.ts';
import { median, round } from '../statistics.ts';
import { type FirstMessage, loadPage } from './load-page.ts';
import { startReplayingCare } from './replaying-care.ts';
import { type CareWithHostPage, startCare } from './start-care.ts';

const COUNTS = [100, 1_000];
const OURS = 'care';
/** Components people use. What else the peers' server has are floors. */
const PEERS = ['deep-chat', 'chatscope', 'vue-advanced-chat', 'react-virtuoso'];
const framed = (peer: string) => `${peer}, framed`;
/** As many as make a service that has just started one that has been at work. */
const VISITS_BEFORE = 40;
/** A page that takes longer once is not asked again: the rest of the run must not wait for it. */
const PATIENCE_MS = 20_000;

export interface WidgetOptions {
  /** Address of the peers' pages; without it only ours is measured. */
  peers: string | undefined;
  runs: number;
}

interface Candidate {
  name: string;
  url: string;
}

/**
 * Time until the first message is on the screen, from the start of the navigation of the top page, in a
 * fresh browser each time. Each run goes over all pages, so that the machine's moods hit all alike.
 */
export async function measureWidget({ peers, runs }: WidgetOptions) {
  const care = await startCare();
  try {
    const loadBefore = load();
    const counts = [];
    for (const count of COUNTS) counts.push(await measureCount(care, count, peers, runs));
    return { unit: 'ms', runs, load: loadBefore, loadAfter: load(), counts };
  } finally {
    await care.stop();
  }
}

async function measureCount(care: CareWithHostPage, count: number, peers: string | undefined, runs: number) {
  const { orgUrl, careUrl } = care.demo;
  const recordId = await makeCase(care, count, peers);
  const host = `${orgUrl}/bench/host?record=${recordId}`;
  const replaying = await startReplayingCare(careUrl);
  try {
    const address = (await askForCode(orgUrl, recordId, newNonce())).frameUrl;
    const known = `${host}&frame=${encodeURIComponent(address)}`;
    const replayed = `${host}&frame=${encodeURIComponent(replaying.url + new URL(address).pathname)}`;
    // All have been there before: what is compiled, planned or learnt once is not what is measured.
    for (let visit = 0; visit < VISITS_BEFORE; visit++) await visitOnce(orgUrl, address, recordId);
    for (const url of [host, known, replayed]) await loadPage(url, count);
    const candidates = [
      { name: OURS, url: known },
      { name: 'care, address not known yet', url: host },
      { name: 'care, static', url: `${replayed}&any` },
      ...(peers === undefined ? [] : PEERS.flatMap((name) => peerPages(name, peers, orgUrl, count))),
    ];
    const rows = await measureAll(candidates, count, runs);
    return {
      messages: count,
      bars: [
        { bar: 'first message ahead of every peer', met: isAhead(rows, PEERS) },
        {
          bar: 'first message ahead of every peer in the same frame',
          met: isAhead(rows, PEERS.map(framed)),
        },
      ],
      rows,
    };
  } finally {
    replaying.close();
  }
}

/** The peer's page by itself, and in a frame of another site's page, as ours has to be. */
function peerPages(name: string, peers: string, orgUrl: string, count: number): Candidate[] {
  const url = `${peers}/${name}.html?n=${count}`;
  return [
    { name, url },
    { name: framed(name), url: `${orgUrl}/bench/framing?url=${encodeURIComponent(url)}` },
  ];
}

/** Null without peers. A page that showed no message in a minute is behind. */
function isAhead(rows: readonly Row[], names: readonly string[]): boolean | null {
  const ours = rows.find(({ name }) => name === OURS)!.first;
  const rivals = rows.filter(({ name }) => names.includes(name));
  if (ours === null || rivals.length === 0) return null;
  return rivals.every(({ first }) => first === null || ours < first);
}

async function measureAll(candidates: readonly Candidate[], count: number, runs: number) {
  const results = new Map<string, FirstMessage[]>(candidates.map(({ name }) => [name, []]));
  const slow = new Set<string>();
  for (let run = 0; run < runs; run++) {
    for (const { name, url } of candidates) {
      if (slow.has(name)) continue;
      const start = Date.now();
      const result = await loadPage(url, count).catch(() => null);
      if (result) results.get(name)!.push(result);
      if (Date.now() - start > PATIENCE_MS) slow.add(name);
      console.error(`${count} ${name}: ${result ? Math.round(result.first) : 'failed'}`);
    }
  }
  return [...results].map(([name, all]) => summary(name, all));
}

type Row = ReturnType<typeof summary>;

function summary(name: string, all: readonly FirstMessage[]) {
  const firsts = all.map(({ first }) => first);
  const newest = all.flatMap((one) => one.newest ?? []);
  const contentful = all.flatMap((one) => one.contentful ?? []);
  return {
    name,
    runs: all.length,
    first: all.length === 0 ? null : round(median(firsts)),
    fastest: all.length === 0 ? null : round(Math.min(...firsts)),
    slowest: all.length === 0 ? null : round(Math.max(...firsts)),
    contentful: contentful.length === 0 ? null : round(median(contentful)),
    leastWatched: all.length === 0 ? null : round(Math.min(...all.map(({ watched }) => watched))),
    newest: newest.length === 0 ? null : round(median(newest)),
    scriptKbGzip: all[0] ? round(all[0].scriptBytes / 1_000) : null,
    inFrame: all[0]?.inFrame ?? null,
  };
}

/** Imports a conversation, the peers' own when they are there, and escalates it. Gives the Case's id. */
async function makeCase({ demo, dataDir }: CareWithHostPage, count: number, peers: string | undefined) {
  const customer = `bench-${count}`;
  const messages = peers === undefined ? sampleMessages(count, count) : await messagesOf(peers, count);
  const path = join(dataDir, `${customer}.jsonl`);
  writeFileSync(path, `${importLine(customer, messages)}\n`);
  // A customer who has been silent for long cannot be escalated.
  await runCare(dataDir, 'import', path, '--recent', '--json');
  return (await demo.escalate(await demo.caseOf(customer))).recordId;
}

async function messagesOf(peers: string, count: number): Promise<SampleMessage[]> {
  const response = await fetch(`${peers}/data/${count}.json`);
  const messages = (await response.json()) as { dir: string; author: string; ts: number; text: string }[];
  return messages.map(({ dir, author, ts, text }) => ({
    direction: dir === 'out' ? 'outgoing' : 'incoming',
    author,
    sentAt: new Date(ts).toISOString(),
    text,
  }));
}

const newNonce = (): string => randomBytes(24).toString('base64url');

/** What the service does for one frame, without a browser: its document, and the code that ends it. */
async function visitOnce(orgUrl: string, address: string, recordId: string): Promise<void> {
  const nonce = newNonce();
  const headers = { 'sec-fetch-dest': 'iframe', 'sec-fetch-mode': 'navigate' };
  // Not by fetch(), which keeps those headers to itself.
  const document = new Promise<void>((done, fail) => {
    get(`${address}?visit=${nonce.slice(0, 16)}`, { headers }, (response) => {
      response.resume().once('end', done);
    }).once('error', fail);
  });
  await Promise.all([document, askForCode(orgUrl, recordId, nonce)]);
}

async function askForCode(orgUrl: string, recordId: string, nonce: string): Promise<{ frameUrl: string }> {
  const response = await fetch(`${orgUrl}/bench/code`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ recordId, nonce }),
  });
  const { frameUrl } = (await response.json()) as { frameUrl?: string };
  if (!frameUrl) throw new Error(`No code for ${recordId}: it answered ${response.status}.`);
  return { frameUrl };
}
