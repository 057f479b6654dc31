import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { StoreController } from '../../case/store/store-controller.ts';
import { baseStyles } from '../../elements/base-styles.ts';
import { drawIcon } from '../../elements/draw-icon.ts';
import { xIcon } from '../../elements/icons.ts';
import { arrowLeftIcon, circleUserRoundIcon, inboxIcon, searchIcon } from '../../elements/page-icons.ts';
import { tell } from '../../elements/tell.ts';
import type { Place } from '../places.ts';
import type { SettingsSession } from '../settings-session.ts';
import type { SettingsState, SettingsStore, Shown } from '../store/settings-store.ts';
import { settingsStyles } from './settings-styles.ts';
import '../../elements/banner.ts';
import '../../elements/button.ts';
import '../../elements/empty.ts';
import '../../elements/menu.ts';
import '../../elements/skeleton.ts';
import '../../elements/toasts.ts';

/** Where navigation and page share one pane. */
const NARROW = matchMedia('(max-width: 699px)');

const LOOKS = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'sign_out', label: 'Sign out' },
] as const;

/** Of a page that has none of its own. */
const TITLE = html`<h1 class="visually-hidden">Settings</h1>`;

/**
 * The settings: navigation and page side by side; on a narrow page, one after the other.
 *
 * @fires care-look - Light, dark or as the system; detail `{ mode }`.
 */
@customElement('care-settings-app')
export class CareSettingsApp extends LitElement {
  static override styles = [baseStyles, settingsStyles];

  @property({ attribute: false }) store!: SettingsStore;
  @property({ attribute: false }) session!: SettingsSession;
  @property({ attribute: false }) places: readonly Place[] = [];
  @property({ attribute: false }) go!: (path: string, options?: { replace?: boolean }) => void;

  @query('main') private main!: HTMLElement | null;

  #state: StoreController<SettingsState, SettingsState> | undefined;
  #address = '';

  override connectedCallback() {
    super.connectedCallback();
    NARROW.addEventListener('change', this.#resized);
  }

  override disconnectedCallback() {
    NARROW.removeEventListener('change', this.#resized);
    super.disconnectedCallback();
  }

  protected override willUpdate() {
    if (this.store) this.#state ??= new StoreController(this, this.store, (all) => all);
  }

  /** Whoever goes on by keyboard goes on in the page they went to, not behind it. */
  protected override updated(_changed: PropertyValues<this>) {
    const shown = this.#state?.value.shown;
    if (shown?.status !== 'ready' || shown.address === this.#address) return;
    const isFirst = this.#address === '';
    this.#address = shown.address;
    if (isFirst) return;
    this.main?.focus();
    this.main?.scrollTo({ top: 0 });
  }

  override render() {
    const state = this.#state?.value;
    if (!state || state.start.status === 'checking') return nothing;
    if (state.start.status === 'failed') {
      const { problem } = state.start;
      return html`<main class="alone">
        ${TITLE}<care-empty level="2" tone="danger" .icon=${xIcon} .heading=${problem.fact}>
          ${problem.remedy}
          <care-button slot="actions" @click=${() => this.session.start()}>Try again</care-button>
        </care-empty>
      </main>`;
    }
    const { start, toasts } = state;
    return html`<div class="settings">${this.#renderPanes(state, start.who.agent.name)}</div>
      <care-toasts
        .toasts=${toasts}
        @care-dismiss=${(event: HTMLElementEventMap['care-dismiss']) => this.session.dismiss(event.detail.id)}
      ></care-toasts>`;
  }

  #renderPanes(state: SettingsState, name: string) {
    const { shown } = state;
    const one = NARROW.matches;
    // By itself, the list of places is the page.
    if (one && shown.status === 'none') {
      return html`<main class="places">${this.#renderNavigation(state, name, html`<h1>Settings</h1>`)}</main>`;
    }
    return html`${one ? this.#renderWayBack() : this.#renderNavigation(state, name, html`<h2>Settings</h2>`)}
      <main tabindex="-1">${this.#renderPage(shown)}</main>`;
  }

  #renderWayBack() {
    return html`<nav class="back" aria-label="Settings">
      <a href="/settings">${drawIcon(arrowLeftIcon)}Settings</a>
    </nav>`;
  }

  #renderNavigation({ shown, salesforce }: SettingsState, name: string, title: TemplateResult) {
    // An integration has a page of its own once the account has it.
    const places = this.places.filter(({ id }) => id !== 'salesforce' || salesforce?.state === 'enabled');
    const current = 'place' in shown ? shown.place : null;
    let group = '';
    return html`<nav class="nav" aria-label="Settings">
      ${title}
      ${places.map((place) => {
        const begins = place.group !== '' && place.group !== group;
        group = place.group;
        return html`${begins ? html`<p>${place.group}</p>` : nothing}<a
            href=${place.path}
            class=${place.icon ? '' : 'below'}
            aria-current=${place.id === current ? 'page' : nothing}
            >${place.icon ? drawIcon(place.icon) : nothing}${place.label}</a
          >`;
      })}
      <div class="foot">
        <a href="/desk">${drawIcon(inboxIcon)}Inbox</a>
        <care-menu variant="quiet" size="medium" .label=${name} .icon=${circleUserRoundIcon} .items=${LOOKS} @care-select=${this.#meChosen}></care-menu>
      </div>
    </nav>`;
  }

  #renderPage(shown: Shown) {
    switch (shown.status) {
      case 'none':
        return nothing;
      case 'loading':
        return html`<div class="waiting"><care-skeleton></care-skeleton><care-skeleton></care-skeleton></div>`;
      case 'failed':
        return html`${TITLE}<care-empty level="2" tone="danger" .icon=${xIcon} heading="This page did not load">
          ${shown.problem.fact}
          <care-button slot="actions" @click=${() => location.reload()}>Load it again</care-button>
        </care-empty>`;
      case 'missing':
        return html`${TITLE}<care-empty level="2" .icon=${searchIcon} heading="No page has this address">
          It may be an old link.
          <care-button slot="actions" href="/settings">Go to the settings</care-button>
        </care-empty>`;
      case 'ready':
        return shown.draw();
    }
  }

  #meChosen(event: CustomEvent<{ value: string }>) {
    const { value } = event.detail;
    if (value === 'sign_out') void this.session.signOut();
    else if (value === 'system' || value === 'light' || value === 'dark')
      tell(this, 'care-look', { mode: value });
  }

  /** A wide page always shows some page beside the navigation. */
  readonly #resized = () => {
    this.requestUpdate();
    this.showSomething();
  };

  /** At the bare address a wide page goes on to the first place; a narrow one shows the list of them. */
  showSomething() {
    const first = this.places[0];
    if (first && !NARROW.matches && this.store.getState().shown.status === 'none')
      this.go(first.path, { replace: true });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-settings-app': CareSettingsApp;
  }
}
