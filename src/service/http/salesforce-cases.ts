import * as contacts from '../../api/contacts.ts';
import type { BodyOf } from '../../api/endpoint.ts';
import * as escalations from '../../api/escalations.ts';
import * as salesforce from '../../api/salesforce.ts';
import { type Actor, actingAgentId } from '../../domain/agent.ts';
import type { Hold } from '../../domain/automatic-rule.ts';
import type { EscalatedObject, EscalationRefusal } from '../../domain/decide-escalation.ts';
import { Problem } from '../problem.ts';
import { refusalInWords } from '../refusal-in-words.ts';
import type { SalesforceDesk } from '../salesforce/salesforce-desk.ts';
import type { HeldCase } from '../storage/automatic-holds.ts';
import { type EscalationPorts, escalate } from '../sync/escalate.ts';
import { ASKS_SALESFORCE, type Route, route } from './route.ts';

/** Why a rule has left a case to people, and what goes on from there. */
function heldInWords({ code, rule: { name, hourlyCap } }: HeldCase) {
  const words: Readonly<Record<Hold, { fact: string; remedy: string }>> = {
    CONTACT_LINK_REQUIRED: {
      fact: `The rule “${name}” matches this case and asks for a linked contact.`,
      remedy: 'Link a contact, and the Salesforce case is created.',
    },
    CUSTOMER_SILENT_90_DAYS: {
      fact: `The rule “${name}” matches this case, but the customer’s last message is too old.`,
      remedy: 'The rule looks again when the customer writes.',
    },
    HOURLY_CAP_REACHED: {
      fact: `The rule “${name}” matches this case, but it had created its ${hourlyCap} cases within the hour.`,
      remedy: 'It is created by itself as soon as there is room, unless you create it now.',
    },
  };
  return { rule: name, ...words[code] };
}

/** What the Salesforce tab of a case does. */
export function salesforceCaseRoutes(desk: SalesforceDesk, escalation: EscalationPorts): Route[] {
  const inWords = async (actor: Actor, refusal: EscalationRefusal | null) =>
    refusal === null ? null : refusalInWords(refusal, await desk.escalationRules(actor));

  const make = async (
    actor: Actor,
    caseId: string,
    object: EscalatedObject,
    {
      fields,
      recordType,
      ownerId,
      assign: autoAssign,
      anyway,
      another,
    }: BodyOf<typeof escalations.escalateCase>,
  ) => {
    const agentId = actingAgentId(actor);
    if (agentId === null) throw new Problem('FORBIDDEN', 'A person escalates a case.');
    const { accountId } = actor;
    const chosen = await desk.chosenFields(actor, caseId, object, fields, recordType);
    const request = { accountId, caseId, agentId, object, ...chosen, ownerId, autoAssign, anyway, another };
    try {
      const { created, escalation: made } = await escalate(escalation, request);
      if (chosen.tokenGap === null && made.actedAsBecause !== null) await desk.forgetForm(actor, caseId);
      if (!created || made.recordId === null) return { status: 202 as const, body: { escalation: made } };
      const owner = await desk.ownerOf(actor, caseId, object, made.recordId);
      return { status: 201 as const, body: { escalation: made, owner } };
    } catch (error) {
      if (error instanceof Problem && error.code === 'SALESFORCE_REFUSED')
        await desk.forgetForm(actor, caseId);
      throw error;
    }
  };

  return [
    route(salesforce.getSalesforceTab, async ({ actor, params }) => {
      const { blocked, leadBlocked, held, ...tab } = await desk.tab(actor, params.caseId);
      const body = {
        ...tab,
        blocked: await inWords(actor, blocked),
        leadBlocked: await inWords(actor, leadBlocked),
        held: held && heldInWords(held),
      };
      return { status: 200, body };
    }),
    route(contacts.searchContacts, async ({ actor, query }) => ({
      status: 200,
      body: { contacts: await desk.searchContacts(actor, query.search, query.caseId) },
    })),
    route(contacts.linkContact, async ({ actor, params, body }) => ({
      status: 200,
      body: { contact: await desk.linkContact(actor, params.caseId, body.contactId) },
    })),
    route(
      contacts.checkContact,
      async ({ actor, params }) => ({ status: 200, body: await desk.checkContact(actor, params.caseId) }),
      { once: 'never' },
    ),
    route(contacts.unlinkContact, async ({ actor, params }) => {
      await desk.unlinkContact(actor, params.caseId);
      return { status: 204 };
    }),
    route(
      contacts.createContact,
      async ({ actor, params, body }) => {
        const made = await desk.createContact(actor, params.caseId, body);
        return made.contact ? { status: 201, body: made } : { status: 200, body: made };
      },
      ASKS_SALESFORCE,
    ),
    route(contacts.suggestContacts, async ({ actor, params }) => ({
      status: 200,
      body: { contacts: await desk.suggestContacts(actor, params.caseId) },
    })),
    route(contacts.getContactForm, async ({ actor, params, query }) => ({
      status: 200,
      body: await desk.contactForm(actor, params.caseId, query.as ?? null),
    })),
    route(escalations.getCaseForm, async ({ actor, params, query }) => ({
      status: 200,
      body: await desk.form(actor, params.caseId, 'Case', query.recordType ?? null),
    })),
    route(escalations.searchOwners, async ({ actor, params, query }) => ({
      status: 200,
      body: { owners: await desk.searchOwners(actor, params.caseId, query.search) },
    })),
    route(
      escalations.foreseeRules,
      async ({ actor, params, body }) => ({
        status: 200,
        body: await desk.foreseeRules(actor, params.caseId, body),
      }),
      { once: 'never' },
    ),
    route(
      contacts.findDuplicates,
      async ({ actor, params, body }) => ({
        status: 200,
        body: await desk.findDuplicates(actor, params.caseId, body),
      }),
      { once: 'never' },
    ),
    route(escalations.getLeadForm, async ({ actor, params, query }) => ({
      status: 200,
      body: await desk.form(actor, params.caseId, 'Lead', query.recordType ?? null),
    })),
    route(
      escalations.escalateCase,
      ({ actor, params, body }) => make(actor, params.caseId, 'Case', body),
      ASKS_SALESFORCE,
    ),
    route(
      escalations.createLead,
      ({ actor, params, body }) => make(actor, params.caseId, 'Lead', body),
      ASKS_SALESFORCE,
    ),
  ];
}
