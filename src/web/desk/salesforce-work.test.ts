import { HttpResponse, http } from 'msw';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FormField } from '../../api/record-forms.ts';
import { createApiClient } from '../clients/api-client.ts';
import { CASE_ID, type FakeCare, ORIGIN, problem, startFakeCare } from '../clients/testing/fake-care.ts';
import { createSalesforceWork, type SalesforceWork } from './salesforce-work.ts';
import {
  createSalesforceStore,
  foreseeForm,
  hasUnsavedForm,
  type SalesforceStore,
} from './store/salesforce-store.ts';
import { formField } from './testing/form-field.ts';

const base = `${ORIGIN}/v1/cases/${CASE_ID}/salesforce`;

let care: FakeCare;
let store: SalesforceStore;
let work: SalesforceWork;
let fields: FormField[];
let went: string[];

beforeEach(() => {
  care = startFakeCare();
  fields = [formField()];
  went = [];
  care.use(
    http.get(base, () =>
      HttpResponse.json({
        connection: null,
        contact: null,
        escalations: [],
        blocked: null,
        leadBlocked: null,
      }),
    ),
    http.get(`${base}/case-form`, () =>
      HttpResponse.json({ fields, actingUser: 'Ines', because: null, messages: 3 }),
    ),
    http.post(`${base}/cases`, () =>
      HttpResponse.json({ escalation: { id: 'esc_1', state: 'created', number: '1001' } }, { status: 201 }),
    ),
  );
  store = createSalesforceStore();
  work = createSalesforceWork({
    api: createApiClient({ fetch: care.fetch, retryDelaysMs: [] }),
    store,
    caseId: CASE_ID,
    goTo: (address) => went.push(address),
  });
});
afterEach(() => {
  work.end();
});
const state = () => store.getState();

test('the form is judged as it stands, with what was typed', async () => {
  await work.prepare(false);
  const form = { fields, actingUser: 'Ines' };
  expect(foreseeForm(form, {}).verdicts).toEqual([]);
  expect(foreseeForm(form, { Subject: 'x'.repeat(36) }).verdicts).toMatchObject([
    { field: 'Subject', kind: 'refusal', fact: '16 characters too long for Salesforce.' },
  ]);
});

test('the form goes out with what was changed, and nothing else', async () => {
  fields = [formField(), formField({ name: 'Origin', label: 'Origin', value: 'Instagram' })];
  await work.prepare(false);
  state().edited('Subject', 'Torn seam, order 20881'.slice(0, 20));
  expect(hasUnsavedForm(state())).toBe(true);
  expect(await work.submit()).toBe(true);
  expect(care.requests('POST', '/salesforce/cases')[0]?.body).toEqual({
    fields: { Subject: 'Torn seam, order 208' },
    ownerId: null,
    assign: false,
    another: false,
  });
  expect(state().escalating).toMatchObject({ status: 'done', escalation: { number: '1001' } });
  expect(hasUnsavedForm(state())).toBe(false);
});

test('nothing goes out while a field needs mending', async () => {
  await work.prepare(false);
  state().edited('Subject', '');
  expect(await work.submit()).toBe(false);
  expect(care.requests('POST', '/salesforce/cases')).toEqual([]);
  expect(state().escalating.status).toBe('editing');
});

test('pressing again after a lost answer is the same case; after a refusal it is another try', async () => {
  await work.prepare(false);
  care.use(http.post(`${base}/cases`, () => HttpResponse.error(), { once: true }));
  await work.submit();
  expect(state().escalating).toMatchObject({ status: 'editing', problem: { code: 'CARE_UNREACHABLE' } });
  care.use(http.post(`${base}/cases`, () => problem(422, 'SALESFORCE_REFUSED'), { once: true }));
  await work.submit();
  await work.submit();
  const keys = care.requests('POST', '/salesforce/cases').map((one) => one.key);
  expect(keys[0]).toBe(keys[1]);
  expect(keys[1]).not.toBe(keys[2]);
});

test('searches contacts from two letters on, and shows only the last search', async () => {
  care.use(
    http.get(`${ORIGIN}/v1/salesforce/contacts`, ({ request }) => {
      const name = new URL(request.url).searchParams.get('search');
      return HttpResponse.json({ contacts: [{ id: '003000000000001AAA', name }] });
    }),
  );
  work.search('M');
  expect(state().search.status).toBe('idle');
  work.search('Ma');
  work.search('Maya');
  await vi.waitFor(() =>
    expect(state().search).toMatchObject({ status: 'found', contacts: [{ name: 'Maya' }] }),
  );
  expect(care.requests('GET', '/salesforce/contacts')).toHaveLength(1);
});

test('says why a contact could not be linked', async () => {
  care.use(http.put(`${base}/contact`, () => problem(409, 'SALESFORCE_RECONNECT_NEEDED')));
  await work.link('003000000000001AAA');
  expect(state()).toMatchObject({ busy: false, contactProblem: { code: 'SALESFORCE_RECONNECT_NEEDED' } });
});

test('an expired connection is mended in Salesforce, by whoever is at the desk', async () => {
  const connection = { id: 'conn_1', environment: 'sandbox', state: 'reconnect_needed' };
  care.use(
    http.get(base, () =>
      HttpResponse.json({ connection, contact: null, escalations: [], blocked: null, leadBlocked: null }),
    ),
    http.post(`${ORIGIN}/v1/salesforce/connections`, () =>
      HttpResponse.json({ authorizeUrl: 'https://acme.example/authorize' }, { status: 201 }),
    ),
  );
  await work.load();
  await work.reconnect();
  expect(care.requests('POST', '/connections')[0]?.body).toEqual({
    environment: 'sandbox',
    connectionId: 'conn_1',
  });
  expect(went).toEqual(['https://acme.example/authorize']);
});

const contactForm = {
  fields: [formField({ name: 'LastName', label: 'Last Name', value: 'Berg' })],
  actingUser: 'Ines',
  because: null,
  as: 'Contact',
  kinds: ['Contact'],
  without: [],
  recordTypes: [],
  recordType: null,
};
const mara = {
  id: '003000000000001AAA',
  name: 'Mara',
  email: null,
  phone: null,
  accountName: null,
  personAccount: false,
  url: 'https://x',
  object: 'Contact',
};

test('a contact that a rule takes for a duplicate is shown, and created all the same only on purpose', async () => {
  const duplicates = { fact: 'Use one of these records?', allowed: true, records: [mara], unseen: 0 };
  care.use(
    http.get(`${base}/contact-form`, () => HttpResponse.json(contactForm)),
    http.post(`${base}/contacts`, async ({ request }) =>
      ((await request.json()) as { anyway: boolean }).anyway
        ? HttpResponse.json({ contact: mara }, { status: 201 })
        : HttpResponse.json({ contact: null, duplicates }),
    ),
  );
  await work.contact.open();
  work.contact.edited('LastName', 'Berge');
  expect(hasUnsavedForm(state())).toBe(true);
  await work.contact.submit();
  expect(state().contactForm).toMatchObject({ alike: { duplicates }, making: { status: 'editing' } });

  await work.createAnyway();
  const sent = care.requests('POST', '/salesforce/contacts');
  expect(sent.map(({ body }) => body)).toEqual([
    { fields: { LastName: 'Berge' }, anyway: false, as: 'Contact' },
    { fields: { LastName: 'Berge' }, anyway: true, as: 'Contact' },
  ]);
  expect(new Set(sent.map(({ key }) => key)).size).toBe(2);
  expect(state().contactForm).toMatchObject({ alike: null, making: { status: 'closed' } });
});

test('a contact becomes a person account with what was typed', async () => {
  const email = { label: 'Email', value: 'mara@example.com' };
  const forms = {
    Contact: { ...contactForm, fields: [...contactForm.fields, formField({ name: 'Email', ...email })] },
    PersonAccount: { ...contactForm, fields: [formField({ name: 'PersonEmail', ...email })] },
  };
  care.use(
    http.get(`${base}/contact-form`, ({ request }) => {
      const as =
        new URL(request.url).searchParams.get('as') === 'PersonAccount' ? 'PersonAccount' : 'Contact';
      return HttpResponse.json({ ...forms[as], as, kinds: ['PersonAccount', 'Contact'] });
    }),
    http.post(`${base}/contacts`, () => HttpResponse.json({ contact: mara }, { status: 201 })),
  );
  await work.contact.open();
  work.contact.edited('Email', 'mara@example.org');
  work.contact.edited('LastName', 'Berge');
  await work.contact.chooseKind('PersonAccount');
  await work.contact.submit();

  expect(care.requests('POST', '/salesforce/contacts').map(({ body }) => body)).toEqual([
    { fields: { PersonEmail: 'mara@example.org' }, anyway: false, as: 'PersonAccount' },
  ]);
});

test('duplicates are asked for as the form opens, and again when a field changes that the rules look at', async () => {
  const duplicates = { fact: 'Alike.', allowed: true, records: [mara], unseen: 0 };
  care.use(
    http.get(`${base}/lead-form`, () => HttpResponse.json(contactForm)),
    http.post(`${base}/duplicates`, async ({ request }) => {
      const { fields: changed } = (await request.json()) as { fields: Record<string, string> };
      const found = changed.LastName === 'Nobody' ? null : duplicates;
      return HttpResponse.json({ watched: ['LastName'], duplicates: found, notChecked: [] });
    }),
    http.put(`${base}/contact`, () => HttpResponse.json({ contact: mara })),
  );
  const asked = () => care.requests('POST', '/duplicates').map(({ body }) => body);
  await work.lead.open();
  await expect.poll(() => state().leadForm.alike?.duplicates).toEqual(duplicates);
  work.lead.edited('Company', 'Acme');
  work.lead.edited('LastName', 'Nobody');
  work.lead.edited('Title', 'Dr');
  await expect.poll(() => state().leadForm.alike?.duplicates).toBeNull();
  work.lead.edited('Company', 'Northwind');
  await work.lead.open();
  await expect.poll(() => state().leadForm.alike?.duplicates).toEqual(duplicates);
  expect(asked()).toEqual([
    { object: 'Lead', recordType: null, fields: {} },
    { object: 'Lead', recordType: null, fields: { Company: 'Acme', LastName: 'Nobody', Title: 'Dr' } },
    { object: 'Lead', recordType: null, fields: {} },
  ]);

  await work.link(mara.id);
  expect(state().leadForm.making.status).toBe('closed');
});

test('contacts are suggested once for a customer who is linked to none', async () => {
  const connection = { consequences: [] };
  care.use(
    http.get(base, () =>
      HttpResponse.json({ connection, contact: null, escalations: [], blocked: null, leadBlocked: null }),
    ),
    http.get(`${base}/suggested-contacts`, () =>
      HttpResponse.json({ contacts: [{ ...mara, reason: 'Same name' }] }),
    ),
  );
  await work.load();
  await work.load();
  await vi.waitFor(() => expect(state().suggested).toMatchObject([{ name: 'Mara', reason: 'Same name' }]));
  expect(care.requests('GET', '/suggested-contacts')).toHaveLength(1);
});

test('the linked contact is checked once, and shown as it stands after a merge', async () => {
  const merged = { ...mara, id: '003000000000002AAA', name: 'Mara Berg', missing: null };
  let contact = { ...mara, missing: null };
  const tab = { connection: { consequences: [] }, escalations: [], blocked: null, leadBlocked: null };
  care.use(
    http.get(base, () => HttpResponse.json({ ...tab, contact })),
    http.post(`${base}/contact/check`, () => {
      contact = merged;
      return HttpResponse.json({ contact, followed: 'Mara' });
    }),
  );
  await work.load();
  await expect.poll(() => state().tab?.contact).toEqual(merged);
  await work.load();
  expect(state().followed).toBe('Mara');
  expect(care.requests('POST', '/contact/check')).toHaveLength(1);
});

test('a further lead is made only where there is one, and each press of the button once', async () => {
  const leadBlocked = { code: 'ALREADY_ESCALATED', fact: 'There is one.', remedy: 'Open it.' };
  const tab = { connection: null, contact: null, escalations: [], blocked: null };
  let leads = 0;
  care.use(
    http.get(base, () => HttpResponse.json({ ...tab, leadBlocked: leads > 0 ? leadBlocked : null })),
    http.get(`${base}/lead-form`, () => HttpResponse.json(contactForm)),
    http.post(`${base}/leads`, () => {
      leads += 1;
      return HttpResponse.json({ escalation: { id: `esc_${leads}`, state: 'created', number: 'Mara' } });
    }),
  );
  await work.load();
  await work.lead.open();
  await Promise.all([work.lead.submit(), work.lead.submit()]);
  expect(state().leadForm.making).toMatchObject({ status: 'done', made: { escalation: { number: 'Mara' } } });
  await vi.waitFor(() => expect(state().tab?.leadBlocked).toEqual(leadBlocked));
  work.lead.closeForm();
  await work.lead.open();
  await work.lead.submit();

  const sent = care.requests('POST', '/salesforce/leads');
  const lead = { fields: {}, recordType: null, ownerId: null, assign: false, anyway: false };
  expect(sent.map(({ body }) => body)).toEqual([
    { ...lead, another: false },
    { ...lead, another: true },
  ]);
});

test('a lead goes out with its record type and its owner, and although a rule warns only on purpose', async () => {
  const recordTypes = [
    { name: 'Shop', label: 'Shop' },
    { name: 'Partner', label: 'Partner' },
  ];
  const owners = [{ id: '00G000000000001AAA', name: 'Partners', kind: 'queue' }];
  care.use(
    http.get(`${base}/lead-form`, ({ request }) => {
      const recordType = new URL(request.url).searchParams.get('recordType') ?? 'Shop';
      return HttpResponse.json({ ...contactForm, recordTypes, recordType });
    }),
    http.get(`${base}/owners`, () => HttpResponse.json({ owners })),
    http.post(`${base}/leads`, () =>
      HttpResponse.json({ escalation: { state: 'created' }, owner: 'Partners' }, { status: 201 }),
    ),
  );
  await work.lead.open();
  work.lead.edited('LastName', 'Berge');
  await work.lead.chooseRecordType('Partner');
  work.lead.chooseOwner({ by: 'name', owner: null });
  expect(await work.lead.submit()).toBe(false);
  work.lead.searchOwners('Part');
  await expect.poll(() => state().leadOwner.found).toEqual(owners);
  work.lead.chooseOwner({ by: 'name', owner: state().leadOwner.found[0]! });
  await work.lead.createAnyway();

  expect(state().leadForm.making).toMatchObject({ status: 'done', made: { owner: 'Partners' } });
  expect(state().owner).toEqual({ owner: { by: 'creator' }, found: [] });
  expect(care.requests('POST', '/salesforce/leads').map(({ body }) => body)).toEqual([
    {
      fields: { LastName: 'Berge' },
      recordType: 'Partner',
      ownerId: '00G000000000001AAA',
      assign: false,
      anyway: true,
      another: false,
    },
  ]);
});

test('each form asks what the rules of the org will say, as it opens and as it is filled in', async () => {
  const form = () => HttpResponse.json({ ...contactForm, fields });
  const foresight = `${base}/foresight`;
  care.use(
    http.get(`${base}/contact-form`, form),
    http.get(`${base}/lead-form`, form),
    http.post(foresight, async ({ request }) => {
      const asked = (await request.json()) as { object: string; fields: Record<string, string> };
      const fact = `${asked.object}: ${asked.fields.Subject ?? 'as it is'}`;
      const verdict = { field: 'Subject', kind: 'warning', code: 'RULE', fact, remedy: 'Change it.' };
      return HttpResponse.json({ verdicts: [verdict], notChecked: [] });
    }),
  );
  const facts = () =>
    [state().coming, state().contactForm.coming, state().leadForm.coming].map(
      (coming) => coming?.verdicts[0]?.fact,
    );
  await work.prepare(false);
  await work.contact.open();
  await work.lead.open();
  await expect.poll(facts).toEqual(['Case: as it is', 'Contact: as it is', 'Lead: as it is']);
  work.lead.edited('Subject', 'Torn seam');
  await expect.poll(facts).toEqual(['Case: as it is', 'Contact: as it is', 'Lead: Torn seam']);
  work.lead.closeForm();
  expect(facts()).toEqual(['Case: as it is', 'Contact: as it is', undefined]);
});

test('a form that was closed while it was prepared stays closed', async () => {
  const form = () => HttpResponse.json({ fields, actingUser: 'Ines', because: null });
  care.use(http.get(`${base}/contact-form`, form), http.get(`${base}/lead-form`, form));
  const opening = [work.prepare(false), work.contact.open(), work.lead.open()];
  work.closeForm();
  work.contact.closeForm();
  work.lead.closeForm();
  await Promise.all(opening);

  const { escalating, contactForm, leadForm } = state();
  expect([escalating, contactForm.making, leadForm.making].map(({ status }) => status)).toEqual(
    Array.from({ length: 3 }, () => 'closed'),
  );
});

test('the record type chosen last counts, whichever answer comes last, and none once the form is sent', async () => {
  const late: (() => void)[] = [];
  const form = async ({ request }: { request: Request }) => {
    const recordType = new URL(request.url).searchParams.get('recordType') ?? 'Shop';
    if (recordType === 'Slow') await new Promise<void>((answer) => late.push(answer));
    return HttpResponse.json({ fields, actingUser: 'Ines', because: null, messages: 3, recordType });
  };
  care.use(http.get(`${base}/case-form`, form), http.get(`${base}/lead-form`, form));
  await work.prepare(false);
  await work.lead.open();

  const slow = [work.chooseRecordType('Slow'), work.lead.chooseRecordType('Slow')];
  await Promise.all([work.chooseRecordType('Quick'), work.lead.chooseRecordType('Quick')]);
  await expect.poll(() => late.length).toBe(2);
  for (const answer of late.splice(0)) answer();
  await Promise.all(slow);
  expect(state().escalating).toMatchObject({ form: { recordType: 'Quick' } });
  expect(state().leadForm.making).toMatchObject({ form: { recordType: 'Quick' } });

  const chosen = work.chooseRecordType('Slow');
  await work.submit();
  await expect.poll(() => late.length).toBe(1);
  for (const answer of late) answer();
  await chosen;
  expect(state().escalating.status).toBe('done');
});

test('of owners only the last search is shown, and none once one is chosen', async () => {
  const late: (() => void)[] = [];
  const owner = (name: string) => ({ id: '00G000000000001AAA', name, kind: 'queue' as const });
  care.use(
    http.get(`${base}/owners`, async ({ request }) => {
      const name = new URL(request.url).searchParams.get('search') ?? '';
      if (name === 'Slow') await new Promise<void>((answer) => late.push(answer));
      return HttpResponse.json({ owners: [owner(name)] });
    }),
  );
  work.searchOwners('Slow');
  await expect.poll(() => late.length).toBe(1);
  work.searchOwners('Quick');
  await expect.poll(() => state().owner.found).toEqual([owner('Quick')]);
  work.chooseOwner({ by: 'name', owner: owner('Quick') });
  for (const answer of late) answer();
  await vi.waitFor(() => expect(care.requests('GET', '/salesforce/owners')).toHaveLength(2));
  await new Promise((resolve) => setTimeout(resolve));
  expect(state().owner).toEqual({ owner: { by: 'name', owner: owner('Quick') }, found: [] });
});
