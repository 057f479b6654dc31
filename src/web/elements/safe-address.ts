/**
 * The address if a person may be sent there by a click, else null.
 * Only http and https; no name or password in it, which serve to disguise a host.
 * Relative addresses are taken with a base only: what a customer sends has none.
 */
export function safeAddress(address: string, base?: string): string | null {
  try {
    const url = new URL(address, base);
    const web = url.protocol === 'http:' || url.protocol === 'https:';
    return web && url.username === '' && url.password === '' ? url.href : null;
  } catch {
    return null;
  }
}
