import type { FastifyInstance } from 'fastify';
import { EXTENSIONS } from '../apex/apex-methods.ts';
import type { OrgCore, OrgUser } from '../core.ts';
import type { CsrfGuard } from '../pages/csrf.ts';

/** One call of JavaScript remoting, as the platform's script sends it. */
interface RemotingCall {
  readonly action?: string;
  readonly method?: string;
  readonly data?: readonly unknown[];
  readonly tid?: number;
  readonly ctx?: { readonly csrf?: string; readonly vid?: string };
}

interface RemotingAnswer {
  readonly statusCode: number;
  readonly type: 'rpc' | 'exception';
  readonly result?: unknown;
  readonly message?: string;
  readonly where?: string;
}

/** Names the page and the person a token was made for: one page's token opens no other's actions. */
export const remotingSubject = (user: OrgUser, page: string): string => `${user.id} ${page}`;

/**
 * `POST /apexremote`: runs a remote action as the signed-in user. Who may open the page may run every remote action of
 * its controllers (Apex guide, "RemoteAction Annotation"); the token in `ctx` says that the page was opened.
 */
export function registerRemoting(app: FastifyInstance, org: OrgCore, csrf: CsrfGuard): void {
  app.post<{ Body: RemotingCall | readonly RemotingCall[] }>('/apexremote', async (request, reply) => {
    const user = org.userFromRequest(request);
    const isOwnPage = request.headers.origin === org.visualforceUrl;
    const calls = (Array.isArray(request.body) ? request.body : [request.body]) as readonly RemotingCall[];
    const answers: object[] = [];
    for (const call of calls) {
      const { action = '', method = '', tid = 0 } = call ?? {};
      const answer =
        user && isOwnPage
          ? await run(org, user, csrf, call)
          : refused('You are not signed in, or this is not your page.');
      answers.push({ ...answer, action, method, tid, ref: false });
    }
    return reply.header('cache-control', 'no-store').send(answers);
  });
}

async function run(
  org: OrgCore,
  user: OrgUser,
  csrf: CsrfGuard,
  call: RemotingCall,
): Promise<RemotingAnswer> {
  const { action = '', method = '', data = [], ctx } = call ?? {};
  const page = String(ctx?.vid ?? '');
  if (!csrf.isValid(remotingSubject(user, page), ctx?.csrf))
    return refused('Remote action was refused: the page is out of date. Reload it.');
  const extension = Object.hasOwn(EXTENSIONS, action) ? EXTENSIONS[action] : undefined;
  const found =
    extension && Object.hasOwn(extension.remoteActions, method) && extension.remoteActions[method];
  if (!found) return refused(`Visualforce Remoting Exception: Method '${method}' not found in ${action}`);
  const given = Object.fromEntries(found.parameters.map((name, index) => [name, data[index] ?? null]));
  return { statusCode: 200, type: 'rpc', result: await found.run(org, user, given) };
}

const refused = (message: string): RemotingAnswer => ({
  statusCode: 400,
  type: 'exception',
  message,
  where: '',
});
