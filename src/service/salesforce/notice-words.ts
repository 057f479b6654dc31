import type { SchemaNoticeFacts } from '../storage/schema-notice.ts';
import type { TokenNoticeFacts } from '../storage/token-change.ts';

export type NoticeFacts = TokenNoticeFacts | SchemaNoticeFacts;

/** What a webhook calls it. */
export const eventOf = (facts: NoticeFacts): string =>
  'changes' in facts ? 'salesforce.schema_changed' : 'salesforce.token_changed';

/** Where it is mended. */
export const linkOf = (publicUrl: string, facts: NoticeFacts): string => {
  const account = `${publicUrl}/settings/integrations/salesforce/${facts.connectionId}`;
  return 'changes' in facts ? `${account}/mapping` : account;
};

/** The same as an e-mail. */
export function letterOf(facts: NoticeFacts, link: string): { subject: string; text: string } {
  return 'changes' in facts ? letterOfSchema(facts, link) : letterOfToken(facts, link);
}

function letterOfToken(facts: TokenNoticeFacts, link: string): { subject: string; text: string } {
  return {
    subject: `${facts.orgName}: ${titleOf(facts)}`,
    text: [
      `${facts.user.displayName} (${facts.user.username}), ${facts.orgName}, ${facts.environment}:`,
      facts.fact ?? 'The access to Salesforce works again.',
      facts.standIn === null ? null : `${facts.standIn} stands in for the default token.`,
      facts.remedy,
      link,
    ]
      .filter((part) => part !== null)
      .join('\n\n'),
  };
}

function letterOfSchema(facts: SchemaNoticeFacts, link: string): { subject: string; text: string } {
  const { orgName, environment, changes } = facts;
  const refusals = changes.filter(({ severity }) => severity === 'refusal').length;
  return {
    subject: `${orgName}: Salesforce changed under ${changes.length === 1 ? 'a mapping' : 'your mappings'}`,
    text: [
      `${orgName}, ${environment}:`,
      refusals > 0
        ? 'Salesforce would refuse records that Care makes.'
        : 'Salesforce may refuse some of the records that Care makes.',
      ...changes.map(({ target, label, fact, remedy }) => `${target}, ${label}: ${fact} ${remedy}`),
      link,
    ].join('\n\n'),
  };
}

function titleOf({ state, user }: TokenNoticeFacts): string {
  switch (state) {
    case 'connected':
      return `the access of ${user.displayName} works again`;
    case 'expiring_soon':
      return `the access of ${user.displayName} will end soon`;
    case 'org_locked':
      return 'the org is locked';
    case 'expired':
    case 'reconnect_needed':
    case 'wrong_org':
      return `${user.displayName} has to connect again`;
  }
}
