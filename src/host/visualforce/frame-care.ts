import {
  addressOf,
  connectWidget,
  type Direction,
  type HostHandlers,
  type WidgetConnection,
} from '../care-bridge.ts';

/** A frame with the widget in it. */
export interface CareFrame {
  /** Resolves when the widget has answered; rejects with BridgeError `BRIDGE_CONNECT_TIMEOUT`. */
  readonly ready: Promise<void>;
  /** Takes the frame away. */
  end(): void;
}

export interface CareFrameOptions {
  readonly frameUrl: string;
  readonly title: string;
  readonly nonce: string;
  readonly code: string;
  readonly recordId: string | null;
  readonly openRecord: HostHandlers['openRecord'];
  readonly renewCode: HostHandlers['renewCode'];
}

/** The widget needs these and no more; the same as the Lightning component gives it. */
const SANDBOX =
  'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads';

/** Frames the widget over the whole page, which is itself a frame of the record's page. */
export function frameCare(page: HTMLElement, options: CareFrameOptions): CareFrame {
  const [before, after] = [createStop(), createStop()];
  const probe = document.createElement('span');
  probe.hidden = true;
  const frame = document.createElement('iframe');
  frame.title = options.title;
  frame.setAttribute('sandbox', SANDBOX);
  frame.allow = 'clipboard-write';
  frame.referrerPolicy = 'no-referrer';
  Object.assign(frame.style, { position: 'fixed', inset: '0', width: '100%', height: '100%', border: '0' });
  page.append(probe, before);
  frame.src = addressOf(options.frameUrl, options.nonce, probe);
  page.append(frame, after);

  const connection: WidgetConnection = connectWidget({
    frame,
    probe,
    origin: new URL(options.frameUrl).origin,
    nonce: options.nonce,
    code: options.code,
    recordId: options.recordId,
    handlers: {
      openRecord: options.openRecord,
      renewCode: options.renewCode,
      focusOut: ({ direction }: { direction: Direction }) =>
        (direction === 'backward' ? before : after).focus(),
      // Visualforce has no say over the page around it: neither its tabs nor its records, and its height is given.
      recordChanged: () => undefined,
      attention: () => undefined,
      height: () => undefined,
    },
  });
  return {
    ready: connection.ready,
    end() {
      connection.end();
      for (const element of [probe, before, frame, after]) element.remove();
    },
  };
}

/** Where the keyboard goes when it leaves the frame. */
function createStop(): HTMLElement {
  const stop = document.createElement('span');
  stop.tabIndex = -1;
  return stop;
}
