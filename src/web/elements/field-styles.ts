import { css } from 'lit';

export const fieldStyles = css`
  :host { display: block; font: var(--care-type-body); color: var(--care-text); }
  .field { display: grid; gap: var(--care-space-2); }
  .label { display: flex; align-items: baseline; gap: var(--care-space-3); font: var(--care-type-caption); font-weight: var(--care-weight-medium); color: var(--care-text-quiet); }
  .required, .over { color: var(--care-danger-text); }
  .count { margin-inline-start: auto; font-variant-numeric: tabular-nums; }
  .control {
    display: block; width: 100%; min-height: var(--care-control); padding: 5px var(--care-space-4); border: 1px solid var(--care-border-strong);
    border-radius: var(--care-radius); background: var(--care-surface); color: var(--care-text); font: var(--care-type-body); text-overflow: ellipsis;
  }
  .control::placeholder { color: var(--care-text-faint); opacity: 1; }
  .control:disabled { background: var(--care-surface-sunken); color: var(--care-text-faint); border-color: var(--care-border); cursor: not-allowed; }
  .control[aria-invalid='true'] { border-color: var(--care-danger-fill); box-shadow: inset 0 0 0 1px var(--care-danger-fill); }
  .control:focus-visible { box-shadow: var(--care-focus-ring); }
  textarea.control { resize: vertical; field-sizing: content; min-height: 52px; max-height: 240px; }
  select.control {
    appearance: none; padding-inline-end: 28px; background-repeat: no-repeat; background-size: 5px 5px;
    background-image: linear-gradient(45deg, transparent 50%, var(--care-text-quiet) 50%), linear-gradient(135deg, var(--care-text-quiet) 50%, transparent 50%);
    background-position: right 14px center, right 9px center;
  }
  option { background: var(--care-surface-raised); color: var(--care-text); }
  .hint { font: var(--care-type-caption); color: var(--care-text-faint); }
  .problem { display: flex; gap: var(--care-space-3); font: var(--care-type-caption); color: var(--care-danger-text); }
  .problem .icon { margin-top: 1px; }
  .problem b { font-weight: var(--care-weight-medium); }
  .remedy { color: var(--care-text-quiet); }
  @media (forced-colors: active) { select.control { appearance: auto; background-image: none; } }
`;
