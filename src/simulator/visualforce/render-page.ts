import { fillIn, type Scope } from './expression.ts';
import type { Markup, MarkupElement } from './markup.ts';
import { VisualforceError } from './visualforce-error.ts';

/** What a page is put together from. */
export interface PageParts {
  readonly scope: Scope;
  /** Markup of a component of the package, by name; null when there is none. */
  component(name: string): MarkupElement | null;
  /** Address of the platform's own style sheet behind `apex:slds`. */
  readonly sldsUrl: string;
}

export interface RenderedPage {
  /** Style sheets and scripts, in the order of the markup. */
  readonly head: string;
  readonly body: string;
}

const VOID = new Set(['br', 'hr', 'img', 'input', 'link', 'meta']);
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => entities[character] ?? '');

/**
 * Renders what stands inside `apex:page`. Only the tags the package uses are known; every other one, and every
 * attribute of theirs that is not, stops the page. @throws VisualforceError
 */
export function renderPage(page: MarkupElement, parts: PageParts): RenderedPage {
  const head: string[] = [];
  const body = page.children.map((child) => render(child, parts, parts.scope, head)).join('');
  return { head: head.join('\n'), body: body.trim() };
}

function render(markup: Markup, parts: PageParts, scope: Scope, head: string[]): string {
  // Merge fields in a page's text are escaped as HTML (Visualforce guide, "Security Tips").
  if (typeof markup === 'string') return escapeHtml(fillIn(markup, scope));
  const { tag } = markup;
  if (tag === 'apex:slds') return intoHead(head, `<link rel="stylesheet" href="${parts.sldsUrl}">`);
  if (tag === 'apex:includeScript') {
    const { value = '' } = known(markup, ['value']);
    return intoHead(head, `<script src="${escapeHtml(fillIn(value, scope))}"></script>`);
  }
  if (tag.startsWith('c:')) return renderComponent(markup, parts, scope, head);
  if (tag.includes(':')) throw new VisualforceError(`<${tag}> is not simulated.`);
  if (tag === 'script' || tag === 'style')
    throw new VisualforceError(`<${tag}> in a page is not simulated: use a static resource.`);
  const attributes = Object.entries(markup.attributes).map(
    ([name, value]) => ` ${name}="${escapeHtml(fillIn(value, scope))}"`,
  );
  const open = `<${tag}${attributes.join('')}>`;
  if (VOID.has(tag)) return open;
  return `${open}${markup.children.map((child) => render(child, parts, scope, head)).join('')}</${tag}>`;
}

/** A component sees its attributes and the globals, nothing of the page around it. */
function renderComponent(use: MarkupElement, parts: PageParts, scope: Scope, head: string[]): string {
  const name = use.tag.slice(2);
  const component = parts.component(name);
  if (!component) throw new VisualforceError(`The package has no component "${name}".`);
  const declared = component.children.filter(
    (child): child is MarkupElement => typeof child !== 'string' && child.tag === 'apex:attribute',
  );
  const values = new Map<string, string>();
  for (const { attributes } of declared) {
    const { name: attribute = '', required } = attributes;
    const given = use.attributes[attribute];
    if (given === undefined && required === 'true')
      throw new VisualforceError(`<${use.tag}> lacks the attribute "${attribute}".`);
    values.set(attribute, given === undefined ? '' : fillIn(given, scope));
  }
  const unknown = Object.keys(use.attributes).find((attribute) => !values.has(attribute));
  if (unknown) throw new VisualforceError(`<${use.tag}> has no attribute "${unknown}".`);
  const inner: Scope = {
    ...scope,
    property: (property) => (values.has(property) ? { value: values.get(property) ?? '' } : null),
  };
  return component.children
    .filter((child) => typeof child === 'string' || child.tag !== 'apex:attribute')
    .map((child) => render(child, parts, inner, head))
    .join('');
}

/** The attributes of a platform tag, none but these. @throws VisualforceError */
export function known(element: MarkupElement, names: readonly string[]): Readonly<Record<string, string>> {
  const unknown = Object.keys(element.attributes).find((name) => !names.includes(name));
  if (unknown) throw new VisualforceError(`${unknown}="…" of <${element.tag}> is not simulated.`);
  return element.attributes;
}

function intoHead(head: string[], tag: string): '' {
  head.push(tag);
  return '';
}
