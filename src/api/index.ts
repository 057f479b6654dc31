import * as actions from './actions.ts';
import * as attempts from './attempts.ts';
import * as audit from './audit.ts';
import * as automaticRules from './automatic-rules.ts';
import * as bulk from './bulk.ts';
import * as caseFields from './case-fields.ts';
import * as caseProperties from './case-properties.ts';
import * as cases from './cases.ts';
import * as channel from './channel.ts';
import * as checks from './checks.ts';
import * as community from './community.ts';
import * as connectedUsers from './connected-users.ts';
import * as contacts from './contacts.ts';
import * as embed from './embed.ts';
import type { Endpoint } from './endpoint.ts';
import * as escalations from './escalations.ts';
import * as integrations from './integrations.ts';
import * as live from './live.ts';
import * as mappingHealth from './mapping-health.ts';
import * as mappings from './mappings.ts';
import * as operations from './operations.ts';
import * as people from './people.ts';
import * as rehearsal from './rehearsal.ts';
import * as roles from './roles.ts';
import * as salesforce from './salesforce.ts';
import * as session from './session.ts';
import * as signIn from './sign-in.ts';
import * as undo from './undo.ts';

const isEndpoint = (value: unknown): value is Endpoint =>
  typeof value === 'object' && value !== null && 'method' in value && 'answers' in value;

/** Every operation of the contract, by name. */
export const ENDPOINTS: Readonly<Record<string, Endpoint>> = Object.fromEntries(
  [
    actions,
    attempts,
    audit,
    caseProperties,
    caseFields,
    bulk,
    automaticRules,
    cases,
    channel,
    checks,
    community,
    connectedUsers,
    embed,
    integrations,
    live,
    mappingHealth,
    mappings,
    operations,
    people,
    rehearsal,
    roles,
    salesforce,
    contacts,
    escalations,
    session,
    signIn,
    undo,
  ].flatMap((module) =>
    Object.entries(module).filter((pair): pair is [string, Endpoint] => isEndpoint(pair[1])),
  ),
);
