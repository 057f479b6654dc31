import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

export interface Finding {
  /** `engine:rule` */
  rule: string;
  file: string;
  line: number;
  message: string;
}

const MOST = 10;

const shape = z.array(
  z.strictObject({
    rule: z.string().regex(/^[\w-]+:.+$/),
    /** A path, or a pattern of paths: `*` within a folder, `**` across folders. */
    file: z.string(),
    /** What the finding's message has to hold, where not every finding of the rule is meant. */
    message: z.string().optional(),
    reason: z.string().min(20),
  }),
);
export type Suppression = z.infer<typeof shape>[number];

export function readSuppressions(root: string): Suppression[] {
  return shape.parse(JSON.parse(readFileSync(join(root, 'tools/salesforce/suppressions.json'), 'utf8')));
}

/** The findings nothing explains, the explanations nothing needs, and too many of them, as faults. */
export function unsuppressed(findings: Finding[], suppressions: Suppression[]): string[] {
  const open = findings.filter((finding) => !suppressions.some((one) => covers(one, finding)));
  const unused = suppressions.filter((one) => !findings.some((finding) => covers(one, finding)));
  return [
    ...open.map(({ rule, file, line, message }) => `${file}:${line}: ${rule}: ${message}`),
    ...unused.map(({ rule, file }) => `suppressions.json: ${rule} in ${file} suppresses nothing`),
    ...(suppressions.length > MOST ? [`suppressions.json: has more than ${MOST} entries`] : []),
  ];
}

function covers({ rule, file, message }: Suppression, finding: Finding): boolean {
  return (
    rule === finding.rule && pathPattern(file).test(finding.file) && finding.message.includes(message ?? '')
  );
}

function pathPattern(pattern: string): RegExp {
  const source = pattern
    .replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll(/\*\*\/|\*/g, (stars) => (stars === '*' ? '[^/]*' : '(?:.*/)?'));
  return new RegExp(`^${source}$`);
}
