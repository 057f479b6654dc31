/** What a text tells that it must not, and as much of it as may be shown. */
export interface FoundSecret {
  kind: 'refresh token' | 'access token' | 'authorization code' | 'webhook secret' | 'secret of Care';
  /** Its beginning. */
  begins: string;
}

const SHAPES: readonly (readonly [FoundSecret['kind'], RegExp])[] = [
  ['refresh token', /5Aep[\w.-]{20,}/g],
  // The org's id, an exclamation mark, plain or as an address has it once or twice over, and the session.
  ['access token', /00D[A-Za-z0-9]{9,15}(?:!|%(?:25)*21)[\w.%-]{16,}/gi],
  ['authorization code', /aPrx[\w.-]{20,}/g],
  ['webhook secret', /whsec_[\w+/=-]{20,}/g],
];
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
/** Of a policy or a script: says what something is, not how to get in. */
const DIGEST = /sha(?:256|384|512)-[\w+/-]+/g;
/** Care draws 256 bits for each code, token, ticket and key: 43 characters of base64url, or more with a word before. */
const LONG_ENOUGH = /[\w-]{43,}/g;

/** Tokens of Salesforce and secrets of Care in a text, by their shapes: whoever reads it could use them. */
export function findSecrets(text: string): FoundSecret[] {
  const found: FoundSecret[] = [];
  const rest = SHAPES.reduce(
    (left, [kind, shape]) =>
      left.replace(shape, (secret) => {
        found.push(told(kind, secret));
        return ' ';
      }),
    text,
  );
  for (const [run] of rest.replace(UUID, '.').replace(DIGEST, ' ').matchAll(LONG_ENOUGH)) {
    if (isDrawn(run)) found.push(told('secret of Care', run));
  }
  return found;
}

const told = (kind: FoundSecret['kind'], secret: string): FoundSecret => ({
  kind,
  begins: `${secret.slice(0, 8)}…`,
});

/** Whether nobody wrote this: half of what is drawn is capitals and digits; of names in code, a third at the most. */
function isDrawn(run: string): boolean {
  const share = (sort: RegExp) => (run.match(sort) ?? []).length / run.replaceAll(/[_-]/g, '').length;
  return share(/[A-Z0-9]/g) > 1 / 3 && share(/[a-z]/g) > 1 / 8 && /[A-Z]/.test(run) && /\d/.test(run);
}
