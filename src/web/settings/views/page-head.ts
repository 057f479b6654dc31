import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles } from '../../elements/base-styles.ts';
import { drawIcon } from '../../elements/draw-icon.ts';
import { drawShape, type ShapeName, shapeStyles } from '../../elements/draw-shape.ts';
import { chevronRightIcon } from '../../elements/settings-icons.ts';
import '../../elements/tooltip.ts';

/** A page that stands above this one. */
export interface Crumb {
  readonly label: string;
  readonly href: string;
}

/** One of several pages about the same thing. */
export interface PageTab {
  readonly label: string;
  readonly href: string;
  readonly current: boolean;
  /** There is something to do behind it, and what. */
  readonly mark?: { shape: ShapeName; label: string };
  /** Why one may not go there. */
  readonly refused?: string;
}

/**
 * The top of a page: where it stands, its title, its acts, and the pages beside it.
 *
 * @slot - After the title: badges, an address.
 * @slot actions - At the end of the title's line.
 */
@customElement('care-page-head')
export class CarePageHead extends LitElement {
  static override styles = [
    baseStyles,
    shapeStyles,
    css`
      :host { display: block; padding: var(--care-space-6) 28px 0; background: var(--care-surface); border-bottom: 1px solid var(--care-border); color: var(--care-text); font: var(--care-type-body); }
      ol { display: flex; flex-wrap: wrap; align-items: center; gap: var(--care-space-2); font: var(--care-type-caption); color: var(--care-text-faint); }
      li { display: inline-flex; align-items: center; gap: var(--care-space-2); }
      li a { display: inline-flex; align-items: center; min-height: var(--care-target); color: inherit; text-decoration: none; }
      li a:hover { text-decoration: underline; }
      .title { display: flex; flex-wrap: wrap; align-items: center; gap: var(--care-space-3) 10px; min-height: 44px; padding: var(--care-space-2) 0; }
      h1 { margin: 0; font: var(--care-type-heading); font-weight: var(--care-weight-strong); overflow-wrap: anywhere; }
      .beside { display: contents; color: var(--care-text-faint); font: var(--care-type-caption); }
      .acts { display: flex; flex-wrap: wrap; gap: var(--care-space-4); margin-inline-start: auto; }
      .tabs { display: flex; gap: var(--care-space-6); overflow-x: auto; }
      .tabs a { position: relative; display: inline-flex; align-items: center; gap: var(--care-space-3); min-height: 40px; color: var(--care-text-quiet); font-weight: var(--care-weight-medium); white-space: nowrap; text-decoration: none; }
      .tabs a:hover { color: var(--care-text); }
      .tabs a[aria-disabled] { color: var(--care-text-faint); cursor: not-allowed; }
      .tabs a:focus-visible { box-shadow: inset 0 0 0 2px var(--care-focus); }
      .tabs [aria-current] { color: var(--care-text); }
      .tabs [aria-current]::after { content: ''; position: absolute; inset: auto 0 0; height: 2px; border-radius: 2px 2px 0 0; background: var(--care-accent); }
      .end { height: var(--care-space-5); }
      @media (max-width: 699px) { :host { padding-inline: var(--care-space-6); } }
      @media (forced-colors: active) { .tabs [aria-current]::after { background: Highlight; } }
    `,
  ];

  @property({ attribute: false }) crumbs: readonly Crumb[] = [];
  @property() heading = '';
  @property({ attribute: false }) tabs: readonly PageTab[] = [];

  override render() {
    return html`
      ${this.crumbs.length > 0 ? html`<nav aria-label="Above this page"><ol>${this.crumbs.map(drawCrumb)}</ol></nav>` : nothing}
      <div class="title">
        <h1>${this.heading}</h1>
        <span class="beside"><slot></slot></span>
        <div class="acts"><slot name="actions"></slot></div>
      </div>
      ${
        this.tabs.length > 0
          ? html`<nav class="tabs" aria-label=${this.heading}>${this.tabs.map(drawTab)}</nav>`
          : html`<div class="end"></div>`
      }
    `;
  }
}

const drawCrumb = ({ label, href }: Crumb, index: number) =>
  html`<li>${index > 0 ? drawIcon(chevronRightIcon, 'tiny') : nothing}<a href=${href}>${label}</a></li>`;

const drawTab = (tab: PageTab, index: number) =>
  tab.refused ? drawRefusedTab(tab, index) : drawOpenTab(tab);

/** It can be reached and says why, but leads nowhere. */
const drawRefusedTab = ({ label, refused = '' }: PageTab, index: number) =>
  html`<care-tooltip .text=${refused}
    ><a role="link" tabindex="0" aria-disabled="true" aria-describedby="refused-${index}">${label}</a></care-tooltip
  ><span id="refused-${index}" hidden>${refused}</span>`;

const drawOpenTab = ({ label, href, current, mark }: PageTab) =>
  html`<a href=${href} aria-current=${current ? 'page' : nothing}
    >${label}${mark ? html`${drawShape(mark.shape)}<span class="visually-hidden">, ${mark.label}</span>` : nothing}</a
  >`;

declare global {
  interface HTMLElementTagNameMap {
    'care-page-head': CarePageHead;
  }
}
