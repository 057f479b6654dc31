import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import {
  CONTACTS_AND_CASES,
  CONTACTS_AND_CASES_LABELS,
  type ContactsAndCases,
  covers,
  PERMISSION_LABELS,
  type Permission,
  type Rights,
} from '../../../../domain/permission.ts';
import {
  CARE_ACCESS,
  CARE_ACCESS_PERMISSIONS,
  type CareAccess,
  careAccessOf,
} from '../../../../domain/role.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import type { Choice } from '../../../elements/choice.ts';
import { tell } from '../../../elements/tell.ts';
import { PERMISSION_SECTIONS } from '../../store/permission-sections.ts';
import { CARE_ACCESS_WORDS, LEVEL_HINTS, PERMISSION_HINTS } from '../store/permission-hints.ts';
import { NEW_ROLE, type RoleDraft, withCareAccess, withPermission } from '../store/role-draft.ts';
import '../../../elements/card.ts';
import '../../../elements/checkbox.ts';
import '../../../elements/choice.ts';

const NOT_YOURS = 'Your own role does not have this, so you can’t give it.';

/**
 * What a role allows, in its three sections.
 *
 * @fires care-role-draft - Something was changed; detail: the whole draft.
 */
@customElement('care-role-form')
export class CareRoleForm extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--care-space-7); }
      .ticks { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(260px, 100%), 1fr)); gap: var(--care-space-4) var(--care-space-6); }
      h3 { margin: var(--care-space-6) 0 var(--care-space-3); font: var(--care-type-caption); font-weight: var(--care-weight-medium); color: var(--care-text-quiet); }
    `,
  ];

  @property({ attribute: false }) draft: RoleDraft = NEW_ROLE;
  /** What the one who edits may do: nobody gives more than they have. */
  @property({ attribute: false }) mine!: Rights;
  /** Why nothing can be changed. */
  @property() refused = '';

  override render() {
    return PERMISSION_SECTIONS.map(
      ({ heading, permissions, hasLevel }) => html`<care-card level="2" .heading=${heading}>
        ${heading === 'Care' ? this.#renderCareAccess() : nothing}
        <div class="ticks">${permissions.map((permission) => this.#renderTick(permission))}</div>
        ${hasLevel ? this.#renderLevel() : nothing}
      </care-card>`,
    );
  }

  #renderCareAccess() {
    const access = careAccessOf(this.draft.permissions);
    const choices = CARE_ACCESS.filter((one) => one !== 'custom' || one === access).map(
      (value): Choice => ({ value, ...CARE_ACCESS_WORDS[value], ...this.#refuse(this.#mayChoose(value)) }),
    );
    return html`<care-choice
        label="Care access"
        .value=${access}
        .choices=${choices}
        .refused=${this.refused}
        @care-choose=${({ detail }: Choose) => this.#tell(withCareAccess(this.draft, detail.value as Exclude<CareAccess, 'custom'>))}
      ></care-choice>
      <h3>One by one</h3>`;
  }

  #renderTick(permission: Permission) {
    const isHeld = this.draft.permissions.has(permission);
    const mayGive = isHeld || this.mine.permissions.has(permission);
    return html`<care-checkbox
      .label=${PERMISSION_LABELS[permission]}
      .hint=${mayGive || this.refused ? PERMISSION_HINTS[permission] : NOT_YOURS}
      .checked=${isHeld}
      ?disabled=${this.refused !== '' || !mayGive}
      @care-toggle=${({ detail }: HTMLElementEventMap['care-toggle']) => this.#tell(withPermission(this.draft, permission, detail.checked))}
    ></care-checkbox>`;
  }

  #renderLevel() {
    const choices = CONTACTS_AND_CASES.map(
      (value): Choice => ({
        value,
        label: CONTACTS_AND_CASES_LABELS[value],
        hint: LEVEL_HINTS[value],
        ...this.#refuse(covers(this.mine, { permissions: new Set(), contactsAndCases: value })),
      }),
    );
    return html`<h3>Contacts and cases</h3>
      <care-choice
        label="Contacts and cases"
        .value=${this.draft.contactsAndCases}
        .choices=${choices}
        .refused=${this.refused}
        @care-choose=${({ detail }: Choose) => this.#tell({ ...this.draft, contactsAndCases: detail.value as ContactsAndCases })}
      ></care-choice>`;
  }

  #mayChoose(access: CareAccess): boolean {
    const permissions = access === 'custom' ? [] : CARE_ACCESS_PERMISSIONS[access];
    return covers(this.mine, { permissions: new Set(permissions), contactsAndCases: 'none' });
  }

  #refuse(mayGive: boolean): Pick<Choice, 'refused'> {
    return mayGive || this.refused ? {} : { refused: NOT_YOURS };
  }

  #tell(draft: RoleDraft) {
    tell(this, 'care-role-draft', draft);
  }
}

type Choose = HTMLElementEventMap['care-choose'];

declare global {
  interface HTMLElementTagNameMap {
    'care-role-form': CareRoleForm;
  }
  interface HTMLElementEventMap {
    'care-role-draft': CustomEvent<RoleDraft>;
  }
}
