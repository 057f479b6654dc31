import { css } from 'lit';

/** One column, a bar above and below that stay; a case is a line where there is room, and a few where there is none. */
export const bulkStyles = css`
  :host { display: flex; flex-direction: column; height: 100%; min-height: 0; min-width: 0; background: var(--care-surface); color: var(--care-text); font: var(--care-type-body); container-type: inline-size; }
  header { display: flex; flex-wrap: wrap; align-items: center; gap: var(--care-space-4) var(--care-space-5); min-height: 56px; padding: var(--care-space-4) var(--care-space-6); border-bottom: 1px solid var(--care-border); }
  h1 { font: var(--care-type-title); font-weight: var(--care-weight-strong); margin: 0; }
  header .push { margin-inline-start: auto; }
  .body { flex: 1; min-height: 0; overflow-y: auto; padding: var(--care-space-6); }
  .body > * { max-width: 960px; margin-inline: auto; }
  .body > * + * { margin-top: var(--care-space-6); }
  h2 { display: flex; align-items: center; gap: var(--care-space-4); font: var(--care-type-body); font-weight: var(--care-weight-strong); margin: 0 0 var(--care-space-2); }
  .head { display: flex; align-items: center; gap: var(--care-space-5); padding-inline-start: calc(var(--care-space-5) + 1px); margin-bottom: var(--care-space-2); }
  .head h2 { margin: 0; }
  .quiet { color: var(--care-text-quiet); }
  ul { border: 1px solid var(--care-border); border-radius: var(--care-radius-card); overflow: hidden; }
  li { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 5fr) minmax(0, 4fr); gap: var(--care-space-2) var(--care-space-5); align-items: start; padding: var(--care-space-4) var(--care-space-5); }
  li + li { border-top: 1px solid var(--care-border); }
  li.pick { grid-template-columns: auto minmax(0, 3fr) minmax(0, 5fr) minmax(0, 4fr); }
  input { width: 16px; height: 16px; margin: 2px 0; accent-color: var(--care-accent); }
  .who, .what { overflow-wrap: anywhere; }
  .number { color: var(--care-text-faint); font-variant-numeric: tabular-nums; }
  .why { display: block; color: var(--care-text-quiet); font: var(--care-type-caption); overflow-wrap: anywhere; }
  .why b { color: var(--care-text); font-weight: var(--care-weight-medium); }
  footer { display: flex; flex-wrap: wrap; align-items: center; justify-content: flex-end; gap: var(--care-space-4); padding: var(--care-space-5) var(--care-space-6); border-top: 1px solid var(--care-border); background: var(--care-surface-sunken); }
  footer p { flex: 1 1 240px; color: var(--care-text-quiet); font: var(--care-type-caption); }
  @container (max-width: 559px) {
    .body { padding: var(--care-space-5); }
    header, footer { padding-inline: var(--care-space-5); }
    li, li.pick { grid-template-columns: minmax(0, 1fr); }
    li.pick { grid-template-columns: auto minmax(0, 1fr); }
    li.pick > :nth-child(n + 3) { grid-column: 2; }
  }
`;
