import { createHash } from 'node:crypto';
import { type ImportedConversation, parseImportLine } from './import-line.ts';
import { readLines } from './import-lines.ts';
import type { ImportPorts, ImportSource } from './import-ports.ts';

/**
 * By how many ms the times of a file move so that its newest message is now. Kept for the file's bytes
 * before the first message is stored, so that every later run of them moves by the same.
 */
export async function shiftOfFile(
  ports: ImportPorts,
  accountId: string,
  source: ImportSource,
): Promise<number> {
  const hash = createHash('sha256');
  let newest = Number.NEGATIVE_INFINITY;
  for await (const { bytes } of readLines(hashed(source.open(), (chunk) => hash.update(chunk)))) {
    const parsed = bytes === null ? null : parseImportLine(bytes);
    if (parsed?.ok) newest = Math.max(newest, Date.parse(parsed.conversation.messages.at(-1)!.sentAt));
  }
  if (newest === Number.NEGATIVE_INFINITY) return 0;
  return ports.inAccount(accountId, (store) =>
    store.keepShift(hash.digest(), ports.now().getTime() - newest),
  );
}

export function shifted(conversation: ImportedConversation, shiftMs: number): ImportedConversation {
  if (shiftMs === 0) return conversation;
  const move = (at: string) => new Date(Date.parse(at) + shiftMs).toISOString();
  return {
    ...conversation,
    messages: conversation.messages.map((message) => ({ ...message, sentAt: move(message.sentAt) })),
  };
}

async function* hashed(
  stream: AsyncIterable<Uint8Array>,
  update: (chunk: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of stream) {
    update(chunk);
    yield chunk;
  }
}
