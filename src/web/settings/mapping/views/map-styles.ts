import { css } from 'lit';

/** Values on one side, what each becomes on the other. */
export const mapStyles = css`
  :host { display: block; padding: var(--care-space-5); border: 1px solid var(--care-border); border-radius: var(--care-radius-card); background: var(--care-surface-sunken); container-type: inline-size; }
  h4 { margin: 0; padding-bottom: var(--care-space-3); font: var(--care-type-caption); font-weight: var(--care-weight-strong); }
  ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(250px, 100%), 1fr)); gap: 2px 14px; }
  li { display: grid; grid-template-columns: 108px 14px minmax(0, 1fr); gap: var(--care-space-3); align-items: center; min-height: 32px; }
  label { display: flex; align-items: center; gap: var(--care-space-3); min-width: 0; }
  label span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  li > .icon { color: var(--care-text-faint); }
  .control { min-height: 28px; padding-block: 2px; }
  .control.open { border-style: dashed; }
`;
