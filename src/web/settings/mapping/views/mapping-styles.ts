import { css } from 'lit';

/** Objects 184, fields, preview 324; under 1200 the preview goes below the fields, under 860 the objects above them. */
export const mappingStyles = css`
  .mapping { display: grid; grid-template-columns: 184px minmax(0, 1fr) 324px; gap: var(--care-space-6); align-items: start; }
  .mapping > * { min-width: 0; }
  .editor { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--care-space-5); }
  .target { display: flex; flex-wrap: wrap; align-items: center; gap: var(--care-space-2) var(--care-space-5); min-height: var(--care-control); }
  .target h2 { font: var(--care-type-title); font-weight: var(--care-weight-strong); }
  care-target-list, aside { position: sticky; top: 64px; max-height: calc(100vh - 76px); overflow-y: auto; }
  .over { position: absolute; }
  .changes { display: grid; gap: var(--care-space-4); }
  .changes dt { display: flex; align-items: center; justify-content: space-between; gap: var(--care-space-4); font-weight: var(--care-weight-medium); }
  .changes dd { overflow-wrap: anywhere; }
  .changes .was { color: var(--care-text-faint); font: var(--care-type-caption); }
  @media (max-width: 1199px) {
    .mapping { grid-template-columns: 184px minmax(0, 1fr); }
    aside { grid-column: 2; position: static; max-height: none; }
  }
  @media (max-width: 899px) {
    .mapping { grid-template-columns: minmax(0, 1fr); }
    aside { grid-column: 1; }
    care-target-list { position: static; max-height: none; }
  }
`;
