import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles } from './base-styles.ts';

/** Grey shapes with the size of what is coming, so that nothing moves when it comes. */
@customElement('care-skeleton')
export class CareSkeleton extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host { display: block; }
      i { display: block; border-radius: var(--care-radius-small); background: var(--care-neutral-quiet); animation: pulse 1.6s ease-in-out infinite alternate; }
      @keyframes pulse { to { opacity: 0.55; } }
      @media (prefers-reduced-motion: reduce) { i { animation: none; } }
      @media (forced-colors: active) { i { border: 1px solid; } }
      .head { display: grid; grid-template-columns: 40px 1fr 78px; gap: 6px 10px; align-items: center; height: 84px; padding: 12px var(--care-strip-inset, 16px) 0; align-content: start; }
      .head i:nth-child(1) { width: 40px; height: 40px; border-radius: 50%; grid-row: span 2; }
      .head i:nth-child(2) { width: 140px; height: 14px; align-self: end; }
      .head i:nth-child(3) { height: 26px; border-radius: 13px; grid-row: span 2; }
      .head i:nth-child(4) { width: 110px; height: 10px; align-self: start; }
      .head i:nth-child(5) { width: 220px; max-width: 100%; height: 10px; grid-column: 1 / -1; margin-top: 6px; }
      .thread { display: grid; gap: 6px; align-content: end; height: 100%; padding: 16px; overflow: hidden; }
      .thread i { height: 10px; width: 120px; }
      .thread i:nth-child(even) { height: 54px; width: 72%; border-radius: var(--care-radius-bubble); margin-bottom: 10px; }
      .thread i:nth-child(3), .thread i:nth-child(4) { justify-self: end; }
      .row { display: grid; grid-template-columns: 32px 1fr; gap: 6px 10px; padding: 12px; height: 81px; border-bottom: 1px solid var(--care-border); align-content: start; }
      .row i:nth-child(1) { width: 32px; height: 32px; border-radius: 50%; grid-row: span 3; }
      .row i { height: 12px; width: 60%; }
      .row i:nth-child(3) { width: 90%; }
      .row i:nth-child(4) { width: 40%; }
      @container rows (min-width: 640px) {
        .row { grid-template-columns: 32px 2fr 5fr 3fr; gap: var(--care-space-5); height: 45px; padding-block: 6px; padding-inline-end: calc(24px + 3.5rem + var(--care-row-acts, 0px)); align-items: center; }
        .row i:nth-child(1) { grid-row: auto; }
      }
      .line i { height: 12px; margin: 4px 0; }
    `,
  ];

  /** What is coming: a case header, a conversation, a row of the inbox, a line of text. */
  @property() shape: 'head' | 'thread' | 'row' | 'line' = 'line';

  override render() {
    const bones = { head: 5, thread: 6, row: 4, line: 1 }[this.shape];
    return html`<div class=${this.shape} aria-hidden="true">${Array.from({ length: bones }, () => html`<i></i>`)}</div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-skeleton': CareSkeleton;
  }
}
