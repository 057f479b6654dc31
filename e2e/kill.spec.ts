import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { Webhook } from 'standardwebhooks';
import { connectOrg } from '../src/demo/connect-org.ts';
import type { SimulatedOrg } from '../src/simulator/core.ts';
import { startSimulatedOrg } from '../src/simulator/server.ts';
import { careCommand } from './care-command.ts';
import { scratchOrg } from './places/place.ts';
import { ended, freePort } from './product.ts';
import { findSecrets } from './secrets/find-secrets.ts';

const KILLS = 20;
const CASES = 4;
/** Two of each kind: `npm test` is not to take longer for the rest, which `.ci/run` adds. */
const FEW = [0, 1, 4, 5, 6, 9];
/** Longer than a dead process keeps what it held: a lane for a minute. */
const UNTIL_GIVEN_UP_MS = 120_000;
const SEED = Number(process.env.CARE_KILL_SEED ?? 20261122);
const root = fileURLToPath(new URL('..', import.meta.url));
const ADMIN = 'ines.okafor@acme.example';

/** Mulberry32: small, seeded, good enough to choose moments. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Moment {
  /** Its number among the twenty. */
  kill: number;
  kind: 'escalate' | 'reply' | 'status' | 'message';
  /** Which of the cases there are by then, from 0 up to 1. */
  whichCase: number;
  orgStatus: string;
  /** How long after the work has begun. */
  afterMs: number;
}

/** All twenty are chosen before any is tried, so that those of a short run are among those of the whole. */
function momentsOf(seed: number): Moment[] {
  const random = randomFrom(seed);
  return Array.from({ length: KILLS }, (_, kill) => ({
    kill,
    kind: kill < CASES ? 'escalate' : (['reply', 'status', 'reply', 'message'] as const)[kill % 4]!,
    whichCase: random(),
    orgStatus: ['Working', 'Waiting on Customer', 'New'][Math.floor(random() * 3)]!,
    afterMs: random() * 500,
  }));
}

interface Stage {
  careUrl: string;
  env: NodeJS.ProcessEnv;
  org: SimulatedOrg;
  cookie: string;
  profile: { id: string; signingSecret: string };
  /** Webhook ids in the order they first reached the channel, by case-independent arrival. */
  delivered: string[];
  service: ChildProcess;
}

/** As much of the service's answers as this promise looks at. */
interface Answer {
  code?: string;
  entry: { id: string };
  connections: { id: string; state: string }[];
  escalations: { state: string; sync: string; recordId: string | null }[];
  case: { status: string };
  entries: { type: string; id: string; seq: number }[];
}

const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** What all services of this story have told, before and after their deaths. */
let told = '';

async function serve(env: NodeJS.ProcessEnv, careUrl: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(root, 'bin/care.mjs'), 'serve'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
      told += chunk;
    });
  }
  for (let i = 0; i < 600; i++) {
    if (child.exitCode !== null) throw new Error(`The service ended with ${child.exitCode}.\n${output}`);
    const ready = await fetch(`${careUrl}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return child;
    await wait(100);
  }
  throw new Error(`The service was not ready in 60 s.\n${output}`);
}

/** Asks until the service answers: what a client does whose server was gone for a moment. */
async function ask(
  stage: Stage,
  method: string,
  path: string,
  body?: unknown,
  key?: string,
): Promise<{ status: number; body: Answer }> {
  for (;;) {
    try {
      const response = await fetch(stage.careUrl + path, {
        method,
        headers: {
          cookie: stage.cookie,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(key === undefined ? {} : { 'idempotency-key': key }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const answer = (text === '' ? {} : JSON.parse(text)) as Answer;
      // The process that took the key is gone; after a while it may be taken over.
      if (answer.code !== 'IDEMPOTENCY_IN_PROGRESS') return { status: response.status, body: answer };
      await wait(1_000);
    } catch {
      await wait(100);
    }
  }
}

async function customerWrites(
  stage: Stage,
  customer: string,
  text: string,
  id: string,
): Promise<{ caseId: string }> {
  const body = JSON.stringify({
    id,
    customer: { id: customer, handle: customer, name: customer },
    kind: 'public_reply',
    text,
    sentAt: new Date().toISOString(),
  });
  for (;;) {
    const at = new Date();
    try {
      const response = await fetch(`${stage.careUrl}/v1/channels/${stage.profile.id}/messages`, {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json',
          'webhook-id': id,
          'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
          'webhook-signature': new Webhook(stage.profile.signingSecret).sign(id, at, body),
        },
      });
      if (response.ok) return (await response.json()) as { caseId: string };
    } catch {
      // Down: the channel tries again with the same id.
    }
    await wait(100);
  }
}

/**
 * Salesforce replaces the refresh token at each renewal. A process killed after the answer and before the new
 * one is on disk has lost it: the connection says so, and a person connects again. Nothing else may be lost.
 */
async function reconnectIfNeeded(stage: Stage): Promise<void> {
  const [connection] = (await ask(stage, 'GET', '/v1/salesforce/connections')).body.connections;
  if (connection?.state !== 'reconnect_needed') return;
  await connectOrg(stage.careUrl, { cookie: stage.cookie }, ADMIN, connection.id);
}

async function startChannel(delivered: string[]): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    const id = String(request.headers['webhook-id']);
    if (!delivered.includes(id)) delivered.push(id);
    request.resume();
    request.once('end', () => {
      response.setHeader('content-type', 'application/json');
      response.end('{}');
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server };
}

const moments = momentsOf(SEED).filter(({ kill }) => process.env.CARE_KILLS === 'all' || FEW.includes(kill));

test(`kill -9 at ${moments.length} moments of escalation, reply and inbound status loses, doubles and reorders nothing`, async () => {
  test.skip(scratchOrg !== undefined, 'It kills a service that it has started, with an org of its own.');
  test.setTimeout(1_200_000);
  const dataDir = mkdtempSync(join(tmpdir(), 'care-kill-'));
  chmodSync(dataDir, 0o711);
  const careUrl = `http://127.0.0.1:${await freePort()}`;
  const delivered: string[] = [];
  const channel = await startChannel(delivered);
  const org = await startSimulatedOrg({
    port: 0,
    dataDir: null,
    forceAppDir: join(root, 'force-app/main/default'),
    careServiceUrl: careUrl,
    externalClientApp: {
      clientId: 'kill-test',
      clientSecret: 'kill-test-secret',
      callbackUrl: `${careUrl}/v1/salesforce/callback`,
    },
  });
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    CARE_DATA_DIR: dataDir,
    CARE_PORT: new URL(careUrl).port,
    CARE_SALESFORCE_CLIENT_ID: 'kill-test',
    CARE_SALESFORCE_CLIENT_SECRET: 'kill-test-secret',
    CARE_SALESFORCE_LOGIN_URL: org.url,
    CARE_PUBSUB_ENDPOINT: org.pubSubAddress,
    CARE_PUBSUB_INSECURE: '1',
    CARE_TRUSTED_ORG_ORIGINS: org.url,
  };
  const stage: Stage = {
    careUrl,
    env,
    org,
    cookie: '',
    profile: { id: '', signingSecret: '' },
    delivered,
    service: await serve(env, careUrl),
  };
  try {
    careCommand(env, 'account', 'create', 'Kill');
    careCommand(env, 'operator', 'enable', 'Kill');
    careCommand(env, 'agent', 'create', ADMIN, 'Ines Okafor', '--role', 'Admin');
    const profile = careCommand(env, 'profile', 'create', 'x', 'kill', '--outgoing-url', channel.url);
    stage.profile = { id: profile.id!, signingSecret: profile.signingSecret! };
    const ticket = new URL(careCommand(env, 'sign-in-link', ADMIN).link!).hash.slice(1);
    const signedIn = await fetch(`${careUrl}/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ticket }),
    });
    stage.cookie = signedIn.headers.get('set-cookie')!.split(';')[0]!;
    const { agent } = (await signedIn.json()) as { agent: { id: string } };
    await connectOrg(careUrl, { cookie: stage.cookie }, ADMIN, null);
    const { connections } = (await ask(stage, 'GET', '/v1/salesforce/connections')).body;
    await ask(stage, 'PUT', `/v1/salesforce/connections/${connections[0]!.id}/status-sync`, {
      mode: 'bidirectional',
    });

    const cases: string[] = [];
    const sent = new Map<string, string[]>();
    for (const { kill, kind, whichCase, orgStatus, afterMs } of moments) {
      const work: Promise<unknown>[] = [];
      if (kind === 'escalate') {
        const { caseId } = await customerWrites(stage, `customer-${kill}`, 'first', `first-${kill}`);
        for (let i = 0; i < 30; i++)
          await customerWrites(stage, `customer-${kill}`, `line ${i}`, `line-${kill}-${i}`);
        await ask(stage, 'PUT', `/v1/cases/${caseId}/assignee`, { agentId: agent.id });
        await ask(stage, 'POST', `/v1/cases/${caseId}/salesforce/contacts`, {}, `contact-${kill}`);
        cases.push(caseId);
        work.push(ask(stage, 'POST', `/v1/cases/${caseId}/salesforce/cases`, {}, `escalate-${kill}`));
      } else {
        const caseId = cases[Math.floor(whichCase * cases.length)]!;
        if (kind === 'reply') {
          for (let i = 0; i < 3; i++) {
            const reply = { kind: 'public_reply', text: `reply ${kill}.${i}` };
            work.push(
              ask(stage, 'POST', `/v1/cases/${caseId}/replies`, reply, `reply-${kill}-${i}`).then(
                ({ status, body }) => {
                  expect([201, 403, 409]).toContain(status);
                  if (status === 201) sent.set(caseId, [...(sent.get(caseId) ?? []), body.entry.id]);
                },
              ),
            );
          }
        } else if (kind === 'message') {
          const index = cases.indexOf(caseId);
          work.push(customerWrites(stage, `customer-${index}`, `more ${kill}`, `more-${kill}`));
        } else {
          const tab = (await ask(stage, 'GET', `/v1/cases/${caseId}/salesforce`)).body;
          const recordId = tab.escalations[0]?.recordId;
          const user = org.core.users.byUsername('jonas.lind@acme.example')!;
          if (recordId) work.push(org.core.records.update(user, recordId, { Status: orgStatus }));
        }
      }
      await wait(afterMs);
      await ended(stage.service, 'SIGKILL');
      stage.service = await serve(env, careUrl);
      await Promise.all(work);
      await reconnectIfNeeded(stage);
    }

    const admin = org.core.users.byUsername(ADMIN)!;
    const IMAGE: Record<string, string> = {
      new: 'New',
      open: 'Working',
      pending: 'Waiting on Customer',
      on_hold: 'Working',
      done: 'Closed',
      spam: 'Closed',
    };
    const casesInOrg = async (caseId: string) => {
      const soql = `SELECT Id, Status FROM Case WHERE Care_Case_Id__c = '${caseId}'`;
      return (await org.core.records.query(admin, soql)).records as unknown as {
        Id: string;
        Status: string;
      }[];
    };
    const unsettled = async () => {
      await reconnectIfNeeded(stage);
      const states: string[] = [];
      for (const caseId of cases) {
        const { escalations } = (await ask(stage, 'GET', `/v1/cases/${caseId}/salesforce`)).body;
        const care = (await ask(stage, 'GET', `/v1/cases/${caseId}`)).body.case.status;
        const [inOrg] = await casesInOrg(caseId);
        if (
          escalations.length !== 1 ||
          escalations[0]!.state !== 'created' ||
          escalations[0]!.sync !== 'in_step' ||
          // What the org has changed while the service was away comes with the next events.
          inOrg?.Status !== IMAGE[care]
        )
          states.push(`${caseId}: ${JSON.stringify({ escalations, care, org: inOrg?.Status })}`);
      }
      return states;
    };
    await expect.poll(unsettled, { timeout: UNTIL_GIVEN_UP_MS, intervals: [1_000] }).toEqual([]);

    const found = { missing: 0, doubled: 0, outOfOrder: 0, wrongStatus: 0, undelivered: 0, redelivered: 0 };
    for (const caseId of cases) {
      const { body } = await ask(stage, 'GET', `/v1/cases/${caseId}?entries=200`);
      const messages = (body.entries as { type: string; id: string; seq: number }[])
        .filter((entry) => entry.type === 'message')
        .reverse();
      const inOrg = await casesInOrg(caseId);
      expect(inOrg).toHaveLength(1);
      const record = inOrg[0]!;
      const rows = (
        await org.core.records.query(
          admin,
          `SELECT Id, Care_Id__c, Sequence__c FROM Care_Message__c WHERE Case__c = '${record.Id}' `,
        )
      ).records as unknown as { Id: string; Care_Id__c: string; Sequence__c: number }[];
      // In the order they were inserted: ids count up, in base 62 and so by character code.
      rows.sort((a, b) => (a.Id.slice(0, 15) < b.Id.slice(0, 15) ? -1 : 1));
      const uuid = (id: string) => id.slice(id.indexOf('_') + 1);
      const order = rows.map((row) =>
        messages.findIndex((message) => row.Care_Id__c.includes(uuid(message.id))),
      );
      found.missing += messages.filter((_, i) => !order.includes(i)).length;
      found.doubled += order.length - new Set(order).size;
      found.outOfOrder += order.filter((place, i) => i > 0 && place < order[i - 1]!).length;
      if (record.Status !== IMAGE[body.case.status]) found.wrongStatus += 1;
      const replies = sent.get(caseId) ?? [];
      await expect
        .poll(() => replies.filter((id) => !delivered.includes(id)), { timeout: UNTIL_GIVEN_UP_MS })
        .toEqual([]);
      found.redelivered += delivered.length - new Set(delivered).size;
    }
    expect(found, `seed ${SEED}`).toEqual({
      missing: 0,
      doubled: 0,
      outOfOrder: 0,
      wrongStatus: 0,
      undelivered: 0,
      redelivered: 0,
    });
    expect(findSecrets(told)).toEqual([]);
  } finally {
    await ended(stage.service, 'SIGINT');
    await org.stop();
    channel.server.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
