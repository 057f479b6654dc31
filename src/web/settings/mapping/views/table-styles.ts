import { css } from 'lit';

/** The box of all fields: search, filters, groups, and rows that are drawn when they come into view. */
export const tableStyles = css`
  :host { display: block; container: table / inline-size; color: var(--care-text); font: var(--care-type-body); }
  section { border: 1px solid var(--care-border); border-radius: var(--care-radius-card); background: var(--care-surface); overflow: clip; }
  .bar { display: flex; flex-wrap: wrap; gap: var(--care-space-4); align-items: center; padding: var(--care-space-5) var(--care-space-6) var(--care-space-4); }
  .bar care-search { flex: 1 1 200px; }
  .filters { display: flex; flex-wrap: wrap; gap: var(--care-space-2); padding: 0 var(--care-space-5) var(--care-space-4); }
  .count { font-weight: 400; color: var(--care-text-faint); font-variant-numeric: tabular-nums; }
  [aria-pressed='true'] .count { color: inherit; }
  .group { display: flex; align-items: center; gap: var(--care-space-4); min-height: 32px; padding: 0 var(--care-space-6); background: var(--care-surface-sunken); border-block: 1px solid var(--care-border); margin-bottom: -1px; font: var(--care-type-caption); font-weight: var(--care-weight-strong); color: var(--care-text-quiet); }
  .group:last-child { border-bottom: 0; margin-bottom: 0; }
  .group button { display: flex; align-items: center; gap: var(--care-space-4); flex: 1; min-height: 32px; padding: 0; border: 0; background: none; font: inherit; color: inherit; text-align: start; cursor: pointer; }
  .group button:focus-visible { box-shadow: inset 0 0 0 2px var(--care-focus); }
  .rows { padding-top: 1px; }
  .rows > * + * { border-top: 1px solid var(--care-border); }
  .rows > * { content-visibility: auto; contain-intrinsic-block-size: auto 53px; }
  .rows > care-mapping-row:focus-within { content-visibility: visible; }
  .light { grid-template-columns: minmax(140px, 1fr) auto; }
  .light .why { grid-column: 2; max-width: 46ch; text-align: end; }
  .nothing { display: flex; flex-wrap: wrap; align-items: center; gap: var(--care-space-4); padding: var(--care-space-6); border-top: 1px solid var(--care-border); color: var(--care-text-quiet); }
  @container table (max-width: 559px) {
    .bar { padding-inline: var(--care-space-5); }
    .group { padding-inline: var(--care-space-5); }
    .light { grid-template-columns: minmax(0, 1fr) auto; }
    .light .name { grid-column: 1; }
    .light .why { grid-column: 1 / -1; text-align: start; }
  }
`;
