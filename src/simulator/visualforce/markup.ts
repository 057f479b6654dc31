import { XMLParser } from 'fast-xml-parser';
import { VisualforceError } from './visualforce-error.ts';

/** A piece of Visualforce markup; comments are left out. */
export type Markup = string | MarkupElement;

export interface MarkupElement {
  /** e.g. `apex:page`, `c:CareHost`, `section`. */
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Markup[];
}

const ATTRIBUTES = ':@';
const TEXT = '#text';

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
});

type Node = Readonly<Record<string, unknown>>;

/** Reads a page or a component: its one root element. @throws VisualforceError */
export function parseMarkup(source: string): MarkupElement {
  const elements = (parser.parse(source) as Node[]).map(markupOf).filter((one) => typeof one !== 'string');
  const [root] = elements;
  if (!root || elements.length > 1) throw new VisualforceError('Markup has one root element.');
  return root;
}

function markupOf(node: Node): Markup {
  if (TEXT in node) return String(node[TEXT]);
  const tag = Object.keys(node).find((name) => name !== ATTRIBUTES) ?? '';
  return {
    tag,
    attributes: (node[ATTRIBUTES] ?? {}) as Record<string, string>,
    children: (node[tag] as Node[]).map(markupOf),
  };
}
