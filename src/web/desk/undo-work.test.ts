import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import type { EscalationShape } from '../../api/shapes.ts';
import { createApiClient } from '../clients/api-client.ts';
import { CASE_ID, type FakeCare, ORIGIN, problem, startFakeCare } from '../clients/testing/fake-care.ts';
import { createSalesforceStore, type SalesforceStore } from './store/salesforce-store.ts';
import { type UndoForm, undoConsequences } from './store/undo-slice.ts';
import { createUndoWork, type UndoWork } from './undo-work.ts';

const ESCALATION = { id: 'esc_1', object: 'Case', number: '00001001' } as EscalationShape;
const PATH = `${ORIGIN}/v1/cases/${CASE_ID}/salesforce/escalations/esc_1/undo`;
const FORM: UndoForm = {
  act: 'close',
  acts: [
    { act: 'close', refused: null },
    { act: 'unlink', refused: null },
    { act: 'delete', refused: 'Your user in Salesforce may not delete this case.' },
  ],
  linked: false,
  closed: false,
  closedStatuses: [
    { value: 'Closed', label: 'Closed' },
    { value: 'Spam', label: 'Spam' },
  ],
  deletedAs: 'Jonas Lind',
  messages: 3,
};

let care: FakeCare;
let store: SalesforceStore;
let work: UndoWork;
let reloads: number;

beforeEach(() => {
  care = startFakeCare();
  care.use(http.get(PATH, () => HttpResponse.json(FORM)));
  store = createSalesforceStore();
  reloads = 0;
  work = createUndoWork({
    api: createApiClient({ fetch: care.fetch, retryDelaysMs: [] }),
    store,
    caseId: CASE_ID,
    async reload() {
      reloads += 1;
    },
  });
});
const undoing = () => store.getState().undoing;

test('asks with what is usual, does what was chosen once, and shows the case anew', async () => {
  care.use(http.post(PATH, () => HttpResponse.json({ escalation: { ...ESCALATION, state: 'gone' } })));
  await work.open(ESCALATION);
  expect(undoing()).toMatchObject({
    status: 'asking',
    choice: { act: 'close', closedStatus: 'Closed', why: '' },
  });

  work.chose({ closedStatus: 'Spam' });
  work.chose({ why: 'Pressed by mistake' });
  await Promise.all([work.submit(), work.submit()]);

  expect(care.requests('POST', '/undo').map(({ body }) => body)).toEqual([
    { act: 'close', closedStatus: 'Spam', why: 'Pressed by mistake' },
  ]);
  expect(undoing()).toEqual({ status: 'closed' });
  expect(reloads).toBe(1);
});

test('keeps what was typed when Salesforce refuses, and says why', async () => {
  care.use(http.post(PATH, () => problem(422, 'SALESFORCE_REFUSED')));
  await work.open(ESCALATION);
  work.chose({ act: 'unlink', why: 'Twice' });
  await work.submit();
  expect(undoing()).toMatchObject({
    status: 'asking',
    choice: { act: 'unlink', why: 'Twice' },
    problem: { code: 'SALESFORCE_REFUSED' },
  });
});

test('keeps the reason of an undo that was put off for the next time it is asked, and of no other', async () => {
  care.use(
    http.get(PATH.replace('esc_1', 'esc_2'), () => HttpResponse.json(FORM)),
    http.post(PATH, () => HttpResponse.json({ escalation: { ...ESCALATION, state: 'gone' } })),
  );
  await work.open(ESCALATION);
  work.chose({ why: 'A long story' });
  work.close();
  await work.open({ ...ESCALATION, id: 'esc_2' });
  expect(undoing()).toMatchObject({ choice: { why: '' } });
  work.close();

  await work.open(ESCALATION);
  expect(undoing()).toMatchObject({ status: 'asking', choice: { why: 'A long story' } });
  await work.submit();
  await work.open(ESCALATION);
  expect(undoing()).toMatchObject({ choice: { why: '' } });
});

test('says what stands in the way before anything is asked, and asks again', async () => {
  care.use(http.get(PATH, () => problem(409, 'UNDO_TOO_LATE')));
  await work.open(ESCALATION);
  expect(undoing()).toMatchObject({ status: 'failed', problem: { code: 'UNDO_TOO_LATE' } });
});

test('a dialog that was closed while it was prepared stays closed', async () => {
  const opening = work.open(ESCALATION);
  work.close();
  await opening;
  expect(undoing()).toEqual({ status: 'closed' });
});

test('every consequence is said before it comes', () => {
  const say = (form: Partial<UndoForm>, act: UndoForm['act']) =>
    undoConsequences(ESCALATION, { ...FORM, ...form }, { act, closedStatus: 'Closed', why: '' }).join(' ');
  expect(say({}, 'close')).toContain('gets the status Closed.');
  expect(say({}, 'close')).toContain('The 3 messages already there stay.');
  expect(say({ closed: true }, 'close')).toContain('is closed already and stays so.');
  expect(say({ messages: 0 }, 'unlink')).toContain('stays as it is. Its link');
  expect(say({ messages: 1 }, 'delete')).toContain(
    'deletes the case, the message of this conversation and all',
  );
});
