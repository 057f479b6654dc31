/** Whether letters pressed there are written, and are no keys of the page. */
export const isTextField = (target: EventTarget | undefined): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    (/^(?:input|textarea|select)$/i.test(target.tagName) && !target.matches('[type="checkbox"]')));
