import { LABELS } from 'c/careLabels';
import CarePanel from 'c/carePanel';
import { createElement } from 'lwc';

const PROBLEM = {
  kind: 'no-link',
  icon: 'utility:user',
  title: 'You are not linked yet',
  detail: 'Care does not know you.',
  remedy: 'Link yourself.',
  code: 'EMBED_NO_IDENTITY_LINK',
  linkUrl: 'https://care.example.invalid/link/1',
  canLink: false,
};

function show(problem) {
  const panel = createElement('c-care-panel', { is: CarePanel });
  panel.problem = { ...PROBLEM, ...problem };
  document.body.appendChild(panel);
  return panel;
}

const buttonsOf = (panel) => [...panel.shadowRoot.querySelectorAll('lightning-button')];

function listen(panel, name) {
  const heard = jest.fn();
  panel.addEventListener(name, heard);
  return heard;
}

describe('c-care-panel', () => {
  afterEach(() => {
    document.body.replaceChildren();
  });

  it('says what stands in the way and what to do', async () => {
    const panel = show();
    const text = panel.shadowRoot.textContent;
    for (const part of ['title', 'detail', 'remedy', 'code']) expect(text).toContain(PROBLEM[part]);
    await expect(panel).toBeAccessible();
  });

  it('shows no empty line where nothing is known', async () => {
    const panel = show({ detail: '', remedy: '', code: null });
    expect(panel.shadowRoot.querySelectorAll('p, details')).toHaveLength(0);
    await expect(panel).toBeAccessible();
  });

  it('asks to try again', () => {
    const panel = show({ linkUrl: null });
    const asked = listen(panel, 'retry');
    const buttons = buttonsOf(panel);
    expect(buttons.map(({ label }) => label)).toEqual([LABELS.retry]);
    buttons[0].click();
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it('asks for the link it was given', () => {
    const panel = show();
    const asked = listen(panel, 'link');
    const buttons = buttonsOf(panel);
    expect(buttons.map(({ label }) => label)).toEqual([LABELS.linkYourself, LABELS.retry]);
    buttons[0].click();
    expect(asked.mock.calls[0][0].detail).toEqual({ url: PROBLEM.linkUrl });
  });

  it('offers to link a case, and nothing beside it', async () => {
    const panel = show({ kind: 'no-case', linkUrl: null, code: null, canLink: true });
    const asked = listen(panel, 'linkcase');
    const buttons = buttonsOf(panel);
    expect(buttons.map(({ label, variant }) => [label, variant])).toEqual([[LABELS.linkCase, 'brand']]);
    buttons[0].click();
    expect(asked).toHaveBeenCalledTimes(1);
    await expect(panel).toBeAccessible();
  });
});
