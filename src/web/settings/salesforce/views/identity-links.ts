import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { StoreController } from '../../../case/store/store-controller.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { tableStyles } from '../../../elements/table-styles.ts';
import { drawProblem } from '../../views/draw-problem.ts';
import type { IdentityWork } from '../identity-work.ts';
import type { Identities, IdentityLink, IdentityState, IdentityStore } from '../store/identity-store.ts';
import '../../../elements/age.ts';
import '../../../elements/avatar.ts';
import '../../../elements/button.ts';
import '../../../elements/card.ts';
import '../../../elements/dialog.ts';
import '../../../elements/skeleton.ts';

const MADE_BY = { own_connection: 'by connecting', supervisor: 'by an admin' } as const;

/** Which Salesforce user is which agent: whoever opens Care in Salesforce acts as that agent. */
@customElement('care-identity-links')
export class CareIdentityLinks extends LitElement {
  static override styles = [
    baseStyles,
    tableStyles,
    css`
      :host { display: block; }
      .box { container-type: inline-size; }
      care-card::part(body) { padding: 0; }
      .words { max-width: 74ch; padding: 0 14px var(--care-space-4); color: var(--care-text-quiet); text-wrap: pretty; }
      care-banner { margin: 0 14px var(--care-space-5); }
      .who { display: flex; align-items: center; gap: 10px; }
      small { display: block; font: var(--care-type-caption); color: var(--care-text-faint); }
      td:first-child { overflow-wrap: anywhere; }
      .acts { text-align: end; white-space: nowrap; }
      .suggested { background: var(--care-surface-sunken); }
      @container (max-width: 559px) { .acts { text-align: start; } }
    `,
  ];

  @property({ attribute: false }) store!: IdentityStore;
  @property({ attribute: false }) work!: IdentityWork;
  /** Why one may neither see nor change them. */
  @property() refused = '';

  #state: StoreController<IdentityState, IdentityState> | undefined;

  protected override willUpdate() {
    this.#state ??= new StoreController(this, this.store, (all) => all);
    this.#state.follow(this.store);
  }

  override render() {
    const { problem, removing, busy } = this.#state!.value;
    return html`<care-card level="2" heading="Who is who">
      <div class="box">
        <p class="words">
          Whoever opens Care in Salesforce acts as the agent they are linked to. Connecting as oneself makes a link; an admin makes
          one here. A shared e-mail address only suggests one.
        </p>
        ${this.refused ? html`<p class="words">${this.refused}</p>` : this.#renderLinks()}
      </div>
      <care-dialog
        .open=${removing !== null}
        heading="Take the link away?"
        @care-close=${() => this.work.askToRemove(null)}
      >
        ${removing ? `${nameOf(removing)} can no longer answer as ${removing.agent.name} from Salesforce, from this minute on.` : nothing}
        ${drawProblem(problem)}
        <care-button slot="actions" @click=${() => this.work.askToRemove(null)}>Keep it</care-button>
        <care-button slot="actions" variant="danger" ?disabled=${busy} @click=${() => removing && this.work.remove(removing)}>Remove link</care-button>
      </care-dialog>
    </care-card>`;
  }

  #renderLinks(): TemplateResult | typeof nothing {
    const { load, problem, removing } = this.#state!.value;
    switch (load.status) {
      case 'loading':
        return html`<div class="words"><care-skeleton></care-skeleton><care-skeleton></care-skeleton></div>`;
      case 'failed':
        return drawProblem(load.problem, { tone: 'warning', again: () => this.work.load() });
      case 'ready':
        return html`${problem && !removing ? drawProblem(problem) : nothing}
          ${load.value.links.length + load.value.suggested.length === 0 ? html`<p class="words">Nobody is linked yet.</p>` : this.#renderTable(load.value)}`;
    }
  }

  #renderTable({ links, suggested }: Identities) {
    const { busy } = this.#state!.value;
    return html`<table role="table">
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader">Salesforce user</th>
          <th role="columnheader">Agent</th>
          <th role="columnheader">Linked</th>
          <th role="columnheader"><span class="visually-hidden">Actions</span></th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${links.map(
          (link) => html`<tr role="row">
            <td role="cell">${nameOf(link)}${link.name && link.username ? html`<small>${link.username}</small>` : nothing}</td>
            <td role="cell">${drawAgent(link.agent.name)}</td>
            <td role="cell"><care-age .at=${link.madeAt}></care-age><small>${MADE_BY[link.madeBy]}</small></td>
            <td role="cell" class="acts">
              <care-button variant="quiet" size="small" @click=${() => this.work.askToRemove(link)}
                >Remove link<span class="visually-hidden"> of ${nameOf(link)}</span></care-button
              >
            </td>
          </tr>`,
        )}
        ${suggested.map(
          (one) => html`<tr role="row" class="suggested">
            <td role="cell">${one.name}<small>${one.username}</small></td>
            <td role="cell">${drawAgent(one.agent.name)}</td>
            <td role="cell">Not linked<small>same e-mail: ${one.email}</small></td>
            <td role="cell" class="acts">
              <care-button size="small" ?disabled=${busy} @click=${() => this.work.link(one)}
                >Link<span class="visually-hidden"> ${one.name} to ${one.agent.name}</span></care-button
              >
            </td>
          </tr>`,
        )}
      </tbody>
    </table>`;
  }
}

const drawAgent = (name: string) =>
  html`<div class="who"><care-avatar size="small" .name=${name}></care-avatar>${name}</div>`;

const nameOf = ({ name, username, salesforceUserId }: IdentityLink): string =>
  name ?? username ?? salesforceUserId;

declare global {
  interface HTMLElementTagNameMap {
    'care-identity-links': CareIdentityLinks;
  }
}
