import { css } from 'lit';

/** What every element starts from: box model, reset text blocks, one focus ring (also in forced colours). */
export const baseStyles = css`
  *, *::before, *::after { box-sizing: border-box; }
  :host { box-sizing: border-box; }
  :host([hidden]), [hidden] { display: none !important; }
  h2, h3, p, ul, ol, dl, dd { margin: 0; padding: 0; }
  ul, ol { list-style: none; }
  button, input, select, textarea { font: inherit; color: inherit; }
  b { font-weight: var(--care-weight-strong); }
  a { color: var(--care-accent-text); text-underline-offset: 2px; }
  :focus-visible { outline: 2px solid transparent; box-shadow: var(--care-focus-ring); border-radius: var(--care-radius); }
  .visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .icon { width: var(--care-icon); height: var(--care-icon); flex: none; fill: none; stroke: currentColor; stroke-width: 1.75; stroke-linecap: round; stroke-linejoin: round; }
  .icon.small { width: var(--care-icon-small); height: var(--care-icon-small); stroke-width: 2; }
  .icon.tiny { width: 12px; height: 12px; stroke-width: 2.25; }
  .shape { width: 14px; height: 14px; flex: none; }
`;
