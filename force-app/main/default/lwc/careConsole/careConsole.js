import { fill, LABELS } from 'c/careLabels';
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

/** The Design System's height of a utility bar, 2.5rem. */
const UTILITY_BAR_PX = 40;
const WAITING_ICON = 'utility:comments';
/** Key prefixes of the objects a Care case can belong to; the same in every org. */
const CARE_PREFIXES = ['500', '00Q'];

/**
 * Marks a console tab while customers wait in it behind other tabs, and puts it back as it was: returns show(count).
 *
 * The label keeps the record's own name, which agents find their tabs by, and only says before it how many wait.
 * The calls of one tab go one after the other. A tab that was closed meanwhile, or an app that is no console, has
 * nothing to mark.
 */
export function createTabMark(tabId) {
  let before;
  let last = Promise.resolve();

  const mark = async (count) => {
    if ((await getFocusedTabInfo())?.tabId === tabId) return;
    before ??= await getTabInfo(tabId);
    await setTabLabel(tabId, fill(LABELS.tabLabel, count, nameOf(before)));
    await setTabIcon(tabId, WAITING_ICON, { iconAlt: LABELS.tabIcon });
    await setTabHighlighted(tabId, true, { pulse: true, state: 'warning' });
  };
  const putBack = async () => {
    if (!before) return;
    const tab = before;
    before = undefined;
    await setTabHighlighted(tabId, false);
    await setTabLabel(tabId, nameOf(tab));
    if (tab.icon) await setTabIcon(tabId, tab.icon, { iconAlt: tab.iconAlt });
  };

  return function show(count) {
    last = last.then(() => (count > 0 ? mark(count) : putBack())).catch(() => undefined);
    return last;
  };
}

// Another component may have named the tab.
const nameOf = (tab) => tab.customTitle || tab.title;

/** Lets a utility stand out while a customer waits in it. One that was closed meanwhile has nothing to show. */
export async function highlightUtility(utilityId, isWaiting) {
  await updateUtility(utilityId, { highlighted: isWaiting }).catch(() => undefined);
}

/** Whether a utility's panel is open; taken for open where the app does not tell. */
export async function isPanelOpen(utilityId) {
  try {
    return (await getInfo(utilityId)).utilityVisible !== false;
  } catch {
    return true;
  }
}

/** Calls back whenever a utility is opened or minimised by its button. The platform keeps the callback for good. */
export async function onPanelToggle(utilityId, callback) {
  try {
    await onUtilityClick(utilityId, callback);
  } catch {
    // Nobody can open what is not in the bar any more.
  }
}

/** Pixels at the foot of the window that the app's utility bar covers: it stands over the page. */
export async function coveredFoot() {
  try {
    return (await getAllUtilityInfo()).length > 0 ? UTILITY_BAR_PX : 0;
  } catch {
    // This app has no utility bar.
    return 0;
  }
}

/**
 * Opens a record in a subtab beside the tab that asked, or in a tab of its own where no tab asked. Returns whether
 * that worked.
 */
export async function openBeside(tabId, recordId) {
  try {
    if (!tabId) {
      await openTab({ recordId, focus: true });
      return true;
    }
    const { isSubtab, parentTabId } = await getTabInfo(tabId);
    await openSubtab(isSubtab ? parentTabId : tabId, { recordId, focus: true });
    return true;
  } catch {
    return false;
  }
}

/** The Case or Lead a tab shows (the focused one, where none is named), or null. */
export async function careRecordOf(tabId) {
  try {
    const { recordId } = await (tabId ? getTabInfo(tabId) : getFocusedTabInfo());
    return CARE_PREFIXES.includes(recordId?.slice(0, 3)) ? recordId : null;
  } catch {
    // No tab is in front, or it was closed meanwhile.
    return null;
  }
}
