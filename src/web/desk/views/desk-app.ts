import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { StoreController } from '../../case/store/store-controller.ts';
import type { CareCaseView } from '../../case/views/case-view.ts';
import { KEYS_OF_PAGE } from '../../case/views/keys-of-page.ts';
import { link2Icon } from '../../elements/icons.ts';
import { arrowLeftIcon, inboxIcon, listChecksIcon } from '../../elements/page-icons.ts';
import type { Bulk } from '../bulk/start-bulk.ts';
import type { Community } from '../community/start-community.ts';
import type { DeskSession } from '../desk-session.ts';
import type { DeskState, DeskStore } from '../store/desk-store.ts';
import { hasUnsaved, type OpenCase, type PanelTab } from '../store/open-case-slice.ts';
import { NEW_JOB } from '../store/route-slice.ts';
import { hasCare, mayEscalate, type SignedIn } from '../store/session-slice.ts';
import type { Unlinked } from '../unlinked/start-unlinked.ts';
import { deskStyles } from './desk-styles.ts';
import { drawRail } from './draw-rail.ts';
import { isTextField } from './is-text-field.ts';
import '../../case/views/case-view.ts';
import '../../elements/button.ts';
import '../../elements/dialog.ts';
import '../../elements/empty.ts';
import '../../elements/icon.ts';
import '../../elements/menu.ts';
import './case-panel.ts';
import './case-sheet.ts';
import './inbox-list.ts';
import './sign-in-page.ts';

/** Where the panel is a column of its own, and where list and case share one pane. */
const WIDE = matchMedia('(min-width: 1100px)');
const NARROW = matchMedia('(max-width: 699px)');
/** How long after G an I still means the inbox. */
const CHORD_MS = 1_200;

/** What there is to see of the case where its panel is not beside it, by the panel's tabs. */
const DETAILS: readonly { value: PanelTab; label: string }[] = [
  { value: 'case', label: 'Case details' },
  { value: 'customer', label: 'Customer' },
  { value: 'salesforce', label: 'Salesforce' },
];
KEYS_OF_PAGE.push({ keys: 'X', does: 'Select cases in the inbox, or the one in focus' });

/**
 * The desk: list, case, panel; one pane on a narrow page.
 *
 * @fires care-go - Somewhere else on the desk; detail `{ caseId }`, null for the inbox.
 * @fires care-look - Light, dark or as the system; detail `{ mode }`.
 */
@customElement('care-desk-app')
export class CareDeskApp extends LitElement {
  static override styles = [
    deskStyles,
    css`
      :host { display: block; height: 100%; }
    `,
  ];

  @property({ attribute: false }) store!: DeskStore;
  @property({ attribute: false }) desk!: DeskSession;
  /** The page of an account without Care, as soon as it is loaded. */
  @property({ attribute: false }) community: Community | null = null;

  /** The page of cases sent at once, as soon as it is loaded. */
  @property({ attribute: false }) bulk: Bulk | null = null;
  /** The page of Salesforce cases without a contact, as soon as it is loaded and while it is shown. */
  @property({ attribute: false }) unlinked: Unlinked | null = null;

  /** Where the reader wanted to go when a form was open. */
  @state() private leaving: { go: () => void } | null = null;
  @query('care-case-view') private caseView!: CareCaseView | null;
  @query('care-inbox-list') private list!: HTMLElementTagNameMap['care-inbox-list'] | null;

  #state: StoreController<DeskState, DeskState> | undefined;
  #chordUntil = 0;

  override connectedCallback() {
    super.connectedCallback();
    window.addEventListener('keydown', this.#keyPressed);
    WIDE.addEventListener('change', this.#resized);
    NARROW.addEventListener('change', this.#resized);
  }

  override disconnectedCallback() {
    window.removeEventListener('keydown', this.#keyPressed);
    WIDE.removeEventListener('change', this.#resized);
    NARROW.removeEventListener('change', this.#resized);
    super.disconnectedCallback();
  }

  protected override willUpdate() {
    if (this.store) this.#state ??= new StoreController(this, this.store, (all) => all);
  }

  /** What a sheet covers all of is not to be come to. */
  protected override updated() {
    const desk = this.renderRoot.querySelector('.desk');
    const sheet = NARROW.matches ? desk?.querySelector('care-case-sheet') : null;
    for (const part of desk?.children ?? [])
      part.toggleAttribute('inert', sheet !== null && sheet !== undefined && part !== sheet);
  }

  /** Runs `go`, after asking if a form would be lost. */
  guard(go: () => void) {
    const open = this.store.getState().openCase;
    if (open && hasUnsaved(open)) this.leaving = { go };
    else go();
  }

  override render() {
    const all = this.#state?.value;
    if (!all || all.session.status === 'checking') return nothing;
    if (all.session.status === 'signed_out') {
      return html`<care-sign-in-page
        .problem=${all.session.problem}
        .people=${all.people}
        .company=${all.company}
        @care-sign-in-as=${(event: HTMLElementEventMap['care-sign-in-as']) => this.desk.signInAs(event.detail.agentId)}
      ></care-sign-in-page>`;
    }
    if (!hasCare(all)) return this.#renderCommunity(all.session);
    const { openCase } = all;
    const isBulk = all.route.page === 'bulk';
    const isUnlinked = all.route.page === 'unlinked';
    const isMainShown = openCase !== null || isBulk || isUnlinked;
    return html`<div class="desk">
      ${this.#renderRail(all, all.session)}
      ${!NARROW.matches || !isMainShown ? this.#renderList(all) : nothing}
      ${isBulk ? this.#renderBulk() : isUnlinked ? this.#renderUnlinked(all.session) : !NARROW.matches || isMainShown ? this.#renderCase(openCase) : nothing}
      ${openCase ? this.#renderPanel(openCase, all) : nothing}
    </div>
    ${this.#renderGuard()}`;
  }

  #renderCommunity(who: SignedIn) {
    return this.community
      ? html`<care-community-app
          .community=${this.community}
          .who=${who}
          @care-sign-out=${() => this.desk.signOut()}
        ></care-community-app>`
      : nothing;
  }

  #renderRail({ route }: DeskState, who: SignedIn) {
    const isBulk = route.page === 'bulk';
    const isUnlinked = route.page === 'unlinked';
    const unlinked = {
      label: 'Salesforce cases without a contact',
      icon: link2Icon,
      current: isUnlinked,
      go: () => this.#goUnlinked(),
    };
    const bulk = { label: 'Bulk escalations', icon: listChecksIcon, go: () => this.#goBulk(null) };
    return drawRail({
      home: {
        label: 'Inbox, G then I',
        icon: inboxIcon,
        current: !isBulk && !isUnlinked,
        go: () => this.#go(null),
      },
      places: [
        ...(mayEscalate(who) ? [{ ...bulk, current: isBulk }] : []),
        ...(who.contactsAndCases === 'none' ? [] : [unlinked]),
      ],
      search: () => this.#search(),
      keys: { disabled: !this.store.getState().openCase, show: () => this.caseView?.showKeys() },
      name: who.agent.name,
      chosen: (value) => this.#meChosen(value),
    });
  }

  #renderList(all: DeskState) {
    // By itself the list is what the page is about.
    const isMain = NARROW.matches;
    return html`<section class="list" role=${isMain ? 'main' : 'region'} aria-label="Cases">
      <care-inbox-list
        .inbox=${all}
        .current=${all.openCase?.caseId ?? ''}
        @care-open-case=${(event: HTMLElementEventMap['care-open-case']) => this.#go(event.detail.caseId)}
        @care-view-change=${(event: HTMLElementEventMap['care-view-change']) => this.desk.chooseView(event.detail.view)}
        @care-search-words=${(event: CustomEvent<{ value: string }>) => this.desk.search(event.detail.value)}
        @care-load-more=${() => this.desk.loadMore()}
        @care-try-now=${() => this.desk.tryNow()}
        @care-select-begin=${() => all.selectingBegan()}
        @care-select-row=${({ detail }: HTMLElementEventMap['care-select-row']) => all.rowToggled(detail.caseId, detail.toHere)}
        @care-select-all=${() => this.desk.selectAll()}
        @care-select-end=${() => all.selectionEnded()}
        @care-escalate-selected=${() => this.#goBulk(NEW_JOB)}
      ></care-inbox-list>
    </section>`;
  }

  #renderBulk() {
    return html`<main class="case whole">${
      this.bulk
        ? html`<care-bulk-page
            .bulk=${this.bulk}
            ?narrow=${NARROW.matches}
            @care-open-case=${(event: HTMLElementEventMap['care-open-case']) => this.#go(event.detail.caseId)}
          ></care-bulk-page>`
        : nothing
    }</main>`;
  }

  #renderUnlinked(who: SignedIn) {
    return html`<main class="case whole">${
      this.unlinked
        ? html`<care-unlinked-page
            .unlinked=${this.unlinked}
            .refused=${mayEscalate(who) ? '' : 'Your role does not link contacts.'}
            ?narrow=${NARROW.matches}
            @care-open-case=${(event: HTMLElementEventMap['care-open-case']) => this.#go(event.detail.caseId)}
          ></care-unlinked-page>`
        : nothing
    }</main>`;
  }

  #renderCase(openCase: OpenCase | null) {
    if (!openCase) {
      return html`<main class="case"><h2 class="visually-hidden">Case</h2><care-empty .icon=${inboxIcon} heading="No case is open">Choose one from the list, or press J.</care-empty></main>`;
    }
    return html`<main class="case">
      ${NARROW.matches ? html`<h1 class="visually-hidden">Case</h1>` : nothing}
      <care-case-view
        .store=${openCase.store}
        .work=${openCase.work}
        .more=${WIDE.matches ? [] : DETAILS}
        @care-more=${({ detail }: HTMLElementEventMap['care-more']) => this.#showPanel(detail.value)}
        @care-try-now=${() => this.desk.tryNow()}
      >
        ${
          NARROW.matches
            ? html`<care-button slot="lead" variant="quiet" size="small" label="Back to the list" .icon=${arrowLeftIcon} @click=${() => this.#go(null)}></care-button>`
            : nothing
        }
      </care-case-view>
    </main>`;
  }

  #showPanel(value: string) {
    const tab = DETAILS.find((each) => each.value === value)?.value;
    if (tab) this.store.getState().tabChosen(tab);
    this.store.getState().panelToggled(true);
  }

  #renderPanel(open: OpenCase, { tab, panelOpen }: DeskState) {
    const work = this.desk.salesforce();
    if (!work || !(WIDE.matches || panelOpen)) return nothing;
    const panel = html`<care-case-panel
      .open=${open}
      .salesforce=${work}
      .tab=${tab}
      @care-tab-change=${(event: CustomEvent<{ id: string }>) => this.store.getState().tabChosen(event.detail.id as PanelTab)}
    ></care-case-panel>`;
    return WIDE.matches
      ? html`<aside class="panel" aria-label="About this case">${panel}</aside>`
      : html`<care-case-sheet ?whole=${NARROW.matches} @care-close=${() => this.store.getState().panelToggled(false)}>${panel}</care-case-sheet>`;
  }

  #renderGuard() {
    return html`<care-dialog
      .open=${this.leaving !== null}
      heading="Leave without saving?"
      @care-close=${() => (this.leaving = null)}
    >
      What you changed for this case is not saved anywhere.
      <care-button slot="actions" @click=${() => (this.leaving = null)}>Stay</care-button>
      <care-button slot="actions" variant="danger" @click=${this.#leave}>Leave and discard</care-button>
    </care-dialog>`;
  }

  #leave() {
    const { leaving } = this;
    this.leaving = null;
    const open = this.store.getState().openCase;
    open?.salesforce.getState().set({ escalating: { status: 'closed' }, edits: {} });
    open?.properties.work.discard();
    leaving?.go();
  }

  #go(caseId: string | null) {
    this.guard(() => this.dispatchEvent(new CustomEvent('care-go', { detail: { caseId } })));
  }

  #goBulk(jobId: string | null) {
    this.guard(() => this.dispatchEvent(new CustomEvent('care-go-bulk', { detail: { jobId } })));
  }

  #goUnlinked() {
    this.guard(() => this.dispatchEvent(new CustomEvent('care-go-unlinked')));
  }

  #search() {
    if (NARROW.matches && this.store.getState().openCase) this.#go(null);
    void this.updateComplete.then(() => this.list?.focusSearch());
  }

  #meChosen(value: string) {
    if (value === 'sign_out') this.guard(() => void this.desk.signOut());
    else this.dispatchEvent(new CustomEvent('care-look', { detail: { mode: value } }));
  }

  readonly #resized = () => this.requestUpdate();

  readonly #keyPressed = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || isTextField(event.composedPath()[0])) return;
    if (!hasCare(this.store.getState()) || this.leaving) return;
    if (this.#deskKey(event) || this.caseView?.pressKey(event)) event.preventDefault();
  };

  #pick() {
    const { session, rowToggled, selectingBegan } = this.store.getState();
    if (session.status !== 'signed_in' || !mayEscalate(session)) return;
    const caseId = this.list?.focusedRow() ?? null;
    if (caseId === null) selectingBegan();
    else rowToggled(caseId, false);
  }

  #deskKey({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
    if (ctrlKey || metaKey || altKey) return false;
    const now = Date.now();
    const inChord = now < this.#chordUntil;
    this.#chordUntil = key === 'g' ? now + CHORD_MS : 0;
    if (key === 'g') return true;
    if (key === 'i' && inChord) this.#go(null);
    else if (key === 'j') this.list?.step(1);
    else if (key === 'k') this.list?.step(-1);
    else if (key === 'x') this.#pick();
    else if (key === 'Escape' && this.store.getState().selecting) this.store.getState().selectionEnded();
    else if (key === 'e') void this.store.getState().openCase?.work.setStatus('done');
    else if (key === '/') this.#search();
    else return false;
    return true;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-desk-app': CareDeskApp;
  }
  interface HTMLElementEventMap {
    'care-go': CustomEvent<{ caseId: string | null }>;
    'care-go-unlinked': CustomEvent<undefined>;
  }
}
