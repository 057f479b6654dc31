import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { RequiredPermissions } from '../../../../api/mapping-health.ts';
import { StoreController } from '../../../case/store/store-controller.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { tell } from '../../../elements/tell.ts';
import { drawLoaded } from '../../views/draw-problem.ts';
import type { PermissionsWork } from '../permissions-work.ts';
import type { PermissionsState, PermissionsStore } from '../store/permissions-store.ts';
import { download } from './download.ts';
import '../../../elements/badge.ts';
import '../../../elements/button.ts';
import '../../../elements/dialog.ts';

type RequiredObject = RequiredPermissions['objects'][number];

/**
 * What a connected user must be allowed by the saved mappings, and the same as a permission set.
 *
 * @fires care-close
 */
@customElement('care-required-permissions')
export class CareRequiredPermissions extends LitElement {
  static override styles = [
    baseStyles,
    css`
      .lead, .quiet { color: var(--care-text-quiet); }
      section { margin-top: var(--care-space-5); padding-top: var(--care-space-4); border-top: 1px solid var(--care-border); }
      h3 { display: flex; flex-wrap: wrap; align-items: center; gap: var(--care-space-3); margin: 0 0 var(--care-space-2); font: var(--care-type-body); font-weight: var(--care-weight-strong); }
      li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 var(--care-space-4); padding: 2px 0; font: var(--care-type-caption); }
      li small { grid-column: 1 / -1; color: var(--care-text-faint); }
      code { font-family: var(--care-font-mono); color: var(--care-text-faint); overflow-wrap: anywhere; }
      .quiet { font: var(--care-type-caption); }
    `,
  ];

  @property({ attribute: false }) store!: PermissionsStore;
  @property({ attribute: false }) work!: PermissionsWork;
  @property({ type: Boolean }) open = false;

  #state: StoreController<PermissionsState, PermissionsState> | undefined;

  protected override willUpdate(changed: PropertyValues<this>) {
    this.#state ??= new StoreController<PermissionsState, PermissionsState>(this, this.store, (all) => all);
    this.#state.follow(this.store);
    if (this.open && (changed.has('open') || changed.has('work'))) void this.work.load();
  }

  override render() {
    const { load } = this.#state!.value;
    return html`<care-dialog .open=${this.open} heading="Required permissions">
      ${
        this.open
          ? html`<p class="lead">What a connected Salesforce user needs so that Care can write all that the saved mappings hold.</p>
              ${drawLoaded(load, ({ objects }) => objects.map(drawObject), { again: () => void this.work.load() })}`
          : nothing
      }
      <care-button slot="actions" @click=${() => tell(this, 'care-close')}>Close</care-button>
      ${
        load.status === 'ready'
          ? html`<care-button slot="actions" variant="primary" @click=${() => this.#download(load.value)}>Download permission set</care-button>`
          : nothing
      }
    </care-dialog>`;
  }

  #download({ permissionSet: { fileName, xml } }: RequiredPermissions) {
    download(fileName, xml, 'application/xml');
  }
}

const RIGHT_WORDS = { read: 'Read', create: 'Create', edit: 'Edit' } as const;

const drawObject = ({ object, label, rights, fields }: RequiredObject) =>
  html`<section>
    <h3>${label}${rights.map((right) => html`<care-badge>${RIGHT_WORDS[right]}</care-badge>`)}</h3>
    ${
      fields.length === 0
        ? html`<p class="quiet">No field of its own.</p>`
        : html`<ul aria-label="Fields of ${label}">
            ${fields.map(
              (field) => html`<li>
                <span>${field.label} <code>${object}.${field.field}</code></span>
                <span>${RIGHT_WORDS[field.right]}</span>
                ${field.unlisted ? html`<small>Not in the permission set. ${field.unlisted}</small>` : nothing}
              </li>`,
            )}
          </ul>`
    }
  </section>`;

declare global {
  interface HTMLElementTagNameMap {
    'care-required-permissions': CareRequiredPermissions;
  }
}
