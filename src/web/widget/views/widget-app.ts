import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { StoreController } from '../../case/store/store-controller.ts';
import { link2Icon, lockIcon, rotateCwIcon } from '../../elements/icons.ts';
import type { Refusal, WidgetState, WidgetStore } from '../store/widget-store.ts';
import type { WidgetView } from './widget-view.ts';
import '../../case/views/case-loading.ts';
import '../../case/views/case-view.ts';
import '../../elements/button.ts';
import '../../elements/empty.ts';

/**
 * The widget: one Care case, the agent's own cases, or why there is none and how to link one.
 *
 * @fires care-try-now - Somebody does not want to wait.
 * @fires care-focus-out - The keyboard wants to go back to the page; detail `{ direction }`.
 */
@customElement('care-widget-app')
export class CareWidgetApp extends LitElement {
  static override styles = css`
    :host { display: block; height: 100%; background: var(--care-surface); color: var(--care-text); font: var(--care-type-body); }
    main, care-case-view, care-case-loading, care-empty { height: 100%; }
    details { max-width: 38ch; color: var(--care-text-faint); font: var(--care-type-caption); }
    summary { cursor: pointer; min-height: var(--care-target); }
    summary:focus-visible { outline: 2px solid transparent; box-shadow: var(--care-focus-ring); border-radius: var(--care-radius); }
  `;

  @property({ attribute: false }) store!: WidgetStore;
  @query('care-case-view, care-open-cases, care-link-case') private view!: WidgetView | null;

  #state: StoreController<WidgetState, WidgetState> | undefined;

  override connectedCallback() {
    super.connectedCallback();
    window.addEventListener('keydown', this.#keyPressed);
  }

  override disconnectedCallback() {
    window.removeEventListener('keydown', this.#keyPressed);
    super.disconnectedCallback();
  }

  protected override willUpdate() {
    if (this.store) this.#state ??= new StoreController(this, this.store, (state) => state);
  }

  /** The keyboard comes in from the page. */
  takeFocus(direction: 'forward' | 'backward') {
    if (direction === 'backward') this.view?.focus();
    else this.view?.focusFirst();
  }

  override render() {
    if (!this.#state) return nothing;
    return html`<main>${this.#renderPhase(this.#state.value)}</main>`;
  }

  #renderPhase({ phase }: WidgetState) {
    switch (phase.status) {
      case 'connecting':
        return html`<care-case-loading></care-case-loading>`;
      case 'open':
        return html`<care-case-view .store=${phase.case} .work=${phase.work}></care-case-view>`;
      case 'my_cases':
        return html`<care-open-cases .store=${phase.list} .work=${phase.work}></care-open-cases>`;
      case 'linking':
        return html`<care-link-case .store=${phase.linking} .work=${phase.work}></care-link-case>`;
      case 'no_case':
        return html`<care-empty .icon=${link2Icon} heading="No Care case belongs to this record">
          ${phase.refusal?.remedy ?? 'A case appears here once it is escalated from Care.'}
          <care-button slot="actions" .icon=${rotateCwIcon} @click=${this.#tryNow}>Look again</care-button>
        </care-empty>`;
      case 'refused':
        return this.#renderFailure('You can’t see this Care case', 'warning', lockIcon, phase.refusal);
      case 'failed':
        return this.#renderFailure('The conversation didn’t arrive', 'danger', rotateCwIcon, phase.refusal);
    }
  }

  #renderFailure(heading: string, tone: 'warning' | 'danger', icon: string, refusal: Refusal) {
    return html`<care-empty role="alert" .tone=${tone} .icon=${icon} .heading=${heading}>
      ${refusal.fact} ${refusal.remedy}
      <care-button slot="actions" .icon=${rotateCwIcon} @click=${this.#tryNow}>Try now</care-button>
      <details slot="actions">
        <summary>Details for an admin</summary>
        <code>${refusal.code}</code>
      </details>
    </care-empty>`;
  }

  #tryNow() {
    this.dispatchEvent(new CustomEvent('care-try-now', { bubbles: true, composed: true }));
  }

  readonly #keyPressed = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || isTextField(event.composedPath()[0])) return;
    if (this.view?.pressKey(event)) event.preventDefault();
    else if (event.key === 'Escape') {
      this.dispatchEvent(new CustomEvent('care-focus-out', { detail: { direction: 'backward' } }));
    }
  };
}

const isTextField = (target: EventTarget | undefined): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(?:input|textarea|select)$/i.test(target.tagName));

declare global {
  interface HTMLElementTagNameMap {
    'care-widget-app': CareWidgetApp;
  }
  interface HTMLElementEventMap {
    'care-focus-out': CustomEvent<{ direction: 'forward' | 'backward' }>;
  }
}
