import { css } from 'lit';

/** Of the preview of a draft. */
export const previewStyles = css`
  :host { display: block; container-type: inline-size; }
  care-card::part(body) { padding: 0; }
  .fresh { display: inline-flex; align-items: center; gap: var(--care-space-3); font: var(--care-type-caption); color: var(--care-text-faint); white-space: nowrap; }
  .pick { display: grid; gap: var(--care-space-4); padding: 0 14px 10px; }
  .line { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: var(--care-space-3); align-items: end; }
  .line .button { margin-bottom: 3px; }
  .back .icon { rotate: 180deg; }
  .quiet { font: var(--care-type-caption); color: var(--care-text-faint); }
  .none { padding: 0 14px 12px; }
  .waiting { padding: 0 14px 12px; }
  care-banner { margin: 0 14px 12px; }
  dl { border-top: 1px solid var(--care-border); }
  dl > div { padding: 4px 14px 6px; border-bottom: 1px solid var(--care-border); }
  dl > div.added, dl > div.changed { box-shadow: inset 3px 0 0 var(--care-accent); }
  dt { display: flex; align-items: center; gap: var(--care-space-3); }
  dt .button { min-height: 24px; white-space: normal; text-align: start; color: var(--care-text-faint); }
  dt care-badge { margin-inline-start: auto; }
  dd { overflow-wrap: anywhere; color: var(--care-text); font: var(--care-type-body); }
  dd > .quiet { display: block; }
  .value { white-space: pre-line; display: block; }
  .folded { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; }
  .problem { display: flex; gap: var(--care-space-3); padding-top: var(--care-space-2); font: var(--care-type-caption); color: var(--care-danger-text); }
  .problem.warning { color: var(--care-warning-text); }
  .problem .shape { margin-top: 1px; }
  .remedy { color: var(--care-text-quiet); }
`;
