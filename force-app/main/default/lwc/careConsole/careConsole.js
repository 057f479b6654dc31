import { getFocusedTabInfo, openSubtab, setTabHighlighted } from 'lightning/platformWorkspaceApi';

/** Marks a console tab in the background while a customer waits in it. The tab in front needs no mark. */
export async function highlightTab(tabId, isWaiting) {
  const focused = await getFocusedTabInfo();
  const isBehind = focused?.tabId !== tabId;
  await setTabHighlighted(tabId, isWaiting && isBehind, { pulse: true, state: 'warning' });
}

/** Opens a record in a subtab beside the one that asked. */
export function openBeside(tabId, recordId) {
  return openSubtab(tabId, { recordId, focus: true });
}
