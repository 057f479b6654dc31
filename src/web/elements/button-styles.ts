import { css } from 'lit';

/** The look of a button; also for the buttons an element draws inside itself. */
export const buttonStyles = css`
  .button {
    display: inline-flex; align-items: center; justify-content: center; gap: var(--care-space-3);
    min-height: var(--care-control); padding: 0 var(--care-space-5);
    border: 1px solid var(--care-border-strong); border-radius: var(--care-radius-button);
    background: var(--care-surface); color: var(--care-text);
    font: var(--care-type-body); font-weight: var(--care-weight-medium);
    white-space: nowrap; text-decoration: none; cursor: pointer;
    transition: background var(--care-fast), border-color var(--care-fast);
  }
  .button:hover { background: var(--care-surface-hover); }
  .button:focus-visible { border-radius: var(--care-radius-button); }
  .button.primary { background: var(--care-accent); border-color: var(--care-accent); color: var(--care-on-accent); }
  .button.primary:hover { background: var(--care-accent-hover); }
  .button.private, .button.private:hover { background: var(--care-private-fill); border-color: var(--care-private-fill); color: var(--care-on-private); }
  .button.note, .button.note:hover { background: var(--care-note-fill); border-color: var(--care-note-fill); color: var(--care-on-note); }
  .button.private:hover, .button.note:hover { filter: brightness(0.93); }
  .button.quiet { border-color: transparent; background: transparent; color: var(--care-text-quiet); }
  .button.danger { color: var(--care-danger-text); border-color: var(--care-danger-border); }
  .button.small { min-height: var(--care-control-small); padding: 0 var(--care-space-4); font: var(--care-type-caption); font-weight: var(--care-weight-medium); }
  .button.link { border: 0; background: none; padding: 0; min-height: var(--care-target); color: var(--care-accent-text); }
  .button.link:hover { text-decoration: underline; }
  .button.icon-only { flex: none; width: var(--care-control); padding: 0; }
  .button.icon-only.small { width: var(--care-control-small); }
  .button.wide { width: 100%; }
  .button[aria-current], .button[aria-pressed='true'] { background: var(--care-surface-selected); color: var(--care-accent-text); }
  .button.button[disabled], .button.button[aria-disabled='true'], .button.button[aria-disabled='true']:hover {
    color: var(--care-text-faint); border-color: var(--care-border); background: var(--care-surface-sunken); cursor: not-allowed; filter: none;
  }
  .button.button:is(.quiet, .link)[disabled] { background: none; border-color: transparent; }
  @media (forced-colors: active) { .button:is([aria-current], [aria-pressed='true']) { forced-color-adjust: none; background: Highlight; color: HighlightText; } }
`;
