import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { MappingPreview } from '../../../../api/mappings.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { tell } from '../../../elements/tell.ts';
import '../../../elements/button.ts';

/** How many of the latest cases a draft fits, and which fields stand in the way of the others. */
@customElement('care-recent-cases')
export class CareRecentCases extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host { display: grid; gap: var(--care-space-4); padding: 12px 14px; background: var(--care-surface-sunken); border-radius: 0 0 var(--care-radius-card) var(--care-radius-card); font: var(--care-type-body); color: var(--care-text); }
      svg { display: block; width: 100%; height: 6px; border-radius: 3px; background: var(--care-danger-fill); }
      svg.all { background: var(--care-success-fill); }
      rect { fill: var(--care-success-fill); }
      li { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 var(--care-space-3); font: var(--care-type-caption); color: var(--care-text-quiet); }
      .quiet { font: var(--care-type-caption); color: var(--care-text-faint); }
    `,
  ];

  /** Null: not tried yet. */
  @property({ attribute: false }) recent: MappingPreview['recent'] = null;
  /** Whether it is of a draft that has changed since. */
  @property({ type: Boolean }) behind = false;

  override render() {
    if (!this.recent) {
      return this.behind
        ? html`<p class="quiet" role="status">The latest cases are tried when the typing rests.</p>`
        : nothing;
    }
    const { cases, fit, refused } = this.recent;
    if (cases === 0) return nothing;
    const all = fit === cases;
    return html`<p role="status">
        <b>${sentence(fit, cases)}</b>
        ${all ? nothing : `${cases - fit} would be refused.`}
        ${this.behind ? html`<span class="quiet">Being tried again.</span>` : nothing}
      </p>
      <svg class=${all ? 'all' : ''} viewBox="0 0 ${cases} 1" preserveAspectRatio="none" role="img" aria-label="${fit} of ${cases} fit">
        <rect width=${fit} height="1" />
      </svg>
      ${
        refused.length === 0
          ? nothing
          : html`<ul aria-label="Fields that stand in the way">
              ${refused.map(
                ({ field, label, cases: ofField, example }) => html`<li>
                  <care-button variant="link" size="small" @click=${() => tell(this, 'care-show-field', { field })}>${label}</care-button>
                  <span>stands in the way of ${ofField === 1 ? `one, ${example}` : `${ofField}, ${example} among them`}</span>
                </li>`,
              )}
            </ul>`
      }`;
  }
}

const sentence = (fit: number, cases: number): string => {
  if (cases === 1) return fit === 1 ? 'The latest case fits.' : 'The latest case does not fit.';
  return fit === cases ? `All of the last ${cases} cases fit.` : `${fit} of the last ${cases} cases fit.`;
};

declare global {
  interface HTMLElementTagNameMap {
    'care-recent-cases': CareRecentCases;
  }
}
