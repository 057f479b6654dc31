import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { MappingFile } from '../../../../api/mappings.ts';
import { StoreController } from '../../../case/store/store-controller.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { tell } from '../../../elements/tell.ts';
import { drawProblem } from '../../views/draw-problem.ts';
import type { FileWork } from '../file-work.ts';
import type { FileState, FileStore } from '../store/file-store.ts';
import type { MappingPlace } from '../store/mapping-place.ts';
import { download } from './download.ts';
import './import-report.ts';
import '../../../elements/banner.ts';
import '../../../elements/button.ts';
import '../../../elements/dialog.ts';

/**
 * All mappings of an org as a file, and what of such a file fits another org: field by field before anything is
 * saved, and then only what fits.
 *
 * @fires care-close
 * @fires care-mappings-changed - New versions were saved.
 * @fires care-fields-replaced - One of them is of the mapping at hand.
 */
@customElement('care-mapping-file')
export class CareMappingFile extends LitElement {
  static override styles = [
    baseStyles,
    css`
      section + section { margin-top: var(--care-space-6); padding-top: var(--care-space-5); border-top: 1px solid var(--care-border); }
      h3 { margin: 0 0 var(--care-space-2); font: var(--care-type-body); font-weight: var(--care-weight-strong); }
      p { margin-bottom: var(--care-space-4); color: var(--care-text-quiet); }
      .drop { display: grid; justify-items: start; gap: var(--care-space-4); padding: var(--care-space-5); border: 1px dashed var(--care-border-strong); border-radius: var(--care-radius); background: var(--care-surface-sunken); }
      .drop.over { background: var(--care-surface-selected); border-style: solid; }
      .drop p { margin: 0; }
      care-banner { margin-bottom: var(--care-space-4); }
    `,
  ];

  @property({ attribute: false }) store!: FileStore;
  @property({ attribute: false }) work!: FileWork;
  /** The mapping at hand. */
  @property({ attribute: false }) place!: MappingPlace;
  @property({ type: Boolean }) open = false;
  /** Whether there is a draft that an import of the mapping at hand would take the place of. */
  @property({ type: Boolean }) dirty = false;

  @state() private isOver = false;
  @query('input') private input!: HTMLInputElement | null;

  #state: StoreController<FileState, FileState> | undefined;

  protected override willUpdate(changed: PropertyValues<this>) {
    this.#state ??= new StoreController<FileState, FileState>(this, this.store, (all) => all);
    this.#state.follow(this.store);
    if (this.open && (changed.has('open') || changed.has('work'))) this.work.restart();
  }

  override render() {
    return html`<care-dialog .open=${this.open} heading="Export and import">
      ${this.open ? this.#renderStep() : nothing} ${this.#renderActions()}
    </care-dialog>`;
  }

  #renderStep() {
    const { step, name, report, problem } = this.#state!.value;
    if (step === 'choose') return this.#renderChoose();
    return html`${drawFileProblem(problem)}
      <care-import-report
        .file=${name}
        .report=${report}
        ?saved=${step === 'saved'}
        ?replaces-draft=${this.dirty && step === 'report' && this.#isAtHand()}
      ></care-import-report>`;
  }

  #isAtHand(): boolean {
    const { object, recordType } = this.place;
    return this.#state!.value.report.some((one) => one.object === object && one.recordType === recordType);
  }

  #renderChoose() {
    const { busy, unreadable, problem } = this.#state!.value;
    return html`${drawFileProblem(problem)}
      <section aria-labelledby="export">
        <h3 id="export">Export</h3>
        <p>All saved mappings of this org as one file, to take to another: from a sandbox to production, say.</p>
        <care-button ?disabled=${busy} @click=${this.#export}>Download mappings</care-button>
      </section>
      <section aria-labelledby="import">
        <h3 id="import">Import</h3>
        <p>You see what fits this org before anything is saved.</p>
        ${unreadable ? html`<care-banner tone="danger" .fact=${unreadable.fact}>${unreadable.remedy}</care-banner>` : nothing}
        <div
          class="drop ${this.isOver ? 'over' : ''}"
          @dragover=${this.#draggedOver}
          @dragleave=${() => {
            this.isOver = false;
          }}
          @drop=${this.#dropped}
        >
          <p>${busy ? 'Compared with the org…' : 'Drop a mapping file here, or choose one.'}</p>
          <input type="file" accept=".json,application/json" hidden aria-label="Mapping file" @change=${this.#chosen} />
          <care-button ?disabled=${busy} @click=${() => this.input?.click()}>Choose file</care-button>
        </div>
      </section>`;
  }

  #renderActions() {
    const { step, report, busy } = this.#state!.value;
    if (step !== 'report') {
      return html`<care-button slot="actions" variant=${step === 'saved' ? 'primary' : 'secondary'} @click=${() => tell(this, 'care-close')}
        >Close</care-button
      >`;
    }
    const fits = report.some(({ fitting }) => fitting.length > 0);
    return html`<care-button slot="actions" @click=${() => this.work.restart()}>Choose another file</care-button>
      ${
        fits
          ? html`<care-button slot="actions" variant="primary" ?disabled=${busy} @click=${this.#save}
              >${busy ? 'Saving' : 'Save what fits'}</care-button
            >`
          : nothing
      }`;
  }

  async #export() {
    const file = await this.work.read();
    if (file) downloadMappings(file);
  }

  async #save() {
    const editor = await this.work.save();
    if (this.#state!.value.step === 'saved') tell(this, 'care-mappings-changed');
    if (editor) tell(this, 'care-fields-replaced', { fields: editor.fields, saved: editor.saved });
  }

  #chosen() {
    const file = this.input?.files?.[0];
    if (file) void this.work.judge(file);
    // The same file, mended, can be chosen again.
    if (this.input) this.input.value = '';
  }

  #draggedOver(event: DragEvent) {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.isOver = true;
  }

  #dropped(event: DragEvent) {
    event.preventDefault();
    this.isOver = false;
    const file = event.dataTransfer?.files[0];
    if (file && !this.#state!.value.busy) void this.work.judge(file);
  }
}

/** What the service says of a file names the place in it. */
function drawFileProblem(problem: FileState['problem']) {
  if (!problem) return nothing;
  return html`${drawProblem(problem)}
    ${problem.errors.length === 0 ? nothing : html`<ul>${problem.errors.slice(0, 5).map(({ path, fact }) => html`<li>${path}: ${fact}</li>`)}</ul>`}`;
}

/** The file of an org is called by it and by the day. */
function downloadMappings(file: MappingFile): void {
  const org = file.from.orgName.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '');
  const name = `care-mapping-${org}-${file.exportedAt.slice(0, 10)}.json`;
  download(name, `${JSON.stringify(file, null, 2)}\n`, 'application/json');
}

declare global {
  interface HTMLElementTagNameMap {
    'care-mapping-file': CareMappingFile;
  }
}
