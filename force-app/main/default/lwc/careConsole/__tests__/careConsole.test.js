import {
  careRecordOf,
  coveredFoot,
  createTabMark,
  highlightUtility,
  isPanelOpen,
  onPanelToggle,
  openBeside,
} from 'c/careConsole';
import { LABELS } from 'c/careLabels';
import { getAllUtilityInfo, getInfo, onUtilityClick, updateUtility } from 'lightning/platformUtilityBarApi';
import {
  getFocusedTabInfo,
  getTabInfo,
  openSubtab,
  openTab,
  setTabHighlighted,
  setTabIcon,
  setTabLabel,
} from 'lightning/platformWorkspaceApi';

jest.mock('@salesforce/label/c.Care_Tab_Label', () => ({ default: '({0}) {1}' }), { virtual: true });

const CASE_ID = '500000000000001AAA';
const TAB = { tabId: 'tab1', title: '00001026', icon: 'standard:case', iconAlt: 'Case', isSubtab: false };

describe('c-care-console', () => {
  beforeEach(() => {
    getFocusedTabInfo.mockResolvedValue({ tabId: 'another' });
    getTabInfo.mockResolvedValue(TAB);
  });

  it('marks a tab behind others with how many wait, an icon and a highlight', async () => {
    await createTabMark('tab1')(2);
    expect(setTabLabel).toHaveBeenCalledWith('tab1', '(2) 00001026');
    expect(setTabIcon).toHaveBeenCalledWith('tab1', 'utility:comments', { iconAlt: LABELS.tabIcon });
    expect(setTabHighlighted).toHaveBeenCalledWith('tab1', true, { pulse: true, state: 'warning' });
  });

  it('counts on from the record’s own name, and puts everything back once it was seen', async () => {
    const show = createTabMark('tab1');
    await show(1);
    getTabInfo.mockResolvedValue({ ...TAB, title: '(1) 00001026', icon: 'utility:comments' });
    await show(2);
    expect(setTabLabel).toHaveBeenLastCalledWith('tab1', '(2) 00001026');
    await show(0);
    expect(setTabLabel).toHaveBeenLastCalledWith('tab1', '00001026');
    expect(setTabIcon).toHaveBeenLastCalledWith('tab1', 'standard:case', { iconAlt: 'Case' });
    expect(setTabHighlighted).toHaveBeenLastCalledWith('tab1', false);
  });

  it('keeps the name another component gave the tab, and an icon it does not know', async () => {
    getTabInfo.mockResolvedValue({ ...TAB, customTitle: 'Maya', icon: undefined });
    const show = createTabMark('tab1');
    await show(1);
    expect(setTabLabel).toHaveBeenLastCalledWith('tab1', '(1) Maya');
    await show(0);
    expect(setTabLabel).toHaveBeenLastCalledWith('tab1', 'Maya');
    expect(setTabIcon).toHaveBeenCalledTimes(1);
  });

  it('makes its calls one after the other, also when the news come at once', async () => {
    const show = createTabMark('tab1');
    show(1);
    show(2);
    await show(0);
    expect(setTabLabel.mock.calls.map(([, label]) => label)).toEqual([
      '(1) 00001026',
      '(2) 00001026',
      '00001026',
    ]);
  });

  it('leaves the tab in front as it is', async () => {
    getFocusedTabInfo.mockResolvedValue(TAB);
    const show = createTabMark('tab1');
    await show(1);
    await show(0);
    expect(setTabLabel).not.toHaveBeenCalled();
    expect(setTabHighlighted).not.toHaveBeenCalled();
  });

  it('goes on after a tab that cannot be marked', async () => {
    getFocusedTabInfo.mockRejectedValueOnce(new Error('no console'));
    const show = createTabMark('tab1');
    await show(1);
    expect(setTabLabel).not.toHaveBeenCalled();
    await show(2);
    expect(setTabLabel).toHaveBeenCalledWith('tab1', '(2) 00001026');
  });

  it('lets a utility stand out, and takes it lightly when there is none any more', async () => {
    updateUtility.mockResolvedValueOnce(true).mockRejectedValue(new Error('no such utility'));
    await highlightUtility('utility1', true);
    expect(updateUtility).toHaveBeenCalledWith('utility1', { highlighted: true });
    await expect(highlightUtility('utility1', false)).resolves.toBeUndefined();
  });

  it('takes a panel for open unless the app says otherwise', async () => {
    getInfo.mockResolvedValueOnce({ utilityVisible: false }).mockResolvedValueOnce({ utilityVisible: true });
    expect(await isPanelOpen('utility1')).toBe(false);
    expect(await isPanelOpen('utility1')).toBe(true);
    getInfo.mockRejectedValue(new Error('no such utility'));
    expect(await isPanelOpen('utility1')).toBe(true);
  });

  it('calls back when a panel is opened or minimised, and takes it lightly when there is none', async () => {
    const callback = jest.fn();
    onUtilityClick.mockResolvedValueOnce(true).mockRejectedValue(new Error('no such utility'));
    await onPanelToggle('utility1', callback);
    expect(onUtilityClick).toHaveBeenCalledWith('utility1', callback);
    await expect(onPanelToggle('utility1', callback)).resolves.toBeUndefined();
  });

  it('knows how much of the window a utility bar covers', async () => {
    getAllUtilityInfo.mockResolvedValueOnce([{ id: 'utility1' }]).mockResolvedValueOnce([]);
    expect(await coveredFoot()).toBe(40);
    expect(await coveredFoot()).toBe(0);
    getAllUtilityInfo.mockRejectedValue(new Error('no utility bar'));
    expect(await coveredFoot()).toBe(0);
  });

  it('opens a record in a subtab of the workspace that asked, also from a subtab', async () => {
    expect(await openBeside('tab1', CASE_ID)).toBe(true);
    expect(openSubtab).toHaveBeenLastCalledWith('tab1', { recordId: CASE_ID, focus: true });
    getTabInfo.mockResolvedValue({ ...TAB, isSubtab: true, parentTabId: 'workspace' });
    await openBeside('tab1', CASE_ID);
    expect(openSubtab).toHaveBeenLastCalledWith('workspace', { recordId: CASE_ID, focus: true });
  });

  it('says when the console did not open it', async () => {
    openSubtab.mockRejectedValue(new Error('no console'));
    expect(await openBeside('tab1', CASE_ID)).toBe(false);
  });

  it('opens a tab where no tab asked', async () => {
    expect(await openBeside(undefined, CASE_ID)).toBe(true);
    expect(openTab).toHaveBeenCalledWith({ recordId: CASE_ID, focus: true });
    expect(openSubtab).not.toHaveBeenCalled();
  });

  it.each([
    [CASE_ID, CASE_ID],
    ['00Q000000000001AAA', '00Q000000000001AAA'],
    ['003000000000001AAA', null],
    [undefined, null],
    [null, null],
  ])('of a tab with the record %s it takes %s', async (recordId, expected) => {
    getTabInfo.mockResolvedValue({ ...TAB, recordId });
    expect(await careRecordOf('tab1')).toBe(expected);
  });

  it('looks at the focused tab where none is named, and finds nothing where none is in front', async () => {
    getFocusedTabInfo.mockResolvedValue({ tabId: 'tab2', recordId: CASE_ID });
    expect(await careRecordOf()).toBe(CASE_ID);
    getFocusedTabInfo.mockResolvedValue(null);
    expect(await careRecordOf()).toBeNull();
    getFocusedTabInfo.mockRejectedValue(new Error('no tab'));
    expect(await careRecordOf()).toBeNull();
  });
});
