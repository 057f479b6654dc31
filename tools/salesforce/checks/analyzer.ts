import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import {
  CodeAnalyzer,
  CodeAnalyzerConfig,
  EventType,
  LogLevel,
  type Violation,
} from '@salesforce/code-analyzer-core';
import { createEnginePlugin as eslint } from '@salesforce/code-analyzer-eslint-engine';
import { createEnginePlugin as pmd } from '@salesforce/code-analyzer-pmd-engine';
import { createEnginePlugin as regex } from '@salesforce/code-analyzer-regex-engine';
import { createEnginePlugin as retireJs } from '@salesforce/code-analyzer-retirejs-engine';
import { createEnginePlugin as sfge } from '@salesforce/code-analyzer-sfge-engine';
import type { Check } from '../check.ts';
import { findJava } from '../java.ts';
import { isBuilt } from '../package/files.ts';
import { type Finding, readSuppressions, unsuppressed } from '../suppressions.ts';

const SELECTORS = ['Recommended', 'Security', 'AppExchange'];
/** How long SFGE may follow the paths from one entry point; a busy machine is no finding. */
const PATHS_MS = 3_000_000;
/** They judge how code is written; built code is judged where it is written. */
const OF_STYLE = ['cpd', 'eslint'];

/** Salesforce Code Analyzer finds nothing that `suppressions.json` does not explain. */
export const analyzer: Check = {
  name: 'analyzer',
  async run(root) {
    if (!existsSync(join(root, 'force-app'))) return { files: 0, faults: [] };
    const java = { java_command: findJava() };
    const core = new CodeAnalyzer(
      CodeAnalyzerConfig.fromObject({
        config_root: root,
        // Not part of the package.
        ignores: { files: ['**/__tests__/**'] },
        // Ours stand in one file, each with its reason.
        suppressions: { disable_suppressions: true },
        engines: { pmd: java, cpd: java, sfge: { ...java, java_thread_timeout: PATHS_MS } },
      }),
    );
    const faults: string[] = [];
    for (const type of [EventType.LogEvent, EventType.EngineLogEvent]) {
      core.onEvent(type, (event) => {
        if ('logLevel' in event && event.logLevel === LogLevel.Error) faults.push(event.message);
      });
    }
    for (const plugin of [pmd, regex, retireJs, eslint, sfge]) await core.addEnginePlugin(plugin());
    const workspace = await core.createWorkspace([join(root, 'force-app')]);
    const rules = await core.selectRules(SELECTORS, { workspace });
    const results = await core.run(rules, { workspace });
    const findings = results
      .getViolations()
      .map((violation) => findingOf(root, violation))
      .filter(({ rule, file }) => !(isBuilt(file) && OF_STYLE.includes(rule.split(':')[0] ?? '')));
    faults.push(...unsuppressed(findings, readSuppressions(root)));
    return { files: (await workspace.getWorkspaceFiles()).length, faults };
  },
};

function findingOf(root: string, violation: Violation): Finding {
  const place = violation.getPrimaryLocation();
  return {
    rule: `${violation.getRule().getEngineName()}:${violation.getRule().getName()}`,
    file: relative(root, place.getFile() ?? root).replaceAll('\\', '/'),
    line: place.getStartLine() ?? 0,
    message: violation.getMessage().replaceAll(/\s+/g, ' '),
  };
}
