import { css } from 'lit';

/** What the widget's lists of cases have in common; `rows` is the container a row asks for its width. */
export const listStyles = css`
  :host { display: flex; flex-direction: column; height: 100%; min-height: 0; background: var(--care-surface); color: var(--care-text); font: var(--care-type-body); }
  [hidden] { display: none !important; }
  h2, h3, p { margin: 0; }
  .pane { --care-strip-inset: var(--care-space-5); flex: 1; min-height: 0; display: flex; flex-direction: column; }
  .head { display: grid; gap: var(--care-space-4); padding: var(--care-space-4) var(--care-space-5) var(--care-space-5); }
  h2 { display: flex; align-items: center; gap: var(--care-space-4); min-height: 32px; font: var(--care-type-title); font-weight: var(--care-weight-strong); }
  care-search { max-width: 480px; }
  .rows { container: rows / inline-size; flex: 1; min-height: 0; overflow-y: auto; overscroll-behavior: contain; border-top: 1px solid var(--care-border); }
  h3, .group { display: flex; align-items: center; gap: var(--care-space-3); height: 34px; padding: var(--care-space-3) var(--care-space-5) 0; }
  h3 { position: sticky; top: 0; z-index: 1; background: var(--care-surface); font: var(--care-type-caption); font-weight: var(--care-weight-medium); color: var(--care-text-quiet); }
  .end { padding: var(--care-space-5); color: var(--care-text-faint); font: var(--care-type-caption); text-align: center; }
  .visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;
