import { expect, it } from 'vitest';
import { chooseConnection } from './choose-connection.ts';

const org = (id: string, environment: 'production' | 'sandbox', alive = true) => ({
  id,
  environment,
  state: alive ? ('connected' as const) : ('reconnect_needed' as const),
});
const old = org('old', 'production');
const young = org('young', 'production');
const uat = org('uat', 'sandbox');
const dead = (each: typeof old) => ({ ...each, state: 'reconnect_needed' as const });

it.each([
  ['nothing of nothing', [], [], null],
  ['the oldest production org', [uat, old, young], [], 'old'],
  ['the next one while the oldest is dead', [dead(old), young], [], 'young'],
  ['a sandbox rather than what is dead', [dead(old), uat], [], 'uat'],
  ['the oldest production org when all are dead', [dead(uat), dead(old), dead(young)], [], 'old'],
  ["the customer's own", [old, young], ['young'], 'young'],
  ["the customer's own sandbox", [old, uat], ['uat'], 'uat'],
  ["the customer's own, dead as it is", [old, dead(young)], ['young'], 'young'],
  ['the living one of those the customer is linked in', [dead(old), young, uat], ['old', 'young'], 'young'],
  ['the oldest where the link is to an org that has gone', [old], ['gone'], 'old'],
] as const)('chooses %s', (_what, connections, linked, id) => {
  expect(chooseConnection<ReturnType<typeof org>>(connections, linked)?.id ?? null).toBe(id);
});
