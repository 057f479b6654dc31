import { css } from 'lit';

/** A field on one side, where its value comes from on the other; in a narrow table one below the other. */
export const rowStyles = css`
  .row { display: grid; grid-template-columns: minmax(120px, 168px) 16px 108px minmax(0, 1fr) auto; gap: var(--care-space-2) var(--care-space-4); align-items: center; min-height: 52px; padding: var(--care-space-3) 10px var(--care-space-3) var(--care-space-6); }
  .row > .icon { color: var(--care-text-faint); }
  .name { min-width: 0; overflow-wrap: anywhere; }
  .name b { display: block; font-weight: var(--care-weight-medium); }
  small { font: var(--care-type-caption); color: var(--care-text-faint); }
  .why { grid-column: 3 / -1; color: var(--care-text-quiet); font: var(--care-type-caption); overflow-wrap: anywhere; }
  @container table (max-width: 559px) {
    .row { grid-template-columns: 116px minmax(0, 1fr) auto; padding-inline: var(--care-space-5) var(--care-space-3); }
    .row > .icon { display: none; }
    .name { grid-column: 1 / -1; }
    .why { grid-column: 1 / -1; }
  }
`;
