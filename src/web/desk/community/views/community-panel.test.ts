// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest';
import type { CommunityRecordShape } from '../../../../api/community.ts';
import { ApiProblem } from '../../../clients/api-problem.ts';
import { ME } from '../../../clients/testing/fake-care.ts';
import { allInside, drawn, inside, mount, words } from '../../../elements/testing/mount.ts';
import { connection } from '../../../settings/testing/made-up.ts';
import { type CommunityState, createCommunityStore, type OpenMessage } from '../community-store.ts';
import type { CommunityWork } from '../community-work.ts';
import { madeUpMessage, madeUpRecord } from '../testing/made-up-message.ts';
import './community-panel.ts';

const prepare = vi.fn();
const closeForm = vi.fn();

async function panel(
  open: Partial<OpenMessage> & { records?: CommunityRecordShape[] } = {},
  state: Partial<CommunityState> = {},
  contactsAndCases: 'none' | 'read' | 'create' | 'modify' = 'modify',
) {
  const { records = [], ...rest } = open;
  const element = await mount('care-community-panel', {
    state: { ...createCommunityStore().getState(), ...state },
    work: { prepare, closeForm } as unknown as CommunityWork,
    open: { message: madeUpMessage({ records }), connection: connection(), ...rest },
    contactsAndCases,
  });
  const offers = allInside(element, '.offers care-button') as HTMLElementTagNameMap['care-button'][];
  await Promise.all(offers.map(drawn));
  return { element, offers };
}

it('offers a case and a lead', async () => {
  const { offers } = await panel();
  expect(offers.map(words)).toEqual(['Create case', 'Create lead']);
  inside(offers[1]!, 'button').click();
  expect(prepare).toHaveBeenLastCalledWith('Lead', false);
});

it('offers another one where there is one of its kind, and shows that one', async () => {
  const { element, offers } = await panel({ records: [madeUpRecord()] });
  expect(offers.map(words)).toEqual(['Create another case', 'Create lead']);
  inside(offers[0]!, 'button').click();
  expect(prepare).toHaveBeenLastCalledWith('Case', true);
  const card = inside<HTMLElementTagNameMap['care-card']>(element, 'care-card');
  expect(card.heading).toBe('Salesforce case 00001001');
  expect(inside<HTMLElementTagNameMap['care-button']>(element, 'care-card care-button').href).toBe(
    'https://acme.example/r/1',
  );
  const facts = inside<HTMLElementTagNameMap['care-facts']>(element, 'care-facts').items;
  expect(facts).toMatchObject([
    { label: 'Created' },
    { label: 'By', value: ME.name },
    { label: 'Written as', value: 'Integration' },
  ]);
});

it('lets what was refused, and what nobody has heard of, be created again', async () => {
  const { element, offers } = await panel({
    records: [
      madeUpRecord({ state: 'failed', number: null, url: null, reason: 'Company is missing.' }),
      madeUpRecord({
        id: 'crec_2',
        object: 'Lead',
        state: 'requested',
        number: null,
        url: null,
        actedAs: null,
      }),
    ],
  });
  expect(offers.map(words)).toEqual(['Create case', 'Create lead']);
  const [lead, ofCase] = allInside(element, 'care-facts') as HTMLElementTagNameMap['care-facts'][];
  expect(ofCase!.items).toContainEqual({ label: 'Reason', value: 'Company is missing.' });
  expect(lead!.items).toContainEqual({ label: 'Next', value: expect.stringContaining('not made twice') });
});

it.each(['none', 'read'] as const)(
  'says why a role with contacts and cases %s creates nothing',
  async (level) => {
    const { offers } = await panel({}, {}, level);
    for (const offer of offers) expect(offer.refused).toContain('Contacts and cases');
  },
);

it('says that the connection has expired, and what that means', async () => {
  const dead = connection({
    state: 'reconnect_needed',
    fact: 'Ines disconnected.',
    consequences: [{ code: 'no_new_cases', fact: 'No new Salesforce cases or leads can be created.' }],
  });
  const { element, offers } = await panel({ connection: dead, records: [madeUpRecord()] });
  const banner = inside<HTMLElementTagNameMap['care-banner']>(element, 'care-banner');
  expect(banner.fact).toBe('The Salesforce connection has expired');
  expect(words(banner)).toContain('Those already created are not affected.');
  for (const offer of offers) expect(offer.refused).toContain('No new Salesforce cases');
  expect(allInside(element, 'care-card')).toHaveLength(1);
});

it('says that no org is connected, and offers nothing', async () => {
  const { element, offers } = await panel({ connection: null });
  expect(offers).toEqual([]);
  expect(inside<HTMLElementTagNameMap['care-empty']>(element, 'care-empty').heading).toBe(
    'No Salesforce org is connected',
  );
});

it('says why the form did not come, and tries again for the same', async () => {
  const problem = new ApiProblem({
    code: 'SALESFORCE_UNAVAILABLE',
    status: 503,
    detail: 'Salesforce does not answer.',
    remedy: 'Try again in a minute.',
  });
  const { element } = await panel(
    {},
    { object: 'Lead', another: true, making: { status: 'failed', problem } },
  );
  inside(element, 'care-banner').dispatchEvent(new CustomEvent('care-banner-action'));
  expect(prepare).toHaveBeenLastCalledWith('Lead', true);
});

it.each([
  [
    madeUpRecord({ object: 'Lead', number: 'Maya Lindqvist' }),
    'Salesforce lead created',
    'Maya Lindqvist stands in Salesforce',
  ],
  [
    madeUpRecord({ state: 'requested', number: null }),
    'The Salesforce case is not confirmed',
    'not made twice',
  ],
])('says what came of it', async (made, heading, said) => {
  const { element } = await panel({}, { making: { status: 'done', record: made } });
  const dialog = inside<HTMLElementTagNameMap['care-dialog']>(element, 'care-dialog');
  expect(dialog.heading).toBe(heading);
  expect(words(dialog)).toContain(said);
});
