import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { DriftShape, MappingHealth } from '../../../../api/mapping-health.ts';
import { StoreController } from '../../../case/store/store-controller.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { drawShape, shapeStyles } from '../../../elements/draw-shape.ts';
import { drawProblem } from '../../views/draw-problem.ts';
import type { HealthWork } from '../health-work.ts';
import type { HealthState, HealthStore } from '../store/health-store.ts';
import { mappingPath } from '../store/mapping-path.ts';
import '../../../elements/age.ts';
import '../../../elements/banner.ts';
import '../../../elements/button.ts';

/**
 * What the org has changed under its mappings: each change beside the mapping that breaks by it, with what to do. An
 * org that has changed nothing draws nothing.
 */
@customElement('care-drift-banner')
export class CareDriftBanner extends LitElement {
  static override styles = [
    baseStyles,
    shapeStyles,
    css`
      :host { display: contents; }
      ul { display: grid; gap: var(--care-space-4); margin-top: var(--care-space-4); }
      li { display: grid; grid-template-columns: 14px minmax(0, 1fr); gap: 0 var(--care-space-4); }
      .shape { margin-top: 3px; }
      .remedy { color: var(--care-text-quiet); }
      .acts, .foot { display: flex; flex-wrap: wrap; align-items: center; gap: 0 var(--care-space-5); }
      .foot { margin-top: var(--care-space-4); font: var(--care-type-caption); color: var(--care-text-quiet); }
    `,
  ];

  @property({ attribute: false }) store!: HealthStore;
  @property({ attribute: false }) work!: HealthWork;
  @property({ attribute: 'connection-id' }) connectionId = '';

  #state: StoreController<HealthState, HealthState> | undefined;

  protected override willUpdate() {
    this.#state ??= new StoreController<HealthState, HealthState>(this, this.store, (all) => all);
    this.#state.follow(this.store);
  }

  override render() {
    const { health, problem } = this.#state!.value;
    return html`${drawProblem(problem, { tone: 'warning' })}${health && health.drifts.length > 0 ? this.#renderHealth(health) : nothing}`;
  }

  #renderHealth(health: MappingHealth) {
    const { restShown } = this.#state!.value;
    if (health.restsUntil === null || restShown) return this.#renderDrifts(health);
    return html`<care-banner
      .fact=${headline(health.drifts)}
      action="Show it now"
      @care-banner-action=${() => this.store.getState().set({ restShown: true })}
      >You are reminded tomorrow.</care-banner
    >`;
  }

  #renderDrifts({ drifts, checkedAt, failed }: MappingHealth) {
    const { busy } = this.#state!.value;
    const refusals = drifts.filter(({ severity }) => severity === 'refusal').length;
    return html`<care-banner tone="warning" .fact=${headline(drifts)}>
      ${
        refusals > 0
          ? 'Records may already be refused for it. What is to be done stands beside each.'
          : 'Some records may be refused for it.'
      }
      <ul aria-label="Changes in Salesforce">
        ${drifts.map((drift) => this.#renderDrift(drift))}
      </ul>
      <div class="foot">
        ${checkedAt ? html`<span>Read <care-age .at=${checkedAt}></care-age>.</span>` : nothing}
        ${failed ? html`<span>The last try failed: ${failed.fact} ${failed.remedy}</span>` : nothing}
        <care-button variant="link" size="small" ?disabled=${busy} @click=${() => this.work.check()}
          >${busy ? 'Checking' : 'Check again'}</care-button
        >
        <care-button variant="link" size="small" ?disabled=${busy} @click=${() => this.work.rest()}>Remind me tomorrow</care-button>
      </div>
    </care-banner>`;
  }

  #renderDrift({ id, severity, object, recordType, target, label, fact, remedy, cases }: DriftShape) {
    const { busy } = this.#state!.value;
    return html`<li>
      ${drawShape(severity === 'refusal' ? 'danger' : 'warning')}
      <div>
        <p>
          <b>${label}</b> in ${target}. <span class="visually-hidden">${severity === 'refusal' ? 'Refused:' : 'Needs a look:'}</span>
          ${fact} ${cases ? html`<b>${casesWords(cases)}</b> ` : nothing}<span class="remedy">${remedy}</span>
        </p>
        <div class="acts">
          <care-button variant="link" size="small" href=${mappingPath(this.connectionId, object, recordType)}
            >Open the mapping<span class="visually-hidden"> of ${target}</span></care-button
          >
          ${
            severity === 'warning'
              ? html`<care-button variant="link" size="small" ?disabled=${busy} @click=${() => this.work.see(id)}
                  >Mark as seen<span class="visually-hidden">: ${label} in ${target}</span></care-button
                >`
              : nothing
          }
        </div>
      </div>
    </li>`;
  }
}

/** “13 of the last 200 escalated cases would be refused.” */
const casesWords = ({ tried, refused, notChecked, why }: NonNullable<DriftShape['cases']>): string => {
  const last = tried === 1 ? 'last escalated case' : `last ${tried} escalated cases`;
  if (notChecked === tried && why !== null) return `Not counted for the ${last}. ${why}`;
  if (notChecked === tried) return `Whether the ${last} would fail cannot be told.`;
  if (notChecked > 0) {
    return `${refused} of the ${last} would fail; of ${notChecked} it cannot be told.`;
  }
  if (refused === 0)
    return tried === 1 ? `The ${last} would still go.` : `All of the ${last} would still go.`;
  if (refused === tried) return tried === 1 ? `The ${last} would fail.` : `All of the ${last} would fail.`;
  return `${refused} of the ${last} would fail.`;
};

function headline(drifts: readonly DriftShape[]): string {
  const targets = new Set(drifts.map(({ target }) => target));
  const [only] = targets;
  const what = targets.size === 1 ? `the mapping of ${only}` : `${targets.size} mappings`;
  return `Salesforce changed under ${what}.`;
}

declare global {
  interface HTMLElementTagNameMap {
    'care-drift-banner': CareDriftBanner;
  }
}
