import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { AuditEntryShape } from '../../../../api/audit.ts';
import { StoreController } from '../../../case/store/store-controller.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { historyIcon } from '../../../elements/settings-icons.ts';
import { tableStyles } from '../../../elements/table-styles.ts';
import { formatTime, fullTime } from '../../../elements/times.ts';
import type { SettingsStore } from '../../store/settings-store.ts';
import { drawProblem, drawRefusal } from '../../views/draw-problem.ts';
import { pageStyles } from '../../views/page-styles.ts';
import type { ActivityWork } from '../activity-work.ts';
import { type Activity, type ActivityState, type ActivityStore, NO_FILTER } from '../store/activity-store.ts';
import { KIND_WORDS } from '../store/kind-words.ts';
import '../../../elements/button.ts';
import '../../../elements/card.ts';
import '../../../elements/empty.ts';
import '../../../elements/skeleton.ts';
import '../../../elements/tooltip.ts';
import '../../salesforce/views/account-head.ts';
import '../../views/page-head.ts';
import './activity-filter.ts';

const WHEN = { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' } as const;

/** Who changed what, newest first, of the whole account or around one connection. */
@customElement('care-activity-page')
export class CareActivityPage extends LitElement {
  static override styles = [
    baseStyles,
    tableStyles,
    pageStyles,
    css`
      .box { container-type: inline-size; }
      care-card::part(body) { padding: 0; }
      td { overflow-wrap: anywhere; }
      td:not(.fact) { white-space: nowrap; }
      .fact { width: 60%; }
      time { font-variant-numeric: tabular-nums; }
      @container (max-width: 559px) { .fact { width: auto; } td:not(.fact) { white-space: normal; color: var(--care-text-faint); font: var(--care-type-caption); } }
    `,
  ];

  @property({ attribute: false }) settings!: SettingsStore;
  @property({ attribute: false }) store!: ActivityStore;
  @property({ attribute: false }) work!: ActivityWork;
  /** Why one may not see it. */
  @property() refused = '';
  @property({ type: Boolean, attribute: 'whole-account' }) wholeAccount = false;

  #state: StoreController<ActivityState, ActivityState> | undefined;

  protected override willUpdate() {
    this.#state ??= new StoreController(this, this.store, (all) => all);
    this.#state.follow(this.store);
  }

  override render() {
    const { connection } = this.#state!.value;
    const acts = html`<care-tooltip slot="actions" .text=${this.refused}
      ><care-button .refused=${this.refused} .href=${this.refused ? '' : this.work.csvAddress()}>Export CSV</care-button></care-tooltip
    >`;
    return html`${
      this.wholeAccount
        ? html`<care-page-head heading="Activity">${acts}</care-page-head>`
        : html`<care-account-head current="/activity" .settings=${this.settings} .connection=${connection}>${acts}</care-account-head>`
    }
      <div class="body">
        ${this.refused ? drawRefusal('You can’t see the activity', this.refused) : this.#renderActivity()}
      </div>`;
  }

  #renderActivity() {
    const { filter, actors, load } = this.#state!.value;
    return html`<care-activity-filter
        .filter=${filter}
        .actors=${actors}
        ?whole-account=${this.wholeAccount}
        @care-filter=${(event: HTMLElementEventMap['care-filter']) => this.work.filter(event.detail)}
      ></care-activity-filter>
      ${load.status === 'loading' ? html`<care-skeleton></care-skeleton><care-skeleton></care-skeleton>` : nothing}
      ${load.status === 'failed' ? drawProblem(load.problem, { again: () => this.work.load() }) : nothing}
      ${load.status === 'ready' ? this.#renderList(load.value) : nothing}`;
  }

  #renderList({ entries, next }: Activity) {
    const { filter, loadingOlder, problem } = this.#state!.value;
    if (entries.length === 0) {
      const isFiltered = Object.keys(NO_FILTER).some((key) => filter[key as keyof typeof filter] !== '');
      return html`<care-card
        >${
          isFiltered
            ? html`<care-empty level="2" .icon=${historyIcon} heading="Nothing fits the filter">
                <care-button slot="actions" @click=${() => this.work.clear()}>Clear the filter</care-button>
              </care-empty>`
            : html`<care-empty level="2" .icon=${historyIcon} heading="Nothing has happened yet"
                >Whoever changes something about ${this.wholeAccount ? 'connections, people or roles' : 'this connection'} stands here, with the time.</care-empty
              >`
        }</care-card
      >`;
    }
    return html`<care-card>
        <div class="box">
          <table role="table" aria-label="Activity">
            <thead role="rowgroup">
              <tr role="row">
                <th role="columnheader">When</th>
                <th role="columnheader">What happened</th>
                ${this.wholeAccount ? html`<th role="columnheader">Connection</th>` : nothing}
                <th role="columnheader">Kind</th>
              </tr>
            </thead>
            <tbody role="rowgroup">
              ${entries.map((entry) => this.#renderEntry(entry))}
            </tbody>
          </table>
        </div>
      </care-card>
      ${drawProblem(problem, { tone: 'warning' })}
      ${
        next === null
          ? nothing
          : html`<div><care-button ?disabled=${loadingOlder} @click=${() => this.work.older()}>Show older activity</care-button></div>`
      }`;
  }

  #renderEntry({ at, fact, kind, connection }: AuditEntryShape) {
    return html`<tr role="row">
      <td role="cell"><time datetime=${at} title=${fullTime(at)}>${formatTime(new Date(at), WHEN)}</time></td>
      <td role="cell" class="fact">${fact}</td>
      ${this.wholeAccount ? html`<td role="cell">${connection?.name ?? nothing}</td>` : nothing}
      <td role="cell">${KIND_WORDS[kind]}</td>
    </tr>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-activity-page': CareActivityPage;
  }
}
