import getCode from '@salesforce/apex/CareHostController.getCode';
import { publish } from 'lightning/messageService';
import {
  answerOf,
  bridges,
  CASE_ID,
  frameOf,
  later,
  mountHost,
  mountReadyHost,
  OTHER_CASE_ID,
  prepareHost,
  problemOf,
  settled,
  stateOf,
} from './mountHost';

jest.mock('@salesforce/apex/CareHostController.getCode', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('c/careBridge', () => ({ addressOf: jest.fn(), connectWidget: jest.fn(), createNonce: jest.fn() }));

describe('c-care-host and its frame', () => {
  beforeEach(prepareHost);
  afterEach(() => {
    document.body.replaceChildren();
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

    it('uncovers the first conversation at the first word of the widget, and the next with its code', async () => {
      const [first, second] = [later(), later()];
      getCode.mockResolvedValueOnce(answerOf('code-0')).mockReturnValueOnce(first.value);
      await mountReadyHost();
      document.body.replaceChildren();
      // The page knows the address now: the frame comes up while Apex is still asking.
      const host = await mountHost();
      const cover = () => host.shadowRoot.querySelector('.skeleton');
      expect(cover()).not.toBeNull();
      bridges[1].hear();
      await settled();
      expect([cover(), stateOf(host)]).toEqual([null, 'loading']);
      bridges[1].resolve();
      first.resolve(answerOf('code-1'));
      await settled();
      expect(stateOf(host)).toBe('ready');
      getCode.mockReturnValueOnce(second.value);
      host.recordId = OTHER_CASE_ID;
      await settled();
      expect(cover()).not.toBeNull();
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
        .mockResolvedValueOnce(problemOf('EMBED_RECORD_FORBIDDEN'));
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

    it('says nothing of the record before once the page has gone on', async () => {
      const [renewed, other] = [later(), later()];
      getCode
        .mockResolvedValueOnce(answerOf('code-1'))
        .mockReturnValueOnce(renewed.value)
        .mockReturnValueOnce(other.value);
      const host = await mountReadyHost();
      const code = bridges[0].options.handlers.renewCode();
      host.recordId = OTHER_CASE_ID;
      other.resolve(answerOf('code-3'));
      await settled();
      renewed.resolve(answerOf('code-2'));
      expect(await code).toBe('code-2');
      expect(publish.mock.lastCall[2]).toMatchObject({
        recordId: OTHER_CASE_ID,
        careCaseId: 'case-of-code-3',
      });
    });

    it.each([
      [
        'a problem',
        () => Promise.resolve(problemOf('EMBED_AGENT_INACTIVE', { detail: 'You are not active.' })),
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
      getCode.mockResolvedValue(problemOf('EMBED_RECORD_FORBIDDEN'));
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
});
