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
  /** The same value under the present key; null: it is already. @throws Error as `open` does. */
  rewrap(sealed: Buffer, context: SealContext): Buffer | null;
  /** What every value sealed by the present key begins with. */
  readonly mark: Buffer;
}

const KEY_ID = 8;
const IV = 12;
const TAG = 16;
const DATA_KEY = 32;

/** Sealed by the key itself: what was kept before every value had a data key of its own. */
const PLAIN_FORMAT = 1;
/** Format, key id, the data key in its envelope, the text in its own. */
const FORMAT = 2;
const PREFIX = 1 + KEY_ID;
const WRAPPED = IV + TAG + DATA_KEY;
const WRAPPING = Buffer.from('care vault: a data key');

/**
 * Envelope encryption: every value has a data key of its own, wrapped by the installation's key; both layers are
 * AES-256-GCM. A new key of the installation wraps the data keys anew and leaves every text as it lies.
 *
 * @param key 32 bytes; wraps, and opens what it wrapped.
 * @param earlierKeys still open what they wrapped, while rows move over to the new key.
 */
export function createVault(key: Buffer, earlierKeys: readonly Buffer[] = []): Vault {
  const keys = new Map([key, ...earlierKeys].map((each) => [keyId(each).toString('hex'), each]));
  const mark = Buffer.concat([Buffer.of(FORMAT), keyId(key)]);
  const wrap = (dataKey: Buffer): Buffer => Buffer.concat([mark, encrypt(key, dataKey, WRAPPING)]);
  const keyOf = (sealed: Buffer): Buffer | undefined => keys.get(sealed.subarray(1, PREFIX).toString('hex'));
  const dataKeyOf = (sealed: Buffer): Buffer =>
    decrypt(keyOf(sealed)!, sealed.subarray(PREFIX, PREFIX + WRAPPED), WRAPPING);

  const open = (sealed: Buffer, context: SealContext): Buffer => {
    if (keyOf(sealed) === undefined || (sealed[0] !== FORMAT && sealed[0] !== PLAIN_FORMAT)) {
      throw new Error(`Failed to open a sealed ${context.kind}: it was sealed by a key that is not here.`);
    }
    try {
      return sealed[0] === FORMAT
        ? decrypt(dataKeyOf(sealed), sealed.subarray(PREFIX + WRAPPED), boundTo(context))
        : decrypt(keyOf(sealed)!, sealed.subarray(PREFIX), boundTo(context));
    } catch {
      throw new Error(`Failed to open a sealed ${context.kind}: it was altered or belongs elsewhere.`);
    }
  };
  const seal = (plain: Buffer, context: SealContext): Buffer => {
    const dataKey = randomBytes(DATA_KEY);
    return Buffer.concat([wrap(dataKey), encrypt(dataKey, plain, boundTo(context))]);
  };
  return {
    mark,
    seal: (plain, context) => seal(Buffer.from(plain, 'utf8'), context),
    open: (sealed, context) => open(sealed, context).toString('utf8'),
    rewrap(sealed, context) {
      const plain = open(sealed, context);
      if (sealed.subarray(0, PREFIX).equals(mark)) return null;
      if (sealed[0] === PLAIN_FORMAT) return seal(plain, context);
      return Buffer.concat([wrap(dataKeyOf(sealed)), sealed.subarray(PREFIX + WRAPPED)]);
    },
  };
}

/** Nonce, tag, ciphertext. */
function encrypt(key: Buffer, plain: Buffer, boundTo: Buffer): Buffer {
  const iv = randomBytes(IV);
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG });
  cipher.setAAD(boundTo);
  const text = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), text]);
}

function decrypt(key: Buffer, sealed: Buffer, boundTo: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV), { authTagLength: TAG });
  decipher.setAAD(boundTo);
  decipher.setAuthTag(sealed.subarray(IV, IV + TAG));
  return Buffer.concat([decipher.update(sealed.subarray(IV + TAG)), decipher.final()]);
}

/** Tells keys apart without telling anything about them. */
const keyId = (key: Buffer): Buffer =>
  createHash('sha256').update('care vault key\0').update(key).digest().subarray(0, KEY_ID);

/** The same bytes whatever order the caller wrote the fields in; JSON keeps neighbours apart. */
const boundTo = (context: SealContext): Buffer =>
  Buffer.from(JSON.stringify(Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1))));
