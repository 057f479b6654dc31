import { css } from 'lit';

/** What every page of the settings starts from: the box below its head. */
export const pageStyles = css`
  :host { display: block; color: var(--care-text); font: var(--care-type-body); }
  .body { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--care-space-7); padding: var(--care-space-7) 28px 40px; }
  .quiet { color: var(--care-text-quiet); }
  .faint { color: var(--care-text-faint); font: var(--care-type-caption); }
  .push { margin-inline-start: auto; }
  .acts { display: flex; flex-wrap: wrap; gap: var(--care-space-4); }
  @media (max-width: 699px) { .body { padding-inline: var(--care-space-6); } }
`;
