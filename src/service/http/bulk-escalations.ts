import * as api from '../../api/bulk.ts';
import type { BulkRowState } from '../../domain/bulk.ts';
import type { BulkDesk } from '../salesforce/bulk-desk.ts';
import { personOf } from './actor.ts';
import { csvLine } from './csv-line.ts';
import { type Route, route } from './route.ts';

const HEADINGS = ['care case', 'customer', 'result', 'salesforce case', 'address', 'reason', 'what to do'];
const RESULTS: Readonly<Record<BulkRowState, string>> = {
  waiting: 'waiting',
  sending: 'being created',
  created: 'created',
  found: 'was there already',
  refused: 'refused',
  canceled: 'canceled',
  undone: 'undone',
};

/** Many cases sent to Salesforce at once. */
export function bulkEscalationRoutes(desk: BulkDesk): Route[] {
  return [
    route(
      api.previewBulk,
      async ({ actor, body }) => ({ status: 200, body: await desk.preview(personOf(actor), body.caseIds) }),
      { once: 'never' },
    ),
    route(api.startBulk, async ({ actor, body }) => ({
      status: 201,
      body: { job: await desk.start(personOf(actor), body.caseIds) },
    })),
    route(api.listBulkJobs, async ({ actor }) => ({
      status: 200,
      body: { jobs: await desk.list(personOf(actor)) },
    })),
    route(api.getBulkJob, async ({ actor, params }) => ({
      status: 200,
      body: await desk.read(personOf(actor), params.jobId),
    })),
    route(api.cancelBulk, async ({ actor, params }) => ({
      status: 200,
      body: { job: await desk.cancel(personOf(actor), params.jobId) },
    })),
    route(api.retryBulk, async ({ actor, params }) => ({
      status: 200,
      body: { job: await desk.retry(personOf(actor), params.jobId) },
    })),
    route(api.exportBulkJob, async ({ actor, params, reply }) => {
      const { rows } = await desk.read(personOf(actor), params.jobId);
      const lines = rows.map(({ caseNumber, customerName, state, record, reason }) =>
        csvLine([
          String(caseNumber),
          customerName ?? '',
          RESULTS[state],
          record?.number ?? '',
          record?.url ?? '',
          reason?.fact ?? '',
          reason?.remedy ?? '',
        ]),
      );
      reply
        .header('content-type', 'text/csv; charset=utf-8; header=present')
        .header('content-disposition', 'attachment; filename="care-bulk-escalation.csv"')
        .header('cache-control', 'no-store')
        .send([csvLine(HEADINGS), ...lines].join(''));
      return undefined;
    }),
  ];
}
