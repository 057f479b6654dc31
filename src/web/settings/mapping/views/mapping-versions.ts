import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { FieldChange, MappingVersion } from '../../../../api/mappings.ts';
import { StoreController } from '../../../case/store/store-controller.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { buttonStyles } from '../../../elements/button-styles.ts';
import { drawIcon } from '../../../elements/draw-icon.ts';
import { chevronRightIcon } from '../../../elements/settings-icons.ts';
import { tell } from '../../../elements/tell.ts';
import { formatTime, fullTime } from '../../../elements/times.ts';
import { drawLoaded, drawProblem } from '../../views/draw-problem.ts';
import type { VersionDiff, VersionsState, VersionsStore } from '../store/versions-store.ts';
import type { VersionsWork } from '../versions-work.ts';
import '../../../elements/badge.ts';
import '../../../elements/button.ts';
import '../../../elements/dialog.ts';

const WHEN = { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' } as const;

/**
 * What was saved of one mapping, by whom, what each version changed, and the way back to it.
 *
 * @fires care-close
 * @fires care-fields-replaced - An earlier version was saved again.
 */
@customElement('care-mapping-versions')
export class CareMappingVersions extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      .lead { color: var(--care-text-quiet); }
      .versions { margin-top: var(--care-space-5); border-top: 1px solid var(--care-border); }
      .versions > li { border-bottom: 1px solid var(--care-border); }
      .row { display: grid; grid-template-columns: 16px minmax(0, 1fr) auto; gap: 0 var(--care-space-4); align-items: center; width: 100%; padding: var(--care-space-4) var(--care-space-1); border: 0; background: none; text-align: start; cursor: pointer; }
      .row:hover { background: var(--care-surface-hover); }
      .row small, .quiet { font: var(--care-type-caption); color: var(--care-text-faint); }
      .row small { grid-column: 2 / -1; }
      .row[aria-expanded='true'] .icon { rotate: 90deg; }
      .counts { font: var(--care-type-caption); color: var(--care-text-quiet); font-variant-numeric: tabular-nums; }
      .more { display: grid; gap: var(--care-space-4); padding: var(--care-space-2) 0 var(--care-space-5) 24px; }
      .modes { display: flex; flex-wrap: wrap; gap: var(--care-space-3); }
      .changes { display: grid; gap: var(--care-space-4); }
      .changes li { display: grid; gap: 1px; }
      .field { display: flex; align-items: center; gap: var(--care-space-3); font-weight: var(--care-weight-medium); }
      .before { color: var(--care-text-quiet); text-decoration: line-through; overflow-wrap: anywhere; }
      .after { overflow-wrap: anywhere; }
    `,
  ];

  @property({ attribute: false }) store!: VersionsStore;
  @property({ attribute: false }) work!: VersionsWork;
  @property({ type: Boolean }) open = false;
  /** Whether there is a draft that a roll back would take the place of. */
  @property({ type: Boolean }) dirty = false;

  #state: StoreController<VersionsState, VersionsState> | undefined;

  protected override willUpdate(changed: PropertyValues<this>) {
    this.#state ??= new StoreController<VersionsState, VersionsState>(this, this.store, (all) => all);
    this.#state.follow(this.store);
    if (this.open && (changed.has('open') || changed.has('work'))) void this.work.open();
  }

  override render() {
    const { load, problem } = this.#state!.value;
    return html`<care-dialog .open=${this.open} heading="Versions">
      ${
        this.open
          ? html`${drawProblem(problem)}
            ${drawLoaded(load, (versions) => this.#renderVersions(versions), { again: () => void this.work.load() })}`
          : nothing
      }
      <care-button slot="actions" variant="primary" @click=${() => tell(this, 'care-close')}>Close</care-button>
    </care-dialog>`;
  }

  #renderVersions(versions: readonly MappingVersion[]) {
    const present = versions[0]?.version ?? 0;
    return html`<p class="lead">
        ${
          versions.length === 0
            ? 'Nothing is saved yet: cases are created by Care’s starting mapping.'
            : 'Each save is a version. Rolling back saves an earlier one again, as a new version.'
        }
      </p>
      <ul class="versions">
        ${versions.map((version) =>
          this.#renderVersion(
            version.version,
            present,
            html`${version.author.name}, <time datetime=${version.savedAt} title=${fullTime(version.savedAt)}>${formatTime(new Date(version.savedAt), WHEN)}</time
              >${originWords(version)}`,
            countWords(version),
          ),
        )}
        ${this.#renderVersion(0, present, html`What Care maps before anybody saves`, '')}
      </ul>`;
  }

  #renderVersion(version: number, present: number, about: unknown, counts: string) {
    const { shown } = this.#state!.value;
    const isOpen = shown === version;
    return html`<li>
      <button type="button" class="row" aria-expanded=${isOpen ? 'true' : 'false'} @click=${() => this.work.show(version)}>
        ${drawIcon(chevronRightIcon, 'small')}
        <span
          ><b>${nameOf(version)}</b> ${version === present ? html`<care-badge tone="success">In use</care-badge>` : nothing}</span
        >
        <span class="counts">${counts}</span>
        <small>${about}</small>
      </button>
      ${isOpen ? this.#renderMore(version, present) : nothing}
    </li>`;
  }

  #renderMore(version: number, present: number) {
    const { compared, diff, busy } = this.#state!.value;
    const mode = (which: typeof compared, words: string) =>
      html`<care-button size="small" .pressed=${compared === which} @click=${() => this.work.compare(which)}>${words}</care-button>`;
    return html`<div class="more">
      ${
        version === 0 || version === present
          ? nothing
          : html`<div class="modes" role="group" aria-label="Compare with">
              ${mode('before', 'Against the one before')} ${mode('present', 'Against the one in use')}
            </div>`
      }
      <div aria-live="polite">${drawLoaded(diff, (value) => drawDiff(value, version, present))}</div>
      ${
        version === present
          ? nothing
          : html`${this.dirty ? html`<p class="quiet">What you have changed and not saved is lost by it.</p>` : nothing}
              <div>
                <care-button size="small" ?disabled=${busy} @click=${() => this.#rollBack(version)}
                  >${busy ? 'Rolling back' : version === 0 ? 'Roll back to Care’s starting mapping' : `Roll back to version ${version}`}</care-button
                >
              </div>`
      }
    </div>`;
  }

  async #rollBack(version: number) {
    const answer = await this.work.rollBack(version);
    if (answer) tell(this, 'care-fields-replaced', answer);
  }
}

const nameOf = (version: number): string =>
  version === 0 ? 'Care’s starting mapping' : `Version ${version}`;

function originWords({ origin, rolledBackTo }: MappingVersion): string {
  if (origin === 'imported') return ', from a file';
  if (origin === 'saved') return '';
  return rolledBackTo === 0 ? ', back to Care’s starting mapping' : `, back to version ${rolledBackTo}`;
}

function countWords({ added, changed, removed }: MappingVersion): string {
  const parts = [
    [added, 'added'],
    [changed, 'changed'],
    [removed, 'removed'],
  ] as const;
  const words = parts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return words.join(', ') || 'nothing changed';
}

const CHANGES: Readonly<
  Record<FieldChange['change'], { word: string; tone: 'success' | 'accent' | 'neutral' }>
> = {
  added: { word: 'Added', tone: 'success' },
  changed: { word: 'Changed', tone: 'accent' },
  removed: { word: 'Removed', tone: 'neutral' },
};

function drawDiff({ changes, against }: VersionDiff, version: number, present: number) {
  if (version === 0 && present === 0) return html`<p class="quiet">It is in use.</p>`;
  const other = against === 0 ? 'Care’s starting mapping' : `version ${against}`;
  if (changes.length === 0) return html`<p class="quiet">Nothing differs from ${other}.</p>`;
  return html`<p class="quiet">Compared with ${other}:</p>
    <ul class="changes">
      ${changes.map(
        ({ label, change, before, after }) => html`<li>
          <span class="field">${label}<care-badge tone=${CHANGES[change].tone}>${CHANGES[change].word}</care-badge></span>
          ${before === null ? nothing : html`<span class="before"><span class="visually-hidden">was </span>${before}</span>`}
          ${after === null ? nothing : html`<span class="after">${after}</span>`}
        </li>`,
      )}
    </ul>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'care-mapping-versions': CareMappingVersions;
  }
}
