// @vitest-environment node
import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import type { AutomaticRuleShape } from '../../../api/automatic-rules.ts';
import { createApiClient } from '../../clients/api-client.ts';
import { type FakeCare, ORIGIN, startFakeCare } from '../../clients/testing/fake-care.ts';
import { createAutomaticWork } from './automatic-work.ts';
import { createAutomaticStore } from './store/automatic-store.ts';

const RULES = `${ORIGIN}/v1/salesforce/connections/conn_1/automatic-rules`;
const RULE: AutomaticRuleShape = {
  id: 'rule_1',
  name: 'Refunds',
  active: true,
  match: 'all',
  conditions: [{ subject: 'case_priority', operator: 'is_any_of', values: ['urgent'] }],
  recordType: null,
  owner: null,
  assign: false,
  withoutContact: true,
  hourlyCap: 50,
  lastHour: 0,
  made: 0,
  held: {},
  cappedAt: null,
};

let care: FakeCare;
let rules: AutomaticRuleShape[];

beforeEach(() => {
  care = startFakeCare();
  rules = [RULE];
  care.use(
    http.get(RULES, () => HttpResponse.json({ rules, subjects: [] })),
    http.put(`${RULES}/rule_1`, async ({ request }) => {
      rules = [{ ...RULE, ...((await request.json()) as object) }];
      return HttpResponse.json({ rule: rules[0] });
    }),
  );
});
const start = () => {
  const store = createAutomaticStore();
  const api = createApiClient({ fetch: care.fetch, retryDelaysMs: [] });
  return { store, work: createAutomaticWork({ api, store, connectionId: 'conn_1', say: () => undefined }) };
};

test('switching a rule off leaves what another admin has changed about it since the page was read', async () => {
  const { work } = start();
  await work.load();
  rules = [{ ...RULE, hourlyCap: 5 }];

  await work.setActive(RULE, false);

  expect(rules).toMatchObject([{ active: false, hourlyCap: 5 }]);
});

test('a rule that is put somewhere else passes all between, and one that goes nowhere asks nothing', async () => {
  const named = (id: string) => ({ ...RULE, id, name: id });
  rules = ['a', 'b', 'c', 'd'].map(named);
  care.use(http.put(RULES, () => HttpResponse.json({ rules })));
  const { work } = start();
  await work.load();

  await work.move(rules[0]!, 2);
  await work.move(rules[3]!, -3);
  await work.move(rules[1]!, 0);
  await work.move(rules[0]!, -1);

  expect(care.requests('PUT', '/automatic-rules').map(({ body }) => body)).toEqual([
    { ruleIds: ['b', 'c', 'a', 'd'] },
    { ruleIds: ['d', 'a', 'b', 'c'] },
  ]);
});

test('saving a rule does not switch it on again that another admin has switched off meanwhile', async () => {
  const { work } = start();
  await work.load();
  work.edit(RULE);
  work.change({ name: 'Money back' });
  rules = [{ ...RULE, active: false }];

  await work.save();
  work.end();

  expect(rules).toMatchObject([{ active: false, name: 'Money back' }]);
});
