import { expect, test } from 'vitest';
import { type BulkSituation, decideBulkPace, MOST_UNDER_WAY } from './decide-bulk-pace.ts';

const calm: BulkSituation = {
  connection: 'connected',
  connectionReason: null,
  requests: { used: 100, allowed: 15_000, ageMs: 1_000 },
  underWay: 0,
  heldBy: null,
  othersWait: false,
};
const pace = (change: Partial<BulkSituation>) => decideBulkPace({ ...calm, ...change });

test('fills up to what one call takes, whatever is under way', () => {
  expect(pace({})).toEqual({ kind: 'go', rows: MOST_UNDER_WAY });
  expect(pace({ underWay: 5 })).toEqual({ kind: 'go', rows: MOST_UNDER_WAY - 5 });
  expect(pace({ underWay: MOST_UNDER_WAY + 3 })).toEqual({ kind: 'go', rows: 0 });
});

test('goes on by single cases while anything else is ready to leave', () => {
  expect(pace({ othersWait: true })).toEqual({ kind: 'go', rows: 1 });
  expect(pace({ othersWait: true, underWay: 1 })).toEqual({ kind: 'go', rows: 0 });
});

test.each([
  ['below four fifths of the requests', 11_999, 0, 'go'],
  ['at four fifths', 12_000, 0, 'hold'],
  ['with all used', 15_000, 0, 'hold'],
  ['when that was said five minutes ago', 15_000, 5 * 60_000, 'go'],
])('%s', (_name, used, ageMs, kind) => {
  expect(pace({ requests: { used, allowed: 15_000, ageMs } }).kind).toBe(kind);
});

test('asks an org whose requests were scarce by one case', () => {
  expect(pace({ requests: { used: 15_000, allowed: 15_000, ageMs: 5 * 60_000 } })).toEqual({
    kind: 'go',
    rows: 1,
  });
});

test('says why nothing goes on: nobody’s access, what the org says, then the requests', () => {
  const reason = (change: Partial<BulkSituation>) => {
    const decided = pace(change);
    return decided.kind === 'hold' ? decided.reason : null;
  };
  const scarce = { requests: { used: 15_000, allowed: 15_000, ageMs: 0 } };
  expect(reason(scarce)).toMatchObject({
    code: 'SALESFORCE_REQUESTS_SCARCE',
    fact: 'The org has used 15,000 of its 15,000 requests of 24 hours.',
  });
  expect(reason({ ...scarce, heldBy: 'Salesforce does not answer.' })).toMatchObject({
    code: 'SALESFORCE_UNAVAILABLE',
    fact: 'Salesforce does not answer.',
  });
  const dead = { connection: 'reconnect_needed', connectionReason: 'Ines’s access has ended.' } as const;
  expect(reason({ ...scarce, ...dead })).toMatchObject({
    code: 'SALESFORCE_RECONNECT_NEEDED',
    fact: 'Ines’s access has ended.',
  });
});
