import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { baseStyles } from './base-styles.ts';
import { tell } from './tell.ts';

export interface Choice {
  value: string;
  label: string;
  /** What choosing it means. */
  hint: string;
  /** Why this one can't be chosen. */
  refused?: string;
}

/**
 * One of a few, each with what it means. Arrows move and choose.
 *
 * @fires care-choose - Another one was chosen; detail `{ value }`. The app sets `value` when it holds.
 */
@customElement('care-choice')
export class CareChoice extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host { display: block; font: var(--care-type-body); color: var(--care-text); container-type: inline-size; }
      fieldset { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(170px, 100%), 1fr)); gap: 10px; margin: 0; padding: 0; border: 0; }
      legend { padding: 0; }
      label { display: grid; grid-template-columns: 16px 1fr; gap: 0 10px; align-content: start; padding: 11px var(--care-space-5); border: 1px solid var(--care-border); border-radius: var(--care-radius-card); background: var(--care-surface); cursor: pointer; }
      label:hover { background: var(--care-surface-hover); }
      label:has(:checked) { border-color: var(--care-accent); box-shadow: inset 0 0 0 1px var(--care-accent); background: var(--care-surface-selected); }
      label:has(:focus-visible) { box-shadow: var(--care-focus-ring); }
      label:has([aria-disabled='true']) { cursor: not-allowed; background: var(--care-surface-sunken); color: var(--care-text-faint); }
      label:has([aria-disabled='true']:checked) { border-color: var(--care-border-strong); box-shadow: inset 0 0 0 1px var(--care-border-strong); }
      input { width: 16px; height: 16px; margin: 2px 0 0; accent-color: var(--care-accent); cursor: inherit; }
      input:focus-visible { box-shadow: none; }
      input[aria-disabled='true'] { accent-color: var(--care-border-strong); }
      small { grid-column: 2; font: var(--care-type-caption); color: var(--care-text-quiet); }
      [aria-disabled='true'] ~ small { color: var(--care-text-faint); }
      .refused { margin-top: var(--care-space-2); }
      /* Three that do not stand in one line stand under one another: none is left alone in a second line. */
      @container (max-width: 529px) { fieldset:has(label:nth-of-type(3):last-of-type) { grid-template-columns: minmax(0, 1fr); } }
      p { grid-column: 1 / -1; color: var(--care-text-quiet); }
    `,
  ];

  @property() label = '';
  @property() value = '';
  @property({ attribute: false }) choices: readonly Choice[] = [];
  /** Why none of them can be chosen now. */
  @property() refused = '';

  override render() {
    return html`<fieldset>
      <legend class="visually-hidden">${this.label}</legend>
      ${this.choices.map(
        (choice, index) => html`<label>
          <input
            type="radio"
            name="choice"
            value=${choice.value}
            .checked=${live(choice.value === this.value)}
            aria-disabled=${choice.refused || this.refused ? 'true' : nothing}
            aria-describedby="hint-${index}${choice.refused ? ` refused-${index}` : ''}${this.refused ? ' refused' : ''}"
            @change=${() => this.#chosen(choice)}
          />
          <b>${choice.label}</b><small id="hint-${index}">${choice.hint}</small>
          ${choice.refused ? html`<small class="refused" id="refused-${index}">${choice.refused}</small>` : nothing}
        </label>`,
      )}
      ${this.refused ? html`<p id="refused">${this.refused}</p>` : nothing}
    </fieldset>`;
  }

  /** Drawn again, the one in force is checked until the app has made it another. */
  #chosen({ value, refused }: Choice) {
    if (!refused && !this.refused) tell(this, 'care-choose', { value });
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-choice': CareChoice;
  }
  interface HTMLElementEventMap {
    'care-choose': CustomEvent<{ value: string }>;
  }
}
