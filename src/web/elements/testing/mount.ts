/** Puts an element on the page, with these properties, and waits until it is drawn. */
export async function mount<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Partial<HTMLElementTagNameMap[Tag]> = {},
): Promise<HTMLElementTagNameMap[Tag]> {
  const element = document.createElement(tag);
  Object.assign(element, properties);
  document.body.replaceChildren(element);
  await drawn(element);
  return element;
}

export async function drawn(element: HTMLElement): Promise<void> {
  await (element as HTMLElement & { updateComplete?: Promise<boolean> }).updateComplete;
}

/** The events of this type that reach the page around the element, as their details. */
export function hear(type: string): unknown[] {
  const heard: unknown[] = [];
  document.body.addEventListener(type, (event) => heard.push((event as CustomEvent).detail));
  return heard;
}

/** What is in the element's shadow, by selector; it must be there. */
export function inside<Found extends HTMLElement = HTMLElement>(
  element: HTMLElement,
  selector: string,
): Found {
  const found = element.shadowRoot?.querySelector<Found>(selector);
  if (!found) throw new Error(`${element.localName} has no ${selector}`);
  return found;
}

export const allInside = (element: HTMLElement, selector: string): HTMLElement[] => [
  ...element.shadowRoot!.querySelectorAll<HTMLElement>(selector),
];

/** The words a reader sees, white space folded. */
export const words = (element: Element | ShadowRoot | null): string =>
  (element?.textContent ?? '').replace(/\s+/g, ' ').trim();

export const press = (element: HTMLElement, key: string, keys: KeyboardEventInit = {}): boolean =>
  element.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...keys }),
  );
