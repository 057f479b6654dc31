import getCode from '@salesforce/apex/CareHostController.getCode';
import CASE_CARE_ID from '@salesforce/schema/Case.Care_Case_Id__c';
import { LABELS } from 'c/careLabels';
import { publish } from 'lightning/messageService';
import { getRecord, notifyRecordUpdateAvailable } from 'lightning/uiRecordApi';
import {
  answerOf,
  bridges,
  CASE_ID,
  FRAME_URL,
  frameOf,
  later,
  mountHost,
  mountReadyHost,
  OTHER_CASE_ID,
  panelOf,
  prepareHost,
  press,
  problemOf,
  settled,
  stateOf,
  tellFrom,
} from './mountHost';

jest.mock('@salesforce/apex/CareHostController.getCode', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('c/careBridge', () => ({ addressOf: jest.fn(), connectWidget: jest.fn(), createNonce: jest.fn() }));

describe('c-care-host', () => {
  beforeEach(prepareHost);
  afterEach(() => {
    document.body.replaceChildren();
  });

  describe('states', () => {
    it('is loading until the code is there and the widget has answered', async () => {
      const asked = later();
      getCode.mockReturnValue(asked.value);
      const host = await mountHost();
      expect(stateOf(host)).toBe('loading');
      expect(host.shadowRoot.querySelector('[role="status"]').textContent).toBe(LABELS.loading);
      await expect(host).toBeAccessible();
      asked.resolve(answerOf('code-1'));
      await settled();
      expect(stateOf(host)).toBe('loading');
      bridges[0].resolve();
      await settled();
      expect(stateOf(host)).toBe('ready');
      expect(host.shadowRoot.querySelector('[role="status"]')).toBeNull();
    });

    it('frames the address of the answer, for this record and under the nonce it asked with', async () => {
      getCode.mockResolvedValue(answerOf('code-1'));
      const host = await mountReadyHost();
      expect(getCode).toHaveBeenCalledWith({ recordId: CASE_ID, nonce: 'nonce-1' });
      expect(frameOf(host).session).toMatchObject({
        frameUrl: FRAME_URL,
        nonce: 'nonce-1',
        code: 'code-1',
        recordId: CASE_ID,
      });
      await expect(host).toBeAccessible();
    });

    it('asks for the person alone where the page has no record', async () => {
      getCode.mockResolvedValue(answerOf('code-1', { caseId: null }));
      const host = await mountReadyHost({ recordId: undefined, objectApiName: undefined });
      expect(getCode).toHaveBeenCalledWith({ recordId: null, nonce: 'nonce-1' });
      expect(stateOf(host)).toBe('ready');
    });

    it.each([
      ['EMBED_NO_IDENTITY_LINK', 'no-link'],
      ['EMBED_RECORD_FORBIDDEN', 'not-permitted'],
      ['HOST_CREDENTIAL_MISSING', 'not-configured'],
      ['HOST_SERVICE_UNREACHABLE', 'unreachable'],
      ['EMBED_NO_CARE_CASE', 'no-case'],
    ])('says what stands in the way: %s is %s', async (code, kind) => {
      getCode.mockResolvedValue(problemOf(code, { detail: 'What the service says.' }));
      const host = await mountHost();
      expect(stateOf(host)).toBe(kind);
      expect(panelOf(host).problem.code).toContain(code);
      expect(frameOf(host)).toBeNull();
      await expect(host).toBeAccessible();
    });

    it('says so where Apex itself refuses', async () => {
      getCode.mockRejectedValue({
        body: { message: "No access to the Apex class named 'CareHostController'." },
      });
      expect(stateOf(await mountHost())).toBe('not-configured');
    });

    it('is not set up where the frame stays shut, and names both addresses where they differ', async () => {
      getCode.mockResolvedValue(answerOf('code-1', { serviceUrl: 'https://api.care.example/v1' }));
      const host = await mountHost();
      bridges[0].reject({ code: 'BRIDGE_CONNECT_TIMEOUT' });
      await settled();
      expect(stateOf(host)).toBe('not-configured');
      expect(panelOf(host).problem.detail).toBe(LABELS.addressesDifferText);
      expect(frameOf(host)).toBeNull();
    });

    it('is not permitted where the record itself cannot be read', async () => {
      getCode.mockResolvedValue(answerOf('code-1'));
      const host = await mountReadyHost();
      getRecord.error({ message: 'Try later' }, 503);
      await settled();
      expect(stateOf(host)).toBe('ready');
      getRecord.error({ message: 'No access' }, 403);
      await settled();
      expect(stateOf(host)).toBe('not-permitted');
    });

    it('tries again from the beginning', async () => {
      getCode
        .mockResolvedValueOnce(problemOf('HOST_SERVICE_UNREACHABLE'))
        .mockResolvedValue(answerOf('code-2'));
      const host = await mountHost();
      press(host, 'retry');
      await settled();
      bridges[0].resolve();
      await settled();
      expect(stateOf(host)).toBe('ready');
      expect(getCode.mock.calls.map(([{ nonce }]) => nonce)).toEqual(['nonce-1', 'nonce-2']);
    });
  });

  describe('the keyboard', () => {
    const pressButton = async (host) => {
      const button = panelOf(host).shadowRoot.querySelector('lightning-button');
      button.dispatchEvent(new CustomEvent('click'));
      await settled();
    };

    it.each([
      ['Try again', () => getCode.mockResolvedValueOnce(problemOf('HOST_SERVICE_UNREACHABLE'))],
      ['Link a Care case', () => getCode.mockResolvedValueOnce(answerOf('code-1', { caseId: null }))],
    ])('goes from the button %s into the widget that comes', async (_, prepare) => {
      prepare();
      getCode.mockResolvedValue(answerOf('code-2'));
      const host = await mountHost();
      await pressButton(host);
      expect(host.shadowRoot.activeElement).toBe(host.shadowRoot.querySelector('section'));
      bridges[0].resolve();
      await settled();
      expect(bridges[0].focusIn.mock.calls).toEqual([['forward']]);
    });

    it('is left where it is when the reader has gone elsewhere, or never was here', async () => {
      getCode
        .mockResolvedValueOnce(problemOf('HOST_SERVICE_UNREACHABLE'))
        .mockResolvedValue(answerOf('code-2'));
      const host = await mountHost();
      await pressButton(host);
      host.shadowRoot.activeElement.blur();
      bridges[0].resolve();
      await settled();
      await mountReadyHost();
      for (const { focusIn } of bridges) expect(focusIn).not.toHaveBeenCalled();
    });
  });

  describe('a record without a Care case', () => {
    const withoutCase = (code) => answerOf(code, { caseId: null });

    it('says so and offers to link one, without a frame', async () => {
      getCode.mockResolvedValue(withoutCase('code-1'));
      const host = await mountHost();
      expect(stateOf(host)).toBe('no-case');
      expect(panelOf(host).problem).toMatchObject({ title: LABELS.noCaseTitleCase, canLink: true });
      expect(frameOf(host)).toBeNull();
      await expect(host).toBeAccessible();
    });

    it('speaks of the Lead on a Lead', async () => {
      getCode.mockResolvedValue(withoutCase('code-1'));
      const host = await mountHost({ recordId: '00Q000000000001AAA', objectApiName: 'Lead' });
      expect(panelOf(host).problem.title).toBe(LABELS.noCaseTitleLead);
    });

    it('frames the widget with a fresh code to link one, and shows the case it gets', async () => {
      getCode
        .mockResolvedValueOnce(withoutCase('code-1'))
        .mockResolvedValueOnce(withoutCase('code-2'))
        .mockResolvedValue(answerOf('code-3', { caseId: 'case-9' }));
      const host = await mountHost();
      press(host, 'linkcase');
      await settled();
      const [bridge] = bridges;
      bridge.resolve();
      await settled();
      expect(stateOf(host)).toBe('ready');
      expect(await bridge.options.code).toBe('code-2');
      expect(await bridge.options.handlers.renewCode()).toBe('code-3');
      expect(publish.mock.lastCall[2]).toEqual({ recordId: CASE_ID, careCaseId: 'case-9', unread: 0 });
      expect(stateOf(host)).toBe('ready');
    });

    it('opens the conversation once the record is linked elsewhere', async () => {
      getCode.mockResolvedValueOnce(withoutCase('code-1')).mockResolvedValue(answerOf('code-2'));
      const host = await mountHost();
      const record = (value) => ({ fields: { [CASE_CARE_ID.fieldApiName]: { value } } });
      getRecord.emit(record(null));
      await settled();
      expect(stateOf(host)).toBe('no-case');
      getRecord.emit(record('case-9'));
      await settled();
      bridges[0].resolve();
      await settled();
      expect(stateOf(host)).toBe('ready');
    });
  });

  describe('what the page around learns', () => {
    it('reads records again that Care changed, and asks the page to', async () => {
      getCode.mockResolvedValue(answerOf('code-1'));
      const host = await mountReadyHost();
      const refreshed = jest.fn();
      host.addEventListener('lightning__refresh', refreshed);
      tellFrom(host, 'recordschanged', { recordIds: [CASE_ID, OTHER_CASE_ID] });
      expect(notifyRecordUpdateAvailable).toHaveBeenCalledWith([
        { recordId: CASE_ID },
        { recordId: OTHER_CASE_ID },
      ]);
      expect(refreshed).toHaveBeenCalledTimes(1);
    });

    it('can follow the Care case by message channel', async () => {
      getCode.mockResolvedValue(answerOf('code-1'));
      const host = await mountReadyHost();
      const told = () => publish.mock.lastCall[2];
      expect(told()).toEqual({ recordId: CASE_ID, careCaseId: 'case-of-code-1', unread: 0 });
      tellFrom(host, 'attention', { unread: 2, label: '2 new' });
      expect(told()).toEqual({ recordId: CASE_ID, careCaseId: 'case-of-code-1', unread: 2 });
      getCode.mockResolvedValue(answerOf('code-2', { caseId: null }));
      host.recordId = OTHER_CASE_ID;
      await settled();
      expect(told()).toEqual({ recordId: OTHER_CASE_ID, careCaseId: null, unread: 0 });
    });
  });

  it('gives its box the height the page sets, and the one the content asks for', async () => {
    getCode.mockResolvedValue(answerOf('code-1'));
    const host = await mountReadyHost({ height: 'content' });
    tellFrom(host, 'heightchange', { px: 500 });
    await settled();
    expect(host.shadowRoot.querySelector('c-care-box')).toMatchObject({
      height: 'content',
      contentHeight: 500,
    });
  });
});
