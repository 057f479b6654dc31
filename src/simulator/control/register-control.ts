import type { FastifyInstance, FastifyReply } from 'fastify';
import { invoke } from '../actions/invocable-actions.ts';
import type { Fault, OrgUser, RecordInput } from '../core.ts';
import type { Org } from '../org.ts';
import { SalesforceError } from '../salesforce-error.ts';
import { registerSchemaControl } from './register-schema.ts';
import { registerSetupControl } from './register-setup.ts';

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
const LOCAL_NAMES: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]', '::1']);

/** `/__simulator/…`: a test's hold on a running org, from loopback only. No part of Salesforce. */
export async function registerControl(app: FastifyInstance, org: Org): Promise<void> {
  app.addHook('onRequest', async (request, reply) => {
    const isLocal = LOOPBACK.has(request.ip) && LOCAL_NAMES.has(request.hostname);
    // A web page reaches loopback too. Of another site, it cannot leave out its Origin; under a name that was made to
    // mean this machine, it cannot leave out that name.
    if (!isLocal || request.headers.origin !== undefined)
      return reply.code(403).send({ error: 'loopback only' });
  });
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof SalesforceError) return reply.code(error.status).send(error.details());
    return reply
      .code(400)
      .send([
        { errorCode: 'BAD_CONTROL_REQUEST', message: error instanceof Error ? error.message : String(error) },
      ]);
  });

  app.get('/__simulator/calls', async () => ({
    apiCalls: org.control.apiCallCount(),
    byOperation: countByOperation(org),
    calls: org.control.calls(),
  }));
  app.delete('/__simulator/calls', async (_request, reply) => {
    org.control.clearCalls();
    return reply.code(204).send();
  });

  app.get('/__simulator/faults', async () => org.control.faults());
  app.post<{ Body: Fault }>('/__simulator/faults', async (request, reply) => {
    if (typeof request.body?.operation !== 'string')
      throw new Error('Failed to add a fault: expected an operation. Name one of the call log, or *.');
    return reply.code(201).send(org.control.addFault(request.body));
  });
  app.delete<{ Params: { id: string } }>('/__simulator/faults/:id', async (request, reply) => {
    org.control.removeFault(request.params.id);
    return reply.code(204).send();
  });
  app.delete('/__simulator/faults', async (_request, reply) => {
    org.control.clearFaults();
    return reply.code(204).send();
  });

  app.get('/__simulator/org', async () => {
    const { url, visualforceUrl, setup } = org;
    return { ...setup.organization(), url, visualforceUrl };
  });
  app.get('/__simulator/trusted-urls', async () => org.trustedUrls.list());
  app.patch<{ Params: { name: string }; Body: { isActive?: unknown } }>(
    '/__simulator/trusted-urls/:name',
    async ({ params, body }, reply) => {
      if (typeof body?.isActive !== 'boolean')
        throw new Error('Failed to switch a Trusted URL: expected isActive, true or false.');
      org.trustedUrls.setActive(params.name, body.isActive);
      return reply.code(204).send();
    },
  );

  app.patch<{ Params: { object: string }; Body: { model?: unknown } }>(
    '/__simulator/sharing/:object',
    async ({ params, body }, reply) => {
      const model = body?.model;
      if (model !== 'Private' && model !== 'ReadWrite')
        throw new Error('Failed to set sharing: expected a model, Private or ReadWrite.');
      org.setSharingModel(params.object, model);
      return reply.code(204).send();
    },
  );
  app.post<{ Params: { class: string }; Querystring: { as?: string }; Body: { inputs?: unknown } }>(
    '/__simulator/actions/:class',
    async ({ params, query, body }, reply) => {
      const answer = await invoke(org, userNamed(org, query.as), params.class, body?.inputs);
      return reply.code(answer.status).send(answer.body);
    },
  );

  registerSetupControl(app, org);
  registerSchemaControl(app, org);
  registerRecords(app, org);
}

function userNamed(org: Org, username: string | undefined): OrgUser {
  const user = org.users.byUsername(username ?? '');
  if (user) return user;
  throw new Error(
    `Failed to find user "${username ?? ''}". Name one with ?as=, e.g. ${org.users.list()[0]?.username}.`,
  );
}

/** Reads and edits records as one of the users, named by `?as=username`. */
function registerRecords(app: FastifyInstance, org: Org): void {
  type Route = { Params: { id: string }; Querystring: { as?: string; soql?: string }; Body: RecordInput };
  const userOf = (username: string | undefined) => userNamed(org, username);
  const noContent = (reply: FastifyReply) => reply.code(204).send();

  app.get<Route>('/__simulator/records', async ({ query }) =>
    org.records.query(userOf(query.as), query.soql ?? ''),
  );
  app.get<Route>('/__simulator/records/:id', async ({ params, query }, reply) => {
    const record = await org.records.get(userOf(query.as), params.id);
    return (
      record ??
      reply.code(404).send([{ errorCode: 'NOT_FOUND', message: 'No such record, or not for this user.' }])
    );
  });
  app.post<Route & { Querystring: { object: string } }>(
    '/__simulator/records',
    async ({ query, body }, reply) =>
      reply.code(201).send(await org.records.create(userOf(query.as), query.object, body)),
  );
  app.patch<Route>('/__simulator/records/:id', async ({ params, query, body }, reply) => {
    await org.records.update(userOf(query.as), params.id, body);
    return noContent(reply);
  });
  app.delete<Route>('/__simulator/records/:id', async ({ params, query }, reply) => {
    await org.records.delete(userOf(query.as), params.id);
    return noContent(reply);
  });
  app.post<Omit<Route, 'Body'> & { Body: { losers: string[] } }>(
    '/__simulator/records/:id/merge',
    async ({ params, query, body }, reply) => {
      await org.records.merge(userOf(query.as), params.id, body.losers);
      return noContent(reply);
    },
  );
}

function countByOperation(org: Org): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind, operation } of org.control.calls())
    counts[`${kind}:${operation}`] = (counts[`${kind}:${operation}`] ?? 0) + 1;
  return counts;
}
