import getCode from '@salesforce/apex/CareHostController.getCode';
import { LABELS } from 'c/careLabels';
import { updateUtility } from 'lightning/platformUtilityBarApi';
import {
  getFocusedTabInfo,
  getTabInfo,
  openSubtab,
  openTab,
  setTabHighlighted,
  setTabIcon,
  setTabLabel,
} from 'lightning/platformWorkspaceApi';
import {
  answerOf,
  bridges,
  CASE_ID,
  later,
  mountHost,
  mountReadyHost,
  OTHER_CASE_ID,
  panelOf,
  prepareHost,
  settled,
  stateOf,
  tellFrom,
} from './mountHost';

jest.mock('@salesforce/apex/CareHostController.getCode', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('c/careBridge', () => ({ addressOf: jest.fn(), connectWidget: jest.fn(), createNonce: jest.fn() }));
jest.mock('@salesforce/label/c.Care_Tab_Label', () => ({ default: '({0}) {1}' }), { virtual: true });
const mockNavigate = jest.fn();
jest.mock('lightning/navigation', () => {
  const Navigate = Symbol('Navigate');
  const NavigationMixin = (Base) =>
    class extends Base {
      [Navigate](reference) {
        mockNavigate(reference);
      }
    };
  return { NavigationMixin: Object.assign(NavigationMixin, { Navigate }) };
});

const TAB = { tabId: 'tab1', title: '00001026', icon: 'standard:case', iconAlt: 'Case', isSubtab: false };
const CONTACT_ID = '003000000000001AAA';
const ANOTHER_CASE_ID = '500000000000003AAA';

describe('c-care-host in a console', () => {
  beforeEach(() => {
    prepareHost();
    getCode.mockImplementation(async ({ recordId }) => answerOf(`code-for-${recordId}`));
    getTabInfo.mockResolvedValue(TAB);
    getFocusedTabInfo.mockResolvedValue({ tabId: 'another' });
    updateUtility.mockResolvedValue(true);
  });
  afterEach(() => {
    document.body.replaceChildren();
  });

  describe('in a record’s tab', () => {
    const mount = () => mountReadyHost({ isConsole: true, tabId: 'tab1' });

    it('marks the tab while a customer waits in it, and puts it back once it was seen', async () => {
      const host = await mount();
      tellFrom(host, 'attention', { unread: 2, label: '2 new from Maya' });
      await settled();
      expect(setTabLabel).toHaveBeenLastCalledWith('tab1', '(2) 00001026');
      expect(setTabIcon).toHaveBeenLastCalledWith('tab1', 'utility:comments', { iconAlt: LABELS.tabIcon });
      expect(setTabHighlighted).toHaveBeenLastCalledWith('tab1', true, { pulse: true, state: 'warning' });
      tellFrom(host, 'attention', { unread: 0, label: '' });
      await settled();
      expect(setTabLabel).toHaveBeenLastCalledWith('tab1', '00001026');
      expect(setTabHighlighted).toHaveBeenLastCalledWith('tab1', false);
    });

    it('leaves no mark behind when the tab shows another record or page', async () => {
      const host = await mount();
      tellFrom(host, 'attention', { unread: 1, label: '1 new' });
      await settled();
      host.recordId = OTHER_CASE_ID;
      await settled();
      expect(setTabHighlighted).toHaveBeenLastCalledWith('tab1', false);
      tellFrom(host, 'attention', { unread: 1, label: '1 new' });
      await settled();
      host.remove();
      await settled();
      expect(setTabHighlighted).toHaveBeenLastCalledWith('tab1', false);
    });

    it('opens records in subtabs', async () => {
      const host = await mount();
      tellFrom(host, 'openrecord', { recordId: CONTACT_ID });
      await settled();
      expect(openSubtab).toHaveBeenCalledWith('tab1', { recordId: CONTACT_ID, focus: true });
      expect(mockNavigate).not.toHaveBeenCalled();
    });

    it('opens them in place of the page where the console does not', async () => {
      openSubtab.mockRejectedValue(new Error('no such tab'));
      const host = await mount();
      tellFrom(host, 'openrecord', { recordId: CONTACT_ID });
      await settled();
      expect(mockNavigate).toHaveBeenCalledTimes(1);
    });

    it('does not follow other tabs', async () => {
      const host = await mount();
      expect(host.shadowRoot.querySelector('c-care-focused-record')).toBeNull();
    });
  });

  describe('in the utility bar', () => {
    const mount = (more) =>
      mountReadyHost({
        isConsole: true,
        utilityId: 'utility1',
        recordId: undefined,
        objectApiName: undefined,
        ...more,
      });
    const focus = async (host, recordId) => {
      const follower = host.shadowRoot.querySelector('c-care-focused-record');
      follower.dispatchEvent(new CustomEvent('recordfocus', { detail: { recordId } }));
      await settled();
    };
    const shown = () => bridges.at(-1).showRecord.mock.calls;

    it('begins with the agent’s own cases', async () => {
      const host = await mount();
      expect(getCode.mock.calls).toEqual([[{ recordId: null, nonce: 'nonce-1' }]]);
      expect(stateOf(host)).toBe('ready');
      await expect(host).toBeAccessible();
    });

    it('begins with the Case in front where it knows from the start that it is to follow', async () => {
      const host = await mount();
      await focus(host, CASE_ID);
      // As a panel that pops out: taken from the page and put up again.
      host.remove();
      getCode.mockClear();
      getFocusedTabInfo.mockResolvedValue({ tabId: 'tab1', recordId: CASE_ID });
      document.body.appendChild(host);
      await settled();
      bridges.at(-1).resolve();
      await settled();
      expect(getCode.mock.calls).toEqual([[{ recordId: CASE_ID, nonce: 'nonce-2' }]]);
      expect(stateOf(host)).toBe('ready');
    });

    it('shows the conversation of the Case in front, and goes back to the own cases from elsewhere', async () => {
      const host = await mount();
      await focus(host, CASE_ID);
      await focus(host, OTHER_CASE_ID);
      await focus(host, null);
      expect(shown()).toEqual([
        [CASE_ID, `code-for-${CASE_ID}`],
        [OTHER_CASE_ID, `code-for-${OTHER_CASE_ID}`],
        [null, 'code-for-null'],
      ]);
      expect(bridges).toHaveLength(1);
    });

    it('stays with the own cases where the Case in front has no conversation', async () => {
      const host = await mount();
      getCode.mockImplementation(async () => answerOf('code-2', { caseId: null }));
      await focus(host, CASE_ID);
      expect(shown()).toEqual([]);
      expect(stateOf(host)).toBe('ready');
    });

    it('goes back to them from a conversation to a Case without one', async () => {
      const host = await mount();
      await focus(host, CASE_ID);
      getCode.mockImplementation(async ({ recordId }) => answerOf(`code-for-${recordId}`, { caseId: null }));
      await focus(host, OTHER_CASE_ID);
      expect(shown()).toEqual([
        [CASE_ID, `code-for-${CASE_ID}`],
        [null, 'code-for-null'],
      ]);
    });

    it('asks for nothing when the same Case comes to the front again', async () => {
      const host = await mount();
      await focus(host, CASE_ID);
      await focus(host, CASE_ID);
      expect(getCode).toHaveBeenCalledTimes(2);
    });

    it('shows the tab focused last, whichever answer comes first', async () => {
      const host = await mount();
      const [first, second] = [later(), later()];
      getCode.mockReturnValueOnce(first.value).mockReturnValueOnce(second.value);
      await focus(host, CASE_ID);
      await focus(host, ANOTHER_CASE_ID);
      second.resolve(answerOf('second'));
      await settled();
      first.resolve(answerOf('first'));
      await settled();
      expect(shown()).toEqual([[ANOTHER_CASE_ID, 'second']]);
    });

    it('renews for what its frame shows, not for what is being asked for', async () => {
      const host = await mount();
      const asked = later();
      getCode.mockReturnValueOnce(asked.value);
      await focus(host, CASE_ID);
      expect(stateOf(host)).toBe('ready');
      expect(await bridges[0].options.handlers.renewCode()).toBe('code-for-null');
      asked.resolve(answerOf('code-2'));
      await settled();
      expect(await bridges[0].options.handlers.renewCode()).toBe(`code-for-${CASE_ID}`);
    });

    it('stands out while a customer waits', async () => {
      const host = await mount();
      tellFrom(host, 'attention', { unread: 1, label: '1 new' });
      tellFrom(host, 'attention', { unread: 0, label: '' });
      expect(updateUtility.mock.calls).toEqual([
        ['utility1', { highlighted: true }],
        ['utility1', { highlighted: false }],
      ]);
      expect(setTabHighlighted).not.toHaveBeenCalled();
    });

    it('opens records in tabs of their own', async () => {
      const host = await mount();
      tellFrom(host, 'openrecord', { recordId: CASE_ID });
      await settled();
      expect(openTab).toHaveBeenCalledWith({ recordId: CASE_ID, focus: true });
    });

    it('stays with the own cases in an app without a console', async () => {
      const host = await mount({ isConsole: false });
      expect(host.shadowRoot.querySelector('c-care-focused-record')).toBeNull();
      expect(stateOf(host)).toBe('ready');
    });
  });

  describe('in an app without a console', () => {
    it('opens records in place of the page, and touches no tab', async () => {
      const host = await mountReadyHost();
      tellFrom(host, 'openrecord', { recordId: CONTACT_ID });
      tellFrom(host, 'attention', { unread: 1, label: '1 new' });
      await settled();
      expect(mockNavigate).toHaveBeenCalledWith({
        type: 'standard__recordPage',
        attributes: { recordId: CONTACT_ID, actionName: 'view' },
      });
      for (const call of [openTab, openSubtab, setTabLabel, setTabHighlighted, updateUtility]) {
        expect(call).not.toHaveBeenCalled();
      }
    });

    it('opens the page to link oneself in a browser tab', async () => {
      getCode.mockResolvedValue({
        problem: { code: 'EMBED_NO_IDENTITY_LINK', linkUrl: 'https://care.example/l' },
      });
      const host = await mountHost();
      const [linkYourself] = panelOf(host).shadowRoot.querySelectorAll('lightning-button');
      expect(linkYourself.label).toBe(LABELS.linkYourself);
      linkYourself.click();
      expect(mockNavigate).toHaveBeenCalledWith({
        type: 'standard__webPage',
        attributes: { url: 'https://care.example/l' },
      });
    });
  });
});
