import { css } from 'lit';

/** A control that opens a list to choose from, and the list. */
export const pickStyles = css`
  :host { display: block; min-width: 0; font: var(--care-type-body); color: var(--care-text); }
  .control { display: flex; align-items: center; gap: var(--care-space-3); min-height: 30px; padding-block: 4px; text-align: start; cursor: pointer; }
  .control span { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .control .none { color: var(--care-text-faint); }
  .control .icon { color: var(--care-text-quiet); }
  .list {
    position: fixed; inset: auto; margin: 0; padding: 0; width: max-content; min-width: 220px; max-width: min(380px, calc(100vw - 16px)); max-height: min(420px, calc(100vh - 16px));
    border: 1px solid var(--care-border); border-radius: var(--care-radius-card); background: var(--care-surface-raised); color: var(--care-text); font: var(--care-type-body);
    box-shadow: var(--care-shadow-2); overflow: hidden;
  }
  .list:popover-open { display: flex; flex-direction: column; }
  .find { padding: var(--care-space-4); border-bottom: 1px solid var(--care-border); }
  .find .control { cursor: text; }
  .options { flex: 1; min-height: 0; padding: var(--care-space-2); overflow-y: auto; outline: none; }
  .label { padding: var(--care-space-4) var(--care-space-4) var(--care-space-2); font: var(--care-type-caption); font-weight: var(--care-weight-medium); color: var(--care-text-quiet); }
  .option { display: grid; grid-template-columns: minmax(0, 1fr) 14px; gap: 0 var(--care-space-3); align-items: center; padding: 5px var(--care-space-4); border-radius: var(--care-radius); cursor: pointer; }
  .option small { grid-column: 1; font: var(--care-type-caption); color: var(--care-text-faint); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .option small.why { white-space: normal; }
  .option:hover { background: var(--care-surface-hover); }
  .option.at { background: var(--care-surface-selected); box-shadow: inset 0 0 0 2px var(--care-focus); }
  .option[aria-disabled='true'] { color: var(--care-text-faint); cursor: not-allowed; }
  .nothing { padding: var(--care-space-4); color: var(--care-text-quiet); }
  @media (forced-colors: active) { .option.at { outline: 2px solid Highlight; } }
`;
