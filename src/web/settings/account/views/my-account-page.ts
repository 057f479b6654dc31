import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { SessionShape } from '../../../../api/session.ts';
import {
  CONTACTS_AND_CASES_LABELS,
  PERMISSION_LABELS,
  type Permission,
} from '../../../../domain/permission.ts';
import { StoreController } from '../../../case/store/store-controller.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import type { Fact } from '../../../elements/facts.ts';
import { tell } from '../../../elements/tell.ts';
import { PERMISSION_SECTIONS } from '../../store/permission-sections.ts';
import type { SettingsState, SettingsStore } from '../../store/settings-store.ts';
import { pageStyles } from '../../views/page-styles.ts';
import '../../../elements/avatar.ts';
import '../../../elements/button.ts';
import '../../../elements/card.ts';
import '../../../elements/facts.ts';
import '../../../elements/status.ts';
import '../../views/page-head.ts';

/**
 * Who is signed in, with which role, and what it allows.
 *
 * @fires care-sign-out
 */
@customElement('care-my-account-page')
export class CareMyAccountPage extends LitElement {
  static override styles = [
    baseStyles,
    pageStyles,
    css`
      .body { max-width: 820px; }
      .who { display: flex; align-items: center; gap: var(--care-space-5); margin-bottom: var(--care-space-6); }
      .who b { display: block; font: var(--care-type-title); font-weight: var(--care-weight-strong); }
      .who div { min-width: 0; overflow-wrap: anywhere; }
      .sections { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(220px, 100%), 1fr)); gap: var(--care-space-6); }
      h3 { margin-bottom: var(--care-space-3); font: var(--care-type-caption); font-weight: var(--care-weight-medium); color: var(--care-text-faint); }
      li { min-height: var(--care-target); }
      .not { color: var(--care-text-faint); }
      .level { margin-top: var(--care-space-3); }
    `,
  ];

  @property({ attribute: false }) settings!: SettingsStore;

  #settings: StoreController<SettingsState, SettingsState> | undefined;

  protected override willUpdate() {
    this.#settings ??= new StoreController(this, this.settings, (all) => all);
  }

  override render() {
    const { start } = this.#settings!.value;
    if (start.status !== 'signed_in') return nothing;
    const { who } = start;
    return html`<care-page-head heading="My account">
        <care-button slot="actions" @click=${() => tell(this, 'care-sign-out')}>Sign out</care-button>
      </care-page-head>
      <div class="body">
        <care-card level="2" heading="You">
          <div class="who">
            <care-avatar size="large" me .name=${who.agent.name}></care-avatar>
            <div><b>${who.agent.name}</b><span class="faint">${who.agent.email}</span></div>
          </div>
          <care-facts .items=${factsOf(who)}></care-facts>
        </care-card>
        <care-card level="2" heading="What your role ${who.role.name} allows">
          <div class="sections">${PERMISSION_SECTIONS.map((section) => drawSection(section, who))}</div>
          <p slot="foot">Somebody who may manage users can give you another role; somebody who may manage roles can change what it allows.</p>
        </care-card>
      </div>`;
  }
}

const factsOf = ({ account, role, demo }: SessionShape): Fact[] => [
  { label: 'Account', value: demo ? `${account.name} (demo: nobody here is real)` : account.name },
  { label: 'Role', value: role.name },
];

const drawSection = (
  { heading, permissions, hasLevel }: (typeof PERMISSION_SECTIONS)[number],
  who: SessionShape,
) => html`<section>
  <h3>${heading}</h3>
  <ul>
    ${permissions.map((permission) => drawPermission(permission, who.permissions.includes(permission)))}
  </ul>
  ${hasLevel ? html`<p class="level">Contacts and cases: ${CONTACTS_AND_CASES_LABELS[who.contactsAndCases]}</p>` : nothing}
</section>`;

const drawPermission = (
  permission: Permission,
  isAllowed: boolean,
) => html`<li class=${isAllowed ? '' : 'not'}>
  <care-status quiet shape=${isAllowed ? 'success' : 'neutral'}
    >${PERMISSION_LABELS[permission]}<span class="visually-hidden">${isAllowed ? ': allowed' : ': not allowed'}</span></care-status
  >
</li>`;

declare global {
  interface HTMLElementTagNameMap {
    'care-my-account-page': CareMyAccountPage;
  }
  interface HTMLElementEventMap {
    'care-sign-out': CustomEvent<undefined>;
  }
}
