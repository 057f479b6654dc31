import { html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ageOf, clockTime, fullTime } from './times.ts';

/** All ages on a page are told by one clock. */
const ages = new Set<LitElement>();
let clock: ReturnType<typeof setInterval> | undefined;

/** How long ago something was, kept true by itself: "4 s ago", or with `since`, "since 09:31". */
@customElement('care-age')
export class CareAge extends LitElement {
  /** ISO-8601. */
  @property() at = '';
  /** Tells when it began instead of how long ago it was. */
  @property({ type: Boolean }) since = false;

  override connectedCallback() {
    super.connectedCallback();
    ages.add(this);
    clock ??= setInterval(() => {
      for (const age of ages) age.requestUpdate();
    }, 1000);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    ages.delete(this);
    if (ages.size > 0) return;
    clearInterval(clock);
    clock = undefined;
  }

  override render() {
    if (!this.at) return '';
    const age = ageOf(this.at);
    const words = this.since ? `since ${clockTime(this.at)}` : age === 'now' ? 'just now' : `${age} ago`;
    return html`<time datetime=${this.at} title=${fullTime(this.at)}>${words}</time>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-age': CareAge;
  }
}
