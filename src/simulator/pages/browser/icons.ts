import { html, type TemplateResult } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import bell from 'lucide-static/icons/bell.svg?raw';
import briefcase from 'lucide-static/icons/briefcase.svg?raw';
import check from 'lucide-static/icons/check.svg?raw';
import chevronDown from 'lucide-static/icons/chevron-down.svg?raw';
import circle from 'lucide-static/icons/circle.svg?raw';
import circleUser from 'lucide-static/icons/circle-user-round.svg?raw';
import grid from 'lucide-static/icons/layout-grid.svg?raw';
import message from 'lucide-static/icons/message-square.svg?raw';
import minus from 'lucide-static/icons/minus.svg?raw';
import pen from 'lucide-static/icons/pen.svg?raw';
import search from 'lucide-static/icons/search.svg?raw';
import x from 'lucide-static/icons/x.svg?raw';

const SOURCES = {
  bell,
  briefcase,
  check,
  chevronDown,
  circle,
  circleUser,
  grid,
  message,
  minus,
  pen,
  search,
  x,
};

/** What stands for the platform's own drawings, which may not be shipped: by the word in the icon's name. */
const BY_WORD: readonly (readonly [RegExp, keyof typeof SOURCES])[] = [
  [/^standard:case$/, 'briefcase'],
  [/^standard:(lead|contact|account|record)$/, 'circleUser'],
  [/comment|chat|message|conversation|social/, 'message'],
  [/notification|priority|warning|alert/, 'bell'],
];

/** A decorative icon; the word beside it, or the button's label, says what it means. */
export function icon(name: keyof typeof SOURCES): TemplateResult {
  return html`<span class="lex-icon" aria-hidden="true">${unsafeHTML(SOURCES[name])}</span>`;
}

/** An icon by the platform's name, e.g. `standard:case` or `utility:comments`. */
export function namedIcon(name: string): TemplateResult {
  const drawing = BY_WORD.find(([word]) => word.test(name))?.[1] ?? 'circle';
  return html`<span class="lex-icon" aria-hidden="true" data-icon=${name}>${unsafeHTML(SOURCES[drawing])}</span>`;
}
