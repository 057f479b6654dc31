import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { MappingEditor } from '../../../../api/mappings.ts';
import { StoreController } from '../../../case/store/store-controller.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { drawLoaded, drawRefusal } from '../../views/draw-problem.ts';
import { pageStyles } from '../../views/page-styles.ts';
import type { DraftWork } from '../draft-work.ts';
import type { MappingPanels } from '../open-panels.ts';
import type { DraftState, DraftStore } from '../store/draft-store.ts';
import type { TargetsState, TargetsStore } from '../store/targets-store.ts';
import type { TargetsWork } from '../targets-work.ts';
import { drawFile, drawPreview, drawSuggestions, drawVersions } from './draw-panels.ts';
import '../../../elements/button.ts';
import '../../salesforce/views/account-head.ts';

/** What the page shows and does. */
export interface MappingParts {
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
  static override styles = [
    baseStyles,
    pageStyles,
    css`
      .mapping { display: grid; grid-template-columns: 184px minmax(0, 1fr) 324px; gap: var(--care-space-6); align-items: start; }
      .mapping > * { min-width: 0; }
    `,
  ];

  @property({ attribute: false }) parts!: MappingParts;

  #targets: StoreController<TargetsState, TargetsState> | undefined;
  #state: StoreController<DraftState, DraftState> | undefined;

  protected override willUpdate() {
    const { targetsStore, store } = this.parts;
    this.#targets ??= new StoreController(this, targetsStore, (all) => all);
    this.#state ??= new StoreController(this, store, (all) => all);
    this.#targets.follow(targetsStore);
    this.#state.follow(store);
  }

  override render() {
    const { parts } = this;
    const state = this.#state!.value;
    const dirty = parts.work.isChanged();
    return html`<care-account-head current="/mapping" .connection=${this.#targets!.value.connection}>
        <care-button slot="actions" @click=${() => parts.work.ask('versions')}>Versions</care-button>
        <care-button slot="actions" @click=${() => parts.work.ask('file')}>Export or import</care-button>
      </care-account-head>
      <div
        class="body"
        @care-fields-replaced=${({ detail }: HTMLElementEventMap['care-fields-replaced']) => parts.work.replace(detail.fields, detail.saved)}
        @care-suggestion-taken=${({ detail }: HTMLElementEventMap['care-suggestion-taken']) => parts.work.take(detail.fields)}
        @care-mappings-changed=${() => parts.targets.load()}
      >
        ${
          parts.refused
            ? drawRefusal('You can’t see the mappings', parts.refused)
            : html`${drawLoaded(state.load, (editor) => this.#renderEditor(editor, state, dirty))}${drawFile({ parts, state, dirty })}`
        }
      </div>`;
  }

  #renderEditor(editor: MappingEditor, state: DraftState, dirty: boolean) {
    const { parts } = this;
    const input = { parts, editor, state, dirty };
    return html`<div class="mapping">
        <div>${nothing}</div>
        <div>${drawSuggestions(input)}</div>
        <aside>${drawPreview(input)}</aside>
      </div>
      ${drawVersions(input)}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-mapping-page': CareMappingPage;
  }
}
