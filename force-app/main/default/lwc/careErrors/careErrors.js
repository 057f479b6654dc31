import { fill, LABELS } from 'c/careLabels';

/**
 * What stands in the place of the conversation, by problem code. The service's own words win over the labels here,
 * because they know more; a label stands in where the service could not speak.
 */
const STATES = {
  EMBED_NO_CARE_CASE: {
    kind: 'no-case',
    icon: 'utility:comments',
    title: LABELS.noCaseTitle,
    detail: LABELS.noCaseText,
    remedy: LABELS.noCaseRemedy,
    ownWords: true,
  },
  EMBED_NO_IDENTITY_LINK: {
    kind: 'no-link',
    icon: 'utility:link',
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
  EMBED_AGENT_INACTIVE: { kind: 'not-permitted', icon: 'utility:lock', title: LABELS.notPermittedTitle },
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
 * Turns whatever went wrong (an answer's problem, an exception of Apex or of the data service, a bridge error)
 * into the one shape the panel shows: { kind, icon, title, detail, remedy, code, linkUrl }.
 */
export function reduceError(error) {
  const problem = problemOf(error);
  const state = STATES[problem.code] ?? UNREACHABLE;
  const words = (name) => {
    const given = state.ownWords ? undefined : problem[name];
    return fill(given || state[name] || '', problem.address);
  };
  return {
    kind: state.kind,
    icon: state.icon,
    title: state.title,
    detail: words('detail'),
    remedy: words('remedy'),
    code: problem.note ? `${problem.code}: ${problem.note}` : problem.code,
    linkUrl: problem.linkUrl ?? null,
  };
}

function problemOf(error) {
  if (error?.code) {
    const { code, detail, remedy, linkUrl, address } = error;
    return { code, detail, remedy, linkUrl, address };
  }
  if (error?.status === 403 || error?.status === 404) {
    return { code: 'EMBED_RECORD_FORBIDDEN', note: messageOf(error) };
  }
  return { code: 'HOST_FAILED', note: messageOf(error) };
}

function messageOf(error) {
  const body = error?.body;
  if (Array.isArray(body)) return body.map((entry) => entry.message).join('. ');
  return body?.message ?? error?.message ?? '';
}
