import { noCareCase, reduceError } from 'c/careErrors';
import { LABELS } from 'c/careLabels';

const FRAME = 'https://care.example';
const CALLED = 'https://api.care.example';

describe('c-care-errors', () => {
  it.each([
    ['EMBED_NO_IDENTITY_LINK', 'no-link', LABELS.noLinkTitle],
    ['EMBED_RECORD_FORBIDDEN', 'not-permitted', LABELS.notPermittedTitle],
    ['EMBED_AGENT_INACTIVE', 'not-permitted', LABELS.notPermittedTitle],
    ['PERMISSION_MISSING', 'not-permitted', LABELS.notPermittedTitle],
    ['EMBED_NOT_AVAILABLE', 'not-available', LABELS.notAvailableTitle],
    ['EMBED_CREDENTIAL_INVALID', 'not-configured', LABELS.notConfiguredTitle],
    ['EMBED_ORG_MISMATCH', 'not-configured', LABELS.notConfiguredTitle],
    ['HOST_CREDENTIAL_MISSING', 'not-configured', LABELS.notConfiguredTitle],
    ['BRIDGE_CONNECT_TIMEOUT', 'not-configured', LABELS.notConfiguredTitle],
    ['HOST_SERVICE_UNREACHABLE', 'unreachable', LABELS.unreachableTitle],
    ['A_CODE_OF_TOMORROW', 'unreachable', LABELS.unreachableTitle],
  ])('%s becomes the state %s', (code, kind, title) => {
    expect(reduceError({ code })).toMatchObject({ kind, title, code, linkUrl: null, canLink: false });
  });

  it('lets the service speak where it does, and the labels where it does not', () => {
    const problem = {
      code: 'EMBED_NO_IDENTITY_LINK',
      detail: 'Nobody knows you.',
      linkUrl: 'https://care.example/l',
    };
    expect(reduceError(problem)).toMatchObject({
      detail: 'Nobody knows you.',
      remedy: LABELS.noLinkRemedy,
      linkUrl: 'https://care.example/l',
    });
  });

  it('tells of two addresses only where they differ and the frame did not open', () => {
    const detail = (frameUrl, serviceUrl) =>
      reduceError({ code: 'BRIDGE_CONNECT_TIMEOUT' }, { frameUrl, serviceUrl }).detail;
    expect(detail(`${FRAME}/embed/org-key`, `${CALLED}/v1`)).toBe(LABELS.addressesDifferText);
    expect(detail(`${FRAME}/embed/org-key`, FRAME)).toBe(LABELS.frameBlockedText);
    expect(detail(`${FRAME}/embed/org-key`, null)).toBe(LABELS.frameBlockedText);
    expect(detail(`${FRAME}/embed/org-key`, 'HTTPS://Care.Example')).toBe(LABELS.frameBlockedText);
    expect(detail(`${FRAME}/embed/org-key`, 'no address')).toBe(LABELS.frameBlockedText);
  });

  it('tells an admin which address could not be reached', () => {
    const error = { code: 'HOST_SERVICE_UNREACHABLE' };
    expect(reduceError(error, { serviceUrl: CALLED }).code).toBe(`HOST_SERVICE_UNREACHABLE ${CALLED}`);
  });

  it('knows the platform’s refusal of the Apex class by its words', () => {
    const message = "You do not have access to the Apex class named 'CareHostController'.";
    expect(reduceError({ status: 500, body: { message } })).toMatchObject({
      kind: 'not-configured',
      detail: LABELS.credentialMissingText,
      code: `HOST_CREDENTIAL_MISSING: ${message}`,
    });
  });

  it('takes a record that may not be read, or is gone, for a forbidden one', () => {
    for (const status of [403, 404]) {
      expect(reduceError({ status, body: [{ message: 'No' }, { message: 'access' }] })).toMatchObject({
        kind: 'not-permitted',
        code: 'EMBED_RECORD_FORBIDDEN: No. access',
      });
    }
  });

  it.each([
    [new Error('boom'), 'HOST_FAILED: boom'],
    [undefined, 'HOST_FAILED'],
  ])('gives anything else a code of its own (%s)', (error, code) => {
    expect(reduceError(error)).toMatchObject({ kind: 'unreachable', code });
  });

  it('offers to link a case where that is possible, and names the way from Care where it is not', () => {
    expect(noCareCase('Case', { canLink: true })).toMatchObject({
      kind: 'no-case',
      title: LABELS.noCaseTitleCase,
      remedy: LABELS.noCaseLinkRemedy,
      canLink: true,
    });
    expect(reduceError({ code: 'EMBED_NO_CARE_CASE' }, { objectApiName: 'Lead' })).toMatchObject({
      kind: 'no-case',
      title: LABELS.noCaseTitleLead,
      remedy: LABELS.noCaseRemedy,
      code: 'EMBED_NO_CARE_CASE',
      canLink: false,
    });
  });
});
