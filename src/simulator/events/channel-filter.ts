import { parseQuery } from '@jetstreamapp/soql-parser-js';
import type { FieldValue, ObjectSchema } from '../core.ts';
import type { ChannelMember } from '../schema/channels.ts';
import { checkComparison, compares } from '../soql/compare.ts';
import { type Test, toTest } from '../soql/condition.ts';

export type EventFilter = (values: Readonly<Record<string, FieldValue>>) => boolean;

/** Names of the fields a member's filter reads; the platform enriches events with them by itself. */
export function filterFields(member: ChannelMember): string[] {
  const names = (test: Test): string[] => {
    if (test.kind === 'all' || test.kind === 'any') return test.parts.flatMap(names);
    if (test.kind === 'not') return names(test.part);
    return [test.path];
  };
  return member.filterExpression === null ? [] : names(readExpression(member));
}

/** Compiles a member's filter, which is written like a WHERE clause on the object's own fields. */
export function compileEventFilter(member: ChannelMember, object: ObjectSchema): EventFilter {
  if (member.filterExpression === null) return () => true;
  const compile = (test: Test): EventFilter => {
    if (test.kind === 'all' || test.kind === 'any') {
      const parts = test.parts.map(compile);
      return (values) =>
        test.kind === 'all' ? parts.every((part) => part(values)) : parts.some((part) => part(values));
    }
    if (test.kind === 'not') {
      const part = compile(test.part);
      return (values) => !part(values);
    }
    const field = object.field(test.path);
    if (test.kind !== 'compare' || !field)
      throw new Error(explain(member, `"${test.path}" is no field of ${object.name}`));
    checkComparison(field, test.operator, test.literals);
    return (values) => compares(field, values[field.name] ?? null, test.operator, test.literals);
  };
  return compile(readExpression(member));
}

function readExpression(member: ChannelMember): Test {
  try {
    const { where } = parseQuery(`SELECT Id FROM ${member.object} WHERE ${member.filterExpression}`);
    if (where) return toTest(where, 0);
  } catch (cause) {
    throw new Error(explain(member, cause instanceof Error ? cause.message : String(cause)), { cause });
  }
  throw new Error(explain(member, 'it is empty'));
}

const explain = (member: ChannelMember, reason: string) =>
  `Failed to read the filter of ${member.event}: ${reason}. Write it like a SOQL WHERE clause.`;
