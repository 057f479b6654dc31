import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { StoreController } from '../../../case/store/store-controller.ts';
import { messageCircleIcon, rotateCwIcon } from '../../../elements/icons.ts';
import { arrowLeftIcon, inboxIcon } from '../../../elements/page-icons.ts';
import type { SignedIn } from '../../store/session-slice.ts';
import { deskStyles } from '../../views/desk-styles.ts';
import { drawRail } from '../../views/draw-rail.ts';
import { isTextField } from '../../views/is-text-field.ts';
import type { CommunityState } from '../community-store.ts';
import type { Community } from '../start-community.ts';
import '../../../elements/button.ts';
import '../../../elements/dialog.ts';
import '../../../elements/empty.ts';
import '../../../elements/skeleton.ts';
import './community-list.ts';
import './community-message.ts';
import './community-panel.ts';

/**
 * The desk of an account without Care: messages, the one that is open, Salesforce; one pane on a narrow page.
 *
 * @fires care-look - Light, dark or as the system; detail `{ mode }`.
 * @fires care-sign-out - The reader wants to leave.
 */
@customElement('care-community-app')
export class CareCommunityApp extends LitElement {
  static override styles = [
    deskStyles,
    css`
      :host { display: block; height: 100%; }
      .desk { grid-template-columns: 56px 300px minmax(0, 1fr); }
      .work { display: grid; grid-template-columns: minmax(0, 1fr) 404px; background: var(--care-surface); }
      .work > care-empty, .work > .waiting { grid-column: 1 / -1; }
      .waiting { padding: var(--care-space-6); }
      .work > * { min-width: 0; overflow-y: auto; overscroll-behavior: contain; }
      care-community-panel { border-inline-start: 1px solid var(--care-border); }
      .back { display: none; }
      @media (max-width: 1099px) {
        .work { grid-template-columns: minmax(0, 1fr); grid-template-rows: auto 1fr; overflow-y: auto; }
        .work > * { overflow: visible; }
        care-community-panel { border-inline-start: 0; border-top: 1px solid var(--care-border); }
      }
      @media (max-width: 699px) {
        .desk { grid-template-columns: minmax(0, 1fr); }
        .back { display: inline-flex; }
        .desk.open .list, .desk:not(.open) .work { display: none; }
      }
    `,
  ];

  @property({ attribute: false }) community!: Community;
  @property({ attribute: false }) who!: SignedIn;

  @query('care-community-list') private list!: HTMLElementTagNameMap['care-community-list'];

  #state: StoreController<CommunityState, CommunityState> | undefined;

  override connectedCallback() {
    super.connectedCallback();
    window.addEventListener('keydown', this.#keyPressed);
  }

  override disconnectedCallback() {
    window.removeEventListener('keydown', this.#keyPressed);
    super.disconnectedCallback();
  }

  protected override willUpdate() {
    this.#state ??= new StoreController(this, this.community.store, (state) => state);
    this.#state.follow(this.community.store);
  }

  override render() {
    const state = this.#state!.value;
    return html`<div class="desk ${state.messageId === null ? '' : 'open'}">
        ${drawRail({
          home: { label: 'Messages', icon: inboxIcon, go: () => this.community.go(null) },
          search: () => this.#search(),
          keys: null,
          name: this.who.agent.name,
          chosen: (value) => this.#chosen(value),
        })}
        <section class="list" aria-label="Messages">
          <care-community-list
            .state=${state}
            .work=${this.community.work}
            @care-open-case=${(event: HTMLElementEventMap['care-open-case']) => this.community.go(event.detail.caseId)}
          ></care-community-list>
        </section>
        <main class="work">${this.#renderWork(state)}</main>
      </div>
      ${this.#renderGuard(state)}`;
  }

  #renderWork(state: CommunityState) {
    const { messageId, open, openLoad } = state;
    if (messageId === null) {
      return html`<care-empty level="2" .icon=${messageCircleIcon} heading="No message is open">Choose one from the list, or press J.</care-empty>`;
    }
    if (openLoad.status === 'failed') {
      return html`<care-empty role="alert" tone="danger" level="2" .icon=${rotateCwIcon} heading="The message didn’t arrive"
        >${openLoad.problem.fact} ${openLoad.problem.remedy}
        <care-button slot="actions" .icon=${rotateCwIcon} @click=${() => this.community.work.refresh()}>Try now</care-button>
        <care-button slot="actions" variant="link" @click=${() => this.community.go(null)}>Back to the list</care-button></care-empty
      >`;
    }
    if (open === null)
      return html`<div class="waiting"><care-skeleton></care-skeleton><care-skeleton></care-skeleton></div>`;
    return html`<care-community-message .message=${open.message}
        ><care-button slot="lead" class="back" variant="quiet" size="small" label="Back to the list" .icon=${arrowLeftIcon} @click=${() => this.community.go(null)}></care-button
      ></care-community-message>
      <care-community-panel
        role="region"
        aria-label="Salesforce"
        .state=${state}
        .work=${this.community.work}
        .open=${open}
        .contactsAndCases=${this.who.contactsAndCases}
      ></care-community-panel>`;
  }

  #renderGuard({ leaving, set }: CommunityState) {
    const stay = () => set({ leaving: null });
    const leave = () => {
      stay();
      this.community.work.closeForm();
      leaving?.();
    };
    return html`<care-dialog .open=${leaving !== null} heading="Leave the form?" @care-close=${stay}>
      What you changed for the Salesforce record is not saved anywhere.
      <care-button slot="actions" @click=${stay}>Stay</care-button>
      <care-button slot="actions" variant="danger" @click=${leave}>Leave the form</care-button>
    </care-dialog>`;
  }

  #chosen(value: string) {
    const say = (type: string, detail?: object) =>
      this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
    if (value === 'sign_out') this.community.guard(() => say('care-sign-out'));
    else say('care-look', { mode: value });
  }

  #search() {
    // On one pane the list is hidden behind the message.
    if (this.list.offsetParent === null) this.community.go(null);
    void this.updateComplete.then(() => this.list.focusSearch());
  }

  readonly #keyPressed = (event: KeyboardEvent) => {
    const { key, ctrlKey, metaKey, altKey } = event;
    if (event.defaultPrevented || event.isComposing || ctrlKey || metaKey || altKey) return;
    if (isTextField(event.composedPath()[0]) || this.#state?.value.leaving !== null) return;
    if (key === 'j') this.list.step(1);
    else if (key === 'k') this.list.step(-1);
    else if (key === '/') this.#search();
    else return;
    event.preventDefault();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'care-community-app': CareCommunityApp;
  }
  interface HTMLElementEventMap {
    'care-sign-out': CustomEvent<undefined>;
  }
}
