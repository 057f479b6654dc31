import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { MappableObject, MappingTarget } from '../../../../api/mappings.ts';
import { DEFAULT_MESSAGE_MAPPING } from '../../../../domain/default-message-mapping.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { drawShape, shapeStyles } from '../../../elements/draw-shape.ts';
import { tell } from '../../../elements/tell.ts';
import { mappingPath } from '../store/mapping-path.ts';
import { newRecords } from '../store/target-words.ts';
import type { Targets } from '../store/targets-store.ts';
import '../../../elements/age.ts';
import '../../../elements/button.ts';

/**
 * The objects and record types of the org, and whose view of it this is.
 *
 * @fires care-read-again - The org is to be read anew.
 */
@customElement('care-target-list')
export class CareTargetList extends LitElement {
  static override styles = [
    baseStyles,
    shapeStyles,
    css`
      :host { display: block; color: var(--care-text); font: var(--care-type-body); }
      nav { display: grid; gap: 14px; }
      h3, summary { padding: 0 10px var(--care-space-2); font: var(--care-type-caption); color: var(--care-text-faint); }
      summary { min-height: var(--care-target); padding-block: 4px; cursor: pointer; }
      a { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 var(--care-space-3); align-items: center; min-height: 34px; padding: 4px 10px; border-radius: var(--care-radius); color: var(--care-text-quiet); text-decoration: none; overflow-wrap: anywhere; }
      a:hover { background: var(--care-surface-hover); }
      a[aria-current] { background: var(--care-surface); color: var(--care-text); font-weight: var(--care-weight-strong); box-shadow: inset 0 0 0 1px var(--care-border); }
      a:focus-visible { box-shadow: inset 0 0 0 2px var(--care-focus); }
      .name { display: inline-flex; align-items: center; gap: var(--care-space-3); }
      small { font: var(--care-type-caption); color: var(--care-text-faint); font-variant-numeric: tabular-nums; }
      .new { grid-column: 1 / -1; }
      p { padding: 0 10px; font: var(--care-type-caption); color: var(--care-text-faint); }
      @media (forced-colors: active) { a[aria-current] { forced-color-adjust: none; background: Highlight; color: HighlightText; } }
    `,
  ];

  @property({ attribute: false }) targets!: Targets;
  @property({ attribute: 'connection-id' }) connectionId = '';
  @property() object = '';
  @property({ attribute: 'record-type' }) recordType = '';
  /** The org is being read anew. */
  @property({ type: Boolean }) reading = false;

  override render() {
    const { objects, reading } = this.targets;
    const inUse = objects.filter(
      (each) => each.role !== 'custom' || each.object === this.object || isMapped(each),
    );
    const others = objects.filter((each) => !inUse.includes(each));
    const several = inUse.filter(({ recordTypes }) => recordTypes.length > 1);
    const single = inUse.filter(({ recordTypes }) => recordTypes.length === 1);
    return html`<nav aria-label="Objects and record types">
      ${several.map(
        (each) => html`<div>
          <h3>${each.label}</h3>
          ${each.recordTypes.map((target) => this.#renderLink(each, target, target.label))}
        </div>`,
      )}
      ${
        single.length > 0
          ? html`<div>
              ${several.length > 0 ? html`<h3>Other objects</h3>` : nothing}
              ${single.map((each) => this.#renderLink(each, each.recordTypes[0]!, each.label))}
            </div>`
          : nothing
      }
      ${
        others.length > 0
          ? html`<details>
              <summary>${others.length === 1 ? '1 more object' : `${others.length} more objects`}</summary>
              ${others.map((each) => this.#renderLink(each, each.recordTypes[0]!, each.label))}
            </details>`
          : nothing
      }
      ${
        reading
          ? html`<p>
              What ${reading.readAs.name}’s token can see. Read <care-age .at=${reading.readAt}></care-age>.<br />
              <care-button variant="link" size="small" ?disabled=${this.reading} @click=${this.#readAgain}>${this.reading ? 'Reading …' : 'Read again'}</care-button>
            </p>`
          : nothing
      }
    </nav>`;
  }

  /** Care's own object can be mapped also where messages go to another. */
  get #keepsMessages(): string | undefined {
    const can = this.targets.objects.filter(({ role }) => role === 'messages').map(({ object }) => object);
    return can.find((object) => object !== DEFAULT_MESSAGE_MAPPING.object) ?? can[0];
  }

  #renderLink({ object, recordTypes, role }: MappableObject, target: MappingTarget, label: string) {
    const { recordType, mapped, forNew } = target;
    // Nothing is made of it until somebody maps it.
    const problems = role === 'account' && target.version === 0 ? 0 : target.problems;
    const isHere = object === this.object && recordType === this.recordType;
    return html`<a href=${mappingPath(this.connectionId, object, recordType)} aria-current=${isHere ? 'page' : nothing}>
      <span class="name"
        >${label}${
          problems > 0
            ? html`<span title=${problems === 1 ? '1 field needs a look' : `${problems} fields need a look`}>${drawShape('warning')}</span><span class="visually-hidden">${problems === 1 ? '1 field needs' : `${problems} fields need`} a look,</span>`
            : nothing
        }</span
      >
      <small>${mapped}<span class="visually-hidden"> mapped</span></small>
      ${object === this.#keepsMessages ? html`<small class="new">Messages</small>` : nothing}
      ${forNew && recordTypes.length > 1 ? html`<small class="new">Used for ${newRecords(object)}</small>` : nothing}
    </a>`;
  }

  readonly #readAgain = () => {
    tell(this, 'care-read-again');
  };
}

const isMapped = ({ recordTypes }: MappableObject): boolean => recordTypes.some(({ version }) => version > 0);

declare global {
  interface HTMLElementTagNameMap {
    'care-target-list': CareTargetList;
  }
  interface HTMLElementEventMap {
    'care-read-again': CustomEvent<undefined>;
  }
}
