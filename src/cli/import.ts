import { createReadStream } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import { type ImportResult, importConversations } from '../service/care/import-conversations.ts';
import { modulesOfAccount } from '../service/storage/account-setup.ts';
import { importPorts } from '../service/storage/import-store.ts';
import type { RunCommand } from './command.ts';
import { CommandError } from './command-error.ts';
import { chooseAccount, withCare } from './open-care.ts';
import { progressBar } from './progress-bar.ts';

const SHOWN_REJECTIONS = 20;

export const importFile: RunCommand = async (input) => {
  const path = input.words[0]!;
  const bytes = await sizeOf(path);
  return withCare(input, async (care) => {
    const accountId = await chooseAccount(care, input);
    if (!(await modulesOfAccount(care.db, accountId)).includes('care')) {
      throw new CommandError(
        'CARE_MODULE_MISSING',
        'The account uses Community without the Care module: it has no conversations.',
        'Choose another account with --account.',
      );
    }
    const ports = importPorts(care.db, () => new Date(), care.seal);
    const bar = progressBar(process.stderr, bytes);
    try {
      const result = await importConversations(ports, {
        accountId,
        recent: input.options.recent === true,
        source: { open: () => createReadStream(path) },
        signal: input.signal,
        onProgress: (progress) =>
          bar.show(progress.bytes, `${progress.messages.toLocaleString('en')} messages`),
      });
      bar.clear();
      for (const line of report(result, input.options.json === true)) input.write(line);
      return result.rejections.length > 0 ? 1 : 0;
    } catch (error) {
      bar.clear();
      if (!input.signal.aborted) throw error;
      input.write('Stopped. What was imported stays; the same command goes on from there.');
      return 130;
    }
  });
};

function report(result: ImportResult, json: boolean): string[] {
  if (json) return [JSON.stringify(result)];
  const { conversations, messages, rejections } = result;
  const counts = (of: ImportResult['messages']) =>
    `${of.imported} imported, ${of.unchanged} unchanged, ${of.rejected} rejected`;
  const more = rejections.length - SHOWN_REJECTIONS;
  return [
    `Conversations: ${counts(conversations)}`,
    `Messages:      ${counts(messages)}`,
    ...rejections.slice(0, SHOWN_REJECTIONS).map(({ line, reason }) => `Line ${line}: ${reason}`),
    ...(more > 0 ? [`and ${more} more lines; --json names them all`] : []),
  ];
}

async function sizeOf(path: string): Promise<number> {
  try {
    await access(path, constants.R_OK);
    const found = await stat(path);
    if (found.isDirectory()) throw new Error('EISDIR');
    return found.size;
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'it is a folder';
    throw new CommandError('FILE_UNREADABLE', `${path} cannot be read (${code}).`, 'Check the path.', {
      cause,
    });
  }
}
