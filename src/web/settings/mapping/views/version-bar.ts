import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles } from '../../../elements/base-styles.ts';
import { drawIcon } from '../../../elements/draw-icon.ts';
import { penIcon, xIcon } from '../../../elements/icons.ts';
import { gitCompareIcon, undo2Icon } from '../../../elements/mapping-icons.ts';
import { plusIcon } from '../../../elements/page-icons.ts';
import { tell } from '../../../elements/tell.ts';
import type { DraftChanges } from '../store/draft-changes.ts';
import '../../../elements/button.ts';

export type VersionBarAct = 'undo' | 'discard' | 'compare' | 'save';

/**
 * What is changed and not saved, and what to do with it.
 *
 * @fires care-version-act - A button was pressed; detail `{ act }`.
 */
@customElement('care-version-bar')
export class CareVersionBar extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host { position: sticky; z-index: 3; top: 0; display: block; background: var(--care-surface-selected); border-bottom: 1px solid var(--care-border); color: var(--care-text); font: var(--care-type-body); }
      .bar { display: flex; flex-wrap: wrap; align-items: center; gap: var(--care-space-3) var(--care-space-5); padding: var(--care-space-4) 28px; }
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
  @property({ type: Number }) base = 0;
  @property({ attribute: false }) changes!: DraftChanges;
  @property({ type: Boolean, attribute: 'can-undo' }) canUndo = false;
  @property({ type: Boolean }) busy = false;

  override render() {
    const of = (what: string) => [...this.changes.values()].filter((each) => each === what).length;
    return html`<section class="bar" aria-label="Draft">
      <p role="status"><b>Draft on ${this.base === 0 ? 'Care’s own start' : `version ${this.base}`}</b>, not saved</p>
      <ul>
        ${drawCount('added', of('added'), plusIcon)} ${drawCount('changed', of('changed'), penIcon)}
        ${drawCount('removed', of('removed'), xIcon)}
      </ul>
      <div class="acts">
        ${this.canUndo ? html`<care-button variant="quiet" .icon=${undo2Icon} hint="Ctrl Z" @click=${() => this.#tell('undo')}>Undo</care-button>` : nothing}
        <care-button variant="quiet" @click=${() => this.#tell('discard')}>Discard changes</care-button>
        <care-button .icon=${gitCompareIcon} hint="Ctrl S" @click=${() => this.#tell('compare')}>Compare</care-button>
        <care-button variant="primary" ?disabled=${this.busy} @click=${() => this.#tell('save')}>Save version ${this.base + 1}</care-button>
      </div>
    </section>`;
  }

  #tell(act: VersionBarAct) {
    tell(this, 'care-version-act', { act });
  }
}

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
