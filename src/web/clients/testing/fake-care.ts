import { getResponse, HttpResponse, http, type RequestHandler } from 'msw';
import type { CaseEvent, CaseSummary, DraftShape, MessageEntry, TimelineEntry } from '../../../api/shapes.ts';

export const ORIGIN = 'http://care.test';
export const ME = { id: 'agent_01934f00-0000-7000-8000-000000000001', name: 'Ines Okafor' };
export const OTHER = { id: 'agent_01934f00-0000-7000-8000-000000000002', name: 'Jonas Lind' };
export const CASE_ID = 'case_01934f00-0000-7000-8000-000000000001';

export function message(seq: number, change: Partial<MessageEntry> = {}): MessageEntry {
  return {
    type: 'message',
    id: `msg_${seq}`,
    seq,
    direction: 'incoming',
    kind: 'public_reply',
    author: { name: 'Maya Lindqvist', handle: '@maya', agentId: null },
    text: `Message ${seq}`,
    attachments: [],
    inReplyTo: null,
    permalink: null,
    sentAt: new Date(Date.UTC(2026, 10, 20, 9, seq)).toISOString(),
    delivery: null,
    salesforce: null,
    ...change,
  };
}

export function summary(change: Partial<CaseSummary> = {}): CaseSummary {
  return {
    id: CASE_ID,
    number: 9463,
    status: 'open',
    priority: 'medium',
    profile: { id: 'prof_1', platform: 'instagram', handle: 'acme', name: 'Acme Home' },
    customer: { id: 'cust_1', name: 'Maya Lindqvist', handle: '@maya', email: null, phone: null },
    assignee: ME,
    lastMessage: null,
    lastCustomerMessageAt: null,
    messageCount: 3,
    createdAt: '2026-11-20T09:00:00.000Z',
    assignedAt: '2026-11-20T09:00:00.000Z',
    doneAt: null,
    escalation: null,
    seq: 3,
    ...change,
  };
}

/** A problem document, as the service answers. */
export const problem = (status: number, code: string, detail = 'It did not work.', more: object = {}) =>
  HttpResponse.json(
    { type: `urn:care:problem:${code}`, title: detail, status, code, detail, remedy: 'Do this.', ...more },
    { status, headers: { 'content-type': 'application/problem+json' } },
  );

export interface Asked {
  method: string;
  path: string;
  key: string | null;
  bearer: string | null;
  body: unknown;
}

/** One Care with one case, in memory, behind msw. */
export function startFakeCare() {
  const handlers: RequestHandler[] = [];
  const care = {
    summary: summary(),
    entries: [message(1), message(2), message(3)] as TimelineEntry[],
    events: [] as CaseEvent[],
    draft: null as DraftShape | null,
    asked: [] as Asked[],
    tokens: 0,
    validToken: null as string | null,
    answered: new Map<string, object>(),
    /** Adds an event, and tells it to nobody. */
    happen(event: Record<string, unknown>): CaseEvent {
      const seq = care.summary.seq + 1;
      care.summary = { ...care.summary, seq };
      const made = { ...event, caseId: CASE_ID, seq } as CaseEvent;
      care.events.push(made);
      return made;
    },
    requests: (method: string, path: string) =>
      care.asked.filter((one) => one.method === method && one.path.endsWith(path)),
    /** Answers before all others; the newest first. */
    use: (...more: RequestHandler[]) => void handlers.unshift(...more),
    /** A browser's fetch on Care's own page. Rejects as that does when there is no network. */
    fetch: (async (input, init) => {
      const request = new Request(new URL(String(input), ORIGIN), init);
      await note(request);
      const mayAsk = request.url.endsWith('/redeem') || !unauthorised(request);
      const answer = mayAsk ? getResponse(handlers, request) : problem(401, 'UNAUTHENTICATED');
      const response = await untilAborted(Promise.resolve(answer), init?.signal);
      if (!response) throw new Error(`Nothing answers ${request.method} ${request.url}.`);
      if (response.type === 'error') throw new TypeError('Failed to fetch');
      return response;
    }) as typeof fetch,
  };
  const unauthorised = (request: Request) =>
    care.validToken !== null && request.headers.get('authorization') !== `Bearer ${care.validToken}`;
  const at = (path: string) => `${ORIGIN}/v1${path}`;

  const note = async (request: Request) => {
    const text = await request.clone().text();
    care.asked.push({
      method: request.method,
      path: new URL(request.url).pathname,
      key: request.headers.get('idempotency-key'),
      bearer: request.headers.get('authorization'),
      body: text ? JSON.parse(text) : undefined,
    });
  };
  const openedCase = () => ({
    case: care.summary,
    entries: care.entries.toReversed(),
    olderEntries: false,
    draft: care.draft,
    replyKinds: ['public_reply', 'comment', 'direct_message'],
    textLimits: { public: 2_200, private: 1_000 },
  });
  care.use(
    http.post(at('/embed/redeem'), async ({ request }) => {
      const { entries } = (await request.json()) as { entries: number };
      care.tokens += 1;
      care.validToken = `token-${care.tokens}`;
      const expiresAt = new Date(Date.now() + 900_000).toISOString();
      return HttpResponse.json(
        {
          token: care.validToken,
          expiresAt,
          caseId: CASE_ID,
          agent: ME,
          opened: entries > 0 ? openedCase() : null,
        },
        { status: 201 },
      );
    }),
    http.get(at(`/cases/${CASE_ID}`), () => HttpResponse.json(openedCase())),
    http.get(at(`/cases/${CASE_ID}/events`), ({ request }) => {
      const after = Number(new URL(request.url).searchParams.get('after'));
      return HttpResponse.json({ events: care.events.filter((one) => one.seq > after), more: false });
    }),
    http.put(at(`/cases/${CASE_ID}/draft`), async ({ request }) => {
      const draft = (await request.json()) as DraftShape;
      care.draft = draft.text === '' ? null : draft;
      return new HttpResponse(null, { status: 204 });
    }),
    http.post(at(`/cases/${CASE_ID}/replies`), async ({ request }) => {
      const key = request.headers.get('idempotency-key') ?? '';
      const body = (await request.json()) as { text: string; kind: MessageEntry['kind'] };
      const seq = care.summary.seq + 1;
      const author = { name: ME.name, handle: 'acme', agentId: ME.id };
      const entry = message(seq, { direction: 'outgoing', kind: body.kind, text: body.text, author });
      if (!care.answered.has(key)) {
        care.entries.push(entry);
        care.happen({ type: 'message_added', entry });
        care.answered.set(key, { entry, case: care.summary });
      }
      return HttpResponse.json(care.answered.get(key), { status: 201 });
    }),
    http.put(at(`/cases/${CASE_ID}/status`), async ({ request }) => {
      const { status } = (await request.json()) as Pick<CaseSummary, 'status'>;
      care.happen({ type: 'case_changed', change: { status }, by: ME.name, at: new Date().toISOString() });
      care.summary = { ...care.summary, status };
      return HttpResponse.json({ case: care.summary });
    }),
    http.put(at(`/cases/${CASE_ID}/assignee`), () => {
      care.happen({
        type: 'case_changed',
        change: { assignee: ME },
        by: ME.name,
        at: new Date().toISOString(),
      });
      care.summary = { ...care.summary, assignee: ME };
      return HttpResponse.json({ case: care.summary });
    }),
    http.get(at('/live'), ({ request }) => {
      const silent = new ReadableStream({
        start: (controller) => {
          controller.enqueue(new TextEncoder().encode(':\n\n'));
          request.signal.addEventListener('abort', () => controller.error(new Error('aborted')));
        },
      });
      return new HttpResponse(silent, { headers: { 'content-type': 'text/event-stream' } });
    }),
  );
  return care;
}

function untilAborted<Value>(
  promise: Promise<Value>,
  signal: AbortSignal | null | undefined,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) reject(signal.reason);
    signal?.addEventListener('abort', () => reject(signal.reason));
    promise.then(resolve, reject);
  });
}

export type FakeCare = ReturnType<typeof startFakeCare>;
