// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { showProblem, showState } from './show-state.ts';

const NOWHERE = { frame: null, service: null };
let page: HTMLElement;

beforeEach(() => {
  document.body.innerHTML = `<main>
    <p data-state="loading">Opening</p>
    <section data-state="no-link" data-codes="EMBED_NO_IDENTITY_LINK" hidden>
      <p data-words="detail">Not linked.</p><a>Link yourself</a><code>-</code>
    </section>
    <section data-state="not-configured" data-codes="HOST_CREDENTIAL_MISSING BRIDGE_CONNECT_TIMEOUT" hidden>
      <p data-words="detail" data-differ="Framed {0}, called {1}.">{0} did not open.</p>
      <p data-words="remedy">Allow {0}.</p>
    </section>
    <section data-state="unreachable" data-codes="*" hidden>
      <p data-words="detail">No answer.</p><code>-</code>
    </section>
  </main>`;
  page = document.body.querySelector('main') as HTMLElement;
});

// The style sheet's class and the attribute agree: either alone would not do.
const isShown = (element: HTMLElement) => {
  expect(element.classList.contains('slds-hide')).toBe(element.hidden);
  return !element.hidden;
};
const shown = () => [...page.querySelectorAll<HTMLElement>('[data-state]')].filter(isShown);
const words = (name: string) => shown()[0]?.querySelector(`[data-words=${name}]`)?.textContent;

test('shows one state and hides the others', () => {
  showState(page, 'loading');
  expect(shown()).toHaveLength(1);
  expect(page.getAttribute('aria-busy')).toBe('true');
  showState(page, 'ready');
  expect(shown()).toHaveLength(0);
  expect(page.dataset.state).toBe('ready');
  expect(page.getAttribute('aria-busy')).toBe('false');
});

test('finds the state of a problem by its code', () => {
  showProblem(page, { code: 'BRIDGE_CONNECT_TIMEOUT' }, NOWHERE);
  expect(page.dataset.state).toBe('not-configured');
  expect(shown()).toHaveLength(1);
});

test('shows a problem it does not know as unreachable, with its code', () => {
  showProblem(page, { code: 'SOMETHING_NEW' }, NOWHERE);
  expect(page.dataset.state).toBe('unreachable');
  expect(shown()[0]?.querySelector('code')?.textContent).toBe('SOMETHING_NEW');
});

test('lets the service’s words win, and returns to the label when it has none', () => {
  showProblem(page, { code: 'HOST_DOWN', detail: 'The database is away.' }, NOWHERE);
  expect(words('detail')).toBe('The database is away.');
  showProblem(page, { code: 'HOST_DOWN', detail: null }, NOWHERE);
  expect(words('detail')).toBe('No answer.');
});

test('sets the service’s words as text', () => {
  showProblem(page, { code: 'HOST_DOWN', detail: '<img src=x onerror=alert(1)>' }, NOWHERE);
  expect(shown()[0]?.querySelector('img')).toBeNull();
});

test('names the address that did not open', () => {
  const frame = 'https://care.example';
  showProblem(page, { code: 'BRIDGE_CONNECT_TIMEOUT' }, { frame, service: frame });
  expect(words('detail')).toBe('https://care.example did not open.');
  expect(words('remedy')).toBe('Allow https://care.example.');
});

test('names both addresses where they differ', () => {
  const addresses = { frame: 'https://frame.example', service: 'https://called.example' };
  showProblem(page, { code: 'BRIDGE_CONNECT_TIMEOUT' }, addresses);
  expect(words('detail')).toBe('Framed https://frame.example, called https://called.example.');
});

test('offers the link only where there is one', () => {
  const link = page.querySelector('a') as HTMLAnchorElement;
  showProblem(page, { code: 'EMBED_NO_IDENTITY_LINK', linkUrl: null }, NOWHERE);
  expect(isShown(link)).toBe(false);
  showProblem(page, { code: 'EMBED_NO_IDENTITY_LINK', linkUrl: 'javascript:alert(1)' }, NOWHERE);
  expect(isShown(link)).toBe(false);
  showProblem(page, { code: 'EMBED_NO_IDENTITY_LINK', linkUrl: 'https://care.example/link' }, NOWHERE);
  expect(isShown(link)).toBe(true);
  expect(link.href).toBe('https://care.example/link');
});
