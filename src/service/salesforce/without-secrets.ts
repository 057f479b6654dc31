/** A session id of Salesforce: the org's id, an exclamation mark, and what must not be told. */
const SESSION_ID = /\b00D[A-Za-z0-9]{9,15}(?:!|%21)[\w.%-]{16,}/g;

/** Shorter than this, a value is a word and no secret. */
const FEWEST_CHARACTERS = 8;

/**
 * The other side's words without what it was shown, as it was or as an address has it, and without anybody's session
 * id: some servers say back what they refuse, and what they say is shown to people, logged and kept.
 */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) {
    if (secret.length < FEWEST_CHARACTERS) continue;
    for (const form of new Set([secret, encodeURIComponent(secret)])) clean = clean.replaceAll(form, '…');
  }
  return clean.replace(SESSION_ID, '…');
}

/** What an HTTP request shows: its bearer token, and the fields of a form. */
export function secretsShown(headers: Readonly<Record<string, string>>, body: string | undefined): string[] {
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  const bearer = named.flatMap(([name, value]) =>
    name === 'authorization' ? [value.replace(/^\S+\s+/, '')] : [],
  );
  const isForm = named.some(
    ([name, value]) => name === 'content-type' && /x-www-form-urlencoded/.test(value),
  );
  return isForm ? [...bearer, ...formSecrets(body ?? '')] : bearer;
}

/** What the forms of OAuth carry that nobody else may know. */
const SECRET_FIELDS = ['refresh_token', 'client_secret', 'code', 'code_verifier', 'token'];

function formSecrets(body: string): string[] {
  const form = new URLSearchParams(body);
  return SECRET_FIELDS.flatMap((name) => form.getAll(name));
}
