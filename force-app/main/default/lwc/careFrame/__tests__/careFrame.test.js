import { addressOf, connectWidget } from 'c/careBridge';
import CareFrame from 'c/careFrame';
import { createElement } from 'lwc';

jest.mock('c/careBridge', () => ({ addressOf: jest.fn(), connectWidget: jest.fn() }));

const SESSION = {
  frameUrl: 'https://care.example/embed/org-key',
  nonce: 'nonce-1',
  code: 'code-1',
  recordId: '500000000000001AAA',
};
const ADDRESS = `${SESSION.frameUrl}?visit=nonce#${SESSION.nonce}`;
const settled = () => new Promise((done) => setTimeout(done));

let bridge;

function show() {
  const frame = createElement('c-care-frame', { is: CareFrame });
  frame.session = SESSION;
  frame.renewCode = jest.fn();
  const heard = [];
  for (const name of [
    'heard',
    'ready',
    'problem',
    'recordschanged',
    'attention',
    'openrecord',
    'heightchange',
  ]) {
    frame.addEventListener(name, ({ detail }) => heard.push([name, detail ?? null]));
  }
  document.body.appendChild(frame);
  return { frame, heard, options: connectWidget.mock.calls[0][0] };
}

const stopsOf = (frame) => [...frame.shadowRoot.querySelectorAll('span[tabindex]')];

describe('c-care-frame', () => {
  beforeEach(() => {
    bridge = { focusIn: jest.fn(), showRecord: jest.fn(), end: jest.fn() };
    bridge.ready = new Promise((resolve, reject) => Object.assign(bridge, { resolve, reject }));
    bridge.heard = new Promise((resolve) => Object.assign(bridge, { hear: resolve }));
    addressOf.mockReturnValue(ADDRESS);
    connectWidget.mockReturnValue(bridge);
  });
  afterEach(() => {
    document.body.replaceChildren();
  });

  it('frames the address of this visit to this page, with nothing secret in it, in a sandbox', async () => {
    const { frame } = show();
    const iframe = frame.shadowRoot.querySelector('iframe');
    expect(addressOf.mock.calls).toEqual([[SESSION.frameUrl, SESSION.nonce, frame]]);
    expect(iframe.src).toBe(ADDRESS);
    expect(iframe.getAttribute('referrerpolicy')).toBe('no-referrer');
    expect(iframe.getAttribute('sandbox')).not.toContain('allow-top-navigation');
    expect(iframe.title).not.toBe('');
    await expect(frame).toBeAccessible();
  });

  it('hands the code to its own frame and origin only, over the bridge', () => {
    const { frame, options } = show();
    const { nonce, code, recordId } = SESSION;
    expect(options.frame).toBe(frame.shadowRoot.querySelector('iframe'));
    expect([options.origin, options.nonce]).toEqual(['https://care.example', nonce]);
    expect([options.code, options.recordId]).toEqual([code, recordId]);
  });

  it('connects once, however often it is drawn', async () => {
    const { frame } = show();
    frame.session = { ...SESSION, code: 'code-2' };
    await settled();
    expect(connectWidget).toHaveBeenCalledTimes(1);
  });

  it('tells when there is something to see', async () => {
    const { heard } = show();
    bridge.hear();
    await settled();
    expect(heard).toEqual([['heard', null]]);
  });

  it('tells when the widget has answered', async () => {
    const { heard } = show();
    bridge.resolve();
    await settled();
    expect(heard).toEqual([['ready', null]]);
  });

  it('tells by which code the widget cannot be shown', async () => {
    const { heard } = show();
    bridge.reject({ code: 'BRIDGE_CONNECT_TIMEOUT' });
    await settled();
    expect(heard).toEqual([['problem', { code: 'BRIDGE_CONNECT_TIMEOUT' }]]);
  });

  it.each(['resolve', 'reject'])(
    'once gone it ends the connection and tells no more (%s)',
    async (outcome) => {
      const { frame, heard } = show();
      frame.remove();
      bridge[outcome]({ code: 'BRIDGE_CONNECT_TIMEOUT' });
      await settled();
      expect(bridge.end).toHaveBeenCalledTimes(1);
      expect(heard).toEqual([]);
    },
  );

  it('passes on what the widget tells', () => {
    const { heard, options } = show();
    options.handlers.openRecord('003000000000001AAA');
    options.handlers.recordChanged({ recordIds: [SESSION.recordId] });
    options.handlers.attention({ unread: 2, label: '2 new' });
    options.handlers.height({ px: 640 });
    expect(heard).toEqual([
      ['openrecord', { recordId: '003000000000001AAA' }],
      ['recordschanged', { recordIds: [SESSION.recordId] }],
      ['attention', { unread: 2, label: '2 new' }],
      ['heightchange', { px: 640 }],
    ]);
  });

  it('gets a new code from whoever holds it', async () => {
    const { frame, options } = show();
    frame.renewCode.mockResolvedValue('code-2');
    expect(await options.handlers.renewCode()).toBe('code-2');
  });

  it('lets the widget follow to another record', () => {
    const { frame } = show();
    frame.showRecord('500000000000002AAA', 'code-2');
    expect(bridge.showRecord).toHaveBeenCalledWith('500000000000002AAA', 'code-2');
  });

  describe('keyboard', () => {
    it('goes from the page into the widget, from either side', () => {
      const { frame } = show();
      const [before, after] = stopsOf(frame);
      before.focus();
      after.focus();
      expect(bridge.focusIn.mock.calls).toEqual([['forward'], ['backward']]);
    });

    it('goes in when it is handed over', () => {
      const { frame } = show();
      frame.takeFocus();
      expect(bridge.focusIn.mock.calls).toEqual([['forward']]);
    });

    it('comes out at the side it left, and stays outside', () => {
      const { frame, options } = show();
      const [before, after] = stopsOf(frame);
      options.handlers.focusOut({ direction: 'backward' });
      expect(frame.shadowRoot.activeElement).toBe(before);
      options.handlers.focusOut({ direction: 'forward' });
      expect(frame.shadowRoot.activeElement).toBe(after);
      expect(bridge.focusIn).not.toHaveBeenCalled();
    });

    it('finds no stop in its way while it is inside the widget', () => {
      const { frame } = show();
      const places = () => stopsOf(frame).map(({ tabIndex }) => tabIndex);
      window.dispatchEvent(new Event('blur'));
      expect(places()).toEqual([-1, -1]);
      window.dispatchEvent(new Event('focus'));
      expect(places()).toEqual([0, 0]);
    });

    it('is nobody’s business any more once the frame is gone', () => {
      const { frame } = show();
      const stops = stopsOf(frame);
      frame.remove();
      window.dispatchEvent(new Event('blur'));
      expect(stops.map(({ tabIndex }) => tabIndex)).toEqual([0, 0]);
    });
  });
});
