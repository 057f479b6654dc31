/** What a command cannot do. Codes are stable; messages are for people. */
export type CommandErrorCode =
  | 'ACCOUNT_AMBIGUOUS'
  | 'ACCOUNT_UNKNOWN'
  | 'AGENT_EXISTS'
  | 'AGENT_UNKNOWN'
  | 'CARE_MODULE_MISSING'
  | 'DEMO_NOT_INSTALLED'
  | 'ENVIRONMENT_WRONG'
  | 'FILE_UNREADABLE'
  | 'OPTION_WRONG'
  | 'PROFILE_EXISTS'
  | 'ROLE_UNKNOWN'
  | 'USAGE'
  | 'WEB_APPS_NOT_BUILT';

export class CommandError extends Error {
  override readonly name = 'CommandError';

  constructor(
    readonly code: CommandErrorCode,
    readonly fact: string,
    readonly remedy: string,
    options?: { cause?: unknown },
  ) {
    super(`${fact} ${remedy}`, options);
  }
}
