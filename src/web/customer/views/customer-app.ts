import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { MESSAGE_KIND_LABELS, type MessageKind } from '../../../domain/message.ts';
import { PLATFORM_LABELS, replyKinds } from '../../../domain/profile.ts';
import { StoreController } from '../../case/store/store-controller.ts';
import type { DemoMessage, DemoProfile } from '../../clients/demo-client.ts';
import { userPlusIcon } from '../../elements/page-icons.ts';
import type { ThreadItem } from '../../elements/thread-item.ts';
import type { CustomerSession } from '../customer-session.ts';
import type { CustomerState, CustomerStore } from '../store/customer-store.ts';
import '../../elements/banner.ts';
import '../../elements/button.ts';
import '../../elements/checkbox.ts';
import '../../elements/empty.ts';
import '../../elements/field.ts';
import '../../elements/skeleton.ts';
import '../../elements/thread.ts';

const NEW = 'new';

/** The demo's customer: choose a profile, be somebody, write, see what comes back. */
@customElement('care-customer-app')
export class CareCustomerApp extends LitElement {
  static override styles = css`
    :host { display: block; height: 100%; background: var(--care-canvas); color: var(--care-text); font: var(--care-type-body); }
    main { display: grid; grid-template-rows: auto minmax(0, 1fr) auto; height: 100%; max-width: 720px; margin: 0 auto; background: var(--care-surface); border-inline: 1px solid var(--care-border); box-sizing: border-box; }
    header, form { display: grid; gap: var(--care-space-5); padding: var(--care-space-5) var(--care-space-6); }
    header { border-bottom: 1px solid var(--care-border); }
    form { border-top: 1px solid var(--care-border); }
    .title { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: var(--care-space-4); }
    h1 { margin: 0; font: var(--care-type-heading); font-weight: var(--care-weight-strong); }
    .who, .write { display: grid; grid-template-columns: 1fr 1fr; gap: var(--care-space-5); align-items: end; }
    .write { grid-template-columns: 1fr auto; }
    .naming { padding: 0; border: 0; }
    @media (max-width: 480px) { .who { grid-template-columns: 1fr; } }
  `;

  @property({ attribute: false }) store!: CustomerStore;
  @property({ attribute: false }) customer!: CustomerSession;

  @state() private naming = false;
  #state: StoreController<CustomerState, CustomerState> | undefined;
  #items = new WeakMap<DemoMessage, ThreadItem>();

  protected override willUpdate() {
    if (this.store) this.#state ??= new StoreController(this, this.store, (all) => all);
  }

  override render() {
    const all = this.#state?.value;
    if (!all) return nothing;
    if (all.load.status === 'failed') {
      const { problem } = all.load;
      return html`<care-empty role="alert" tone="danger" heading="The demo’s customer can’t be reached"
        >${problem.fact} ${problem.remedy}
        <care-button slot="actions" @click=${() => this.customer.start()}>Try now</care-button></care-empty
      >`;
    }
    const profile = all.profiles.find((one) => one.id === all.profileId);
    return html`<main>
      <header>
        <div class="title">
          <h1>Write as a customer</h1>
          ${
            all.scripted === null
              ? nothing
              : html`<care-checkbox
                  switch
                  label="Scripted answers"
                  .checked=${all.scripted}
                  @care-toggle=${(event: CustomEvent<{ checked: boolean }>) => this.customer.setScripted(event.detail.checked)}
                ></care-checkbox>`
          }
        </div>
        ${profile ? this.#renderWho(all, profile) : html`<care-skeleton></care-skeleton>`}
        ${all.problem ? html`<care-banner tone="danger" .fact=${all.problem.fact} .details=${all.problem.code}>${all.problem.remedy}</care-banner>` : nothing}
      </header>
      <care-thread
        label="What this customer sees"
        .conversation=${`${all.profileId} ${all.writer?.id ?? ''}`}
        .items=${all.messages.map((message) => this.#item(message))}
      >
        <care-empty slot="empty" heading="Nothing written yet">What you write arrives in Care as this customer’s message.</care-empty>
      </care-thread>
      ${profile && all.writer ? this.#renderForm(all, profile) : html`<span></span>`}
    </main>`;
  }

  #renderWho(all: CustomerState, profile: DemoProfile) {
    return html`<div class="who">
      <care-field
        type="select"
        label="To"
        .value=${profile.id}
        .options=${all.profiles.map((one) => ({ value: one.id, label: `${one.name} on ${PLATFORM_LABELS[one.platform]}` }))}
        @care-change=${(event: CustomEvent<{ value: string }>) => this.#profileChosen(event.detail.value)}
      ></care-field>
      ${this.naming ? this.#renderName() : this.#renderWriter(all, profile)}
    </div>`;
  }

  #renderWriter(all: CustomerState, profile: DemoProfile) {
    const { writer } = all;
    const known = profile.customers.map((one) => ({ value: one.id, label: one.name || one.handle }));
    const listed = !writer || known.some((one) => one.value === writer.id);
    const options = listed ? known : [{ value: writer.id, label: writer.name }, ...known];
    return html`<care-field
      type="select"
      label="As"
      .value=${writer?.id ?? ''}
      .options=${[...options, { value: NEW, label: 'Somebody new…' }]}
      @care-change=${(event: CustomEvent<{ value: string }>) => this.#writerChosen(event.detail.value, options)}
    ></care-field>`;
  }

  #renderName() {
    return html`<form class="write naming" @submit=${this.#named}>
      <care-field name="name" label="Name of the new customer"></care-field>
      <care-button type="submit" .icon=${userPlusIcon}>Be them</care-button>
    </form>`;
  }

  #renderForm(all: CustomerState, profile: DemoProfile) {
    const kinds = replyKinds(profile.platform);
    return html`<form @submit=${this.#send}>
      <care-field
        type="select"
        label="How"
        .value=${all.kind}
        .options=${kinds.map((kind) => ({ value: kind, label: kind === 'public_reply' ? 'Public comment' : MESSAGE_KIND_LABELS[kind] }))}
        @care-change=${(event: CustomEvent<{ value: string }>) => all.set({ kind: event.detail.value as MessageKind })}
      ></care-field>
      <div class="write">
        <care-field
          type="textarea"
          label=${`Message from ${all.writer?.name ?? ''}`}
          .value=${all.text}
          @care-change=${(event: CustomEvent<{ value: string }>) => all.set({ text: event.detail.value })}
          @keydown=${this.#keyPressed}
        ></care-field>
        <care-button variant="primary" type="submit" ?disabled=${all.sending}>Send as customer</care-button>
      </div>
    </form>`;
  }

  #item(message: DemoMessage): ThreadItem {
    const known = this.#items.get(message);
    if (known) return known;
    // The customer's own view: what they wrote is theirs, the brand answers.
    const item: ThreadItem = {
      type: 'message',
      id: message.id,
      direction: message.direction === 'incoming' ? 'outgoing' : 'incoming',
      kind: message.kind,
      author: message.author,
      mine: message.direction === 'incoming',
      text: message.text,
      at: message.sentAt,
      attachments: [],
      delivery: null,
      failure: null,
      inSalesforce: false,
      replyTo: null,
      permalink: null,
    };
    this.#items.set(message, item);
    return item;
  }

  #profileChosen(profileId: string) {
    this.naming = false;
    this.customer.chooseProfile(profileId);
  }

  #writerChosen(id: string, options: readonly { value: string; label: string }[]) {
    if (id === NEW) {
      this.naming = true;
      void this.updateComplete.then(() =>
        this.renderRoot.querySelector<HTMLElement>('care-field[name=name]')?.focus(),
      );
      return;
    }
    const name = options.find((one) => one.value === id)?.label ?? id;
    void this.customer.chooseWriter({ id, name, isNew: false });
  }

  #named(event: SubmitEvent) {
    event.preventDefault();
    const name = this.renderRoot
      .querySelector<HTMLElementTagNameMap['care-field']>('care-field[name=name]')
      ?.value.trim();
    if (!name) return;
    this.naming = false;
    void this.customer.chooseWriter({ id: `demo-${crypto.randomUUID()}`, name, isNew: true });
  }

  #keyPressed(event: KeyboardEvent) {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    void this.customer.send();
  }

  #send(event: SubmitEvent) {
    event.preventDefault();
    void this.customer.send();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-customer-app': CareCustomerApp;
  }
}
