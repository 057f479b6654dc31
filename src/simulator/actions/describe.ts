import { notFound } from '../salesforce-error.ts';
import { describeSummary } from '../schema/describe.ts';
import { type Action, type ApiCall, type ApiReply, pathObject } from './action.ts';
import { readHttpDate } from './row-of-path.ts';

/** `GET /sobjects`: every object the user may see, in short. */
export const describeGlobal: Action = {
  operation: 'describe-global',
  method: 'GET',
  path: '/sobjects',
  handle: (call) =>
    unlessUnmodified(call, () => ({
      encoding: 'UTF-8',
      maxBatchSize: 200,
      sobjects: call.org.schema
        .list()
        .filter(({ name }) => call.user.rights.object(name).read)
        .map((object) => describeSummary(call.version, object, call.user)),
    })),
};

export const describe: Action = {
  operation: 'describe',
  method: 'GET',
  path: '/sobjects/:object/describe',
  handle(call) {
    const { name } = pathObject(call);
    if (!call.user.rights.object(name).read) throw notFound();
    return unlessUnmodified(call, () => call.org.schema.describe(name, call.user));
  },
};

/** `GET /sobjects/{object}`: the summary and no recent items. */
export const describeBasic: Action = {
  operation: 'describe',
  method: 'GET',
  path: '/sobjects/:object',
  handle(call) {
    const object = pathObject(call);
    return {
      status: 200,
      body: { objectDescribe: describeSummary(call.version, object, call.user), recentItems: [] },
    };
  },
};

/** Answers 304 when the schema is no newer than the client's copy (REST guide, "sObject Describe"). */
function unlessUnmodified(call: ApiCall, body: () => unknown): ApiReply {
  const since = readHttpDate(call, 'if-modified-since');
  const { loadedAt } = call.org.schema;
  if (since !== null && loadedAt.getTime() <= since) return { status: 304 };
  return { status: 200, body: body(), headers: { 'last-modified': loadedAt.toUTCString() } };
}
