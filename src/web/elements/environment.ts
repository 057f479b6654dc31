import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles } from './base-styles.ts';
import { drawIcon } from './draw-icon.ts';
import { building2Icon, flaskConicalIcon } from './settings-icons.ts';

/** What kind of org: production and sandbox differ in word, icon, outline and corners, not in colour alone. */
@customElement('care-environment')
export class CareEnvironment extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: inline-flex; align-items: center; gap: var(--care-space-2); height: 20px; padding: 0 var(--care-space-3); flex: none;
        border-radius: var(--care-radius-small); background: var(--care-accent-quiet); color: var(--care-accent-text);
        font: var(--care-type-caption); font-weight: var(--care-weight-medium); white-space: nowrap;
      }
      :host([environment='sandbox']) { padding: 0 var(--care-space-4); border: 1px dashed var(--care-note-edge); border-radius: 10px; background: var(--care-note); color: var(--care-note-text); }
    `,
  ];

  @property({ reflect: true }) environment: 'production' | 'sandbox' = 'production';

  override render() {
    return this.environment === 'sandbox'
      ? html`${drawIcon(flaskConicalIcon, 'tiny')}Sandbox`
      : html`${drawIcon(building2Icon, 'tiny')}Production`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-environment': CareEnvironment;
  }
}
