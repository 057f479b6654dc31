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
  settled,
  stateOf,
  tellFrom,
} from './mountHost';

jest.mock('@salesforce/apex/CareHostController.getCode', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('c/careBridge', () => ({ connectWidget: jest.fn(), createNonce: jest.fn() }));

const problem = (code, more) => ({ problem: { code, ...more } });

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
      getCode.mockResolvedValue(problem(code, { detail: 'What the service says.' }));
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
        .mockResolvedValueOnce(problem('HOST_SERVICE_UNREACHABLE'))
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
      ['Try again', () => getCode.mockResolvedValueOnce(problem('HOST_SERVICE_UNREACHABLE'))],
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
        .mockResolvedValueOnce(problem('HOST_SERVICE_UNREACHABLE'))
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

  describe('another record in the same place', () => {
    it('lets the widget follow in its frame', async () => {
      getCode.mockResolvedValueOnce(answerOf('code-1')).mockResolvedValue(answerOf('code-2'));
      const host = await mountReadyHost();
      host.recordId = OTHER_CASE_ID;
      await settled();
      expect(getCode).toHaveBeenLastCalledWith({ recordId: OTHER_CASE_ID, nonce: 'nonce-1' });
      expect(host.recordId).toBe(OTHER_CASE_ID);
      expect(bridges).toHaveLength(1);
      expect(bridges[0].showRecord.mock.calls).toEqual([[OTHER_CASE_ID, 'code-2']]);
    });

    it('covers the conversation of the record before until the code is there', async () => {
      const asked = later();
      getCode.mockResolvedValueOnce(answerOf('code-1')).mockReturnValueOnce(asked.value);
      const host = await mountReadyHost();
      host.recordId = OTHER_CASE_ID;
      await settled();
      expect(stateOf(host)).toBe('loading');
      asked.resolve(answerOf('code-2'));
      await settled();
      expect(stateOf(host)).toBe('ready');
    });

    it('drops the answer for a record that was left meanwhile', async () => {
      const [first, second] = [later(), later()];
      getCode
        .mockResolvedValueOnce(answerOf('code-1'))
        .mockReturnValueOnce(first.value)
        .mockReturnValueOnce(second.value);
      const host = await mountReadyHost();
      host.recordId = OTHER_CASE_ID;
      host.recordId = '500000000000003AAA';
      second.resolve(answerOf('code-3'));
      await settled();
      first.resolve(answerOf('code-2'));
      await settled();
      expect(bridges[0].showRecord.mock.calls).toEqual([['500000000000003AAA', 'code-3']]);
    });

    it('asks for nothing to be shown when it is back before the answer came', async () => {
      const asked = later();
      getCode.mockResolvedValueOnce(answerOf('code-1')).mockReturnValueOnce(asked.value);
      const host = await mountReadyHost();
      host.recordId = OTHER_CASE_ID;
      host.recordId = CASE_ID;
      await settled();
      expect(stateOf(host)).toBe('ready');
      asked.resolve(answerOf('code-2'));
      await settled();
      expect(bridges[0].showRecord).not.toHaveBeenCalled();
      expect(getCode).toHaveBeenCalledTimes(2);
    });

    it('begins anew while nothing is shown yet, and drops the answer to the first attempt', async () => {
      const first = later();
      getCode.mockReturnValueOnce(first.value).mockResolvedValue(answerOf('code-2'));
      const host = await mountHost();
      host.recordId = OTHER_CASE_ID;
      await settled();
      first.resolve(answerOf('code-1'));
      await settled();
      expect(frameOf(host).session).toMatchObject({
        nonce: 'nonce-2',
        code: 'code-2',
        recordId: OTHER_CASE_ID,
      });
    });

    it('takes the frame away where the other record has no case or is refused, and finds back', async () => {
      getCode
        .mockResolvedValueOnce(answerOf('code-1'))
        .mockResolvedValueOnce(answerOf('code-2', { caseId: null }))
        .mockResolvedValueOnce(answerOf('code-3'))
        .mockResolvedValueOnce(problem('EMBED_RECORD_FORBIDDEN'));
      const host = await mountReadyHost();
      host.recordId = OTHER_CASE_ID;
      await settled();
      expect([stateOf(host), frameOf(host)]).toEqual(['no-case', null]);
      host.recordId = CASE_ID;
      await settled();
      bridges[1].resolve();
      await settled();
      expect(stateOf(host)).toBe('ready');
      host.recordId = OTHER_CASE_ID;
      await settled();
      expect([stateOf(host), frameOf(host)]).toEqual(['not-permitted', null]);
    });

    it('drops a refusal that came too late', async () => {
      const first = later();
      getCode
        .mockResolvedValueOnce(answerOf('code-1'))
        .mockReturnValueOnce(first.value)
        .mockResolvedValue(answerOf('code-3'));
      const host = await mountReadyHost();
      host.recordId = OTHER_CASE_ID;
      host.recordId = '500000000000003AAA';
      await settled();
      first.reject(new Error('too late'));
      await settled();
      expect(stateOf(host)).toBe('ready');
    });
  });

  describe('renewal', () => {
    it('gives the widget another code for the same frame and record', async () => {
      getCode.mockResolvedValueOnce(answerOf('code-1')).mockResolvedValue(answerOf('code-2'));
      await mountReadyHost();
      expect(await bridges[0].options.handlers.renewCode()).toBe('code-2');
      expect(getCode).toHaveBeenLastCalledWith({ recordId: CASE_ID, nonce: 'nonce-1' });
    });

    it.each([
      [
        'a problem',
        () => Promise.resolve(problem('EMBED_AGENT_INACTIVE', { detail: 'You are not active.' })),
      ],
      ['an exception', () => Promise.reject({ code: 'EMBED_AGENT_INACTIVE', detail: 'You are not active.' })],
    ])('tells the widget why there is none (%s)', async (_, refusal) => {
      getCode.mockResolvedValueOnce(answerOf('code-1')).mockImplementation(refusal);
      const host = await mountReadyHost();
      await expect(bridges[0].options.handlers.renewCode()).rejects.toMatchObject({
        code: 'EMBED_AGENT_INACTIVE',
        detail: 'You are not active.',
      });
      expect(stateOf(host)).toBe('ready');
    });
  });

  describe('the second frame of the same browser page', () => {
    it('opens at once and gets its code when it is there', async () => {
      getCode.mockResolvedValueOnce(answerOf('code-1'));
      await mountReadyHost();
      const asked = later();
      getCode.mockReturnValue(asked.value);
      const second = await mountHost({ recordId: OTHER_CASE_ID });
      expect(bridges[1].options).toMatchObject({ nonce: 'nonce-2', recordId: OTHER_CASE_ID });
      bridges[1].resolve();
      await settled();
      expect(stateOf(second)).toBe('loading');
      asked.resolve(answerOf('code-2'));
      await settled();
      expect(await bridges[1].options.code).toBe('code-2');
      expect(stateOf(second)).toBe('ready');
      expect(bridges).toHaveLength(2);
    });

    it('moves to the address the answer names, when it is another', async () => {
      const moved = 'https://moved.example/embed/org-key';
      getCode.mockResolvedValueOnce(answerOf('code-1'));
      await mountReadyHost();
      getCode.mockResolvedValue(answerOf('code-2', { frameUrl: moved }));
      const second = await mountHost({ recordId: OTHER_CASE_ID });
      expect(frameOf(second).session.frameUrl).toBe(moved);
      expect(bridges[1].end).toHaveBeenCalledTimes(1);
      expect(bridges[2].options).toMatchObject({
        origin: 'https://moved.example',
        nonce: 'nonce-2',
        code: 'code-2',
      });
      const third = await mountHost();
      expect(frameOf(third).session.frameUrl).toBe(moved);
    });

    it('goes away again where there is nothing to show', async () => {
      getCode.mockResolvedValueOnce(answerOf('code-1'));
      await mountReadyHost();
      getCode.mockResolvedValue(problem('EMBED_RECORD_FORBIDDEN'));
      const second = await mountHost({ recordId: OTHER_CASE_ID });
      expect([stateOf(second), frameOf(second)]).toEqual(['not-permitted', null]);
      await expect(bridges[1].options.code).rejects.toMatchObject({ code: 'EMBED_RECORD_FORBIDDEN' });
    });

    it('waits for the answer again after a frame that did not open', async () => {
      getCode.mockResolvedValueOnce(answerOf('code-1'));
      await mountHost();
      bridges[0].reject({ code: 'BRIDGE_CONNECT_TIMEOUT' });
      await settled();
      getCode.mockReturnValue(later().value);
      const second = await mountHost({ recordId: OTHER_CASE_ID });
      expect(frameOf(second)).toBeNull();
    });

    it('does not come back with an answer that is later than the refusal', async () => {
      getCode.mockResolvedValueOnce(answerOf('code-1'));
      await mountReadyHost();
      const asked = later();
      getCode.mockReturnValue(asked.value);
      const second = await mountHost({ recordId: OTHER_CASE_ID });
      bridges[1].reject({ code: 'BRIDGE_CONNECT_TIMEOUT' });
      await settled();
      asked.resolve(answerOf('code-2'));
      await settled();
      expect(stateOf(second)).toBe('not-configured');
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
