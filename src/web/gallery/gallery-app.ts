import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { type GalleryLook, LOOK_CHOICES, readLook, writeLook } from './gallery-look.ts';
import { caseSheet, statesSheet } from './sheets/case-sheet.ts';
import { controlsSheet } from './sheets/controls-sheet.ts';
import { messagesSheet } from './sheets/messages-sheet.ts';
import { sheetStyles } from './sheets/sheet-styles.ts';
import { surfacesSheet } from './sheets/surfaces-sheet.ts';
import { wordsSheet } from './sheets/words-sheet.ts';
import '../elements/field.ts';

const SHEETS: readonly { id: string; title: string; draw: () => TemplateResult }[] = [
  { id: 'words', title: 'Words and shapes', draw: wordsSheet },
  { id: 'controls', title: 'Controls', draw: controlsSheet },
  { id: 'messages', title: 'Messages', draw: messagesSheet },
  { id: 'surfaces', title: 'Surfaces', draw: surfacesSheet },
  { id: 'widths', title: 'The case at every width', draw: caseSheet },
  { id: 'states', title: 'The case in its states', draw: statesSheet },
];

/** Every element in its states, in either theme, mode and density; `?sheet=` shows one sheet alone. */
@customElement('care-gallery-app')
export class CareGalleryApp extends LitElement {
  static override styles = [
    sheetStyles,
    css`
      :host { display: block; min-height: 100%; background: var(--care-canvas); color: var(--care-text); font: var(--care-type-body); }
      header { display: flex; flex-wrap: wrap; gap: 12px; align-items: end; padding: 16px 24px; background: var(--care-surface); border-bottom: 1px solid var(--care-border); }
      h1, h2 { margin: 0; font: var(--care-type-heading); font-weight: var(--care-weight-strong); }
      h1 { margin-inline-end: auto; }
      h2 { font: var(--care-type-title); font-weight: var(--care-weight-strong); }
      main { display: grid; grid-template-columns: minmax(0, 1fr); gap: 32px; padding: 24px; }
      main > section { display: grid; grid-template-columns: minmax(0, 1fr); gap: 14px; }
      @media (max-width: 500px) { header, main { padding-inline: 10px; } }
    `,
  ];

  @state() private look: GalleryLook = readLook(location.search);

  protected override willUpdate() {
    const { dataset } = document.documentElement;
    dataset.theme = this.look.theme;
    dataset.mode = this.look.mode;
    dataset.density = this.look.density;
  }

  override render() {
    const shown = SHEETS.filter(({ id }) => this.look.sheet === '' || this.look.sheet === id);
    return html`
      <header>
        <h1>Elements</h1>
        ${(['theme', 'mode', 'density'] as const).map(
          (part) => html`<care-field
            type="select"
            .label=${part}
            .value=${this.look[part]}
            .options=${LOOK_CHOICES[part].map((value) => ({ value, label: value }))}
            @care-change=${(event: CustomEvent<{ value: string }>) => this.#turn({ [part]: event.detail.value })}
          ></care-field>`,
        )}
      </header>
      <main>
        ${shown.map(({ id, title, draw }) => html`<section id=${id} aria-label=${title}><h2>${title}</h2>${draw()}</section>`)}
      </main>
    `;
  }

  #turn(change: Record<string, string>) {
    const search = writeLook({ ...this.look, ...change });
    history.replaceState(null, '', search);
    this.look = readLook(search);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-gallery-app': CareGalleryApp;
  }
}
