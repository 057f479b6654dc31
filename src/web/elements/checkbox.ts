import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles } from './base-styles.ts';
import { tell } from './tell.ts';

/**
 * Yes or no, with its words: a tick, or a switch for what takes effect at once.
 *
 * @fires care-toggle - It was changed; detail `{ checked }`.
 */
@customElement('care-checkbox')
export class CareCheckbox extends LitElement {
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [
    baseStyles,
    css`
      :host { display: block; font: var(--care-type-body); color: var(--care-text); }
      label { display: inline-flex; align-items: flex-start; gap: var(--care-space-4); min-height: var(--care-target); padding: 2px 0; cursor: pointer; }
      small { display: block; font: var(--care-type-caption); color: var(--care-text-faint); }
      input { flex: none; width: 16px; height: 16px; margin: 2px 0; accent-color: var(--care-accent); cursor: pointer; }
      input:disabled, label:has(:disabled) { cursor: not-allowed; color: var(--care-text-faint); }
      input[role='switch'] {
        position: relative; appearance: none; width: 30px; height: 18px; margin: 1px 0; border: 1px solid var(--care-border-strong);
        border-radius: 9px; background: var(--care-surface-sunken);
      }
      input[role='switch']::before {
        content: ''; position: absolute; left: 2px; top: 2px; width: 12px; height: 12px; border-radius: 50%;
        background: var(--care-border-strong); transition: translate var(--care-calm) var(--care-ease);
      }
      input[role='switch']:checked { background: var(--care-accent); border-color: var(--care-accent); }
      input[role='switch']:checked::before { translate: 12px 0; background: var(--care-on-accent); }
      input[role='switch']:focus-visible { border-radius: 9px; }
      @media (forced-colors: active) { input[role='switch'] { appearance: auto; } input[role='switch']::before { display: none; } }
    `,
  ];

  @property({ type: Boolean }) checked = false;
  @property() label = '';
  @property() hint = '';
  @property({ type: Boolean, reflect: true }) disabled = false;
  /** Drawn as a switch. */
  @property({ type: Boolean }) switch = false;

  override render() {
    return html`<label>
      <input
        type="checkbox"
        role=${this.switch ? 'switch' : nothing}
        .checked=${this.checked}
        ?disabled=${this.disabled}
        aria-describedby=${this.hint ? 'hint' : nothing}
        @change=${this.#changed}
      />
      <span>${this.label}${this.hint ? html`<small id="hint">${this.hint}</small>` : nothing}</span>
    </label>`;
  }

  #changed(event: Event) {
    this.checked = (event.target as HTMLInputElement).checked;
    tell(this, 'care-toggle', { checked: this.checked });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-checkbox': CareCheckbox;
  }
  interface HTMLElementEventMap {
    'care-toggle': CustomEvent<{ checked: boolean }>;
  }
}
