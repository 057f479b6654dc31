import { css } from 'lit';

/** Rail 56, list 300, case, panel 404; under 1100 the panel is a sheet, under 700 there is one pane. */
export const deskStyles = css`
  .desk { display: grid; grid-template-columns: 56px 300px minmax(0, 1fr) 404px; height: 100%; background: var(--care-canvas); color: var(--care-text); font: var(--care-type-body); }
  .desk > * { min-height: 0; min-width: 0; }
  .rail { display: flex; flex-direction: column; align-items: center; gap: var(--care-space-4); padding: var(--care-space-4) 0; background: var(--care-surface-sunken); border-inline-end: 1px solid var(--care-border); }
  .mark { display: grid; place-items: center; width: 32px; height: 32px; margin-bottom: var(--care-space-4); border-radius: var(--care-radius-card); background: var(--care-accent); color: var(--care-on-accent); }
  .push { flex: 1; }
  .list { display: flex; border-inline-end: 1px solid var(--care-border); }
  .list > *, .case > *, .panel > care-case-panel { flex: 1; min-width: 0; }
  .visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .case { display: flex; background: var(--care-surface); }
  .whole { grid-column: 3 / -1; }
  .panel { display: flex; border-inline-start: 1px solid var(--care-border); }
  @media (max-width: 1099px) {
    .desk { grid-template-columns: 56px 300px minmax(0, 1fr); position: relative; }
  }
  @media (max-width: 699px) {
    .desk { grid-template-columns: minmax(0, 1fr); grid-template-rows: 44px minmax(0, 1fr); }
    .rail { flex-direction: row; padding: 0 var(--care-space-4); border-inline-end: 0; border-bottom: 1px solid var(--care-border); }
    .mark { margin: 0; width: 28px; height: 28px; }
    .list { border: 0; }
    .whole { grid-column: 1; }
  }
`;
