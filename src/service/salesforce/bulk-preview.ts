import type { BulkPreviewRow } from '../../api/bulk.ts';
import type { CaseSummary } from '../../api/shapes.ts';
import type { AgentActor } from '../../domain/agent.ts';
import { isInSight } from '../../domain/case-sight.ts';
import type { Connection } from '../../domain/connection.ts';
import { decideBulkReadiness } from '../../domain/decide-bulk-readiness.ts';
import { decideEscalation, type EscalationRules } from '../../domain/decide-escalation.ts';
import type { CareFacts } from '../../domain/mapping/care-facts.ts';
import type { SchemaField } from '../../domain/mapping/schema.ts';
import { foresee } from '../../domain/preflight/foresee.ts';
import { foreseeRules } from '../../domain/preflight/foresee-rules.ts';
import { statedBy } from '../../domain/preflight/stated.ts';
import type { NotChecked } from '../../domain/preflight/verdict.ts';
import { seesAll } from '../care/case-sight.ts';
import { refusalInWords } from '../refusal-in-words.ts';
import { readCareFacts } from '../storage/care-facts.ts';
import { readSummaries } from '../storage/case-views.ts';
import { connectionsOfCustomers } from '../storage/connection-of-customer.ts';
import type { Tx } from '../storage/database.ts';
import { readEscalationRules } from '../storage/escalation-rules.ts';
import { mappingOf, type SavedMapping } from '../storage/mapping-version.ts';
import { readStandingCases, type StandingCase } from '../storage/standing-cases.ts';
import { oursOf, recordTypeOf } from './preflight-desk.ts';
import { type DraftingDeps, filledBy, fillForm, schemaOf } from './record-form.ts';
import { FIELDS_OF_ESCALATION, type WriterOfRecord, writerOf } from './record-writer.ts';
import { timeZoneFor } from './time-zone.ts';
import { type RulesOfObject, readValidationRules } from './validation-rules.ts';

const HIDDEN = {
  code: 'PERMISSION_MISSING',
  fact: 'This case is somebody else’s by now.',
  remedy: 'Ask whoever holds it, or take it over first.',
};

const NOTHING = { subject: null, recordType: null, record: null, reason: null, warnings: [] };

/** What an org is like for all cases that go there; read once, however many there are. */
interface OrgFacts {
  mapping: SavedMapping;
  rules: RulesOfObject;
  /** Who would write a record of these facts, and what they may write: once for each set of fields. */
  writing(facts: CareFacts): Promise<Writing>;
}

interface Writing {
  writer: WriterOfRecord;
  recordType: { id: string; name: string; label: string } | null;
  /** Of the writer, where a rule asks for today; else null. */
  zone: string | null;
  schema: SchemaField[];
}

/** Everything Care knows of the cases, read in one transaction. */
interface CasesToPreview {
  rules: EscalationRules;
  cases: {
    summary: CaseSummary;
    connection: Connection | null;
    facts: CareFacts | null;
    standing: StandingCase | null;
  }[];
  mappings: ReadonlyMap<string, SavedMapping>;
}

export interface BulkPreview {
  cases: BulkPreviewRow[];
  notChecked: NotChecked[];
  /** Whom Salesforce will name as the creators. */
  writers: { name: string; because: string | null }[];
}

/**
 * What would become of many cases in Salesforce: the same questions as for one, in as many calls as for one.
 *
 * @throws Problem when the org cannot be asked for its form.
 */
export async function previewCases(
  deps: DraftingDeps,
  actor: AgentActor,
  caseIds: readonly string[],
): Promise<BulkPreview> {
  const { db, now } = deps;
  const known = await db.forAccount(actor.accountId, (tx) => readCases(tx, deps, actor, caseIds));
  const orgs = new Map<string, OrgFacts>();
  for (const { connection } of known.cases) {
    if (connection?.state !== 'connected' || orgs.has(connection.id)) continue;
    const mapping = known.mappings.get(connection.id)!;
    orgs.set(connection.id, await readOrg(deps, actor.agentId, connection, mapping));
  }
  const notChecked = new Map<string, NotChecked>();
  const writers = new Map<string, BulkPreview['writers'][number]>();
  for (const { rules } of orgs.values()) for (const each of rules.notChecked) notChecked.set(each.what, each);
  const cases: BulkPreviewRow[] = [];
  for (const { summary, connection, facts, standing } of known.cases) {
    const isSeen =
      seesAll(actor) ||
      isInSight(actor.agentId, { assigneeId: summary.assignee?.id ?? null, status: summary.status });
    const { id: caseId, number: caseNumber, customer } = summary;
    const row = {
      caseId,
      caseNumber,
      customerName: isSeen ? customer.name || customer.handle : null,
      ...NOTHING,
    };
    if (!isSeen) {
      cases.push({ ...row, state: 'blocked', reason: HIDDEN });
      continue;
    }
    const refusal = decideEscalation({
      object: 'Case',
      connection,
      contactLinked: facts?.contact != null,
      lastCustomerMessageAt: summary.lastCustomerMessageAt,
      now: now().toISOString(),
      standing: standing ? 1 : 0,
      another: false,
      rules: known.rules,
    });
    const org = connection && orgs.get(connection.id);
    const filled = org && facts && standing === null ? await fillFor(org, facts, now().getTime()) : null;
    for (const each of filled?.notChecked ?? []) notChecked.set(each.what, each);
    const words = refusal && refusalInWords(refusal, known.rules);
    const readiness = decideBulkReadiness(words, filled?.verdicts ?? [], filled?.labelOf ?? String);
    const { subject = null, recordType = null } = filled ?? {};
    if (readiness.kind === 'found') {
      const { number = null, url = null } = standing ?? {};
      cases.push({ ...row, state: 'found', record: { number, url } });
    } else if (readiness.kind === 'blocked') {
      cases.push({ ...row, subject, recordType, state: 'blocked', reason: readiness.reason });
    } else {
      if (filled) writers.set(filled.writer.name, filled.writer);
      cases.push({ ...row, subject, recordType, state: 'ready', warnings: readiness.warnings });
    }
  }
  return { cases, notChecked: [...notChecked.values()], writers: [...writers.values()] };
}

async function readCases(
  tx: Tx,
  { now, caseUrl }: DraftingDeps,
  { agentId }: AgentActor,
  caseIds: readonly string[],
): Promise<CasesToPreview> {
  const summaries = await readSummaries(tx, [...new Set(caseIds)]);
  const connectionOf = await connectionsOfCustomers(tx, [
    ...new Set(summaries.map((each) => each.customer.id)),
  ]);
  const connections = new Map(summaries.map(({ id, customer }) => [id, connectionOf(customer.id)]));
  const facts = new Map<string, CareFacts>();
  const standing = new Map<string, StandingCase>();
  const mappings = new Map<string, SavedMapping>();
  for (const id of new Set([...connections.values()].flatMap((each) => each?.id ?? []))) {
    const own = summaries.flatMap((each) => (connections.get(each.id)?.id === id ? each.id : []));
    const of = { agentId, at: now().toISOString(), caseUrl, key: null };
    for (const [caseId, each] of await readCareFacts(tx, own, id, of)) facts.set(caseId, each);
    for (const [caseId, each] of await readStandingCases(tx, own, id)) standing.set(caseId, each);
    mappings.set(id, await mappingOf(tx, id, 'Case', null));
  }
  return {
    rules: await readEscalationRules(tx),
    cases: summaries.map((summary) => ({
      summary,
      connection: connections.get(summary.id) ?? null,
      facts: facts.get(summary.id) ?? null,
      standing: standing.get(summary.id) ?? null,
    })),
    mappings,
  };
}

async function readOrg(
  { db, describes, now }: DraftingDeps,
  agentId: string,
  connection: Connection,
  mapping: SavedMapping,
): Promise<OrgFacts> {
  const draft = { connection, object: 'Case', mapping } as const;
  const rules = await readValidationRules(describes, connection, 'Case');
  const known = new Map<string, Promise<Writing>>();
  const ask = async (fields: string[]): Promise<Writing> => {
    const question = { agentId, object: draft.object, ours: FIELDS_OF_ESCALATION, fields };
    const writer = await writerOf({ db, describes }, connection, {
      ...question,
      recordTypeId: mapping.recordTypeId,
    });
    const writes = writer.gap === null ? agentId : null;
    const recordType = await recordTypeOf(describes, draft, writes, null);
    const of = { object: draft.object, rules: rules.rules, now: now().getTime() };
    const zone = await timeZoneFor(describes, connection, writes, of);
    return { writer, recordType, zone, schema: await schemaOf(describes, draft, writes) };
  };
  return {
    mapping,
    rules,
    writing(facts) {
      const fields = filledBy({ mapping, facts });
      const key = fields.join();
      const asked = known.get(key) ?? ask(fields);
      known.set(key, asked);
      return asked;
    },
  };
}

async function fillFor({ mapping, rules, writing }: OrgFacts, facts: CareFacts, now: number) {
  const { writer, recordType, schema, zone } = await writing(facts);
  const form = fillForm({ mapping, facts }, schema);
  const values = new Map(form.map(({ name, value }) => [name, value]));
  const stated = statedBy({ form, values, schema, recordType, ours: new Map(oursOf(facts)) });
  const foreseen = foreseeRules(rules.rules, stated, now, zone);
  return {
    subject: values.get('Subject') ?? null,
    recordType: recordType?.label ?? null,
    verdicts: [...foresee(form, values).verdicts, ...foreseen.verdicts],
    notChecked: foreseen.notChecked,
    writer: { name: writer.displayName, because: writer.because },
    labelOf: (name: string) => form.find((field) => field.name === name)?.label ?? name,
  };
}
