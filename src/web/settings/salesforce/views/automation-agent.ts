import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ConnectionShape } from '../../../../api/salesforce.ts';
import { StoreController } from '../../../case/store/store-controller.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { drawProblem } from '../../views/draw-problem.ts';
import type { AutomationWork } from '../automation-work.ts';
import type { AutomationAgent, AutomationState, AutomationStore } from '../store/automation-store.ts';
import '../../../elements/button.ts';
import '../../../elements/card.ts';
import '../../../elements/field.ts';
import '../../../elements/skeleton.ts';

/** Who acts in Care when a flow or Agentforce asks and its running user is nobody here. */
@customElement('care-automation-agent')
export class CareAutomationAgent extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host { display: block; }
      p { margin: 0 0 var(--care-space-4); color: var(--care-text-quiet); text-wrap: pretty; }
      p.now { color: inherit; }
      .row { display: flex; flex-wrap: wrap; align-items: end; gap: var(--care-space-4); }
      care-field { flex: 1 1 220px; max-width: 320px; }
    `,
  ];

  @property({ attribute: false }) store!: AutomationStore;
  @property({ attribute: false }) work!: AutomationWork;
  @property({ attribute: false }) connection!: ConnectionShape;
  /** Why one may not change it. */
  @property() refused = '';

  #state: StoreController<AutomationState, AutomationState> | undefined;

  protected override willUpdate() {
    this.#state ??= new StoreController(this, this.store, (all) => all);
    this.#state.follow(this.store);
  }

  override render() {
    const { problem } = this.#state!.value;
    return html`<care-card level="2" heading="Flow and Agentforce">
      <p>
        A flow acts as the agent its running user is linked to. This agent acts where that user is nobody in Care, and takes the
        cases it answers.
      </p>
      ${drawProblem(problem)} ${this.refused ? this.#renderRefused() : this.#renderChoice()}
    </care-card>`;
  }

  get #now(): AutomationAgent {
    return this.connection.automationAgent ?? null;
  }

  #renderRefused() {
    return html`<p class="now">${this.#now?.name ?? 'Nobody'}</p>
      <p>${this.refused}</p>`;
  }

  #renderChoice() {
    const { load, busy, before } = this.#state!.value;
    if (load.status === 'failed') {
      return drawProblem(load.problem, { tone: 'warning', again: () => this.work.load() });
    }
    if (load.status === 'loading') return html`<care-skeleton></care-skeleton>`;
    const now = this.#now;
    // Somebody who is not active any more still shows, so that it can be seen and changed.
    const gone = now && !load.value.some(({ id }) => id === now.id) ? [now] : [];
    const agents = [...load.value, ...gone];
    const choose = (id: string) => this.work.choose(agents.find((agent) => agent.id === id) ?? null, now);
    const mayUndo = before !== undefined && before?.id !== now?.id;
    return html`<div class="row">
      <care-field
        type="select"
        label="Acts for flows"
        empty-option="Nobody"
        .value=${now?.id ?? ''}
        .options=${agents.map(({ id, name }) => ({ value: id, label: name }))}
        ?disabled=${busy}
        @care-change=${(event: HTMLElementEventMap['care-change']) => choose(event.detail.value)}
      ></care-field>
      ${
        mayUndo
          ? html`<care-button variant="quiet" ?disabled=${busy} @click=${() => this.work.undo(now)}
              >Undo<span class="visually-hidden">: ${before?.name ?? 'nobody'} again</span></care-button
            >`
          : nothing
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-automation-agent': CareAutomationAgent;
  }
}
