type DetailOf<Type extends keyof HTMLElementEventMap> =
  HTMLElementEventMap[Type] extends CustomEvent<infer Detail> ? Detail : never;

/** Tells the app what happened. Every event of an element bubbles and leaves its shadow. */
export function tell<Type extends keyof HTMLElementEventMap>(
  element: HTMLElement,
  type: Type,
  ...[detail]: DetailOf<Type> extends undefined ? [] : [DetailOf<Type>]
): void {
  element.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
}
