/** What can keep the product from starting. Codes are stable; messages are for people. */
export type SetupErrorCode =
  | 'DATABASE_ROLE_WRONG'
  | 'DATABASE_SCHEMA_OLD'
  | 'DATABASE_UNREACHABLE'
  | 'DATA_FOLDER_IN_USE'
  | 'DATA_FOLDER_UNUSABLE'
  | 'PORT_TAKEN'
  | 'POSTGRES_BINARIES_MISSING'
  | 'POSTGRES_DATA_INCOMPLETE'
  | 'POSTGRES_NO_UNPRIVILEGED_USER'
  | 'POSTGRES_PORT_TAKEN'
  | 'POSTGRES_START_FAILED'
  | 'POSTGRES_VERSION_MISMATCH'
  | 'VAULT_KEY_MISSING';

/** A start that was refused or failed: a fact, and what the person at the terminal can do about it. */
export class SetupError extends Error {
  override readonly name = 'SetupError';

  constructor(
    readonly code: SetupErrorCode,
    readonly fact: string,
    readonly remedy: string,
    options?: { cause?: unknown },
  ) {
    super(`${fact} ${remedy}`, options);
  }
}
