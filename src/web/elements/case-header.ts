import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import {
  CASE_PRIORITIES,
  CASE_PRIORITY_LABELS,
  type CasePriority,
  type CaseStatus,
} from '../../domain/case.ts';
import { PLATFORM_LABELS, type Platform } from '../../domain/profile.ts';
import { baseStyles } from './base-styles.ts';
import { buttonStyles } from './button-styles.ts';
import { drawIcon } from './draw-icon.ts';
import { ellipsisIcon, flagIcon, userRoundIcon } from './icons.ts';
import type { MenuItem } from './menu-item.ts';
import { tell } from './tell.ts';
import './avatar.ts';
import './menu.ts';
import './priority.ts';
import './status-menu.ts';

const PRIORITY_ITEMS: readonly MenuItem[] = CASE_PRIORITIES.map((value) => ({
  value,
  label: CASE_PRIORITY_LABELS[value],
  icon: flagIcon,
}));

/**
 * Who this case is with and how it stands: two rows, then the sync strip.
 *
 * @fires care-status-change - Another status was chosen; detail `{ status }`.
 * @fires care-priority-change - Another priority was chosen; detail `{ priority }`.
 * @fires care-assign-me - The reader wants the case.
 * @fires care-more - One of `more` was chosen; detail `{ value }`.
 * @slot strip - The care-sync-strip.
 * @slot lead - Before the name: a way back, on one pane.
 */
@customElement('care-case-header')
export class CareCaseHeader extends LitElement {
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      :host { display: block; border-bottom: 1px solid var(--care-border); background: var(--care-surface); color: var(--care-text); font: var(--care-type-body); }
      .row, .meta { display: flex; align-items: center; gap: var(--care-space-4); min-width: 0; padding-inline: var(--care-strip-inset, var(--care-space-6)); }
      .row { padding-top: var(--care-space-5); }
      care-avatar { margin-inline-end: 2px; }
      .name { min-width: 0; flex: 1; }
      h2, .name p { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
      h2 { font: var(--care-type-title); font-weight: var(--care-weight-strong); }
      .name p { font: var(--care-type-caption); color: var(--care-text-faint); }
      .meta { gap: 0 var(--care-space-5); height: 32px; font: var(--care-type-caption); color: var(--care-text-quiet); white-space: nowrap; }
      .meta > span { display: inline-flex; align-items: center; gap: var(--care-space-2); min-width: 0; }
      .meta bdi { overflow: hidden; text-overflow: ellipsis; }
      .number { font-variant-numeric: tabular-nums; }
      .meta care-menu::part(button) { border-color: transparent; padding: 0 var(--care-space-2); color: inherit; font-weight: var(--care-weight-regular); min-height: var(--care-target); }
    `,
  ];

  /** As people say it: 9463 is shown as #9463. */
  @property({ attribute: 'case-number' }) caseNumber = '';
  @property({ attribute: 'customer-name' }) customerName = '';
  @property() handle = '';
  @property() platform: Platform | null = null;
  @property() status: CaseStatus = 'new';
  /** What each status means in Salesforce, shown in the menu. */
  @property({ attribute: false }) statusHints: Partial<Record<CaseStatus, string>> = {};
  @property() priority: CasePriority = 'medium';
  /** Name of the agent who holds the case; null when nobody does. */
  @property({ attribute: false }) assignee: string | null = null;
  @property({ type: Boolean, attribute: 'assigned-to-me' }) assignedToMe = false;
  /** Shows everything and changes nothing: the reader may not. */
  @property({ type: Boolean }) readonly = false;
  /** Further acts; none, no menu. */
  @property({ attribute: false }) more: readonly MenuItem[] = [];

  override render() {
    const name = this.customerName || this.handle;
    return html`<header>
      <div class="row">
        <slot name="lead"></slot>
        <care-avatar size="large" .name=${name} .platform=${this.platform}></care-avatar>
        <div class="name">
          <h2 title=${name}><bdi>${name}</bdi></h2>
          <p><bdi>${this.handle}</bdi>${this.platform ? ` on ${PLATFORM_LABELS[this.platform]}` : nothing}</p>
        </div>
        <care-status-menu .status=${this.status} .hints=${this.statusHints} ?disabled=${this.readonly}></care-status-menu>
        ${
          this.more.length > 0
            ? html`<care-menu
                variant="quiet"
                label="More actions"
                .icon=${ellipsisIcon}
                .items=${this.more}
                @care-select=${this.#more}
              ></care-menu>`
            : nothing
        }
      </div>
      <div class="meta">
        <span class="number">#${this.caseNumber}</span>
        <span>
          ${drawIcon(userRoundIcon, 'small')}<span class="visually-hidden">Assigned to: </span
          ><bdi>${this.assignedToMe ? 'You' : (this.assignee ?? 'Nobody')}</bdi>
        </span>
        ${
          this.assignedToMe || this.readonly
            ? nothing
            : html`<button type="button" class="button link small" @click=${this.#assign}>Assign me</button>`
        }
        <care-menu
          label="Priority"
          variant="quiet"
          .items=${PRIORITY_ITEMS}
          .value=${this.priority}
          ?disabled=${this.readonly}
          @care-select=${this.#prioritise}
          ><care-priority bare .priority=${this.priority}></care-priority
        ></care-menu>
      </div>
      <slot name="strip"></slot>
    </header>`;
  }

  #assign() {
    tell(this, 'care-assign-me');
  }

  #more(event: CustomEvent<{ value: string }>) {
    event.stopPropagation();
    tell(this, 'care-more', event.detail);
  }

  #prioritise(event: CustomEvent<{ value: string }>) {
    event.stopPropagation();
    if (event.detail.value !== this.priority)
      tell(this, 'care-priority-change', { priority: event.detail.value as CasePriority });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-case-header': CareCaseHeader;
  }
  interface HTMLElementEventMap {
    'care-assign-me': CustomEvent<undefined>;
    'care-priority-change': CustomEvent<{ priority: CasePriority }>;
    'care-more': CustomEvent<{ value: string }>;
  }
}
