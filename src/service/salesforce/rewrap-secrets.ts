import type { Database } from '../storage/database.ts';
import { moveSealed, type SealedPlace, sealedOtherwise } from '../storage/sealed-values.ts';
import type { SealContext, Vault } from './vault.ts';

const AT_ONCE = 200;

/**
 * Moves every secret at rest to the installation's present key, value by value, while everything goes on.
 *
 * @returns left: sealed by a key that is not here; with 0 the earlier keys are of no use any more.
 */
export async function rewrapSecrets(db: Database, vault: Vault): Promise<{ moved: number; left: number }> {
  let moved = 0;
  for (;;) {
    const places = await sealedOtherwise(db, vault.mark, AT_ONCE);
    const before = moved;
    let left = 0;
    for (const place of places) {
      if (await rewrap(db, vault, place)) moved += 1;
      else left += 1;
    }
    // Whatever cannot be moved would come again.
    if (moved === before || places.length < AT_ONCE) return { moved, left };
  }
}

async function rewrap(db: Database, vault: Vault, place: SealedPlace): Promise<boolean> {
  let fits = true;
  await db.forAccount(place.accountId, (tx) =>
    moveSealed(tx, place, (sealed) => {
      try {
        return vault.rewrap(sealed, contextOf(place));
      } catch {
        fits = false;
        return null;
      }
    }),
  );
  return fits;
}

function contextOf(place: SealedPlace): SealContext {
  const { accountId } = place;
  return place.kind === 'signing_secret'
    ? { kind: place.kind, accountId, profileId: place.id }
    : {
        kind: 'refresh_token',
        accountId,
        connectionId: place.connectionId,
        salesforceUserId: place.salesforceUserId,
      };
}
