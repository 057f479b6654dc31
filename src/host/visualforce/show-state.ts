import type { Problem } from './remote-action.ts';

/** Origins of the frame and of the named credential, as far as they are known. */
export interface Addresses {
  readonly frame: string | null;
  readonly service: string | null;
}

/**
 * Shows one state of the page and hides the others. The states, and their words in the reader's language, stand in
 * the page as elements with `data-state`.
 */
export function showState(page: HTMLElement, state: string): void {
  for (const element of statesOf(page)) setHidden(element, element.dataset.state !== state);
  setState(page, state);
}

/**
 * Shows what stands in the way. The element whose `data-codes` has the problem's code speaks, or the one that has
 * `*`; the service's own words win over the page's, because they know more.
 */
export function showProblem(page: HTMLElement, problem: Problem, addresses: Addresses): void {
  const states = statesOf(page);
  const shown =
    states.find(({ dataset }) => dataset.codes?.split(' ').includes(problem.code)) ??
    states.find(({ dataset }) => dataset.codes === '*');
  if (!shown) return;
  for (const element of states) setHidden(element, element !== shown);
  setState(page, shown.dataset.state ?? '');
  const differ = addresses.service !== null && addresses.service !== addresses.frame;
  setWords(shown, 'detail', problem.detail, differ, addresses);
  setWords(shown, 'remedy', problem.remedy, differ, addresses);
  const code = shown.querySelector('code');
  if (code) code.textContent = problem.code;
  const link = shown.querySelector<HTMLAnchorElement>('a');
  if (link) {
    const url = /^https?:\/\//.test(problem.linkUrl ?? '') ? problem.linkUrl : null;
    setHidden(link, !url);
    if (url) link.href = url;
  }
}

function statesOf(page: HTMLElement): HTMLElement[] {
  return [...page.querySelectorAll<HTMLElement>(':scope > [data-state]')];
}

// SLDS gives sections and buttons a display of their own, which wins over `hidden`; its class wins over that.
function setHidden(element: HTMLElement, isHidden: boolean): void {
  element.hidden = isHidden;
  element.classList.toggle('slds-hide', isHidden);
}

function setState(page: HTMLElement, state: string): void {
  page.dataset.state = state;
  page.setAttribute('aria-busy', String(state === 'loading'));
}

function setWords(
  shown: HTMLElement,
  name: string,
  given: string | null | undefined,
  differ: boolean,
  { frame, service }: Addresses,
): void {
  const element = shown.querySelector<HTMLElement>(`[data-words=${name}]`);
  if (!element) return;
  // The first time, what stands there is the label.
  element.dataset.label ??= element.textContent ?? '';
  const label = (differ && element.dataset.differ) || element.dataset.label;
  element.textContent = (given || label).replace('{0}', frame ?? '').replace('{1}', service ?? '');
}
