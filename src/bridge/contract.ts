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
 */
import * as z from 'zod/mini';
import { themeSchema } from './theme.ts';

// The page's policy forbids code from text; without this zod tries it and the policy reports a violation.
z.config({ jitless: true });

/** Raised on any change an older peer would misread. */
export const PROTOCOL_VERSION = 1;
/** The oldest version this side still speaks. */
export const OLDEST_PROTOCOL = 1;

/** A peer that sends more is not ours: the largest honest message is a theme, about 2 KB. */
export const MAX_MESSAGE_BYTES = 64 * 1024;
export const MAX_MESSAGES_PER_SECOND = 50;

const nothing = z.object({});
/** Salesforce record id, 15 or 18 characters. */
export const recordIdSchema = z.string().check(z.regex(/^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/));
const direction = z.enum(['forward', 'backward']);
const code = z.string().check(z.minLength(16), z.maxLength(200), z.regex(/^[A-Za-z0-9._~-]+$/));

/** Widget to host, answered. */
export const callSchemas = {
  /** What the widget needs to begin: a one-time code for its nonce, the record, the page's theme. */
  getSession: {
    input: nothing,
    output: z.object({
      protocol: z.object({ oldest: z.int(), newest: z.int() }),
      code,
      recordId: z.nullable(recordIdSchema),
      theme: themeSchema,
      visible: z.boolean(),
    }),
  },
  /** Another one-time code, when the widget's token is about to end. */
  requestCode: { input: nothing, output: z.object({ code }) },
  /** Opens a Salesforce record beside the current one. */
  openRecord: { input: z.object({ recordId: recordIdSchema }), output: nothing },
} as const;

/** Widget to host, unanswered. */
export const widgetNoticeSchemas = {
  /** Care changed these Salesforce records; the page should read them again. */
  recordChanged: z.object({ recordIds: z.array(recordIdSchema).check(z.maxLength(200)) }),
  /** Something waits for the agent: unread messages of the customer, and what to call the tab. */
  attention: z.object({ unread: z.int().check(z.minimum(0)), label: z.string().check(z.maxLength(120)) }),
  /** The height the widget would like, in CSS pixels. */
  height: z.object({ px: z.int().check(z.minimum(0), z.maximum(10_000)) }),
  /** The keyboard leaves the widget. */
  focusOut: z.object({ direction }),
} as const;

/** Host to widget, unanswered. */
export const hostNoticeSchemas = {
  /** The page's look changed. */
  themeChanged: themeSchema,
  /** The frame came into view or left it (another console tab). */
  visibilityChanged: z.object({ visible: z.boolean() }),
  /** The keyboard enters the widget from this side. */
  focusIn: z.object({ direction }),
  /** The page shows another record now; its code must be asked for anew. */
  recordContextChanged: z.object({ recordId: z.nullable(recordIdSchema) }),
} as const;

export type Direction = z.infer<typeof direction>;
export type CallName = keyof typeof callSchemas;
export type CallInput<Name extends CallName> = z.infer<(typeof callSchemas)[Name]['input']>;
export type CallOutput<Name extends CallName> = z.infer<(typeof callSchemas)[Name]['output']>;
export type WidgetNoticeName = keyof typeof widgetNoticeSchemas;
export type WidgetNotice<Name extends WidgetNoticeName> = z.infer<(typeof widgetNoticeSchemas)[Name]>;
export type HostNoticeName = keyof typeof hostNoticeSchemas;
export type HostNotice<Name extends HostNoticeName> = z.infer<(typeof hostNoticeSchemas)[Name]>;
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

export const envelopeSchema = z.object({
  protocol: z.int(),
  kind: z.enum(['call', 'notice']),
  name: z.string().check(z.maxLength(40)),
  input: z.unknown(),
});

export const replySchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), output: z.unknown() }),
  z.object({
    ok: z.literal(false),
    error: z.object({
      code: z.string().check(z.maxLength(60)),
      detail: z.string().check(z.maxLength(1000)),
      remedy: z.optional(z.string().check(z.maxLength(1000))),
    }),
  }),
]);
export type Reply = z.infer<typeof replySchema>;
