/**
 * Everything that may cross the iframe boundary, and nothing else.
 *
 * Terminology:
 *  - host: the Lightning component or Visualforce page that owns the iframe
 *  - widget: the web app inside it
 *  - peer: the other side, as either side sees it; never trusted
 *  - call: a request from the widget that the host answers exactly once
 *  - notice: a one-way message; losing it must be harmless
 *  - nonce: the random channel name of one frame, known to its host and its widget
 *  - hook: one of the page's styling values, a CSS custom property `--slds-g-…`
 *
 * Each message is one object `{ protocol, kind, name, input }`. Objects are parsed to fresh ones, so that
 * nothing of the peer's (extra keys, prototypes, getters) reaches the code behind.
 *
 * They travel as penpal's calls. The widget's first one may come as a bare word before penpal's handshake: a host that
 * knows this says `HEARD` at once and its reply when it has it; one that does not says nothing, and is asked again.
 */
import {
  anything,
  flag,
  integer,
  list,
  object,
  oneOf,
  orNull,
  type Shape,
  type Shaped,
  text,
} from './shape.ts';
import { themeShape } from './theme.ts';

/** Raised on any change an older peer would misread. */
export const PROTOCOL_VERSION = 1;
/** The oldest version this side still speaks. */
export const OLDEST_PROTOCOL = 1;

/** A peer that sends more is not ours: the largest honest message is a theme, about 2 KB. */
export const MAX_MESSAGE_BYTES = 64 * 1024;
export const MAX_MESSAGES_PER_SECOND = 50;

/** The host's word for: your first call has come, do not make it again. */
export const HEARD = 'heard';

const nothing = object({});
/** Salesforce record id, 15 or 18 characters. */
const recordId = text(18, /^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/);
const direction = oneOf('forward', 'backward');
const code = text(200, /^[A-Za-z0-9._~-]{16,}$/);
const version = integer(0, 1000);

/** Widget to host, answered. */
export const callShapes = {
  /** What the widget needs to begin: a one-time code for its nonce, the record, the page's theme. */
  getSession: {
    input: nothing,
    output: object({
      protocol: object({ oldest: version, newest: version }),
      code,
      recordId: orNull(recordId),
      theme: themeShape,
      visible: flag,
    }),
  },
  /** Another one-time code, when the widget's token is about to end. */
  requestCode: { input: nothing, output: object({ code }) },
  /** Opens a Salesforce record beside the current one. */
  openRecord: { input: object({ recordId }), output: nothing },
} as const;

/** Widget to host, unanswered. */
export const widgetNoticeShapes = {
  /** Care changed these Salesforce records; the page should read them again. */
  recordChanged: object({ recordIds: list(recordId, 200) }),
  /** Something waits for the agent: unread messages of the customer, and what to call the tab. */
  attention: object({ unread: integer(0, 100_000), label: text(120) }),
  /** The height the widget would like, in CSS pixels. */
  height: object({ px: integer(0, 10_000) }),
  /** The keyboard leaves the widget. */
  focusOut: object({ direction }),
} as const;

/** Host to widget, unanswered. */
export const hostNoticeShapes = {
  /** The page's look changed. */
  themeChanged: themeShape,
  /** The frame came into view or left it (another console tab). */
  visibilityChanged: object({ visible: flag }),
  /** The keyboard enters the widget from this side. */
  focusIn: object({ direction }),
  /** The page shows another record now; its code must be asked for anew. */
  recordContextChanged: object({ recordId: orNull(recordId) }),
} as const;

export type Direction = Shaped<typeof direction>;
export type CallName = keyof typeof callShapes;
export type CallInput<Name extends CallName> = Shaped<(typeof callShapes)[Name]['input']>;
export type CallOutput<Name extends CallName> = Shaped<(typeof callShapes)[Name]['output']>;
export type WidgetNoticeName = keyof typeof widgetNoticeShapes;
export type WidgetNotice<Name extends WidgetNoticeName> = Shaped<(typeof widgetNoticeShapes)[Name]>;
export type HostNoticeName = keyof typeof hostNoticeShapes;
export type HostNotice<Name extends HostNoticeName> = Shaped<(typeof hostNoticeShapes)[Name]>;
export type Session = CallOutput<'getSession'>;

/** What a host does for its widget. Adding a call here makes every host fail to compile until it answers. */
export type HostCalls = {
  [Name in CallName]: (input: CallInput<Name>) => Promise<CallOutput<Name>>;
};
export type WidgetNoticeHandlers = {
  [Name in WidgetNoticeName]: (notice: WidgetNotice<Name>) => void;
};
export type HostNoticeHandlers = {
  [Name in HostNoticeName]: (notice: HostNotice<Name>) => void;
};

export type BridgeMessage =
  | { [Name in CallName]: Envelope<'call', Name, CallInput<Name>> }[CallName]
  | { [Name in WidgetNoticeName]: Envelope<'notice', Name, WidgetNotice<Name>> }[WidgetNoticeName]
  | { [Name in HostNoticeName]: Envelope<'notice', Name, HostNotice<Name>> }[HostNoticeName];

interface Envelope<Kind extends string, Name extends string, Input> {
  protocol: number;
  kind: Kind;
  name: Name;
  input: Input;
}

export const envelopeShape = object({
  protocol: version,
  kind: oneOf('call', 'notice'),
  name: text(40),
  input: anything,
});

/** A call's answer. `output` is looked at by the shape of its call. */
export type Reply =
  | { ok: true; output: unknown }
  | { ok: false; error: { code: string; detail: string; remedy?: string } };

const success = object({ ok: oneOf(true), output: anything });
const failure = object({
  ok: oneOf(false),
  error: object({ code: text(60), detail: text(1000) }, { remedy: text(1000) }),
});
export const replyShape: Shape<Reply> = {
  safeParse(value) {
    const parsed = success.safeParse(value);
    return parsed.success ? parsed : failure.safeParse(value);
  },
};
