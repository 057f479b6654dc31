import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { CareDatumShape } from '../../../../api/mappings.ts';
import { fillTemplate } from '../../../../domain/mapping/fill-template.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { fieldStyles } from '../../../elements/field-styles.ts';
import { tell } from '../../../elements/tell.ts';
import { templateOptions } from '../store/source-kinds.ts';
import './pick.ts';

/**
 * Text with Care data in braces: the words, a list to insert data from, and what comes of it for the examples.
 *
 * @fires care-source - It was changed; detail `{ source, aspect }`.
 */
@customElement('care-template-field')
export class CareTemplateField extends LitElement {
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [
    baseStyles,
    fieldStyles,
    css`
      .line { display: flex; flex-wrap: wrap; gap: var(--care-space-2) var(--care-space-3); align-items: start; padding-top: var(--care-space-2); }
      .hint { flex: 1 1 160px; }
      care-pick { width: 92px; }
      textarea.control { min-height: 30px; padding-block: 4px; }
      .hint { display: block; overflow-wrap: anywhere; }
    `,
  ];

  /** Label of the field it is for. */
  @property() label = '';
  @property() template = '';
  @property({ attribute: false }) careData: readonly CareDatumShape[] = [];
  @property({ type: Boolean }) invalid = false;

  @query('textarea') private box!: HTMLTextAreaElement;

  override render() {
    const examples = new Map(this.careData.map(({ key, example }) => [key, example]));
    const filled = fillTemplate(this.template, (key) => examples.get(key) ?? null);
    return html`<textarea
        class="control"
        rows="1"
        dir="auto"
        aria-label="${this.label}, text template"
        aria-describedby="example"
        aria-invalid=${this.invalid ? 'true' : nothing}
        placeholder="{platform}: {author}"
        .value=${live(this.template)}
        @input=${() => this.#tell(this.box.value)}
      ></textarea>
      <div class="line">
        <span class="hint" id="example">${filled === null ? 'Care data stands in braces: {author}' : `For example: ${filled}`}</span>
        <care-pick
          label="Insert into ${this.label}"
          placeholder="Insert"
          find="Find Care data"
          .groups=${templateOptions(this.careData)}
          @care-select=${this.#insert}
        ></care-pick>
      </div>`;
  }

  /** Where the caret was, or at the end. */
  #insert(event: HTMLElementEventMap['care-select']) {
    event.stopPropagation();
    const { selectionStart, selectionEnd } = this.box;
    const word = `{${event.detail.value}}`;
    const text = this.template.slice(0, selectionStart) + word + this.template.slice(selectionEnd);
    this.#tell(text);
    void this.updateComplete.then(() => {
      this.box.focus();
      this.box.setSelectionRange(selectionStart + word.length, selectionStart + word.length);
    });
  }

  #tell(template: string) {
    tell(this, 'care-source', { source: { kind: 'template', template }, aspect: 'template' });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-template-field': CareTemplateField;
  }
}
