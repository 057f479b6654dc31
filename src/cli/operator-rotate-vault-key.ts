import { readConfig } from '../service/config.ts';
import { PACKAGE_FOLDER } from '../service/package-folder.ts';
import { rewrapSecrets } from '../service/salesforce/rewrap-secrets.ts';
import { createVault } from '../service/salesforce/vault.ts';
import type { RunCommand } from './command.ts';
import { withCare } from './open-care.ts';

/** Moves every secret to CARE_VAULT_KEY, beside the running product, and says whether earlier keys are still needed. */
export const operatorRotateVaultKey: RunCommand = (input) =>
  withCare(input, async ({ db, installation }) => {
    const { vaultKey, earlierVaultKeys } = readConfig(input.env, {
      ...installation,
      webRoot: PACKAGE_FOLDER,
    });
    const { moved, left } = await rewrapSecrets(db, createVault(vaultKey, earlierVaultKeys));
    if (input.options.json) input.write(JSON.stringify({ moved, left }));
    else {
      input.write(`Moved to the present key: ${moved === 1 ? '1 secret' : `${moved} secrets`}.`);
      input.write(
        left === 0
          ? 'Nothing is sealed by an earlier key any more: take CARE_VAULT_EARLIER_KEYS away.'
          : `Sealed by a key that is not here: ${left}. Add that key to CARE_VAULT_EARLIER_KEYS and try again.`,
      );
    }
    return left === 0 ? 0 : 1;
  });
