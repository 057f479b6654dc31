import { expect, it } from 'vitest';
import { TOKEN_CAUSES, type TokenFacts, tellToken } from './token-state.ts';

const NOW = '2026-11-23T12:00:00.000Z';
const daysAgo = (days: number) => new Date(Date.parse(NOW) - days * 86_400_000).toISOString();
const told = (facts: Partial<TokenFacts>) =>
  tellToken({ state: 'connected', cause: null, renewedAt: daysAgo(1), endedAt: null, ...facts }, NOW);

it('has nothing to say of an access that works', () => {
  expect(told({})).toEqual({ state: 'connected', cause: null, fact: null, remedy: null, expiresAt: null });
});

it.each([
  [15.9, 'connected', null],
  [16, 'expiring_soon', '14 days'],
  [24, 'expiring_soon', '6 days'],
  [29.5, 'expiring_soon', '1 day'],
  [31, 'expiring_soon', '0 days'],
])('counts the days from the last renewal: %s days ago is %s', (days, state, words) => {
  const { state: found, fact } = told({ renewedAt: daysAgo(days) });

  expect(found).toBe(state);
  if (words) expect(fact).toContain(`ends in ${words}.`);
});

it.each(['ip_restricted', 'app_blocked'] as const)(
  'says when a working access ends if %s is not mended',
  (cause) => {
    const { state, fact, remedy, expiresAt } = told({ cause, renewedAt: daysAgo(24) });

    expect(state).toBe('expiring_soon');
    expect(fact).toMatch(/ends in 6 days/);
    expect(remedy).toContain('Salesforce admin');
    expect(expiresAt).toBe(daysAgo(-6));
  },
);

it('does not call a locked org an end', () => {
  expect(told({ cause: 'org_locked' })).toMatchObject({ state: 'org_locked', expiresAt: null });
});

it.each([
  ['idle', 'expired'],
  ['wrong_org', 'wrong_org'],
  ['revoked', 'reconnect_needed'],
  [null, 'reconnect_needed'],
] as const)('calls what ended by %s %s, and says when', (cause, state) => {
  const endedAt = daysAgo(2);

  expect(told({ state: 'reconnect_needed', cause, endedAt })).toMatchObject({ state, expiresAt: endedAt });
});

it('has words of its own for every cause, with a remedy', () => {
  const words = TOKEN_CAUSES.map((cause) => told({ state: 'reconnect_needed', cause }));

  expect(new Set(words.map(({ fact }) => fact)).size).toBe(TOKEN_CAUSES.length);
  for (const { remedy } of words) expect(remedy).toMatch(/\.$/);
});
