import { html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { MappingEditor } from '../../../../api/mappings.ts';
import { StoreController } from '../../../case/store/store-controller.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { historyIcon } from '../../../elements/settings-icons.ts';
import type { SettingsStore } from '../../store/settings-store.ts';
import { drawLoaded, drawProblem, drawRefusal } from '../../views/draw-problem.ts';
import { pageStyles } from '../../views/page-styles.ts';
import type { DraftWork } from '../draft-work.ts';
import type { MappingPanels } from '../open-panels.ts';
import { changesOf, type DraftChanges } from '../store/draft-changes.ts';
import { type FieldProblems, problemsOf } from '../store/draft-problems.ts';
import type { DraftState, DraftStore } from '../store/draft-store.ts';
import type { PreviewState } from '../store/preview-store.ts';
import type { TargetsState, TargetsStore } from '../store/targets-store.ts';
import type { TargetsWork } from '../targets-work.ts';
import {
  drawFile,
  drawHealth,
  drawPermissions,
  drawPreview,
  drawSuggestions,
  drawVersions,
} from './draw-panels.ts';
import { drawQuestions } from './draw-questions.ts';
import { drawTarget } from './draw-target.ts';
import { mappingStyles } from './mapping-styles.ts';
import '../../../elements/banner.ts';
import '../../../elements/button.ts';
import '../../../elements/skeleton.ts';
import '../../salesforce/views/account-head.ts';
import './field-table.ts';
import './message-object.ts';
import './target-list.ts';
import './version-bar.ts';

/** What the page shows and does. */
export interface MappingParts {
  readonly settings: SettingsStore;
  readonly connectionId: string;
  /** '': the first one is looked for. */
  readonly object: string;
  readonly recordType: string;
  /** Why one may not see it. */
  readonly refused: string;
  /** Why one may not see Care cases, to try the mapping on. */
  readonly mayNotPreview: string;
  readonly targetsStore: TargetsStore;
  readonly targets: TargetsWork;
  readonly store: DraftStore;
  readonly work: DraftWork;
  readonly panels: MappingPanels;
}

/** Which Care data fills which field of Salesforce: is it right, and will Salesforce take it. */
@customElement('care-mapping-page')
export class CareMappingPage extends LitElement {
  static override styles = [baseStyles, pageStyles, mappingStyles];

  @property({ attribute: false }) parts!: MappingParts;

  @query('care-field-table') private table!: HTMLElementTagNameMap['care-field-table'] | null;

  #targets: StoreController<TargetsState, TargetsState> | undefined;
  #state: StoreController<DraftState, DraftState> | undefined;
  #chosen: StoreController<PreviewState, PreviewState['chosen']> | undefined;
  #changes: DraftChanges = new Map();
  #problems: FieldProblems = new Map();

  override connectedCallback() {
    super.connectedCallback();
    document.addEventListener('keydown', this.#keyPressed);
  }

  override disconnectedCallback() {
    document.removeEventListener('keydown', this.#keyPressed);
    super.disconnectedCallback();
  }

  protected override willUpdate() {
    const { targetsStore, store, panels } = this.parts;
    this.#targets ??= new StoreController(this, targetsStore, (all) => all);
    this.#state ??= new StoreController(this, store, (all) => all);
    this.#chosen ??= new StoreController(this, panels.previewStore, ({ chosen }) => chosen);
    this.#targets.follow(targetsStore);
    this.#chosen.follow(panels.previewStore);
    this.#state.follow(store);
    const state = this.#state.value;
    this.#changes = changesOf(state.savedFields, state.fields);
    this.#problems = state.load.status === 'ready' ? problemsOf(state.load.value, state) : new Map();
  }

  override render() {
    const { parts } = this;
    const state = this.#state!.value;
    const isThere = state.load.status === 'ready';
    return html`<care-account-head current="/mapping" .settings=${parts.settings} .connection=${this.#targets!.value.connection}>
        ${
          parts.refused
            ? nothing
            : html`<care-button slot="actions" .icon=${historyIcon} ?disabled=${!isThere} @click=${() => parts.work.ask('versions')}>Versions</care-button>
                <care-button slot="actions" @click=${() => parts.work.ask('file')}>Export or import</care-button>
                <care-button slot="actions" @click=${() => parts.work.ask('permissions')}>Permission set</care-button>`
        }
      </care-account-head>
      ${isThere ? this.#renderBar(state) : nothing}
      <div
        class="body"
        @care-fields-replaced=${({ detail }: Of<'care-fields-replaced'>) => parts.work.replace(detail.fields, detail.saved)}
        @care-suggestion-taken=${({ detail }: Of<'care-suggestion-taken'>) => parts.work.take(detail.fields)}
        @care-problems-found=${({ detail }: Of<'care-problems-found'>) => parts.work.found(detail.problems)}
        @care-show-field=${({ detail }: Of<'care-show-field'>) => this.table?.show(detail.field)}
        @care-mappings-changed=${() => parts.targets.load()}
        @care-read-again=${this.#readAgain}
        @care-suggest=${() => parts.work.ask('suggestions')}
        @care-map=${({ detail }: Of<'care-map'>) => parts.work.edit(detail.mapped, detail.aspect)}
        @care-unmap=${({ detail }: Of<'care-unmap'>) => parts.work.remove(detail.field)}
        @care-restore=${({ detail }: Of<'care-restore'>) => parts.work.restore(detail.field)}
        @care-need-external-ids=${({ detail }: Of<'care-need-external-ids'>) => parts.work.readExternalIds(detail.object)}
      >
        ${parts.refused ? drawRefusal('You can’t see the mappings', parts.refused) : html`${drawHealth(parts)}${this.#renderTargets(state)}`}
      </div>`;
  }

  #renderBar({ saved, fields, before, busy, load }: DraftState) {
    return html`<care-version-bar
      role-of-object=${load.status === 'ready' ? load.value.role : 'case'}
      .saved=${saved}
      .changes=${this.#changes}
      .refused=${[...this.#problems.values()].filter((each) => each.some(({ severity }) => severity === 'refusal')).length}
      .mapped=${fields.length}
      .tryOn=${this.#chosen!.value}
      ?can-undo=${before.length > 0}
      ?busy=${busy}
      @care-version-act=${this.#act}
    ></care-version-bar>`;
  }

  #renderTargets(state: DraftState) {
    const { parts } = this;
    const { load, reading } = this.#targets!.value;
    const dirty = this.#changes.size > 0;
    return html`${drawLoaded(
      load,
      (targets) =>
        targets.unavailable
          ? html`<care-banner
              tone="warning"
              .fact=${targets.unavailable.fact}
              .details=${targets.unavailable.code}
              action="Try again"
              @care-banner-action=${this.#readAgain}
              >${targets.unavailable.remedy} The saved mappings stay as they are.</care-banner
            >`
          : html`<div class="mapping">
              <care-target-list
                .targets=${targets}
                connection-id=${parts.connectionId}
                .object=${parts.object}
                .recordType=${parts.recordType}
                ?reading=${reading}
              ></care-target-list>
              ${drawLoaded(state.load, (editor) => this.#renderEditor(editor, state), { again: () => parts.work.load() })}
            </div>`,
      { again: () => parts.targets.load() },
    )}
    <div class="over">${drawFile({ parts, state, dirty })}${drawPermissions({ parts, state })}</div>`;
  }

  #renderEditor(editor: MappingEditor, state: DraftState) {
    const { parts } = this;
    const input = { parts, editor, state, dirty: this.#changes.size > 0 };
    return html`<div class="editor">
        ${state.asking === 'conflict' || state.asking === 'compare' ? nothing : drawProblem(state.problem)}
        ${drawTarget(parts, editor, state.saved.version)}
        ${
          editor.messages
            ? html`<care-message-object
                .messages=${editor.messages}
                .label=${editor.label}
                ?busy=${state.busy}
                @care-keep-messages=${({ detail }: Of<'care-keep-messages'>) => parts.work.keepMessages(detail.chosen)}
              ></care-message-object>`
            : nothing
        }
        <care-field-table .editor=${editor} .draft=${state} .problems=${this.#problems} .changes=${this.#changes}></care-field-table>
      </div>
      <aside>${drawPreview(input)}</aside>
      <div class="over">
        ${drawSuggestions(input)} ${drawVersions(input)}
        ${drawQuestions({ editor, state, work: parts.work, save: this.#save })}
      </div>`;
  }

  readonly #act = ({ detail }: Of<'care-version-act'>) => {
    const { work } = this.parts;
    if (detail.act === 'undo') work.undo();
    else if (detail.act === 'save') void this.#save();
    else work.ask(detail.act);
  };

  /** What stands in the way of saving is led to. */
  readonly #save = async () => {
    if (await this.parts.work.save()) return;
    await this.updateComplete;
    const { refused, load } = this.parts.store.getState();
    const first =
      load.status === 'ready' ? load.value.schema.find(({ name }) => refused.has(name))?.name : undefined;
    const name = first ?? [...refused.keys()][0];
    if (name !== undefined) await this.table?.show(name);
  };

  readonly #readAgain = async () => {
    const { targets, work, panels } = this.parts;
    void panels.health.check();
    // What one is at work on stays; the org is shown anew with the next mapping that is opened.
    if ((await targets.readAgain()) && !work.isChanged()) await work.load();
  };

  /** Single letters only outside of text; a dialog keeps its keys to itself. */
  readonly #keyPressed = (event: KeyboardEvent) => {
    const { work, store } = this.parts;
    const { asking } = store.getState();
    const isControl = (event.ctrlKey || event.metaKey) && !event.altKey;
    const isSave = isControl && event.key.toLowerCase() === 's';
    if (isSave && asking === 'nothing' && work.isChanged()) work.ask('compare');
    else if (isSave && asking === 'compare') void this.#save();
    else if (isSave) return event.preventDefault();
    else if (asking !== 'nothing') return;
    else if (isInText(event)) return;
    else if (isControl && !event.shiftKey && event.key.toLowerCase() === 'z') work.undo();
    else if (event.key === '/' && !isControl) this.table?.seek();
    else return;
    event.preventDefault();
  };
}

type Of<Type extends keyof HTMLElementEventMap> = HTMLElementEventMap[Type];

const isInText = (event: Event): boolean => {
  const [at] = event.composedPath();
  return at instanceof HTMLElement && at.matches('input:not([type="checkbox"]), textarea, select');
};

declare global {
  interface HTMLElementTagNameMap {
    'care-mapping-page': CareMappingPage;
  }
}
