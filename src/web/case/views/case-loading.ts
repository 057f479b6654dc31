import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../elements/skeleton.ts';
import '../../elements/sync-strip.ts';

/** The shape of a case that is on its way: every part already has its place. Seen after 300 ms only. */
@customElement('care-case-loading')
export class CareCaseLoading extends LitElement {
  static override styles = css`
    :host { display: flex; flex-direction: column; min-height: 0; background: var(--care-surface); opacity: 0; animation: appear 1ms 300ms forwards; }
    @keyframes appear { to { opacity: 1; } }
    .head { border-bottom: 1px solid var(--care-border); }
    .thread { flex: 1; min-height: 0; }
    /* The composer at rest, as it will stand there. */
    .box { height: 146px; margin: 0 var(--care-space-5) var(--care-space-5); border: 1px solid var(--care-border); border-radius: var(--care-radius-card); }
    @media (max-height: 640px) { .box { height: 34px; } }
  `;

  @property() text = 'Opening the Care case…';

  override render() {
    return html`
      <div class="head">
        <care-skeleton shape="head"></care-skeleton>
        <care-sync-strip .text=${this.text}></care-sync-strip>
      </div>
      <care-skeleton class="thread" shape="thread"></care-skeleton>
      <div class="box"></div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-case-loading': CareCaseLoading;
  }
}
