import { html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { CASE_STATUS_LABELS, CASE_STATUSES, type CaseStatus } from '../../domain/case.ts';
import { baseStyles } from './base-styles.ts';
import { tell } from './tell.ts';
import './menu.ts';
import './status.ts';

const KEEP = 'keep';

/**
 * The status of a case, and the menu that sets it; or, with `keep`, a status to be set later, or none.
 *
 * @fires care-status-change - Another status was chosen; detail `{ status }`, null for none.
 */
@customElement('care-status-menu')
export class CareStatusMenu extends LitElement {
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = baseStyles;

  /** The status in force; null only with `keep`. */
  @property() status: CaseStatus | null = 'new';
  @property({ attribute: false }) options: readonly CaseStatus[] = CASE_STATUSES;
  /** What each status means on the other side, as "Salesforce: Working". */
  @property({ attribute: false }) hints: Partial<Record<CaseStatus, string>> = {};
  /** Offers to leave the status as it is, in these words. */
  @property() keep = '';
  @property() label = 'Case status';
  @property({ type: Boolean, reflect: true }) disabled = false;

  override render() {
    const { status } = this;
    const statuses = this.options.map((value) => ({
      value,
      label: CASE_STATUS_LABELS[value],
      shape: value,
      hint: this.hints[value] ?? '',
    }));
    const items = this.keep
      ? [{ value: KEEP, label: this.keep, shape: 'neutral' as const }, ...statuses]
      : statuses;
    return html`<care-menu
      .items=${items}
      .value=${status ?? KEEP}
      .label=${this.label}
      ?disabled=${this.disabled}
      @care-select=${this.#chosen}
    >
      ${
        status === null
          ? html`<care-status .shape=${'neutral'}>${this.keep}</care-status>`
          : html`<care-status .status=${status}></care-status>`
      }
    </care-menu>`;
  }

  #chosen(event: CustomEvent<{ value: string }>) {
    event.stopPropagation();
    const status = event.detail.value === KEEP ? null : (event.detail.value as CaseStatus);
    if (status === this.status) return;
    tell(this, 'care-status-change', { status });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-status-menu': CareStatusMenu;
  }
  interface HTMLElementEventMap {
    'care-status-change': CustomEvent<{ status: CaseStatus | null }>;
  }
}
