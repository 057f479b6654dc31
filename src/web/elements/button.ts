import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles } from './base-styles.ts';
import { buttonStyles } from './button-styles.ts';
import { drawIcon } from './draw-icon.ts';
import { safeAddress } from './safe-address.ts';

export type ButtonVariant = 'secondary' | 'primary' | 'private' | 'note' | 'quiet' | 'danger' | 'link';

/**
 * A button, or a link that looks like one. Listen to the native `click`.
 *
 * @slot - The word on it: verb and object.
 * @csspart button - The native button or link.
 */
@customElement('care-button')
export class CareButton extends LitElement {
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      :host { display: inline-flex; vertical-align: middle; }
      :host([wide]) { display: flex; }
      :host([disabled]) { pointer-events: none; }
    `,
  ];

  /** Primary stands once per view. */
  @property() variant: ButtonVariant = 'secondary';
  @property() size: 'medium' | 'small' = 'medium';
  @property() type: 'button' | 'submit' = 'button';
  /** A path of icons.ts, drawn before the word. */
  @property({ attribute: false }) icon = '';
  /** Accessible name and tooltip of a button without a word; such a button is square. */
  @property() label = '';
  /** Why it is as it is, or what it does, shown by the pointer. */
  @property() hint = '';
  @property({ type: Boolean, reflect: true }) disabled = false;
  /** Looks disabled but keeps focus and clicks, so that pressing it too early can lead to what is missing. */
  @property({ type: Boolean, attribute: 'soft-disabled' }) softDisabled = false;
  /** Why one may not press it: it looks disabled and does nothing, but can be reached and says so. Put it in a care-tooltip, too. */
  @property() refused = '';
  @property({ type: Boolean, reflect: true }) wide = false;
  /** The place we are at, in a list of places. */
  @property({ type: Boolean }) current = false;
  /** On or off, for a button that stays pressed; absent for all others. */
  @property({ attribute: false }) pressed: boolean | null = null;
  /** http or https; makes it a link. Anything else is not followed. */
  @property() href = '';
  /** Opens the link in a tab of its own. */
  @property({ type: Boolean }) external = false;

  override render() {
    const look = `button ${this.variant} ${this.size} ${this.label ? 'icon-only' : ''} ${this.wide ? 'wide' : ''}`;
    const inside = html`${this.icon ? drawIcon(this.icon, this.size === 'small' && !this.label ? 'small' : '') : nothing}<slot></slot>`;
    if (this.href && !this.refused) {
      return html`<a
        part="button"
        class=${look}
        href=${safeAddress(this.href, document.baseURI) ?? nothing}
        target=${this.external ? '_blank' : nothing}
        rel=${this.external ? 'noopener noreferrer' : nothing}
        aria-label=${this.label || nothing}
        aria-current=${this.current ? 'page' : nothing}
        title=${this.hint || this.label || nothing}
        >${inside}</a
      >`;
    }
    return html`<button
      part="button"
      type="button"
      class=${look}
      ?disabled=${this.disabled}
      aria-disabled=${this.softDisabled || this.refused ? 'true' : nothing}
      aria-describedby=${this.refused ? 'refused' : nothing}
      aria-label=${this.label || nothing}
      aria-current=${this.current ? 'page' : nothing}
      aria-pressed=${this.pressed === null ? nothing : String(this.pressed)}
      title=${this.refused ? nothing : this.hint || this.label || nothing}
      @click=${this.#clicked}
    >
      ${inside}</button
    >${this.refused ? html`<span id="refused" hidden>${this.refused}</span>` : nothing}`;
  }

  /** A native button in a shadow root does not submit the form around it; a refused one tells nobody of the click. */
  #clicked(event: Event) {
    if (this.refused) event.stopPropagation();
    else if (this.type === 'submit' && !this.softDisabled) this.closest('form')?.requestSubmit();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-button': CareButton;
  }
}
