import { PROBLEMS, type ProblemCode } from '../../api/problems.ts';
import type { AttemptProblem, BrokenOff } from '../../domain/attempt.ts';
import { Problem } from '../problem.ts';
import { AuthorizationRefused, OrgAccessRefused } from './sign-in-server.ts';
import { TokenRequestError } from './token-answer.ts';

/** Something Salesforce says when it lets nobody in, and what helps. */
export interface SalesforceWords {
  /** Salesforce's own. */
  words: string;
  meaning: string;
  remedy: string;
}

interface Known extends SalesforceWords {
  /** Against `error: description`. */
  match: RegExp;
  /** Whether a page of Salesforce's may say it, from which no way leads back. */
  onItsPage: boolean;
}

const INSTALL =
  'A Salesforce admin installs the external client app Care in this org (step 2 of the page before), then start again.';

/**
 * Most likely first; `words` as they stand on the screen, so that people find them. Sources: Help 005132365,
 * "OAuth 2.0 Authorization Errors", and reports of real pages.
 */
const known = (redirectUri: string): Known[] => [
  {
    match: /OAUTH_APPROVAL_ERROR_GENERIC/,
    words:
      'OAUTH_APPROVAL_ERROR_GENERIC : An unexpected error has occurred during authentication. Please try again.',
    meaning:
      'Mostly that the app Care is not installed in this org, and your user may not approve such apps. The address bar then says: app must be installed into org.',
    remedy: `${INSTALL} If it is installed: wait half an hour, until every server of Salesforce knows it.`,
    onItsPage: true,
  },
  {
    match: /OAUTH_EC_APP_NOT_FOUND|not installed in this org|must be installed into org/i,
    words: 'OAUTH_EC_APP_NOT_FOUND',
    meaning: 'The app Care is not installed in this org.',
    remedy: INSTALL,
    onItsPage: true,
  },
  {
    match: /OAUTH_APP_ACCESS_DENIED|not admin approved|hasn't approved this consumer/i,
    words: 'OAUTH_APP_ACCESS_DENIED: user is not admin approved to access this app',
    meaning: 'Only users whom an admin has approved may use the app Care, and yours is not among them.',
    remedy:
      'A Salesforce admin assigns you a permission set that the policies of the app Care name (Setup, External Client App Manager, Care, Policies), such as Care Admin. Then start again.',
    onItsPage: true,
  },
  {
    match: /OAUTH_APP_BLOCKED|blocked by admin/i,
    words: 'OAUTH_APP_BLOCKED: this app is blocked by admin',
    meaning: 'A Salesforce admin has blocked the app Care in this org.',
    remedy: 'An admin presses Unblock in Setup, Connected Apps OAuth Usage, at Care. Then start again.',
    onItsPage: true,
  },
  {
    match: /redirect_uri_mismatch/,
    words: 'error=redirect_uri_mismatch&error_description=redirect_uri%20must%20match%20configuration',
    meaning: 'The app Care does not know the address of this Care.',
    remedy: `Whoever runs this Care gives the app the callback URL ${redirectUri}, to the letter.`,
    onItsPage: true,
  },
  {
    match: /invalid_client_id|client identifier invalid/i,
    words: 'error=invalid_client_id&error_description=client%20identifier%20invalid',
    meaning: 'The org does not know the app Care, or does not know it yet.',
    remedy:
      'A new app takes up to half an hour: try again then. If it stays, whoever runs this Care compares its consumer key with that of the app.',
    onItsPage: true,
  },
  {
    match: /inactive_user|user is inactive/i,
    words:
      "Please check your username and password. If you still can't log in, contact your Salesforce administrator.",
    meaning:
      'Beside a wrong password: the user is deactivated, frozen or locked out, or has no right to log in.',
    remedy:
      'A Salesforce admin looks at the user in Setup, Users: Active, not Frozen, not locked; Login History there names the reason. Or log in as another user.',
    onItsPage: true,
  },
  {
    match: /ip restricted|ip_restricted/i,
    words: 'invalid_grant: ip restricted',
    meaning: 'The org does not let this Care in from its IP address.',
    remedy:
      "A Salesforce admin adds this Care's addresses to the trusted ranges (Setup, Network Access; the user's profile; the app's policies). Then start again.",
    onItsPage: false,
  },
  {
    match: /invalid_client\b/,
    words: 'invalid_client: invalid client credentials',
    meaning: 'Salesforce does not take the secret of this Care.',
    remedy: "Whoever runs this Care gives it the app's present consumer secret, then start again.",
    onItsPage: false,
  },
  {
    match: /inactive_org/,
    words: 'inactive_org',
    meaning: 'Salesforce has locked this org.',
    remedy: 'A Salesforce admin settles it with Salesforce. Then start again.',
    onItsPage: false,
  },
  {
    match: /invalid_scope/,
    words: 'invalid_scope: the requested scope is not allowed',
    meaning: 'The app Care does not allow all that Care needs.',
    remedy:
      'A Salesforce admin gives the app Care the scopes api, refresh_token and openid (Setup, External Client App Manager). Then start again.',
    onItsPage: false,
  },
];

/** What a person may be looking at who has not come back. */
export const mayHaveShown = (redirectUri: string): SalesforceWords[] =>
  known(redirectUri)
    .filter(({ onItsPage }) => onItsPage)
    .map(({ words, meaning, remedy }) => ({ words, meaning, remedy }));

/** For an attempt whose answer nobody took in to the end. */
export const INTERRUPTED: BrokenOff = {
  held: {
    code: 'OAUTH_FAILED',
    fact: 'Care was interrupted while it asked Salesforce. Nothing was connected, and the access is given back.',
    remedy: 'Start again.',
  },
  unsure: {
    code: 'OAUTH_FAILED',
    fact: 'Care was interrupted while it asked Salesforce, and saved nothing. The access may be left over there.',
    remedy:
      'Start again. An admin of the org can end what may be left over: Setup, Connected Apps OAuth Usage, Care, the users, Revoke.',
  },
};

/**
 * Why an attempt leads nowhere, in words for the one who made it.
 *
 * @param redirectUri of this installation.
 */
export function explain(error: unknown, redirectUri: string): AttemptProblem {
  if (error instanceof Problem) {
    return { code: error.code, fact: error.message, remedy: PROBLEMS[error.code].remedy };
  }
  if (error instanceof OrgAccessRefused) return described('ORG_ACCESS_MISSING', saidBy(error.words));
  if (error instanceof AuthorizationRefused) {
    // The documentation writes it both ways.
    if (/^access[_-]denied$/.test(error.error)) {
      return described('OAUTH_DENIED', 'Deny was pressed in Salesforce, and nothing was saved.');
    }
    return refused(error.error, error.description, redirectUri);
  }
  if (error instanceof TokenRequestError) {
    if (error.error !== null) return refused(error.error, error.description ?? '', redirectUri);
    return described('OAUTH_FAILED', clean(error.message));
  }
  return described('INTERNAL', 'Care stumbled over what came back from Salesforce, and saved nothing.');
}

function refused(error: string, description: string, redirectUri: string): AttemptProblem {
  const words = description === '' ? error : `${error}: ${description}`;
  const rule = known(redirectUri).find(({ match }) => match.test(words));
  const problem = described('OAUTH_FAILED', saidBy(words));
  if (!rule) return problem;
  return { ...problem, fact: `${rule.meaning} ${problem.fact}`, remedy: rule.remedy };
}

const described = (code: ProblemCode, fact: string): AttemptProblem => ({
  code,
  fact,
  remedy: PROBLEMS[code].remedy,
});

const saidBy = (words: string): string => `Salesforce says: ${clean(words)}`;

/** What comes from outside is shown as one short line. */
const clean = (text: string): string => text.replace(/\s+/g, ' ').replace(/\p{C}/gu, '').trim().slice(0, 400);
