import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { CaseStatus } from '../../domain/case.ts';
import type { ComposerMode, MessageKind } from '../../domain/message.ts';
import { PLATFORM_LABELS, type Platform, replyKinds, textLimit } from '../../domain/profile.ts';
import { countCharacters } from '../../domain/text.ts';
import { baseStyles } from './base-styles.ts';
import { buttonStyles } from './button-styles.ts';
import type { ComposerDraft, ComposerLock, ComposerSend, ComposerTarget } from './composer-draft.ts';
import { composerStyles } from './composer-styles.ts';
import { COMPOSER_WORDS } from './composer-words.ts';
import { drawIcon } from './draw-icon.ts';
import { eyeOffIcon, octagonAlertIcon, stickyNoteIcon, xIcon } from './icons.ts';
import { tell } from './tell.ts';
import './status-menu.ts';

/** The count appears from this share of the platform's limit. */
const COUNT_FROM = 0.8;
const THEN: readonly CaseStatus[] = ['open', 'pending', 'on_hold', 'done'];
const GROWS_BY_ITSELF = globalThis.CSS?.supports?.('field-sizing', 'content') ?? false;

/**
 * Where an agent writes. The whole box says who will be able to read it, and the button says what it will do.
 * Ctrl Enter sends, Ctrl Shift Enter sends without the status, Escape leaves the text.
 *
 * @fires care-draft - Text, mode or target changed; detail {@link ComposerDraft}.
 * @fires care-send - Send was pressed with something to send; detail {@link ComposerSend}.
 * @fires care-status-change - The status to set after sending was changed; detail `{ status }`, null for none.
 * @fires care-assign-me - From a locked composer.
 * @fires care-reopen - From a locked composer.
 * @fires care-leave - Escape was pressed in the text.
 * @cssproperty --care-composer-inset - Space left and right.
 */
@customElement('care-composer')
export class CareComposer extends LitElement {
  static override styles = [baseStyles, buttonStyles, composerStyles];

  @property() platform: Platform = 'x';
  /** Kinds of reply offered; by default those the platform has. */
  @property({ attribute: false }) kinds: readonly MessageKind[] | null = null;
  @property() mode: ComposerMode = 'public_reply';
  @property() text = '';
  /** The brand's profile that speaks. */
  @property() from = '';
  /** The customer's handle. */
  @property() to = '';
  /** The customer's name, for the empty text. */
  @property({ attribute: 'customer-name' }) customerName = '';
  /** The message chosen to be answered. */
  @property({ attribute: false }) target: ComposerTarget | null = null;
  /** Status to set with the reply. */
  @property({ attribute: false }) thenStatus: CaseStatus | null = null;
  @property({ attribute: false }) lock: ComposerLock | null = null;
  @property({ type: Boolean, attribute: 'no-notes' }) noNotes = false;
  /** On its way: the button waits, so that nothing goes twice. */
  @property({ type: Boolean }) sending = false;
  /** Why the last one did not go, and what to do. */
  @property() problem = '';

  @query('textarea') private area!: HTMLTextAreaElement | null;

  /** Puts the cursor into the text. */
  override focus() {
    (this.area ?? this.renderRoot.querySelector('button'))?.focus();
  }

  protected override updated(changed: PropertyValues<this>) {
    const { area } = this;
    if (!area) return;
    // Only when it differs: setting it would move the cursor.
    if (area.value !== this.text) area.value = this.text;
    if (GROWS_BY_ITSELF || !(changed.has('text') || changed.has('mode'))) return;
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight}px`;
  }

  override render() {
    if (this.lock !== null && this.mode !== 'note') return this.#renderLock(this.lock);
    const words = COMPOSER_WORDS[this.mode];
    const over = this.#over;
    const empty = this.text === '' && this.#target === null;
    const problem =
      over > 0
        ? `${over} characters too long for ${PLATFORM_LABELS[this.platform]}. Shorten it.`
        : this.problem;
    return html`<div class="box ${words.tone} ${empty ? 'resting' : ''}" role="group" aria-label="Write">
      ${this.#renderModes()} ${this.#target === null ? nothing : this.#renderTarget(this.#target)}
      <p class="who" id="who">${this.mode === 'note' ? nothing : html`As <bdi>${this.from}</bdi>${this.to ? html` to <bdi>${this.to}</bdi>` : nothing}. `}${words.audience}</p>
      <textarea
        dir="auto"
        rows="1"
        aria-label=${words.label}
        aria-describedby="who problem"
        aria-invalid=${problem ? 'true' : nothing}
        placeholder=${this.mode === 'note' ? `${words.hint}…` : `${words.hint} ${this.customerName || this.to}…`}
        @input=${this.#typed}
        @keydown=${this.#keyPressed}
      ></textarea>
      <div id="problem" role="alert">
        ${problem ? html`<p class="problem">${drawIcon(octagonAlertIcon, 'small')}<span>${problem}</span></p>` : nothing}
      </div>
      <div class="bar">
        ${this.#renderCount()} ${this.#renderThen()}
        <button
          type="button"
          class="button ${words.tone === 'public' ? 'primary' : words.tone}"
          aria-disabled=${this.sending || over > 0 ? 'true' : nothing}
          title="Ctrl Enter"
          @click=${() => this.#send(this.thenStatus)}
        >
          ${words.send}
        </button>
      </div>
    </div>`;
  }

  #renderLock(lock: ComposerLock) {
    const { remedy } = lock;
    return html`<div class="box locked" role="group" aria-label="Write">
      <p>${lock.text}</p>
      ${this.text === '' ? nothing : html`<small>What you wrote is kept.</small>`}
      <div>
        ${
          remedy === null
            ? nothing
            : html`<button
                type="button"
                class="button ${remedy === 'assign' ? 'primary' : ''}"
                @click=${() => tell(this, remedy === 'assign' ? 'care-assign-me' : 'care-reopen')}
              >
                ${remedy === 'assign' ? 'Assign me' : 'Reopen'}
              </button>`
        }
        ${
          this.noNotes
            ? nothing
            : html`<button type="button" class="button" @click=${() => this.#turnTo('note')}>${drawIcon(stickyNoteIcon)}Add note</button>`
        }
      </div>
    </div>`;
  }

  #renderModes() {
    const kinds = this.kinds ?? replyKinds(this.platform);
    const modes: ComposerMode[] = this.noNotes ? [...kinds] : [...kinds, 'note'];
    return html`<div class="modes ${modes.length > 3 ? 'many' : ''}" role="group" aria-label="Kind of message">
      ${modes.map((mode) => {
        const { icon, label, short } = COMPOSER_WORDS[mode];
        return html`<button type="button" aria-pressed=${mode === this.mode} aria-label=${label} title=${label} @click=${() => this.#turnTo(mode)}>
          ${drawIcon(icon)}<span class="long">${label}</span><span class="short">${short}</span>
        </button>`;
      })}
    </div>`;
  }

  #renderTarget(target: ComposerTarget) {
    return html`<div class="target">
      <p>Answers <bdi>${target.author}</bdi>: <bdi>${target.text}</bdi></p>
      <button
        type="button"
        class="button quiet small icon-only"
        aria-label="Answer the conversation instead"
        title="Answer the conversation instead"
        @click=${this.#dropTarget}
      >
        ${drawIcon(xIcon, 'small')}
      </button>
    </div>`;
  }

  #renderCount() {
    const limit = this.#limit;
    const length = countCharacters(this.text);
    if (length < limit * COUNT_FROM) return nothing;
    return html`<span class="count ${length > limit ? 'over' : ''}"
      >${length} / ${limit}<span class="visually-hidden"> characters</span></span
    >`;
  }

  #renderThen() {
    if (this.mode === 'note')
      return html`<span class="then">${drawIcon(eyeOffIcon, 'small')}Stays inside</span>`;
    return html`<span class="then"
      ><span class="word">then</span
      ><care-status-menu label="Status after sending" keep="No change" .options=${THEN} .status=${this.thenStatus} @care-status-change=${this.#thenChanged}></care-status-menu
    ></span>`;
  }

  get #limit() {
    return this.mode === 'note' ? Number.POSITIVE_INFINITY : textLimit(this.platform, this.mode);
  }

  get #over() {
    return Math.max(0, countCharacters(this.text) - this.#limit);
  }

  /** In private nobody chooses a message to answer. */
  get #target() {
    return this.mode === 'public_reply' || this.mode === 'comment' ? this.target : null;
  }

  get #draft(): ComposerDraft {
    return { mode: this.mode, text: this.text, targetId: this.#target?.id ?? null };
  }

  #typed() {
    this.text = this.area!.value;
    tell(this, 'care-draft', this.#draft);
  }

  #turnTo(mode: ComposerMode) {
    if (mode !== this.mode) {
      this.mode = mode;
      tell(this, 'care-draft', this.#draft);
    }
    void this.updateComplete.then(() => this.focus());
  }

  #dropTarget() {
    this.target = null;
    tell(this, 'care-draft', this.#draft);
    this.area?.focus();
  }

  /** The menu's event goes on to the app as ours. */
  #thenChanged(event: CustomEvent<{ status: CaseStatus | null }>) {
    this.thenStatus = event.detail.status;
  }

  #keyPressed(event: KeyboardEvent) {
    if (event.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.#send(event.shiftKey ? null : this.thenStatus);
    } else if (event.key === 'Escape') {
      this.area?.blur();
      tell(this, 'care-leave');
    }
  }

  #send(thenStatus: CaseStatus | null) {
    if (this.sending || this.#over > 0) return;
    if (this.text.trim() === '') return this.area?.focus();
    const detail: ComposerSend = { ...this.#draft, thenStatus: this.mode === 'note' ? null : thenStatus };
    tell(this, 'care-send', detail);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-composer': CareComposer;
  }
  interface HTMLElementEventMap {
    'care-draft': CustomEvent<ComposerDraft>;
    'care-send': CustomEvent<ComposerSend>;
    'care-reopen': CustomEvent<undefined>;
    'care-leave': CustomEvent<undefined>;
  }
}
