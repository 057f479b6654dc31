import { css } from 'lit';

/** The whole box takes the colour of who will be able to read it. */
export const composerStyles = css`
  :host { display: block; container-type: inline-size; font: var(--care-type-body); color: var(--care-text); background: var(--care-surface); padding: 0 var(--care-composer-inset, var(--care-space-5)) var(--care-space-5); }
  .box { border: 1px solid var(--care-border-strong); border-radius: var(--care-radius-card); background: var(--care-surface); }
  .box.public { border-color: var(--care-accent); }
  .box.private { border-color: var(--care-private-fill); background: var(--care-surface); }
  .box.note { border-color: var(--care-note-edge); background: var(--care-note); color: var(--care-text); }
  .box:has(textarea:focus-visible) { outline: 2px solid transparent; box-shadow: 0 0 0 1px var(--care-focus); }
  .modes { display: flex; gap: var(--care-space-2); padding: var(--care-space-3) var(--care-space-3) 0; }
  .modes button {
    display: inline-flex; align-items: center; gap: var(--care-space-2); min-height: 26px; padding: 0 var(--care-space-4);
    border: 1px solid transparent; border-radius: var(--care-radius-button); background: none; color: var(--care-text-quiet);
    font: var(--care-type-caption); font-weight: var(--care-weight-medium); white-space: nowrap; cursor: pointer;
  }
  .modes .icon { width: 13px; height: 13px; }
  .modes button:focus-visible { border-radius: var(--care-radius-button); }
  .modes button:hover { text-decoration: underline; text-underline-offset: 2px; }
  .public [aria-pressed='true'] { background: var(--care-public); border-color: var(--care-public-edge); color: var(--care-public-text); }
  .private [aria-pressed='true'] { background: var(--care-private); border-color: var(--care-private-edge); color: var(--care-private-text); }
  .note [aria-pressed='true'] { background: var(--care-surface); border-color: var(--care-note-edge); color: var(--care-note-text); }
  .box.note .modes button:not([aria-pressed='true']), .box.note :is(.who, .count, .then) { color: var(--care-note-text); }
  .short { display: none; }
  .target { display: flex; align-items: center; gap: var(--care-space-3); margin: var(--care-space-3) var(--care-space-3) 0; padding: 0 0 0 var(--care-space-4); border-inline-start: 2px solid var(--care-border-strong); font: var(--care-type-caption); color: var(--care-text-quiet); }
  .target p { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .who { padding: var(--care-space-3) var(--care-space-5) 0; font: var(--care-type-caption); color: var(--care-text-faint); overflow-wrap: anywhere; }
  textarea {
    display: block; width: 100%; min-height: calc(2 * 1.25rem + 2 * var(--care-space-2)); max-height: 40vh; padding: var(--care-space-2) var(--care-space-5);
    border: 0; background: none; font: var(--care-type-reading); resize: none; field-sizing: content; overflow-y: auto; unicode-bidi: plaintext;
  }
  textarea:focus-visible { box-shadow: none; outline: none; }
  textarea::placeholder { color: var(--care-text-faint); opacity: 1; }
  .note textarea::placeholder { color: var(--care-note-text); }
  .problem { display: flex; gap: var(--care-space-3); padding: 0 var(--care-space-5) var(--care-space-2); font: var(--care-type-caption); color: var(--care-danger-text); }
  .bar { display: flex; align-items: center; justify-content: flex-end; gap: var(--care-space-4); padding: var(--care-space-2) var(--care-space-3) var(--care-space-3) var(--care-space-5); min-height: 40px; }
  .count { margin-inline-end: auto; font: var(--care-type-caption); color: var(--care-text-faint); font-variant-numeric: tabular-nums; white-space: nowrap; }
  .count.over { color: var(--care-danger-text); font-weight: var(--care-weight-medium); }
  .then { display: inline-flex; align-items: center; gap: var(--care-space-3); color: var(--care-text-quiet); font: var(--care-type-caption); white-space: nowrap; }
  .locked { display: grid; gap: var(--care-space-4); padding: var(--care-space-5); background: var(--care-surface-sunken); border-color: var(--care-border); }
  .locked > div { display: flex; flex-wrap: wrap; gap: var(--care-space-4); }
  .locked > div:not(:has(button)) { display: none; }
  .locked small { font: var(--care-type-caption); color: var(--care-text-faint); }
  /* The container is the composer's inside: 26 px narrower than the frame. */
  @container (max-width: 376px) { .bar:has(.count) .word { display: none; } }
  @container (max-width: 326px) {
    .long { display: none; }
    .short { display: inline; }
    .bar { flex-wrap: wrap; row-gap: var(--care-space-2); padding-inline-start: var(--care-space-3); }
    .bar > .button { flex: 1 0 100%; }
    .word { display: none; }
  }
  @container (max-width: 410px) {
    .many .long { display: none; }
    .many .short { display: inline; }
  }
  @media (forced-colors: active) { .modes [aria-pressed='true'] { forced-color-adjust: none; background: Highlight; color: HighlightText; } }
  /* On a low screen an empty composer nobody is in rests at one line. */
  @media (max-height: 640px) {
    .resting:not(:focus-within) :is(.modes, .who, .bar) { display: none; }
    .resting:not(:focus-within) textarea { min-height: 0; padding-block: var(--care-space-3); }
  }
`;
