import { z } from 'zod';

interface ProblemDefinition {
  status: number;
  /** The fact, in the reader's words. The occurrence's own `detail` may say more. */
  title: string;
  /** What to do now. */
  remedy: string;
}

const define = <const T extends Record<string, ProblemDefinition>>(registry: T): T => registry;

/**
 * Every problem the service can answer with (RFC 9457). Codes are part of the contract and stay;
 * wording may change.
 */
export const PROBLEMS = define({
  VALIDATION_FAILED: {
    status: 400,
    title: 'The request does not fit the contract.',
    remedy: 'Correct the fields named in `errors` and send it again.',
  },
  UNAUTHENTICATED: {
    status: 401,
    title: 'No valid sign-in came with the request.',
    remedy: 'Sign in again.',
  },
  FORBIDDEN: { status: 403, title: 'This is not for you to do.', remedy: 'Ask a Care admin.' },
  PERMISSION_MISSING: {
    status: 403,
    title: 'Your role does not allow this.',
    remedy: 'Ask a Care admin to change your role.',
  },
  CARE_MODULE_MISSING: {
    status: 403,
    title: 'This account uses Community without the Care module.',
    remedy: 'Work on the Community page. Whoever runs Care can give the account the Care module.',
  },
  COMMUNITY_MODULE_MISSING: {
    status: 403,
    title: 'This account has no Community messages: what customers write becomes Care cases.',
    remedy: 'Work on the cases in the inbox.',
  },
  NOT_FOUND: {
    status: 404,
    title: 'There is nothing here that you can see.',
    remedy: 'Check the address; it may belong to another account.',
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    title: 'This address does not take that method.',
    remedy: 'See the API document.',
  },
  PAYLOAD_TOO_LARGE: { status: 413, title: 'The request is too large.', remedy: 'Send less at once.' },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    title: 'The body is not JSON.',
    remedy: 'Send Content-Type: application/json.',
  },
  RATE_LIMITED: {
    status: 429,
    title: 'Too many requests in a short time.',
    remedy: 'Wait for the seconds in Retry-After, then try again.',
  },
  INTERNAL: {
    status: 500,
    title: 'Something broke on our side.',
    remedy: 'Try again; if it stays, give your admin the request id.',
  },
  NOT_READY: {
    status: 503,
    title: 'The service is starting or its database does not answer.',
    remedy: 'Try again in a few seconds.',
  },
  WEB_APPS_NOT_BUILT: {
    status: 503,
    title: 'The web pages have not been built.',
    remedy: 'Run `npm run build` once and start the service again.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    status: 422,
    title: 'This Idempotency-Key came before with another request.',
    remedy: 'Use a new key for a new request.',
  },
  IDEMPOTENCY_IN_PROGRESS: {
    status: 409,
    title: 'The first request with this Idempotency-Key is still under way.',
    remedy: 'Wait a moment and send it again with the same key.',
  },

  SIGN_IN_UNAVAILABLE: {
    status: 404,
    title: 'There is no such way to sign in here.',
    remedy: 'Sign in by a link: `care sign-in-link YOUR-EMAIL` makes one.',
  },
  SIGN_IN_INTERRUPTED: {
    status: 400,
    title: 'This sign-in was begun in another browser, was used before, or took longer than ten minutes.',
    remedy: 'Sign in again.',
  },
  SIGN_IN_REFUSED: {
    status: 403,
    title: 'Your company’s sign-in did not let you in.',
    remedy: 'Sign in again; if it stays, ask whoever runs it.',
  },
  SIGN_IN_FAILED: {
    status: 502,
    title: 'Your company’s sign-in does not answer as it should.',
    remedy: 'Try again in a minute; if it stays, ask whoever runs Care.',
  },
  SIGN_IN_EMAIL_UNVERIFIED: {
    status: 403,
    title: 'Your company’s sign-in does not vouch for your e-mail address.',
    remedy: 'Verify the address there, then sign in again.',
  },
  SIGN_IN_UNKNOWN_PERSON: {
    status: 403,
    title: 'Nobody with your e-mail address works in Care.',
    remedy: 'Ask a Care admin to invite you.',
  },
  SIGN_IN_SEVERAL_ACCOUNTS: {
    status: 409,
    title: 'Your e-mail address belongs to several accounts of Care.',
    remedy: 'Ask a Care admin of the account you want for a sign-in link.',
  },
  SIGN_IN_LINK_INVALID: {
    status: 401,
    title: 'This sign-in link has expired or was used before.',
    remedy: 'Ask for a new one: `care sign-in-link AGENT-EMAIL`.',
  },
  CROSS_SITE_REQUEST: {
    status: 403,
    title: 'The request came from another site.',
    remedy: 'Open Care itself and try there.',
  },

  ROLE_NAME_TAKEN: {
    status: 409,
    title: 'There is a role with this name already.',
    remedy: 'Choose another name.',
  },
  ROLE_BUILT_IN: {
    status: 409,
    title: 'A built-in role cannot be changed or deleted.',
    remedy: 'Add a role of your own instead.',
  },
  ROLE_IN_USE: {
    status: 409,
    title: 'People have this role.',
    remedy: 'Give them another role, then delete this one.',
  },
  ROLE_UNKNOWN: { status: 422, title: 'There is no such role.', remedy: 'Choose one from the list.' },
  ROLE_EXCEEDS_YOURS: {
    status: 403,
    title: 'That role may do more than yours.',
    remedy: 'Ask somebody whose role may do as much.',
  },
  LAST_ADMIN: {
    status: 409,
    title: 'This is the last active Admin of the account.',
    remedy: 'Make somebody else an Admin first.',
  },
  USER_EXISTS: {
    status: 409,
    title: 'Somebody with this e-mail address is in the account already.',
    remedy: 'Change that person in Users.',
  },
  USER_NOT_INVITED: {
    status: 409,
    title: 'This person is not waiting for an invitation.',
    remedy: 'Somebody active signs in; somebody deactivated is activated first.',
  },
  GROUP_NAME_TAKEN: {
    status: 409,
    title: 'There is a group with this name already.',
    remedy: 'Choose another name.',
  },
  GROUP_UNKNOWN: { status: 422, title: 'There is no such group.', remedy: 'Choose one from the list.' },

  CASE_FIELD_NAME_TAKEN: {
    status: 409,
    title: 'There is a case field with this name already.',
    remedy: 'Choose another name.',
  },
  CARE_DATA_IN_USE: {
    status: 409,
    title: 'Mappings or rules use it.',
    remedy: 'Take it out of them first.',
  },

  REPLY_NOT_ASSIGNED: {
    status: 403,
    title: 'Only the assigned person can reply.',
    remedy: 'Choose *Assign me*, or add a note.',
  },
  REPLY_CASE_CLOSED: { status: 409, title: 'The case is closed.', remedy: 'Set it to Open, then reply.' },
  REPLY_KIND_UNAVAILABLE: {
    status: 422,
    title: 'The platform has no such kind of reply.',
    remedy: 'Choose another kind.',
  },
  REPLY_EMPTY: { status: 422, title: 'The reply is empty.', remedy: 'Write something or attach a file.' },
  REPLY_TOO_LONG: {
    status: 422,
    title: 'The reply is longer than the platform allows.',
    remedy: 'Shorten it or split it.',
  },
  CASE_OPEN_ELSEWHERE: {
    status: 409,
    title: 'This customer already has an open case on this profile.',
    remedy: 'Work on that case; there can be one at a time.',
  },
  DEFAULT_USER_NOT_CONNECTED: {
    status: 409,
    title: 'Only somebody who is connected can hold the default token.',
    remedy: 'Let them connect again first, or choose another user.',
  },
  AGENT_UNKNOWN: {
    status: 422,
    title: 'There is no such active agent.',
    remedy: 'Choose one from the list.',
  },

  CHANNEL_SIGNATURE_INVALID: {
    status: 401,
    title: 'The signature does not fit the message.',
    remedy: "Sign with the profile's current secret, by Standard Webhooks, within five minutes.",
  },

  EMBED_CREDENTIAL_INVALID: {
    status: 401,
    title: "The org's credential is unknown or was replaced.",
    remedy: 'A Care admin reconnects the org; the credential is set again.',
  },
  EMBED_ORG_MISMATCH: {
    status: 403,
    title: 'This org is a copy of a connected one.',
    remedy: 'Connect it: in Care, Settings, Integrations & API, Connect Sandbox.',
  },
  EMBED_NOT_AVAILABLE: {
    status: 403,
    title:
      'Your account uses Community without the Care module. Implementation of an iframe in Salesforce is not available.',
    remedy:
      'Create Salesforce cases and leads from a Community message, then work on them in Salesforce alone.',
  },
  EMBED_NO_IDENTITY_LINK: {
    status: 403,
    title: 'Your Salesforce user is not linked to a Care agent.',
    remedy: 'Connect to Salesforce once in Care, or ask a Care admin to link you.',
  },
  EMBED_AGENT_INACTIVE: {
    status: 403,
    title: 'The linked Care agent is not active.',
    remedy: 'Ask a Care admin.',
  },
  EMBED_RECORD_FORBIDDEN: {
    status: 403,
    title: 'You have no access to this record in Salesforce.',
    remedy: "Ask the record's owner or your Salesforce admin.",
  },
  EMBED_NO_CARE_CASE: {
    status: 404,
    title: 'No Care case belongs to this record.',
    remedy: 'Link a Care case or escalate one from Care.',
  },
  EMBED_SCOPE_INSUFFICIENT: {
    status: 403,
    title: 'This page may not do that.',
    remedy: 'Reload the page in Salesforce.',
  },
  EMBED_CODE_INVALID: {
    status: 401,
    title: 'The one-time code has expired, was used before or is not for this frame.',
    remedy: 'Reload the page in Salesforce.',
  },

  CASE_ALREADY_LINKED: {
    status: 409,
    title: 'This Care case belongs to another Salesforce record already.',
    remedy: 'Open that record, or choose another Care case.',
  },
  RECORD_ALREADY_LINKED: {
    status: 409,
    title: 'Another Care case belongs to this Salesforce record already.',
    remedy: 'Reload the page to see it.',
  },
  ACTION_NO_AGENT: {
    status: 403,
    title: 'No Care agent stands for the user this runs as.',
    remedy: 'Link the user to a Care agent, or name an automation agent for this org in Care settings.',
  },

  SALESFORCE_NOT_CONNECTED: {
    status: 409,
    title: 'No Salesforce org is connected.',
    remedy: 'A Care admin connects one in Settings.',
  },
  SALESFORCE_RECONNECT_NEEDED: {
    status: 409,
    title: 'The Salesforce connection has expired.',
    remedy: 'Connect again in Settings. What waits will be delivered in order.',
  },
  SALESFORCE_REFUSED: {
    status: 422,
    title: 'Salesforce did not accept the record.',
    remedy: 'See the fields named and correct them.',
  },
  SALESFORCE_UNAVAILABLE: {
    status: 503,
    title: 'Salesforce cannot be reached or is over its limit.',
    remedy: 'It will be tried again by itself.',
  },
  SALESFORCE_RECORD_GONE: {
    status: 409,
    title: 'This Salesforce record was deleted or merged into another one.',
    remedy: 'Open the record that took its place and try there.',
  },
  CONTACT_LINK_REQUIRED: {
    status: 409,
    title: 'The customer is not linked to a Salesforce contact.',
    remedy: 'Link a contact first.',
  },
  CUSTOMER_SILENT_90_DAYS: {
    status: 409,
    title: 'The customer’s last message is 90 or more days old.',
    remedy:
      'A Salesforce case needs a newer message from the customer; an admin can lift this rule in Settings.',
  },
  ALREADY_ESCALATED: {
    status: 409,
    title: 'This case stands in Salesforce already.',
    remedy: 'Open that one, or ask for another on purpose.',
  },
  UNDO_OFF: {
    status: 409,
    title: 'This account does not undo what went to Salesforce.',
    remedy: 'Close the record in Salesforce, or ask a Care admin to allow undoing in Settings.',
  },
  UNDO_TOO_LATE: {
    status: 409,
    title: 'It went to Salesforce too long ago to be undone.',
    remedy: 'Close the record in Salesforce. A Care admin sets how long undoing is possible.',
  },
  NOTHING_TO_UNDO: {
    status: 409,
    title: 'There is no record in Salesforce to undo.',
    remedy: 'Reload the case to see where it stands.',
  },
  UNDO_ACT_REFUSED: {
    status: 403,
    title: 'That cannot be done to this record.',
    remedy: 'Choose another way to undo it, or ask a Salesforce admin for the right.',
  },
  MAPPING_CHANGED: {
    status: 409,
    title: 'Somebody has saved another version of this mapping.',
    remedy: 'Compare it with yours, then save yours on top of it or take theirs.',
  },
  MAPPING_DOES_NOT_FIT: {
    status: 422,
    title: 'Some fields do not take what is mapped to them.',
    remedy: 'Correct the fields named and save again.',
  },
  INTEGRATION_NOT_ENABLED: {
    status: 409,
    title: 'Salesforce for Community and Care is not enabled for this account.',
    remedy: 'Request it in Settings, Integrations & API; the operator of this installation enables it.',
  },
  ATTEMPT_NOT_OPEN: {
    status: 409,
    title: 'This attempt to connect is over.',
    remedy: 'Start again in Settings, Integrations & API.',
  },
  ATTEMPT_OF_OTHER_BROWSER: {
    status: 403,
    title: 'This attempt to connect was begun in another session.',
    remedy: 'Confirm it where you began, or start again here.',
  },
  OAUTH_STATE_INVALID: {
    status: 400,
    title: 'This sign-in attempt is not known here, is too old, or was used before.',
    remedy: 'Start again from Care.',
  },
  OAUTH_DENIED: {
    status: 403,
    title: 'Salesforce was not allowed to share the data.',
    remedy: 'Start again and choose Allow.',
  },
  OAUTH_FAILED: {
    status: 502,
    title: 'Salesforce did not complete the sign-in.',
    remedy: 'Start again; if it stays, ask a Salesforce admin.',
  },
  ORG_TYPE_DIFFERS: {
    status: 409,
    title: 'The org is not of the type that was asked for.',
    remedy: 'Connect it as what it is.',
  },
  ORG_DIFFERS: {
    status: 409,
    title: 'You signed in to another org than the one of this connection.',
    remedy: 'Start again and log in to that org; or connect the other one by itself.',
  },
  ORG_ACCESS_MISSING: {
    status: 403,
    title: 'Salesforce lets this user in, but not to its API.',
    remedy:
      'A Salesforce admin gives the user the permission API Enabled (the permission set Care Integration has it), in an edition with API access.',
  },
  ORG_HOST_REFUSED: {
    status: 422,
    title: 'That is not an address of a Salesforce org.',
    remedy:
      'Give the address in Setup, My Domain, Current My Domain URL, such as https://acme.my.salesforce.com.',
  },
});

export type ProblemCode = keyof typeof PROBLEMS;

export const ProblemBody = z.object({
  type: z.string().describe('`urn:care:problem:` and the code'),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string().describe('The fact of this occurrence'),
  remedy: z.string(),
  requestId: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), fact: z.string() })).optional(),
  linkUrl: z.url().optional().describe('EMBED_NO_IDENTITY_LINK: where one links oneself'),
  linkedTo: z
    .object({ recordId: z.string(), object: z.enum(['Case', 'Lead']), number: z.string().nullable() })
    .optional()
    .describe('CASE_ALREADY_LINKED: the record the case belongs to'),
});
export type ProblemBody = z.output<typeof ProblemBody>;
