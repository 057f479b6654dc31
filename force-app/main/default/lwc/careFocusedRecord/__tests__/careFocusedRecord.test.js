import TAB_FOCUSED from '@salesforce/messageChannel/lightning__tabFocused';
import TAB_REPLACED from '@salesforce/messageChannel/lightning__tabReplaced';
import CareFocusedRecord from 'c/careFocusedRecord';
import { APPLICATION_SCOPE, MessageContext, subscribe, unsubscribe } from 'lightning/messageService';
import { getInfo, onUtilityClick } from 'lightning/platformUtilityBarApi';
import { getFocusedTabInfo, getTabInfo } from 'lightning/platformWorkspaceApi';
import { createElement } from 'lwc';

const CASE_A = '500000000000001AAA';
const CASE_B = '500000000000002AAA';
const LEAD = '00Q000000000001AAA';

const settled = () => new Promise((done) => setTimeout(done));

let listeners;

async function show() {
  const element = createElement('c-care-focused-record', { is: CareFocusedRecord });
  element.utilityId = 'utility1';
  const told = [];
  element.addEventListener('recordfocus', ({ detail }) => told.push(detail.recordId));
  document.body.appendChild(element);
  MessageContext.emit({});
  await settled();
  return { element, told };
}

describe('c-care-focused-record', () => {
  beforeEach(() => {
    listeners = new Map();
    subscribe.mockImplementation((_context, channel, listener) => {
      listeners.set(channel, listener);
      return { channel };
    });
    getInfo.mockResolvedValue({ utilityVisible: true });
    onUtilityClick.mockResolvedValue(true);
    getFocusedTabInfo.mockResolvedValue({ tabId: 'tab1', recordId: CASE_A });
    getTabInfo.mockImplementation(async (tabId) => ({
      tabId,
      recordId: { tab1: CASE_A, tab2: CASE_B, tab3: LEAD, tab4: '003000000000001AAA' }[tabId],
    }));
  });
  afterEach(() => {
    document.body.replaceChildren();
  });

  it('tells the record of the tab that is in front when it begins', async () => {
    const { element, told } = await show();
    expect(told).toEqual([CASE_A]);
    await expect(element).toBeAccessible();
  });

  it('hears of every tab of the app', async () => {
    await show();
    expect(subscribe.mock.calls.map(([, , , options]) => options)).toEqual([
      { scope: APPLICATION_SCOPE },
      { scope: APPLICATION_SCOPE },
    ]);
  });

  it('follows from tab to tab, and tells of none for other objects and navigation items', async () => {
    const { told } = await show();
    for (const currentTabId of ['tab2', 'tab3', 'tab4', null]) {
      listeners.get(TAB_FOCUSED)({ currentTabId });
      await settled();
    }
    expect(told).toEqual([CASE_A, CASE_B, LEAD, null, null]);
  });

  it('looks again when the tab in front shows another page', async () => {
    const { told } = await show();
    getFocusedTabInfo.mockResolvedValue({ tabId: 'tab1', recordId: LEAD });
    listeners.get(TAB_REPLACED)({ tabId: 'tab1' });
    await settled();
    expect(told).toEqual([CASE_A, LEAD]);
  });

  it('drops what comes late: the tab focused last is the one that counts', async () => {
    const { told } = await show();
    let answer;
    getTabInfo.mockImplementationOnce(() => new Promise((done) => (answer = done)));
    listeners.get(TAB_FOCUSED)({ currentTabId: 'tab2' });
    listeners.get(TAB_FOCUSED)({ currentTabId: 'tab3' });
    await settled();
    answer({ tabId: 'tab2', recordId: CASE_B });
    await settled();
    expect(told).toEqual([CASE_A, LEAD]);
  });

  it('tells of no tab while the panel is minimised, and of the one in front when it opens', async () => {
    const { told } = await show();
    getInfo.mockResolvedValue({ utilityVisible: false });
    listeners.get(TAB_FOCUSED)({ currentTabId: 'tab2' });
    listeners.get(TAB_REPLACED)({ tabId: 'tab2' });
    await settled();
    expect(told).toEqual([CASE_A]);
    getFocusedTabInfo.mockResolvedValue({ tabId: 'tab2', recordId: CASE_B });
    const [utilityId, opened] = onUtilityClick.mock.calls[0];
    opened({ utilityId, panelVisible: true });
    await settled();
    expect(told).toEqual([CASE_A, CASE_B]);
  });

  it('begins with no record in a panel that the app made ready but nobody has opened', async () => {
    getInfo.mockResolvedValue({ utilityVisible: false });
    const { told } = await show();
    expect(told).toEqual([null]);
  });

  it('ends its subscriptions and says no more once it is gone', async () => {
    const { element, told } = await show();
    listeners.get(TAB_FOCUSED)({ currentTabId: 'tab2' });
    element.remove();
    await settled();
    expect(told).toEqual([CASE_A]);
    expect(unsubscribe.mock.calls.map(([{ channel }]) => channel)).toEqual([TAB_FOCUSED, TAB_REPLACED]);
  });
});
