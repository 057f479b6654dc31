import { PLATFORMS } from '../domain/profile.ts';
import { createProfile } from '../service/storage/account-setup.ts';
import type { RunCommand } from './command.ts';
import { CommandError } from './command-error.ts';
import { chooseAccount, withCare } from './open-care.ts';

export const profileCreate: RunCommand = (input) =>
  withCare(input, async (care) => {
    const [asked, handle] = input.words as [string, string];
    const platform = PLATFORMS.find((one) => one === asked);
    if (!platform) {
      throw new CommandError(
        'OPTION_WRONG',
        `There is no platform "${asked}".`,
        `One of: ${PLATFORMS.join(', ')}.`,
      );
    }
    const name = String(input.options.name ?? handle);
    const outgoingUrl = httpUrl(input.options['outgoing-url']);
    const accountId = await chooseAccount(care, input);
    const created = await createProfile(
      care.db,
      accountId,
      {
        platform,
        handle,
        name,
        outgoingUrl,
      },
      care.seal,
    );
    if (created === null) {
      throw new CommandError(
        'PROFILE_EXISTS',
        `The account has a profile ${handle} on ${platform}.`,
        'Use that one.',
      );
    }
    const { id, signingSecret } = created;
    input.write(
      input.options.json
        ? JSON.stringify({ id, platform, handle, name, outgoingUrl, signingSecret })
        : `Created the profile ${name}: ${id}\nIts signing secret, shown this once: ${signingSecret}`,
    );
    return 0;
  });

function httpUrl(given: string | boolean | undefined): string | null {
  if (given === undefined) return null;
  const url = URL.canParse(String(given)) ? new URL(String(given)) : null;
  if (url && (url.protocol === 'https:' || url.protocol === 'http:')) return url.href;
  throw new CommandError(
    'OPTION_WRONG',
    `--outgoing-url "${given}" is not an http address.`,
    'Give the whole address, https:// included.',
  );
}
