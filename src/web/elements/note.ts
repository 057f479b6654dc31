import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles } from './base-styles.ts';
import { drawIcon } from './draw-icon.ts';
import { drawText } from './draw-text.ts';
import { eyeOffIcon, stickyNoteIcon } from './icons.ts';
import { messageStyles } from './message-styles.ts';
import type { NoteItem } from './thread-item.ts';
import { clockTime, fullTime } from './times.ts';

/** An internal note: paper across the whole width, no bubble, and it says who can read it. */
@customElement('care-note')
export class CareNote extends LitElement {
  static override styles = [
    baseStyles,
    messageStyles,
    css`
      :host {
        display: grid; gap: var(--care-space-3); padding: var(--care-space-4) var(--care-space-5);
        border: 1px dashed var(--care-note-edge); border-inline-start: 3px solid var(--care-note-edge);
        border-radius: var(--care-radius-small); background: var(--care-note);
      }
      header, footer, .kind { color: var(--care-note-text); }
      footer { gap: 3px; }
      .text a { color: inherit; }
    `,
  ];

  @property({ attribute: false }) item!: NoteItem;

  protected override willUpdate(changed: PropertyValues<this>) {
    if (!changed.has('item')) return;
    this.setAttribute('role', 'article');
    this.setAttribute('aria-label', `${this.#author}, Internal note, ${clockTime(this.item.at)}`);
  }

  override render() {
    const { text, at } = this.item;
    return html`
      <header>
        <b><bdi>${this.#author}</bdi></b>
        <span class="kind">${drawIcon(stickyNoteIcon, 'tiny')}Internal note</span>
        <time datetime=${at} title=${fullTime(at)}>${clockTime(at)}</time>
      </header>
      ${drawText(text)}
      <footer>${drawIcon(eyeOffIcon, 'tiny')}Only your team sees this</footer>
    `;
  }

  get #author() {
    return this.item.mine ? 'You' : this.item.author;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-note': CareNote;
  }
}
