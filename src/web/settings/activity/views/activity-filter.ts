import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { AuditKind } from '../../../../domain/audit.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { tell } from '../../../elements/tell.ts';
import { type ActivityFilter, type AuditActor, NO_FILTER } from '../store/activity-store.ts';
import { KIND_WORDS, kindsOf } from '../store/kind-words.ts';
import '../../../elements/field.ts';

/**
 * What is looked for: a kind, a person, from a day to a day.
 *
 * @fires care-filter - One of them changed; detail: what changed.
 */
@customElement('care-activity-filter')
export class CareActivityFilter extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(150px, 100%), 1fr)); gap: var(--care-space-4); max-width: 860px; }
    `,
  ];

  @property({ attribute: false }) filter: ActivityFilter = NO_FILTER;
  @property({ attribute: false }) actors: readonly AuditActor[] = [];
  @property({ type: Boolean, attribute: 'whole-account' }) wholeAccount = false;

  override render() {
    const { kind, actor, from, to } = this.filter;
    const kinds = kindsOf(this.wholeAccount).map((value) => ({ value, label: KIND_WORDS[value] }));
    const people = this.actors.map(({ id, name, active }) => ({
      value: id,
      label: active ? name : `${name} (no longer active)`,
    }));
    return html`<care-field
        type="select"
        label="Kind"
        empty-option="Everything"
        .options=${kinds}
        .value=${kind}
        @care-change=${(event: Change) => this.#tell({ kind: event.detail.value as AuditKind | '' })}
      ></care-field>
      <care-field
        type="select"
        label="Person"
        empty-option="Anybody"
        .options=${people}
        .value=${actor}
        @care-change=${(event: Change) => this.#tell({ actor: event.detail.value })}
      ></care-field>
      <care-field type="date" label="From" .value=${from} @care-change=${(event: Change) => this.#tell({ from: event.detail.value })}></care-field>
      <care-field type="date" label="To" .value=${to} @care-change=${(event: Change) => this.#tell({ to: event.detail.value })}></care-field>`;
  }

  #tell(change: Partial<ActivityFilter>) {
    tell(this, 'care-filter', change);
  }
}

type Change = HTMLElementEventMap['care-change'];

declare global {
  interface HTMLElementTagNameMap {
    'care-activity-filter': CareActivityFilter;
  }
  interface HTMLElementEventMap {
    'care-filter': CustomEvent<Partial<ActivityFilter>>;
  }
}
