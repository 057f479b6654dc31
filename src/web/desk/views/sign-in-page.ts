import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ApiProblem } from '../../clients/api-problem.ts';
import type { DemoPerson } from '../../clients/demo-client.ts';
import { heartHandshakeIcon } from '../../elements/page-icons.ts';
import '../../elements/avatar.ts';
import '../../elements/banner.ts';
import '../../elements/button.ts';
import '../../elements/card.ts';
import '../../elements/icon.ts';

/**
 * Who are you? By the company's own sign-in or a one-time link; in the demo, by one click.
 *
 * @fires care-sign-in-as - A person of the demo was chosen; detail `{ agentId }`.
 */
@customElement('care-sign-in-page')
export class CareSignInPage extends LitElement {
  static override styles = css`
    :host { display: grid; place-items: start center; height: 100%; overflow: auto; padding: 12vh var(--care-space-6) var(--care-space-8); box-sizing: border-box; background: var(--care-canvas); color: var(--care-text); font: var(--care-type-body); }
    main { display: grid; gap: var(--care-space-6); width: min(400px, 100%); }
    header { display: flex; align-items: center; gap: var(--care-space-5); }
    .mark { display: grid; place-items: center; width: 36px; height: 36px; border-radius: var(--care-radius-card); background: var(--care-accent); color: var(--care-on-accent); }
    h1, h2, p { margin: 0; }
    h2 { margin-bottom: var(--care-space-4); font: var(--care-type-title); font-weight: var(--care-weight-strong); }
    h1 { font: var(--care-type-heading); font-weight: var(--care-weight-strong); }
    p { color: var(--care-text-quiet); }
    ul { display: grid; gap: var(--care-space-3); margin: var(--care-space-5) 0 0; padding: 0; list-style: none; }
    li { display: flex; align-items: center; gap: var(--care-space-5); min-height: 40px; }
    li div { flex: 1; min-width: 0; }
    small { display: block; color: var(--care-text-faint); font: var(--care-type-caption); }
    b { font-weight: var(--care-weight-medium); }
    code { font-family: var(--care-font-mono); }
  `;

  @property({ attribute: false }) problem: ApiProblem | null = null;
  @property({ attribute: false }) company: { label: string; href: string } | null = null;
  @property({ attribute: false }) people: readonly DemoPerson[] | null = null;

  override render() {
    return html`<main>
      <header>
        <span class="mark"><care-icon .path=${heartHandshakeIcon}></care-icon></span>
        <h1>Sign in to Care</h1>
      </header>
      ${
        this.problem
          ? html`<care-banner tone="danger" .fact=${this.problem.fact} .details=${this.problem.code}>${this.problem.remedy}</care-banner>`
          : nothing
      }
      ${this.company ? this.#renderCompany(this.company) : nothing}
      ${this.people ? this.#renderPeople(this.people) : this.#renderLinkHelp()}
    </main>`;
  }

  #renderCompany({ label, href }: { label: string; href: string }) {
    return html`<care-button class="company" variant="primary" href=${href}>Sign in with ${label}</care-button>`;
  }

  #renderLinkHelp() {
    return html`<care-card>
      <p>${this.company ? 'Without it, Care' : 'Care'} lets you in by a one-time link. Ask whoever runs Care for one: <code>care sign-in-link YOUR-EMAIL</code></p>
    </care-card>`;
  }

  #renderPeople(people: readonly DemoPerson[]) {
    return html`<care-card>
      <h2>This is the demo</h2>
      <p>Nobody here is real. Choose who you are.</p>
      <ul>
        ${people.map(
          (person) => html`<li>
            <care-avatar .name=${person.name}></care-avatar>
            <div><b>${person.name}</b><small>${person.role}</small></div>
            <care-button @click=${() => this.#choose(person)}>Sign in as ${person.name}</care-button>
          </li>`,
        )}
      </ul>
    </care-card>`;
  }

  #choose({ agentId }: DemoPerson) {
    this.dispatchEvent(
      new CustomEvent('care-sign-in-as', { detail: { agentId }, bubbles: true, composed: true }),
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-sign-in-page': CareSignInPage;
  }
  interface HTMLElementEventMap {
    'care-sign-in-as': CustomEvent<{ agentId: string }>;
  }
}
