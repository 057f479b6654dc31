/** A record as somebody may fill it in, by field; null: left empty. */
export type FilledIn = Record<string, string | null>;

/** A rule as an admin may write it, and whether it refuses a record: by how it was made, not by reading it. */
export interface GeneratedRule {
  name: string;
  formula: string;
  refuses(record: FilledIn): boolean;
}

export type Dice = () => number;

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function dice(seed: number): Dice {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const one = <T>(roll: Dice, of: readonly T[]): T => of[Math.floor(roll() * of.length)]!;
const within = (roll: Dice, low: number, high: number): number => low + Math.floor(roll() * (high - low + 1));

const WORDS = ['torn', 'seam', 'late', 'refund', 'jacket', 'zip', 'order', 'store', 'again', 'thanks'];
export const REGIONS = ['North', 'South', 'East'];
export const ZONES: Readonly<Record<string, readonly string[]>> = {
  Harbour: ['North'],
  Valley: ['South', 'East'],
  Coast: ['North', 'South'],
};
const PRIORITIES = ['High', 'Medium', 'Low'];
export const CODE_LENGTH = 12;
/** The day of the org's users, by which their rules judge: another one than UTC's for an hour or two a day. */
export const TODAY = new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Berlin' });
const dayFrom = (days: number): string =>
  new Date(Date.parse(TODAY) + days * 86_400_000).toISOString().slice(0, 10);

/** Mostly what an org takes; now and then what none would. */
export function fillIn(roll: Dice): FilledIn {
  const rarely = <T>(odd: T, usual: T, often = 0.06): T => (roll() < often ? odd : usual);
  const words = (most: number) =>
    Array.from({ length: within(roll, 1, most) }, () => one(roll, WORDS)).join(' ');
  const region = one(roll, REGIONS);
  const fitting = Object.keys(ZONES).filter((zone) => ZONES[zone]!.includes(region));
  return {
    Subject: rarely('x'.repeat(256), words(6), 0.04),
    Description: rarely(null, words(12), 0.1),
    Priority: one(roll, PRIORITIES),
    SuppliedName: rarely(null, words(2), 0.2),
    SuppliedEmail: rarely('maya at example', rarely(null, 'maya@shop.example', 0.3)),
    Order__c: rarely(null, `FV-${within(roll, 10_000, 99_999)}`),
    Code__c: rarely(
      'A'.repeat(CODE_LENGTH + within(roll, 1, 9)),
      one(roll, ['AB-123', 'AB-12', 'xy', null, 'QZ-98765']),
    ),
    Amount__c: rarely(
      'about ten',
      rarely('1234567', one(roll, [null, String(within(roll, -20, 200)), '17.5'])),
    ),
    Count__c: one(roll, [null, '7', 'seven', '1200']),
    Due__c: rarely('2026-02-30', one(roll, [null, dayFrom(within(roll, -30, 30))])),
    Region__c: rarely('Middle', region),
    Zone__c: rarely('Harbour', one(roll, [null, ...fitting])),
    Urgent__c: String(roll() < 0.5),
  };
}

type Kind = (roll: Dice, name: string) => GeneratedRule;
const text = (value: string | null | undefined): string => value ?? '';
const rank = (priority: string | null | undefined): number => 3 - PRIORITIES.indexOf(text(priority));

/** The kinds of rule that Care promises to foretell. */
const KINDS: readonly Kind[] = [
  (roll, name) => {
    const most = within(roll, 15, 40);
    return { name, formula: `LEN(Subject) > ${most}`, refuses: (it) => text(it.Subject).length > most };
  },
  (roll, name) => {
    const word = one(roll, WORDS);
    return {
      name,
      formula: `NOT(CONTAINS(Description, "${word}"))`,
      refuses: (it) => text(it.Description).split(word).length === 1,
    };
  },
  (roll, name) => {
    const word = one(roll, WORDS);
    return {
      name,
      formula: `BEGINS(Subject, "${word}")`,
      refuses: (it) => text(it.Subject).slice(0, word.length) === word,
    };
  },
  (roll, name) => {
    const region = one(roll, REGIONS);
    return {
      name,
      formula: `AND(ISPICKVAL(Region__c, "${region}"), ISBLANK(TEXT(Zone__c)))`,
      refuses: (it) => it.Region__c === region && !it.Zone__c,
    };
  },
  (_roll, name) => ({
    name,
    formula: 'AND(NOT(ISBLANK(Code__c)), NOT(REGEX(Code__c, "[A-Z]{2}-\\\\d{3,5}")))',
    refuses: (it) => !!it.Code__c && !['AB-123', 'QZ-98765'].includes(it.Code__c),
  }),
  (roll, name) => {
    const most = within(roll, 0, 150);
    return {
      name,
      formula: `!ISBLANK(Amount__c) && Amount__c * 2 + 1 >= ${most}`,
      refuses: (it) => !!it.Amount__c && Number(it.Amount__c) * 2 + 1 >= most,
    };
  },
  (roll, name) => {
    const days = within(roll, -10, 10);
    return {
      name,
      formula: `AND(NOT(ISBLANK(Due__c)), Due__c < TODAY() + ${days})`,
      refuses: (it) => !!it.Due__c && it.Due__c < dayFrom(days),
    };
  },
  (roll, name) => {
    const least = within(roll, 2, 3);
    return {
      name,
      formula: `CASE(TEXT(Priority), "High", 3, "Medium", 2, 1) >= ${least}`,
      refuses: (it) => rank(it.Priority) >= least,
    };
  },
  (roll, name) => {
    const priority = one(roll, PRIORITIES);
    return {
      name,
      formula: `IF(ISPICKVAL(Priority, "${priority}"), ISBLANK(SuppliedEmail), FALSE)`,
      refuses: (it) => it.Priority === priority && !it.SuppliedEmail,
    };
  },
  (roll, name) => {
    const most = within(roll, 5, 1_000);
    return {
      name,
      formula: `AND(ISNUMBER(Count__c), VALUE(Count__c) > ${most})`,
      refuses: (it) => !!it.Count__c && it.Count__c !== 'seven' && Number(it.Count__c) > most,
    };
  },
  (roll, name) => {
    const priority = one(roll, PRIORITIES);
    const word = one(roll, WORDS);
    return {
      name,
      formula: `SuppliedName & "-" & TEXT(Priority) = "${word}-${priority}"`,
      refuses: (it) => `${text(it.SuppliedName)}-${it.Priority}` === `${word}-${priority}`,
    };
  },
  (roll, name) => {
    const region = one(roll, REGIONS);
    return {
      name,
      formula: `AND(Urgent__c, OR(ISPICKVAL(Region__c, "${region}"), ISBLANK(Description)), ISNEW(), NOT(ISCHANGED(Subject)))`,
      refuses: (it) => it.Urgent__c === 'true' && (it.Region__c === region || !it.Description),
    };
  },
  (roll, name) => {
    const last = within(roll, 0, 9);
    return {
      name,
      formula: `RIGHT(Order__c, 1) = "${last}" || LEFT(Order__c, 3) <> "FV-"`,
      refuses: (it) => text(it.Order__c).at(-1) === String(last) || !text(it.Order__c).startsWith('FV-'),
    };
  },
];

/** Every kind once, then any. */
export const makeRules = (roll: Dice, many: number): GeneratedRule[] =>
  Array.from({ length: many }, (_none, at) => (KINDS[at] ?? one(roll, KINDS))(roll, `Rule_${at + 1}`));
