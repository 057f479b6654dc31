import { css } from 'lit';

/**
 * The look of a table. In a narrow box (`container-type: inline-size` around it) every row stands alone, its cells below
 * each other; a table that is drawn so states its roles, which `display: block` takes away.
 */
export const tableStyles = css`
  table { width: 100%; border-collapse: collapse; }
  th { padding: var(--care-space-3) var(--care-space-4); border-bottom: 1px solid var(--care-border); color: var(--care-text-faint); font: var(--care-type-caption); font-weight: var(--care-weight-medium); text-align: start; white-space: nowrap; }
  td { padding: var(--care-space-4); border-bottom: 1px solid var(--care-border); vertical-align: middle; }
  tr:last-child td { border-bottom: 0; }
  th:first-child, td:first-child { padding-inline-start: 14px; }
  th:last-child, td:last-child { padding-inline-end: 14px; }
  .number { text-align: end; font-variant-numeric: tabular-nums; }
  @container (max-width: 559px) {
    thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    table, tbody, tr, td { display: block; }
    tr { padding: var(--care-space-5) 14px; border-bottom: 1px solid var(--care-border); }
    tr:last-child { border-bottom: 0; }
    td, td.number, td:first-child, td:last-child { padding: var(--care-space-1) 0; border: 0; text-align: start; }
  }
`;
