/**
 * What became of tokens that were given up: what is gone here for good may still be known to Salesforce, and then
 * somebody revokes it there.
 */
export function disconnectedWords({ revoked, notRevoked }: { revoked: number; notRevoked: number }): string {
  if (notRevoked === 0)
    return `Disconnected. Salesforce has revoked ${revoked === 1 ? '1 token' : `${revoked} tokens`}.`;
  const left = notRevoked === 1 ? '1 token' : `${notRevoked} tokens`;
  return `Disconnected here. Salesforce could not be told about ${left}: revoke Care in Setup, Connected Apps OAuth Usage.`;
}
