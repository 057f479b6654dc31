import { css } from 'lit';

/** How a sheet lays its samples out. */
export const sheetStyles = css`
  .line { display: flex; flex-wrap: wrap; gap: 10px 14px; align-items: center; }
  .two { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(300px, 100%), 1fr)); gap: 14px; align-items: start; }
  .stack { display: grid; gap: 14px; }
  .paper { padding: 14px; border: 1px solid var(--care-border); border-radius: var(--care-radius-card); background: var(--care-surface); display: grid; gap: 12px; }
  .list { border: 1px solid var(--care-border); background: var(--care-surface); max-width: 300px; }
  .rows { container: rows / inline-size; --care-row-acts: 84px; }
  .list.wide { max-width: none; }
  .frames { display: flex; flex-wrap: wrap; gap: 20px; align-items: flex-start; }
  figure { margin: 0; max-width: 100%; }
  figcaption { padding-bottom: 6px; color: var(--care-text-quiet); font: var(--care-type-caption); }
  .case { display: flex; flex-direction: column; height: 560px; max-width: 100%; border: 1px solid var(--care-border); border-radius: var(--care-radius-card); overflow: hidden; background: var(--care-surface); }
  .case care-empty, .case .grow { flex: 1; min-height: 0; }
  .w320 { width: 320px; }
  .w380 { width: 380px; }
  .w420 { width: 420px; }
  .w480 { width: 480px; }
  .full { flex-basis: 100%; }
  .full .case { width: 100%; }
  .short { height: 300px; }
`;
