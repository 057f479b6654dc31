import { z } from 'zod';
import type { OrgRule } from '../../domain/preflight/foresee-rules.ts';
import { soql } from '../../domain/soql.ts';
import { Problem } from '../problem.ts';
import type { Asker, DescribeCache } from './describe-cache.ts';

const Zone = z.object({ records: z.array(z.object({ TimeZoneSidKey: z.string() })).min(1) });
const ASKS = /\bTODAY\s*\(/i;

/**
 * The time zone of whoever writes a record: `TODAY()` in a formula is the day it is for them (Salesforce Help, TODAY).
 * Asked for once a day, and only where a rule wants it.
 *
 * @param agentId whose token writes; null: the default one.
 * @returns null: no rule asks, or it could not be read.
 */
export async function timeZoneFor(
  describes: DescribeCache,
  connection: Asker,
  agentId: string | null,
  { object, rules, now }: { object: string; rules: readonly OrgRule[]; now: number },
): Promise<string | null> {
  if (!rules.some(({ formula }) => ASKS.test(formula))) return null;
  try {
    const { username } = (await describes.describeObject(connection, agentId, object)).readAs;
    const query = soql`SELECT TimeZoneSidKey FROM User WHERE Username = ${username} LIMIT 1`;
    const path = `/query?q=${encodeURIComponent(query.text)}`;
    const day = new Date(now).toISOString().slice(0, 10);
    const read = (body: unknown) => Zone.parse(body).records[0]!.TimeZoneSidKey;
    return (await describes.read(connection, agentId, path, read, false, day)).value;
  } catch (error) {
    if (error instanceof Problem || error instanceof z.ZodError) return null;
    throw error;
  }
}
