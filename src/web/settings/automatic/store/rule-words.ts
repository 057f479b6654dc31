import type { AutomaticRuleShape } from '../../../../api/automatic-rules.ts';
import type { Trial } from './automatic-store.ts';

const cases = (count: number): string => (count === 1 ? '1 case' : `${count} cases`);

/** What a rule makes and has made, and what of it needs a look. */
export function howItFares({
  withoutContact,
  owner,
  hourlyCap,
  made,
  lastHour,
  held,
}: Pick<AutomaticRuleShape, 'withoutContact' | 'owner' | 'hourlyCap' | 'made' | 'lastHour' | 'held'>): {
  fact: string;
  warning: string;
} {
  const contact = withoutContact ? 'With or without a contact' : 'With a linked contact';
  const whose = owner ? `, for ${owner.name}` : '';
  const waiting = [
    [held.CONTACT_LINK_REQUIRED, 'for a linked contact'],
    [held.HOURLY_CAP_REACHED, 'for room under the cap'],
    [held.CUSTOMER_SILENT_90_DAYS, 'because the customer’s last message is too old'],
  ] as const;
  const left = waiting.flatMap(([count, why]) =>
    count ? [`${cases(count)} ${count === 1 ? 'waits' : 'wait'} ${why}`] : [],
  );
  const capped = lastHour >= hourlyCap ? [`Its cap of ${hourlyCap} an hour is reached`] : [];
  return {
    fact: `${contact}${whose}. ${made === 0 ? 'Nothing created yet' : `${cases(made)} created`}, at most ${hourlyCap} an hour.`,
    warning: [...capped, ...left].map((each) => `${each}.`).join(' '),
  };
}

/** What conditions would have matched. */
export function trialInWords({ cases: of, matched, withoutContact, examples }: Trial): string {
  if (of === 0) return 'There are no cases yet to try it on.';
  const matches = matched === 1 ? 'matches' : 'match';
  if (matched === 0) return `None of the latest ${cases(of)} matches.`;
  const without = withoutContact > 0 ? ` ${withoutContact} of them without a linked contact.` : '';
  const numbers = examples.map((number) => `#${number}`).join(', ');
  return `${matched} of the latest ${cases(of)} ${matches}, such as ${numbers}.${without}`;
}
