import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { AutomaticRuleShape } from '../../../../api/automatic-rules.ts';
import { conditionsInWords } from '../../../../domain/conditions/condition-words.ts';
import { StoreController } from '../../../case/store/store-controller.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { ellipsisIcon } from '../../../elements/icons.ts';
import { gripVerticalIcon, wandSparklesIcon } from '../../../elements/mapping-icons.ts';
import { plusIcon } from '../../../elements/page-icons.ts';
import type { SettingsStore } from '../../store/settings-store.ts';
import { drawLoaded, drawProblem, drawRefusal } from '../../views/draw-problem.ts';
import { pageStyles } from '../../views/page-styles.ts';
import type { AutomaticWork } from '../automatic-work.ts';
import type { AutomaticRules, AutomaticState, AutomaticStore } from '../store/automatic-store.ts';
import { howItFares } from '../store/rule-words.ts';
import '../../../elements/banner.ts';
import '../../../elements/button.ts';
import '../../../elements/card.ts';
import '../../../elements/checkbox.ts';
import '../../../elements/dialog.ts';
import '../../../elements/empty.ts';
import '../../../elements/icon.ts';
import '../../../elements/menu.ts';
import '../../salesforce/views/account-head.ts';
import './rule-editor.ts';

/** Which cases go to Salesforce by themselves: the rules in their order, and the editor of one. */
@customElement('care-automatic-page')
export class CareAutomaticPage extends LitElement {
  static override styles = [
    baseStyles,
    pageStyles,
    css`
      .body { max-width: 980px; }
      ol { display: grid; gap: var(--care-space-5); margin: 0; padding: 0; list-style: none; }
      .rule { display: grid; grid-template-columns: auto minmax(0, 1fr) auto auto; gap: var(--care-space-4); align-items: start; }
      h2 { margin: 0; font: var(--care-type-title); font-weight: var(--care-weight-strong); }
      p { margin: var(--care-space-2) 0 0; overflow-wrap: anywhere; }
      .grip { display: grid; place-items: center; width: 20px; height: var(--care-target); color: var(--care-text-faint); cursor: grab; touch-action: none; }
      li.dragged { opacity: 0.5; }
      li.before { box-shadow: 0 -3px 0 0 var(--care-accent); }
      li.after { box-shadow: 0 3px 0 0 var(--care-accent); }
      .warn { color: var(--care-warning-text); }
    `,
  ];

  @property({ attribute: false }) settings!: SettingsStore;
  @property({ attribute: false }) store!: AutomaticStore;
  @property({ attribute: false }) work!: AutomaticWork;
  /** Why one may not see it. */
  @property() refused = '';

  /** The place of the rule that is being dragged, and the one it is over. */
  @state() private dragged: number | null = null;
  @state() private over: number | null = null;

  #state: StoreController<AutomaticState, AutomaticState> | undefined;

  protected override willUpdate() {
    this.#state ??= new StoreController(this, this.store, (all) => all);
    this.#state.follow(this.store);
  }

  override render() {
    const { connection, load, draft } = this.#state!.value;
    const isList = load.status === 'ready' && load.value.rules.length > 0 && draft === null;
    return html`<care-account-head current="/automatic" .settings=${this.settings} .connection=${connection}>
        ${isList ? html`<care-button slot="actions" variant="primary" .icon=${plusIcon} @click=${() => this.work.edit(null)}>Add rule</care-button>` : nothing}
      </care-account-head>
      <div class="body">
        ${
          this.refused
            ? drawRefusal('You can’t see automatic escalation', this.refused)
            : drawLoaded(load, (value) => this.#renderReady(value), { again: () => this.work.load() })
        }
      </div>
      ${this.#renderQuestions()}`;
  }

  #renderReady({ rules, subjects }: AutomaticRules) {
    const shown = this.#state!.value;
    if (shown.draft) {
      return html`<care-rule-editor .state=${shown} .subjects=${subjects} .work=${this.work}></care-rule-editor>`;
    }
    if (rules.length === 0) {
      return html`<care-card
        ><care-empty level="2" .icon=${wandSparklesIcon} heading="Every case waits for an agent">
          A rule creates the Salesforce case by itself, as soon as a Care case is as the rule says.
          <care-button slot="actions" variant="primary" @click=${() => this.work.edit(null)}>Add rule</care-button>
        </care-empty></care-card
      >`;
    }
    return html`${shown.asking.what === 'nothing' ? drawProblem(shown.problem) : nothing}
      <p class="quiet">
        The first rule that matches creates the Salesforce case, once for each Care case. A case is looked at when its customer
        writes and when it changes; cases of before are left alone.
      </p>
      <ol>${rules.map((rule, at) => this.#renderRule(rule, at, rules.length, subjects))}</ol>`;
  }

  #renderRule(rule: AutomaticRuleShape, at: number, of: number, subjects: AutomaticRules['subjects']) {
    const { busy } = this.#state!.value;
    const named = (key: string) =>
      subjects.find((subject) => subject.key === key) ?? { label: 'Something no longer known', options: [] };
    const { fact, warning } = howItFares(rule);
    return html`<li
      class=${this.#placeOf(at)}
      @dragover=${(event: DragEvent) => this.#draggedOver(event, at)}
      @drop=${(event: DragEvent) => this.#dropped(event, at)}
    >
      <care-card>
        <div class="rule">
          ${of > 1 && !busy ? this.#renderGrip(at) : html`<span></span>`}
          <div>
            <h2>${at + 1}. ${rule.name}</h2>
            <p>${conditionsInWords(rule, named)}</p>
            <p class="faint">${fact}</p>
            ${warning ? html`<p class="faint warn">${warning}</p>` : nothing}
          </div>
          <care-checkbox
            switch
            label=${rule.active ? 'On' : 'Off'}
            .checked=${rule.active}
            ?disabled=${busy}
            @care-toggle=${(event: CustomEvent<{ checked: boolean }>) => this.work.setActive(rule, event.detail.checked)}
          ></care-checkbox>
          <care-menu
            label="More about ${rule.name}"
            variant="quiet"
            .icon=${ellipsisIcon}
            .items=${[
              { value: 'edit', label: 'Edit rule' },
              { value: 'up', label: 'Move up', disabled: at === 0 },
              { value: 'down', label: 'Move down', disabled: at === of - 1 },
              { value: 'remove', label: 'Delete rule' },
            ]}
            @care-select=${(event: CustomEvent<{ value: string }>) => this.#chosen(event.detail.value, rule)}
          ></care-menu>
        </div>
      </care-card>
    </li>`;
  }

  /** By the pointer only: the menu beside it does the same by keyboard. */
  #renderGrip(at: number) {
    return html`<span
      class="grip"
      draggable="true"
      aria-hidden="true"
      title="Drag to another place"
      @dragstart=${(event: DragEvent) => this.#dragBegan(event, at)}
      @dragend=${() => this.#dragEnded()}
      ><care-icon .path=${gripVerticalIcon}></care-icon
    ></span>`;
  }

  #placeOf(at: number): string {
    if (this.dragged === null) return '';
    if (at === this.dragged) return 'dragged';
    return at !== this.over ? '' : at < this.dragged ? 'before' : 'after';
  }

  #dragBegan(event: DragEvent, at: number) {
    const row = (event.currentTarget as Element).closest('li');
    if (!event.dataTransfer || !row) return;
    event.dataTransfer.effectAllowed = 'move';
    // Firefox begins no drag that carries nothing.
    event.dataTransfer.setData('text/plain', '');
    event.dataTransfer.setDragImage(row, 0, 0);
    this.dragged = at;
  }

  #draggedOver(event: DragEvent, at: number) {
    if (this.dragged === null) return;
    event.preventDefault();
    this.over = at;
  }

  #dropped(event: DragEvent, at: number) {
    const { dragged } = this;
    if (dragged === null) return;
    event.preventDefault();
    this.#dragEnded();
    const { load } = this.#state!.value;
    const rule = load.status === 'ready' ? load.value.rules[dragged] : undefined;
    if (rule) void this.work.move(rule, at - dragged);
  }

  #dragEnded() {
    this.dragged = null;
    this.over = null;
  }

  #chosen(act: string, rule: AutomaticRuleShape) {
    if (act === 'edit') this.work.edit(rule);
    else if (act === 'remove') this.work.askToRemove(rule);
    else void this.work.move(rule, act === 'up' ? -1 : 1);
  }

  #renderQuestions() {
    const { asking, busy, problem } = this.#state!.value;
    const rule = asking.what === 'remove' ? asking.rule : null;
    return html`<care-dialog .open=${asking.what === 'leave'} heading="Leave without saving?" @care-close=${() => this.work.close()}>
        What you changed about this rule is lost.
        <care-button slot="actions" @click=${() => this.work.leave()}>Leave</care-button>
        <care-button slot="actions" variant="primary" @click=${() => this.work.close()}>Keep editing</care-button>
      </care-dialog>
      <care-dialog .open=${rule !== null} heading="Delete the rule ${rule?.name ?? ''}?" @care-close=${() => this.work.close()}>
        ${drawProblem(rule ? problem : null)} It creates nothing more. What it has created stays, in Care and in Salesforce.
        <care-button slot="actions" @click=${() => this.work.close()}>Keep it</care-button>
        <care-button slot="actions" variant="danger" ?disabled=${busy} @click=${() => this.work.remove()}>Delete rule</care-button>
      </care-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-automatic-page': CareAutomaticPage;
  }
}
