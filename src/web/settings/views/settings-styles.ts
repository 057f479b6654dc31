import { css } from 'lit';

/** Navigation 212, then the page; under 700 px one pane. */
export const settingsStyles = css`
  :host { display: block; height: 100%; background: var(--care-canvas); color: var(--care-text); font: var(--care-type-body); }
  .settings { display: grid; grid-template-columns: 212px minmax(0, 1fr); height: 100%; }
  main { min-width: 0; overflow-y: auto; outline: none; }
  main:focus-visible { box-shadow: none; border-radius: 0; }
  .alone { display: grid; place-content: center; height: 100%; }
  .waiting { display: grid; gap: var(--care-space-4); padding: var(--care-space-8) 28px; }
  .nav { display: flex; flex-direction: column; padding: var(--care-space-6) 10px; background: var(--care-surface-sunken); border-inline-end: 1px solid var(--care-border); overflow-y: auto; }
  .nav :is(h1, h2) { padding: 0 var(--care-space-4) var(--care-space-5); font: var(--care-type-title); font-weight: var(--care-weight-strong); }
  .nav p { padding: 14px var(--care-space-4) var(--care-space-2); font: var(--care-type-caption); color: var(--care-text-faint); }
  .nav a, .back a { display: flex; align-items: center; gap: var(--care-space-4); min-height: var(--care-row); padding: 0 var(--care-space-4); border-radius: var(--care-radius); color: var(--care-text-quiet); text-decoration: none; }
  .nav a:hover, .back a:hover { background: var(--care-surface-hover); }
  .nav a[aria-current] { background: var(--care-surface-selected); color: var(--care-accent-text); font-weight: var(--care-weight-medium); }
  .nav a.below { padding-inline-start: 32px; }
  .foot { display: flex; align-items: center; gap: var(--care-space-4); margin-top: auto; padding-top: var(--care-space-6); }
  .foot a { flex: 1; }
  @media (forced-colors: active) { .nav a[aria-current] { forced-color-adjust: none; background: Highlight; color: HighlightText; } }
  @media (max-width: 699px) {
    .settings { grid-template-columns: minmax(0, 1fr); grid-template-rows: auto minmax(0, 1fr); }
    .places { grid-row: 1 / -1; }
    .nav { min-height: 100%; border: 0; }
    .back { padding: var(--care-space-2) 6px; background: var(--care-surface-sunken); border-bottom: 1px solid var(--care-border); }
    .back a { width: fit-content; }
  }
`;
