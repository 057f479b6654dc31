import { css } from 'lit';

/** Incoming is grey and left; what we say is tinted and right: accent in public, violet in private. */
export const bubbleStyles = css`
  :host { display: grid; gap: var(--care-space-2); justify-items: start; max-width: var(--care-message-width, min(88%, 35rem)); }
  :host([out]) { justify-items: end; margin-inline-start: auto; }
  :host([out]) header, :host([out]) footer { justify-content: flex-end; text-align: end; }
  .bubble { padding: var(--care-space-4) var(--care-space-5); border: 1px solid transparent; border-radius: var(--care-radius-bubble); background: var(--care-incoming); max-width: 100%; }
  :host(:not([out])) .bubble { border-end-start-radius: var(--care-radius-small); }
  :host([out]) .bubble { border-end-end-radius: var(--care-radius-small); background: var(--care-public); border-color: var(--care-public-edge); }
  :host([out]) .kind { color: var(--care-public-text); }
  :host([private]) .kind { color: var(--care-private-text); }
  :host([out][private]) .bubble { background: var(--care-private); border-color: var(--care-private-edge); }
  :host([out][delivery='failed']) .bubble { background: var(--care-surface); border-color: var(--care-danger-fill); }
  :host([out][delivery='queued']) .bubble { border-style: dashed; border-color: var(--care-border-strong); }
  :host(:focus-visible) { outline: none; box-shadow: none; }
  :host(:focus-visible) .bubble { outline: 2px solid transparent; box-shadow: var(--care-focus-ring); }
  .quote { margin-bottom: var(--care-space-3); padding-inline-start: var(--care-space-4); border-inline-start: 2px solid var(--care-border-strong); font: var(--care-type-caption); color: var(--care-text-quiet); }
  .quote p { display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow: hidden; overflow-wrap: anywhere; }
  .bubble a { color: inherit; }
  .delivery { display: inline-flex; align-items: center; gap: 3px; white-space: nowrap; }
  .delivery .shape { width: 12px; height: 12px; }
  .failed { color: var(--care-danger-text); font-weight: var(--care-weight-medium); }
  .waiting { color: var(--care-warning-text); }
  .remedies { display: flex; flex-wrap: wrap; gap: var(--care-space-4); margin-top: var(--care-space-2); }
  .actions {
    position: absolute; z-index: 1; top: -6px; inset-inline-end: 8px; display: flex; padding: 2px; opacity: 0; pointer-events: none;
    border: 1px solid var(--care-border); border-radius: var(--care-radius-button); background: var(--care-surface-raised);
    box-shadow: var(--care-shadow-2); transition: opacity var(--care-fast);
  }
  :host(:hover) .actions, :host(:focus) .actions, .actions:focus-within { opacity: 1; pointer-events: auto; }
`;
