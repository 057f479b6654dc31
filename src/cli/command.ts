/** What a command is given. It writes its answer with `write`, a line each, and says how it went by its exit code. */
export interface CommandInput {
  /** The words after the command's name, as many as it asks for. */
  readonly words: readonly string[];
  /** The options given, by name without dashes. */
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  readonly env: NodeJS.ProcessEnv;
  /** Aborted by Ctrl-C or SIGTERM. */
  readonly signal: AbortSignal;
  write(line: string): void;
}

export type ExitCode = 0 | 1 | 130;

export type RunCommand = (input: CommandInput) => Promise<ExitCode>;

/** One line of `care help`, and how to get at the command without loading the others. */
export interface CommandEntry {
  /** e.g. `account create`. */
  readonly name: string;
  /** Words it needs, e.g. `['NAME']`. */
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, 'flag' | 'value'>>;
  readonly summary: string;
  readonly load: () => Promise<RunCommand>;
}
