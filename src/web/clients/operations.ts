import type * as attempts from '../../api/attempts.ts';
import type * as audit from '../../api/audit.ts';
import type * as automaticRules from '../../api/automatic-rules.ts';
import type * as bulk from '../../api/bulk.ts';
import type * as caseFields from '../../api/case-fields.ts';
import type * as caseProperties from '../../api/case-properties.ts';
import type * as cases from '../../api/cases.ts';
import type * as checks from '../../api/checks.ts';
import type * as community from '../../api/community.ts';
import type * as connectedUsers from '../../api/connected-users.ts';
import type * as contacts from '../../api/contacts.ts';
import type * as embed from '../../api/embed.ts';
import type { AnswerOf, BodyInputOf, Endpoint, ParamsOf, QueryInputOf } from '../../api/endpoint.ts';
import type * as escalations from '../../api/escalations.ts';
import type * as integrations from '../../api/integrations.ts';
import type * as live from '../../api/live.ts';
import type * as mappingHealth from '../../api/mapping-health.ts';
import type * as mappings from '../../api/mappings.ts';
import type * as people from '../../api/people.ts';
import type * as rehearsal from '../../api/rehearsal.ts';
import type * as roles from '../../api/roles.ts';
import type * as salesforce from '../../api/salesforce.ts';
import type * as session from '../../api/session.ts';
import type * as signIn from '../../api/sign-in.ts';
import type * as undo from '../../api/undo.ts';

/*
 * The contract as types only: its schemas stay out of what the browser loads.
 */
type Contract = typeof attempts &
  typeof audit &
  typeof bulk &
  typeof caseFields &
  typeof caseProperties &
  typeof cases &
  typeof checks &
  typeof community &
  typeof connectedUsers &
  typeof contacts &
  typeof embed &
  typeof escalations &
  typeof integrations &
  typeof live &
  typeof automaticRules &
  typeof mappingHealth &
  typeof mappings &
  typeof people &
  typeof rehearsal &
  typeof roles &
  typeof salesforce &
  typeof session &
  typeof signIn &
  typeof undo;
type AnyEndpoint = Extract<Contract[keyof Contract], Endpoint>;

/** `GET /v1/cases/:caseId` and so on: every operation a browser may call, by method and path. */
export type Operation = AnyEndpoint extends infer E
  ? E extends Endpoint
    ? `${E['method']} ${E['path']}`
    : never
  : never;

export type EndpointOf<Op extends Operation> = AnyEndpoint extends infer E
  ? E extends Endpoint
    ? Op extends `${E['method']} ${E['path']}`
      ? E
      : never
    : never
  : never;

type Part<Name extends string, Value> = Value extends undefined ? unknown : { [Key in Name]: Value };

/** What an operation is given: its params, query and body, as far as it has them. */
export type InputOf<Op extends Operation> = Part<'params', ParamsOf<EndpointOf<Op>>> &
  Part<'query', QueryInputOf<EndpointOf<Op>>> &
  Part<'body', BodyInputOf<EndpointOf<Op>>>;

export type Answer<Op extends Operation> = AnswerOf<EndpointOf<Op>>;
