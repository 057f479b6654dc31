import { html, type TemplateResult } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import briefcase from 'lucide-static/icons/briefcase.svg?raw';
import check from 'lucide-static/icons/check.svg?raw';
import chevronDown from 'lucide-static/icons/chevron-down.svg?raw';
import circleUser from 'lucide-static/icons/circle-user-round.svg?raw';
import grid from 'lucide-static/icons/layout-grid.svg?raw';
import pen from 'lucide-static/icons/pen.svg?raw';
import search from 'lucide-static/icons/search.svg?raw';
import x from 'lucide-static/icons/x.svg?raw';

const SOURCES = { briefcase, check, chevronDown, circleUser, grid, pen, search, x };

/** A decorative icon; the word beside it, or the button's label, says what it means. */
export function icon(name: keyof typeof SOURCES): TemplateResult {
  return html`<span class="lex-icon" aria-hidden="true">${unsafeHTML(SOURCES[name])}</span>`;
}
