import { HttpResponse, http } from 'msw';
import type { LinkableCase, OpenCaseRow } from '../../../api/embed.ts';
import { CASE_ID, type FakeCare, ME, ORIGIN, problem } from './fake-care.ts';

export const RECORD_ID = '500000000000001AAA';
/** The record of a token in record scope. */
export const RECORD = { recordId: RECORD_ID, object: 'Case', number: '00128440' } as const;

/** One of the agent's own cases; unanswered, and not in Salesforce. */
export function openCaseRow(change: Partial<OpenCaseRow> = {}): OpenCaseRow {
  return {
    caseId: CASE_ID,
    number: 9463,
    customer: { name: 'Maya Lindqvist', handle: '@maya' },
    platform: 'instagram',
    status: 'open',
    priority: 'medium',
    lastMessage: { text: 'Is it on its way?', sentAt: '2026-11-20T09:26:00.000Z', direction: 'incoming' },
    unanswered: true,
    record: null,
    ...change,
  };
}

export const linkable = (change: Partial<LinkableCase> = {}): LinkableCase => ({
  ...openCaseRow(),
  reason: 'contact',
  linkedTo: null,
  ...change,
});

/** What an embed token that is not a case's may ask, behind msw. The list lives on `/live`, too. */
export function addEmbed(care: FakeCare) {
  const embed = {
    cases: [openCaseRow()],
    suggested: [linkable()],
    found: [] as LinkableCase[],
    streams: new Set<ReadableStreamDefaultController<Uint8Array>>(),
    /** Tells whoever listens that the agent's own list changed. */
    moved(caseId = CASE_ID) {
      const words = `event: notice\ndata: ${JSON.stringify({ caseId, seq: 9, mine: true })}\n\n`;
      for (const stream of embed.streams) stream.enqueue(new TextEncoder().encode(words));
    },
  };
  const grant = (scope: 'case' | 'agent', caseId: string | null) => ({
    token: `token-${scope}-${++care.tokens}`,
    expiresAt: new Date(Date.now() + 900_000).toISOString(),
    scope,
    caseId,
    agent: ME,
    opened: null,
  });
  care.use(
    http.get(`${ORIGIN}/v1/embed/open-cases`, () => HttpResponse.json({ cases: embed.cases, more: false })),
    http.post(`${ORIGIN}/v1/embed/scope`, async ({ request }) => {
      const { caseId } = (await request.json()) as { caseId: string | null };
      if (caseId !== null && !embed.cases.some((one) => one.caseId === caseId))
        return problem(404, 'NOT_FOUND');
      return HttpResponse.json(grant(caseId === null ? 'agent' : 'case', caseId), { status: 201 });
    }),
    http.get(`${ORIGIN}/v1/embed/linkable`, ({ request }) => {
      const found = new URL(request.url).searchParams.has('query') ? embed.found : [];
      return HttpResponse.json({ suggested: embed.suggested, found, record: RECORD });
    }),
    http.post(`${ORIGIN}/v1/embed/link`, async ({ request }) => {
      const { caseId } = (await request.json()) as { caseId: string };
      return HttpResponse.json({ caseId, recordId: RECORD_ID }, { status: 201 });
    }),
    http.get(`${ORIGIN}/v1/live`, ({ request }) => {
      let own: ReadableStreamDefaultController<Uint8Array>;
      const stream = new ReadableStream<Uint8Array>({
        start(controller) {
          own = controller;
          embed.streams.add(own);
          own.enqueue(new TextEncoder().encode(':\n\n'));
        },
        cancel: () => void embed.streams.delete(own),
      });
      request.signal.addEventListener('abort', () => embed.streams.delete(own));
      return new HttpResponse(stream, { headers: { 'content-type': 'text/event-stream' } });
    }),
  );
  return embed;
}

export type FakeEmbed = ReturnType<typeof addEmbed>;
