import { fill, LABELS } from 'c/careLabels';

/**
 * What stands in the place of the conversation, by problem code. The service's own words win over the labels here,
 * because they know more; a label stands in where the service could not speak.
 */
const STATES = {
  EMBED_NO_IDENTITY_LINK: {
    kind: 'no-link',
    icon: 'utility:user',
    title: LABELS.noLinkTitle,
    detail: LABELS.noLinkText,
    remedy: LABELS.noLinkRemedy,
  },
  EMBED_RECORD_FORBIDDEN: {
    kind: 'not-permitted',
    icon: 'utility:lock',
    title: LABELS.notPermittedTitle,
    detail: LABELS.recordForbiddenText,
    remedy: LABELS.recordForbiddenRemedy,
  },
  PERMISSION_MISSING: { kind: 'not-permitted', icon: 'utility:lock', title: LABELS.notPermittedTitle },
  EMBED_AGENT_INACTIVE: { kind: 'not-permitted', icon: 'utility:lock', title: LABELS.notPermittedTitle },
  EMBED_NOT_AVAILABLE: {
    kind: 'not-available',
    icon: 'utility:info',
    title: LABELS.notAvailableTitle,
    detail: LABELS.notAvailableText,
    remedy: LABELS.notAvailableRemedy,
  },
  EMBED_CREDENTIAL_INVALID: {
    kind: 'not-configured',
    icon: 'utility:settings',
    title: LABELS.notConfiguredTitle,
  },
  EMBED_ORG_MISMATCH: { kind: 'not-configured', icon: 'utility:settings', title: LABELS.notConfiguredTitle },
  HOST_CREDENTIAL_MISSING: {
    kind: 'not-configured',
    icon: 'utility:settings',
    title: LABELS.notConfiguredTitle,
    detail: LABELS.credentialMissingText,
    remedy: LABELS.credentialMissingRemedy,
  },
  BRIDGE_CONNECT_TIMEOUT: {
    kind: 'not-configured',
    icon: 'utility:settings',
    title: LABELS.notConfiguredTitle,
    detail: LABELS.frameBlockedText,
    remedy: LABELS.frameBlockedRemedy,
  },
};

const UNREACHABLE = {
  kind: 'unreachable',
  icon: 'utility:offline',
  title: LABELS.unreachableTitle,
  detail: LABELS.unreachableText,
  remedy: LABELS.unreachableRemedy,
};

/**
 * The panel of a record that has no Care case. Where the service lets one be linked from here, the panel offers it;
 * an older service only knows the way from Care to Salesforce.
 */
export function noCareCase(objectApiName, { canLink }) {
  return {
    kind: 'no-case',
    icon: 'utility:link',
    title: objectApiName === 'Lead' ? LABELS.noCaseTitleLead : LABELS.noCaseTitleCase,
    detail: LABELS.noCaseText,
    remedy: canLink ? LABELS.noCaseLinkRemedy : LABELS.noCaseRemedy,
    code: canLink ? null : 'EMBED_NO_CARE_CASE',
    linkUrl: null,
    canLink,
  };
}

/**
 * Turns whatever went wrong (an answer's problem, an exception of Apex or of the data service, a bridge error)
 * into the one shape the panel shows: { kind, icon, title, detail, remedy, code, linkUrl, canLink }.
 *
 * @param frameUrl the address framed, if any
 * @param serviceUrl the address Apex calls, where it is known
 */
export function reduceError(error, { objectApiName, frameUrl, serviceUrl } = {}) {
  const problem = problemOf(error);
  const addresses = { frame: originOf(frameUrl), service: originOf(serviceUrl) };
  if (problem.code === 'EMBED_NO_CARE_CASE') return noCareCase(objectApiName, { canLink: false });
  const state = stateOf(problem.code, addresses);
  const words = (name) => fill(problem[name] || state[name] || '', addresses.frame, addresses.service);
  return {
    kind: state.kind,
    icon: state.icon,
    title: state.title,
    detail: words('detail'),
    remedy: words('remedy'),
    code: codeLine(problem, state.kind === 'unreachable' ? addresses.service : null),
    linkUrl: problem.linkUrl ?? null,
    canLink: false,
  };
}

// Where Apex calls one address and the page frames another, the two settings of an admin do not agree.
function stateOf(code, { frame, service }) {
  const state = STATES[code] ?? UNREACHABLE;
  const differ = code === 'BRIDGE_CONNECT_TIMEOUT' && service && service !== frame;
  return differ ? { ...state, detail: LABELS.addressesDifferText } : state;
}

// What an admin typed need not be an address.
const originOf = (url) => /^https?:\/\/[^/?#]+/i.exec(url ?? '')?.[0].toLowerCase() ?? null;

function codeLine({ code, note }, address) {
  return [note ? `${code}: ${note}` : code, address].filter(Boolean).join(' ');
}

function problemOf(error) {
  if (error?.code) return error;
  const note = messageOf(error);
  // The platform refuses a person without the permission set before our Apex runs, and has no code for it.
  if (/\bApex class\b|CareHostController/.test(note)) return { code: 'HOST_CREDENTIAL_MISSING', note };
  if (error?.status === 403 || error?.status === 404) return { code: 'EMBED_RECORD_FORBIDDEN', note };
  return { code: 'HOST_FAILED', note };
}

function messageOf(error) {
  const body = error?.body;
  if (Array.isArray(body)) return body.map((entry) => entry.message).join('. ');
  return body?.message ?? error?.message ?? '';
}
