import { css } from 'lit';

/** What messages and notes share: head, text, foot. */
export const messageStyles = css`
  :host { display: block; position: relative; }
  header, footer { display: flex; flex-wrap: wrap; align-items: center; gap: 0 var(--care-space-3); font: var(--care-type-caption); color: var(--care-text-faint); }
  header b { color: var(--care-text); font-weight: var(--care-weight-medium); overflow-wrap: anywhere; }
  .kind { display: inline-flex; align-items: center; gap: 3px; font-weight: var(--care-weight-medium); white-space: nowrap; }
  .text { font: var(--care-type-reading); white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext; }
`;
