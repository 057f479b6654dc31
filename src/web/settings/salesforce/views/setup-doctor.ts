import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { StoreController } from '../../../case/store/store-controller.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { drawShape, shapeStyles, type Tone } from '../../../elements/draw-shape.ts';
import { externalLinkIcon, rotateCwIcon } from '../../../elements/icons.ts';
import { drawProblem } from '../../views/draw-problem.ts';
import type { DoctorWork } from '../doctor-work.ts';
import type { Check, Checkup, DoctorState, DoctorStore } from '../store/doctor-store.ts';
import '../../../elements/age.ts';
import '../../../elements/button.ts';
import '../../../elements/card.ts';
import '../../../elements/copy.ts';
import '../../../elements/skeleton.ts';
import '../../../elements/tooltip.ts';

const TONES: Readonly<Record<Check['state'], { tone: Tone; word: string }>> = {
  trouble: { tone: 'danger', word: 'Trouble' },
  warning: { tone: 'warning', word: 'Needs a look' },
  unknown: { tone: 'neutral', word: 'Not known' },
  ok: { tone: 'success', word: 'In order' },
};
/** Failures first. */
const ORDER: readonly Check['state'][] = ['trouble', 'warning', 'unknown', 'ok'];

/** What the org lacks for Care: mended by a click where that is possible, else the Setup page and its words. */
@customElement('care-setup-doctor')
export class CareSetupDoctor extends LitElement {
  static override styles = [
    baseStyles,
    shapeStyles,
    css`
      :host { display: contents; }
      care-card::part(body) { padding: 0; }
      .sum { padding: 0 14px var(--care-space-5); color: var(--care-text-quiet); }
      .sum b { color: var(--care-text); }
      care-banner, .loading { margin: 0 14px var(--care-space-5); }
      li { display: grid; grid-template-columns: 16px minmax(0, 1fr); gap: 0 10px; padding: 9px 14px; border-top: 1px solid var(--care-border); }
      .shape { margin-top: 3px; }
      li p { font: var(--care-type-caption); color: var(--care-text-quiet); overflow-wrap: anywhere; }
      .fix { display: flex; flex-wrap: wrap; gap: var(--care-space-4); margin-top: var(--care-space-3); }
      .changes { margin-top: var(--care-space-3); padding-inline-start: 16px; list-style: disc; font: var(--care-type-caption); color: var(--care-text-quiet); }
      .changes li { display: list-item; padding: 1px 0; border: 0; }
      care-copy { margin-top: var(--care-space-3); }
    `,
  ];

  @property({ attribute: false }) store!: DoctorStore;
  @property({ attribute: false }) work!: DoctorWork;
  /** Why one may not check again or mend. */
  @property() refused = '';

  #state: StoreController<DoctorState, DoctorState> | undefined;

  protected override willUpdate() {
    this.#state ??= new StoreController(this, this.store, (all) => all);
    this.#state.follow(this.store);
  }

  override render() {
    const { load, checking, problem } = this.#state!.value;
    if (load.status === 'absent') return nothing;
    return html`<care-card level="2" heading="Setup doctor">
      <care-tooltip slot="actions" .text=${this.refused}
        ><care-button
          variant="quiet"
          size="small"
          .icon=${rotateCwIcon}
          .refused=${this.refused}
          ?disabled=${checking || load.status === 'loading'}
          @click=${() => this.work.checkAgain()}
          >${checking ? 'Checking' : load.status === 'ready' && load.value.checkedAt === null ? 'Check now' : 'Check again'}</care-button
        ></care-tooltip
      >
      ${drawProblem(problem)}
      ${
        load.status === 'loading'
          ? html`<div class="loading"><care-skeleton></care-skeleton><care-skeleton></care-skeleton></div>`
          : load.status === 'failed'
            ? drawProblem(load.problem, { tone: 'warning', again: () => this.work.load() })
            : this.#renderCheckup(load.value)
      }
    </care-card>`;
  }

  #renderCheckup({ checkedAt, checks }: Checkup) {
    if (checkedAt === null) return html`<p class="sum" role="status">Not checked yet.</p>`;
    const fine = checks.filter(({ state }) => state === 'ok').length;
    return html`<p class="sum" role="status">
        <b>${fine} of ${checks.length} in order.</b> Checked <care-age .at=${checkedAt}></care-age>.
      </p>
      <ul>
        ${checks.toSorted((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state)).map((check) => this.#renderCheck(check))}
      </ul>`;
  }

  #renderCheck(check: Check) {
    const { tone, word } = TONES[check.state];
    return html`<li>
      ${drawShape(tone)}
      <div>
        <span class="visually-hidden">${word}: </span>${check.title}
        ${check.fact ? html`<p>${check.fact}</p>` : nothing} ${check.remedy ? html`<p>${check.remedy}</p>` : nothing}
        ${this.#renderMend(check)} ${this.#renderSetup(check)}
      </div>
    </li>`;
  }

  #renderMend({ code, title, mend }: Check) {
    if (!mend) return nothing;
    const { mending, unfolded } = this.#state!.value;
    const open = unfolded === code;
    return html`<div class="fix">
        <care-tooltip .text=${this.refused}
          ><care-button
            variant="primary"
            size="small"
            .refused=${this.refused}
            ?disabled=${mending !== null}
            @click=${() => this.work.mend(code)}
            >${mending === code ? 'Mending' : mend.label}</care-button
          ></care-tooltip
        >
        <care-button variant="quiet" size="small" .pressed=${open} @click=${() => this.work.unfold(code)}>What it changes</care-button>
      </div>
      ${open ? html`<ul class="changes" aria-label="What mending ${title} changes">${mend.changes.map((one) => html`<li>${one}</li>`)}</ul>` : nothing}`;
  }

  #renderSetup({ setup }: Check) {
    if (!setup) return nothing;
    return html`<p>${setup.path}</p>
      ${setup.copy.map(({ label, value }) => html`<care-copy .label=${label} .value=${value}></care-copy>`)}
      ${
        setup.url
          ? html`<div class="fix">
              <care-button size="small" external .href=${setup.url} .icon=${externalLinkIcon}>Open in Setup</care-button>
            </div>`
          : nothing
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-setup-doctor': CareSetupDoctor;
  }
}
