import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { PLATFORM_LABELS, type Platform } from '../../domain/profile.ts';
import { baseStyles } from './base-styles.ts';

const TILES: Readonly<Record<Platform, string>> = {
  x: 'X',
  instagram: 'Ig',
  facebook: 'Fb',
  whatsapp: 'Wa',
  tiktok: 'Tt',
  youtube: 'Yt',
  linkedin: 'Li',
  google_business: 'Go',
  threads: 'Th',
};

/** A platform as a neutral two-letter tile, named for those who hear it. No logos. */
@customElement('care-platform')
export class CarePlatform extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: inline-grid; place-items: center; min-width: 16px; height: 16px; padding: 0 2px;
        border-radius: var(--care-radius-small); background: var(--care-text-quiet); color: var(--care-surface);
        font: 600 0.5625rem/1 var(--care-font);
      }
    `,
  ];

  @property() platform: Platform = 'x';

  override render() {
    return html`<span role="img" aria-label=${PLATFORM_LABELS[this.platform]} title=${PLATFORM_LABELS[this.platform]}
      >${TILES[this.platform]}</span
    >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-platform': CarePlatform;
  }
}
