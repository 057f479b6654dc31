import type { CaseField } from '../../domain/case-field.ts';
import type { CaseProperties } from '../../domain/case-properties.ts';
import { newId } from '../ids.ts';
import { type ImportedConversation, parseImportLine } from './import-line.ts';
import { type Line, MAX_LINE_BYTES, readLines } from './import-lines.ts';
import { type ImportPorts, type ImportSource, type ImportStore, messageKey } from './import-ports.ts';
import { propertiesOfLine } from './import-properties.ts';
import { shifted, shiftOfFile } from './import-shift.ts';
import { type ImportPlan, planImport } from './plan-import.ts';

export interface ImportOptions {
  source: ImportSource;
  accountId: string;
  /** Moves all times so that the newest message is now; a later run of the same bytes moves them the same. */
  recent: boolean;
  onProgress?: (progress: ImportProgress) => void;
  /** Ends the run between two batches: it then rejects with the signal's reason. */
  signal?: AbortSignal;
}

export interface ImportProgress {
  /** Bytes whose conversations are stored. */
  bytes: number;
  conversations: number;
  messages: number;
}

export interface ImportResult {
  conversations: { imported: number; unchanged: number; rejected: number };
  messages: { imported: number; unchanged: number; rejected: number };
  rejections: { line: number; reason: string }[];
}

/** How much one transaction takes on: enough to be fast, little enough to be short. */
const BATCH_MESSAGES = 500;
const BATCH_CONVERSATIONS = 100;

/**
 * Imports conversations from JSON Lines, streaming. What is stored stays stored when the run is cut
 * short, and the next run goes on from there: a message is known by its profile and platform id.
 * A line that cannot be read is reported and left out. Nothing that is imported goes to a channel.
 */
export async function importConversations(ports: ImportPorts, options: ImportOptions): Promise<ImportResult> {
  const { accountId, source } = options;
  const result: ImportResult = {
    conversations: { imported: 0, unchanged: 0, rejected: 0 },
    messages: { imported: 0, unchanged: 0, rejected: 0 },
    rejections: [],
  };
  const shiftMs = options.recent ? await shiftOfFile(ports, accountId, source) : 0;
  const fields = await ports.inAccount(accountId, (store) => store.caseFields());
  let batch: SaidConversation[] = [];
  let messages = 0;

  const flush = async (bytes: number) => {
    options.signal?.throwIfAborted();
    if (batch.length > 0) count(result, await importBatch(ports, accountId, batch));
    batch = [];
    messages = 0;
    const { imported, unchanged, rejected } = result.conversations;
    options.onProgress?.({
      bytes,
      conversations: imported + unchanged + rejected,
      messages: result.messages.imported + result.messages.unchanged,
    });
  };

  let position = 0;
  for await (const line of readLines(source.open())) {
    position = line.position;
    const parsed = parse(line, fields);
    if (!parsed.ok) {
      result.conversations.rejected++;
      result.messages.rejected += parsed.messages;
      result.rejections.push({ line: line.number, reason: parsed.reason });
      continue;
    }
    batch.push({ conversation: shifted(parsed.conversation, shiftMs), said: parsed.said });
    messages += parsed.conversation.messages.length;
    if (messages >= BATCH_MESSAGES || batch.length >= BATCH_CONVERSATIONS) await flush(position);
  }
  await flush(position);
  return result;
}

interface SaidConversation {
  conversation: ImportedConversation;
  said: CaseProperties;
}

function parse(line: Line, fields: readonly CaseField[]) {
  if (line.bytes === null) {
    return { ok: false, reason: `It is longer than ${MAX_LINE_BYTES} bytes.`, messages: 0 } as const;
  }
  const parsed = parseImportLine(line.bytes);
  if (!parsed.ok) return parsed;
  const { conversation } = parsed;
  const said = propertiesOfLine(conversation, fields);
  if ('reason' in said) {
    return { ok: false, reason: said.reason, messages: conversation.messages.length } as const;
  }
  return { ok: true, conversation, said: said.properties } as const;
}

function importBatch(
  ports: ImportPorts,
  accountId: string,
  batch: readonly SaidConversation[],
): Promise<ImportPlan> {
  return ports.inAccount(accountId, async (store) => {
    const plan = await planBatch(store, batch);
    await store.addCases(plan.created);
    for (const { planned, before } of plan.extended) await store.extendCase(planned, before);
    return plan;
  });
}

async function planBatch(store: ImportStore, batch: readonly SaidConversation[]): Promise<ImportPlan> {
  const profileIds = await store.profileIds(
    batch.map(({ conversation: { platform, profile } }) => ({ platform, handle: profile })),
  );
  const customerIds = await store.customerIds(
    batch.map(
      ({
        conversation: {
          platform,
          customer: { id, ...customer },
        },
      }) => ({
        platform,
        externalId: id,
        ...customer,
      }),
    ),
  );
  const placed = batch.map((each, index) => ({
    ...each,
    profileId: profileIds[index]!,
    customerId: customerIds[index]!,
  }));
  const known = await store.knownMessages(
    placed.flatMap(({ conversation, profileId }) =>
      conversation.messages.map(({ id }) => ({ profileId, platformId: id })),
    ),
  );
  const joined = placed.flatMap(({ conversation, profileId }) => {
    const caseId = known.get(messageKey({ profileId, platformId: conversation.messages[0]!.id }));
    return caseId === undefined ? [] : [caseId];
  });
  return planImport(placed, {
    known,
    cases: await store.cases(joined, placed),
    graceDays: await store.graceDays(),
    newCaseId: () => newId('case'),
  });
}

function count(result: ImportResult, plan: ImportPlan): void {
  result.conversations.imported += plan.conversations.imported;
  result.conversations.unchanged += plan.conversations.unchanged;
  result.messages.imported += plan.messages.imported;
  result.messages.unchanged += plan.messages.unchanged;
}
