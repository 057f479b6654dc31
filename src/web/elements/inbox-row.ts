import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { CaseStatus } from '../../domain/case.ts';
import type { Platform } from '../../domain/profile.ts';
import { baseStyles } from './base-styles.ts';
import { listTime } from './list-time.ts';
import { tell } from './tell.ts';
import { fullTime } from './times.ts';
import './avatar.ts';
import './status.ts';

/** A case, or a message of Community, as one row of a list. */
export interface InboxRow {
  /** Of the case; of a message its own. */
  caseId: string;
  customerName: string;
  platform: Platform;
  /** Null: it is a message, and has none. */
  status: CaseStatus | null;
  /** "You", a name, or empty when nobody holds it. */
  owner: string;
  /** The last line of the conversation. */
  preview: string;
  /** ISO-8601 of that line. */
  at: string;
  unread: boolean;
  /** Urgent and High are said; the others are the rule. */
  priority: 'urgent' | 'high' | 'medium' | 'low';
  /** The record it belongs to, or whatever else tells where it stands. */
  where?: string;
}

/**
 * One row of the inbox: who, when, the last line, status, owner. Unread is weight, and said. Where the container
 * `rows` around it is wide, it takes one line.
 *
 * @fires care-open-case - The row was pressed; detail `{ caseId }`.
 * @slot acts - What else can be done with it, at the end of the last line.
 * @cssprop [--care-row-acts=0px] - Room kept for `acts`.
 */
@customElement('care-inbox-row')
export class CareInboxRow extends LitElement {
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [
    baseStyles,
    css`
      :host { display: block; position: relative; color: var(--care-text); font: var(--care-type-body); }
      button {
        display: grid; grid-template-columns: 32px 1fr; gap: 0 10px; width: 100%; padding: 10px 12px; border: 0; border-bottom: 1px solid var(--care-border);
        background: none; text-align: start; cursor: pointer;
      }
      button:hover { background: var(--care-surface-hover); }
      button:focus-visible { box-shadow: inset 0 0 0 2px var(--care-focus); border-radius: 0; }
      /* What stands on it shows against it. */
      button[aria-current] { --care-neutral-quiet: var(--care-surface); background: var(--care-surface-selected); border-inline-start: 3px solid var(--care-accent); padding-inline-start: 9px; }
      .lines { display: grid; min-width: 0; gap: 1px; }
      .top, .foot { display: flex; align-items: center; gap: var(--care-space-3); min-width: 0; }
      .top bdi, .text { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
      .top bdi { font-weight: var(--care-weight-medium); }
      time { margin-inline-start: auto; font: var(--care-type-caption); color: var(--care-text-faint); white-space: nowrap; font-variant-numeric: tabular-nums; }
      .text { color: var(--care-text-quiet); }
      .foot { font: var(--care-type-caption); color: var(--care-text-faint); min-height: 18px; margin-inline-end: var(--care-row-acts, 0px); }
      .foot bdi { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
      .acts { position: absolute; inset-block-end: var(--care-space-4); inset-inline-end: var(--care-space-5); display: grid; align-items: center; }
      .unread .top bdi { font-weight: 650; }
      .unread .text { color: var(--care-text); font-weight: var(--care-weight-medium); }
      .urgent { color: var(--care-danger-text); font-weight: var(--care-weight-medium); }
      @container rows (min-width: 640px) {
        button { align-items: center; padding-block: 6px; padding-inline-end: calc(12px + var(--care-row-acts, 0px)); }
        .lines { grid-template-columns: minmax(0, 2fr) minmax(0, 5fr) minmax(0, 3fr) 3.5rem; gap: var(--care-space-5); align-items: center; }
        .top { display: contents; }
        .top bdi { order: 1; }
        .text { order: 2; }
        .foot { order: 3; margin: 0; }
        time { order: 4; text-align: end; }
        .acts { inset-block: 0; }
      }
    `,
  ];

  @property({ attribute: false }) row!: InboxRow;
  /** The case now open beside the list. */
  @property({ type: Boolean }) current = false;
  /** What weight means in this list. */
  @property() mark: 'unread' | 'unanswered' = 'unread';

  override render() {
    const { row } = this;
    return html`<button type="button" class=${row.unread ? 'unread' : ''} aria-current=${this.current ? 'true' : nothing} @click=${this.#open}>
      <care-avatar size="row" .name=${row.customerName} .platform=${row.platform}></care-avatar>
      <span class="lines">
        <span class="top"
          ><bdi>${row.customerName}</bdi>${row.unread ? html`<span class="visually-hidden">, ${this.mark}</span>` : nothing}
          <time datetime=${row.at} title=${fullTime(row.at)}>${listTime(row.at)}</time></span
        >
        <span class="text" dir="auto">${row.preview}</span>
        <span class="foot"
          
          >${row.status ? html`<care-status quiet .status=${row.status}></care-status>` : nothing}${
            row.owner ? html`<bdi>${row.owner}</bdi>` : nothing
          }${row.where ? html`<bdi title=${row.where}>${row.where}</bdi>` : nothing}${
            row.priority === 'urgent' || row.priority === 'high'
              ? html`<span class=${row.priority}>${row.priority === 'urgent' ? 'Urgent' : 'High'}</span>`
              : nothing
          }</span
        >
      </span>
    </button>
    <div class="acts"><slot name="acts"></slot></div>`;
  }

  #open() {
    tell(this, 'care-open-case', { caseId: this.row.caseId });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-inbox-row': CareInboxRow;
  }
  interface HTMLElementEventMap {
    'care-open-case': CustomEvent<{ caseId: string }>;
  }
}
