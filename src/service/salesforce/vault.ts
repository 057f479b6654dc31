import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/**
 * What a sealed value belongs to. All of it is bound into the ciphertext, so that a row copied to another
 * account, connection, user or column cannot be opened there.
 */
export type SealContext =
  | {
      kind: 'refresh_token' | 'access_token';
      accountId: string;
      connectionId: string;
      salesforceUserId: string;
    }
  | { kind: 'signing_secret'; accountId: string; profileId: string }
  | { kind: 'code_verifier'; accountId: string; stateHash: string }
  | { kind: 'attempt_grant'; accountId: string; attemptId: string };

/** The only place where secrets at rest are opened. */
export interface Vault {
  seal(plain: string, context: SealContext): Buffer;
  /** @throws Error when the value was altered, is sealed by an unknown key or belongs elsewhere. */
  open(sealed: Buffer, context: SealContext): string;
}

const FORMAT = 1;
const KEY_ID = 8;
const IV = 12;
const TAG = 16;
const HEADER = 1 + KEY_ID + IV + TAG;

/**
 * AES-256-GCM: format byte, key id, nonce, tag, ciphertext.
 *
 * @param key 32 bytes; seals, and opens what it sealed.
 * @param earlierKeys still open what they sealed, while rows move over to the new key.
 */
export function createVault(key: Buffer, earlierKeys: readonly Buffer[] = []): Vault {
  const keys = new Map([key, ...earlierKeys].map((each) => [keyId(each).toString('hex'), each]));
  return {
    seal(plain, context) {
      const iv = randomBytes(IV);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      cipher.setAAD(boundTo(context));
      const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.of(FORMAT), keyId(key), iv, cipher.getAuthTag(), text]);
    },
    open(sealed, context) {
      const found = keys.get(sealed.subarray(1, 1 + KEY_ID).toString('hex'));
      if (sealed.length < HEADER || sealed[0] !== FORMAT || found === undefined) {
        throw new Error(`Failed to open a sealed ${context.kind}: it was sealed by a key that is not here.`);
      }
      const decipher = createDecipheriv('aes-256-gcm', found, sealed.subarray(1 + KEY_ID, 1 + KEY_ID + IV));
      decipher.setAAD(boundTo(context));
      decipher.setAuthTag(sealed.subarray(HEADER - TAG, HEADER));
      try {
        return decipher.update(sealed.subarray(HEADER), undefined, 'utf8') + decipher.final('utf8');
      } catch {
        throw new Error(`Failed to open a sealed ${context.kind}: it was altered or belongs elsewhere.`);
      }
    },
  };
}

/** Tells keys apart without telling anything about them. */
const keyId = (key: Buffer): Buffer =>
  createHash('sha256').update('care vault key\0').update(key).digest().subarray(0, KEY_ID);

/** The same bytes whatever order the caller wrote the fields in; JSON keeps neighbours apart. */
const boundTo = (context: SealContext): Buffer =>
  Buffer.from(JSON.stringify(Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1))));
