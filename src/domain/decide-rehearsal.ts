import { decideConsequences } from './decide-consequences.ts';

/** A connected user, as far as standing in goes. */
export interface RehearsedUser {
  name: string;
  agent: { id: string; name: string } | null;
  isDefault: boolean;
  /** Whether their access works now. */
  alive: boolean;
  /** May View All Cases: only such access hears of Salesforce's changes as they happen. Null: the org was not asked. */
  seesAllCases: boolean | null;
}

export interface RehearsalFacts {
  /** Oldest first: the order in which they stand in. */
  users: readonly RehearsedUser[];
  /** Whether the account lets others stand in. */
  standIns: boolean;
  /** Cases in Salesforce whose messages go there. */
  linkedCases: number;
  /** Of them, those whose status is kept in step. */
  syncedCases: number;
}

export interface RehearsalLine {
  code: string;
  fact: string;
  /** Whom it depends on. */
  who: { id: string; name: string } | null;
}

/** What would happen if the default token died now: who stands in, which work waits, what is no longer heard. */
export function decideRehearsal(facts: RehearsalFacts): RehearsalLine[] {
  const holder = facts.users.find(({ isDefault }) => isDefault);
  const others = facts.users.filter((user) => user.alive && !user.isDefault);
  const standIns = facts.standIns ? others : [];
  return [
    ...(holder?.alive
      ? []
      : [line('already_over', 'The default token does not work now: this is how it is.')]),
    ...(standIns.length > 0 ? goesOn(standIns, facts) : stops(others, facts)),
    line('existing_unaffected', 'Cases and leads already in Salesforce are not affected.'),
  ];
}

function goesOn(standIns: readonly RehearsedUser[], { linkedCases }: RehearsalFacts): RehearsalLine[] {
  const [first, ...more] = standIns as [RehearsedUser, ...RehearsedUser[]];
  const hears = standIns.find(({ seesAllCases }) => seesAllCases);
  return [
    line(
      'stand_in',
      `${first.name} stands in: new cases, and the messages and statuses of ${count(linkedCases)}, go on under this name.`,
      first,
    ),
    ...more.map((user) => line('next_stand_in', `After that ${user.name} stands in.`, user)),
    hears
      ? line('events_go_on', `Salesforce's changes are heard as they happen, by ${hears.name}.`, hears)
      : notHeard(standIns),
  ];
}

function notHeard(standIns: readonly RehearsedUser[]): RehearsalLine {
  const unknown = standIns.filter(({ seesAllCases }) => seesAllCases === null).length;
  if (unknown === 0)
    return line(
      'events_slower',
      "Salesforce's changes come in a minute later: nobody who stands in may view all cases. Give one of them that right.",
    );
  const asked = standIns.length - unknown;
  return line(
    'events_unsure',
    `Salesforce's changes may come in a minute later: none of the first ${asked} who stand in may view all cases; ${unknown} more were not asked.`,
  );
}

function stops(others: readonly RehearsedUser[], facts: RehearsalFacts): RehearsalLine[] {
  const reason =
    others.length > 0
      ? `Nobody stands in: the account does not let ${others.map(({ name }) => name).join(', ')} do so.`
      : 'Nobody stands in: nobody else is connected. Have a second person connect.';
  const { linkedCases, syncedCases } = facts;
  const waits = `The messages of ${count(linkedCases)} and the statuses of ${count(syncedCases)} wait, in order.`;
  const consequences = decideConsequences({ state: 'reconnect_needed', fact: null });
  return [
    line('no_stand_in', reason),
    line('work_waits', waits),
    ...consequences.map(({ code, fact }) => line(code, fact)),
    line(
      'events_stop',
      "Salesforce's changes are not heard. All of them are caught up once somebody connects.",
    ),
  ];
}

const count = (cases: number): string => (cases === 1 ? '1 case' : `${cases} cases`);

const line = (code: string, fact: string, user: RehearsedUser | null = null): RehearsalLine => ({
  code,
  fact,
  who: user?.agent ?? null,
});
