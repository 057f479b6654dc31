import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { MappableObject } from '../../../../api/mappings.ts';
import type { CaseSummary } from '../../../../api/shapes.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { drawIcon } from '../../../elements/draw-icon.ts';
import { penIcon, xIcon } from '../../../elements/icons.ts';
import { gitCompareIcon, undo2Icon } from '../../../elements/mapping-icons.ts';
import { plusIcon } from '../../../elements/page-icons.ts';
import { tell } from '../../../elements/tell.ts';
import type { DraftChanges } from '../store/draft-changes.ts';
import type { SavedVersion } from '../store/draft-store.ts';
import '../../../elements/age.ts';
import '../../../elements/button.ts';

export type VersionBarAct = 'undo' | 'discard' | 'compare' | 'save';

/**
 * Which version this is; once something is changed, what is not saved and what to do with it.
 *
 * @fires care-version-act - A button was pressed; detail `{ act }`.
 */
@customElement('care-version-bar')
export class CareVersionBar extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host { position: sticky; z-index: 3; top: 0; display: block; background: var(--care-surface-sunken); border-bottom: 1px solid var(--care-border); color: var(--care-text); font: var(--care-type-body); }
      :host([changed]) { background: var(--care-surface-selected); }
      .bar { min-height: 48px; display: flex; flex-wrap: wrap; align-items: center; gap: var(--care-space-3) var(--care-space-5); padding: var(--care-space-4) 28px; }
      ul { display: flex; flex-wrap: wrap; gap: var(--care-space-3) var(--care-space-5); font: var(--care-type-caption); font-weight: var(--care-weight-medium); }
      li { display: inline-flex; align-items: center; gap: var(--care-space-2); }
      .added { color: var(--care-success-text); }
      .changed { color: var(--care-accent-text); }
      .removed { color: var(--care-danger-text); }
      .acts { display: flex; flex-wrap: wrap; gap: var(--care-space-4); margin-inline-start: auto; }
      @media (max-width: 699px) { .bar { padding-inline: var(--care-space-6); } .acts { margin: 0; } }
    `,
  ];

  /** The version the draft was made from. */
  @property({ attribute: false }) saved!: SavedVersion;
  @property({ attribute: false }) changes!: DraftChanges;
  @property({ type: Boolean, attribute: 'can-undo' }) canUndo = false;
  @property({ type: Boolean }) busy = false;
  /** What records of the object are to Care. */
  @property({ attribute: 'role-of-object' }) roleOfObject: MappableObject['role'] = 'case';
  /** Fields that Salesforce would refuse a record for, whatever the case. */
  @property({ type: Number }) refused = 0;
  /** Fields that are mapped; of none there is nothing to save. */
  @property({ type: Number }) mapped = 0;
  /** The Care case one tries it on. */
  @property({ attribute: false }) tryOn: Pick<CaseSummary, 'id' | 'number'> | null = null;

  protected override willUpdate() {
    this.toggleAttribute('changed', this.changes.size > 0);
  }

  override render() {
    return html`<section class="bar" aria-label="Version">${this.changes.size > 0 ? this.#renderDraft() : this.#renderSaved()}</section>`;
  }

  #renderSaved() {
    const { version, savedAt, author } = this.saved;
    if (version === 0) {
      return html`<p role="status">${this.#renderStart()}</p>
        <div class="acts">
          ${this.#renderTry()}
          ${
            this.mapped === 0
              ? nothing
              : html`<care-button ?disabled=${this.busy} @click=${() => this.#tell('save')}>Save it as version 1</care-button>`
          }
        </div>`;
    }
    return html`<p role="status">
      <b>Version ${version}</b>, saved by ${author?.name ?? 'somebody who has left'}${savedAt ? html`, <care-age .at=${savedAt}></care-age>` : nothing}${this.#unused ? html`. <b>Not in use.</b> ${this.#unused}` : nothing}
      </p>
      <div class="acts">${this.#renderTry()}</div>`;
  }

  /** Why nothing is written by the mapping; '' where something is. */
  get #unused(): string {
    const role = this.roleOfObject;
    return role === 'account' || role === 'custom' ? UNUSED[role] : '';
  }

  /** Where a mapping shows what it is worth: on the case one looks at beside it. */
  #renderTry() {
    const { tryOn } = this;
    if (this.#unused) return nothing;
    return tryOn === null
      ? html`<care-button variant="link" size="small" href="/desk">Try it on a case in the inbox</care-button>`
      : html`<care-button variant="link" size="small" href="/desk/cases/${tryOn.id}#salesforce">Try it on case #${tryOn.number}</care-button>`;
  }

  #renderStart() {
    switch (this.roleOfObject) {
      case 'account':
      case 'custom':
        return html`<b>Nothing is mapped yet.</b> ${UNUSED[this.roleOfObject]}`;
      case 'messages':
        return html`<b>Care writes messages by itself.</b> What you map here is added to each new one.`;
      default:
        return html`<b>Care’s starting mapping is in use.</b> ${startWords(this.refused)}`;
    }
  }

  #renderDraft() {
    const { version } = this.saved;
    const of = (what: string) => [...this.changes.values()].filter((each) => each === what).length;
    return html`<p role="status"><b>Draft on ${version === 0 ? 'Care’s starting mapping' : `version ${version}`}</b>, not saved</p>
      <ul>
        ${drawCount('added', of('added'), plusIcon)} ${drawCount('changed', of('changed'), penIcon)}
        ${drawCount('removed', of('removed'), xIcon)}
      </ul>
      <div class="acts">
        ${this.canUndo ? html`<care-button variant="quiet" .icon=${undo2Icon} hint="Ctrl Z" @click=${() => this.#tell('undo')}>Undo</care-button>` : nothing}
        <care-button variant="quiet" @click=${() => this.#tell('discard')}>Discard changes</care-button>
        <care-button .icon=${gitCompareIcon} hint="Ctrl S" @click=${() => this.#tell('compare')}>Compare</care-button>
        <care-button variant="primary" ?disabled=${this.busy} @click=${() => this.#tell('save')}>Save version ${version + 1}</care-button>
      </div>`;
  }

  #tell(act: VersionBarAct) {
    tell(this, 'care-version-act', { act });
  }
}

const UNUSED: Readonly<Record<'account' | 'custom', string>> = {
  account: 'Care makes no accounts. The mapping is kept, and exported with the others.',
  custom: 'Care writes to this object only where messages are kept in it.',
};

const startWords = (refused: number): string => {
  if (refused === 0) return 'It works as it is. Change what you like, and save.';
  return `${refused === 1 ? 'One field needs' : `${refused} fields need`} you. Until then the agent is asked.`;
};

const drawCount = (what: 'added' | 'changed' | 'removed', count: number, icon: string) =>
  count === 0 ? nothing : html`<li class=${what}>${drawIcon(icon, 'tiny')}${count} ${what}</li>`;

declare global {
  interface HTMLElementTagNameMap {
    'care-version-bar': CareVersionBar;
  }
  interface HTMLElementEventMap {
    'care-version-act': CustomEvent<{ act: VersionBarAct }>;
  }
}
