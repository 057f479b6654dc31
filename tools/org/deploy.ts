import { SfRefused, sf } from './sf.ts';

/** Of a deploy's result, which components were refused and why. */
interface DeployResult {
  details?: {
    componentFailures?: { componentType: string; fullName: string; problem: string; lineNumber?: number }[];
  };
}

/**
 * Deploys source folders, with the replacements of sfdx-project.json.
 *
 * @throws Error naming each component the org refused
 */
export function deploy(alias: string, folders: readonly string[]): void {
  try {
    sf([
      'project',
      'deploy',
      'start',
      '--target-org',
      alias,
      ...folders.flatMap((folder) => ['--source-dir', folder]),
      '--ignore-conflicts',
      '--wait',
      '30',
    ]);
  } catch (error) {
    const failures = error instanceof SfRefused ? failuresOf(error.result) : [];
    if (failures.length === 0) throw error;
    throw new Error(`The org refused the deploy:\n  ${failures.join('\n  ')}`);
  }
}

function failuresOf(result: unknown): string[] {
  const failures = (result as DeployResult | undefined)?.details?.componentFailures ?? [];
  return failures.map(
    ({ componentType, fullName, lineNumber, problem }) =>
      `${componentType} ${fullName}${lineNumber ? ` (line ${lineNumber})` : ''}: ${problem}`,
  );
}
