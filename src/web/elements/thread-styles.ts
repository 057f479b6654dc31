import { css } from 'lit';

export const threadStyles = css`
  :host { position: relative; display: flex; flex-direction: column; flex: 1; min-height: 0; background: var(--care-surface); color: var(--care-text); font: var(--care-type-body); }
  /* Reversed, the browser itself starts at the newest and stays there, and holds the place while older rows come in above. */
  .scroll { flex: 1; min-height: 0; overflow-y: auto; overscroll-behavior: contain; display: flex; flex-direction: column-reverse; }
  .list { padding-block: var(--care-space-2) var(--care-space-4); }
  .row { padding: var(--care-space-4) var(--care-thread-inset, var(--care-space-6)) var(--care-space-2); content-visibility: auto; contain-intrinsic-size: auto 88px; }
  .row.same { padding-top: var(--care-space-2); margin-top: calc(-1 * var(--care-space-2)); contain-intrinsic-size: auto 48px; }
  /* Its bubble shows the ring. */
  care-message:focus-visible { outline: none; box-shadow: none; }
  .day { display: flex; align-items: center; gap: var(--care-space-4); margin-bottom: var(--care-space-5); color: var(--care-text-faint); font: var(--care-type-caption); }
  .day::before, .day::after { content: ''; flex: 1; height: 1px; background: var(--care-border); }
  .day span { display: inline-flex; align-items: center; gap: var(--care-space-2); }
  .day.private { color: var(--care-private-text); }
  .day.private::before, .day.private::after { background: var(--care-private-edge); }
  .day.public::before, .day.public::after, .day.unread::before, .day.unread::after { background: var(--care-public-edge); }
  .day.public { color: var(--care-public-text); }
  .day.unread { color: var(--care-accent-text); font-weight: var(--care-weight-medium); }
  .event { font: var(--care-type-caption); color: var(--care-text-faint); text-align: center; overflow-wrap: anywhere; }
  .event .shape { width: 11px; height: 11px; vertical-align: -1px; }
  /* Were it what the browser holds on to, the reader would ride up with it. */
  .older { overflow-anchor: none; display: flex; justify-content: center; padding: var(--care-space-2); min-height: 34px; color: var(--care-text-faint); font: var(--care-type-caption); }
  .pill {
    position: absolute; z-index: 2; left: 50%; bottom: var(--care-space-5); translate: -50% 0; border-color: var(--care-accent);
    border-radius: var(--care-radius-pill); background: var(--care-surface-raised); color: var(--care-accent-text);
    box-shadow: var(--care-shadow-2); animation: appear var(--care-calm) var(--care-ease);
  }
  .pill:focus-visible { border-radius: var(--care-radius-pill); box-shadow: var(--care-focus-ring); }
  @keyframes appear { from { opacity: 0; translate: -50% 4px; } }
`;
