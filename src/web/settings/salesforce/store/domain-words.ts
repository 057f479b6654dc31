/** What is wrong with a typed My Domain address, as far as it tells by itself, and what was probably meant. */
export interface DomainProblem {
  readonly fact: string;
  /** The address to use instead. */
  readonly instead: string | null;
}

const PAGES = /^([a-z0-9-]+)(\.[a-z]+)?\.(?:lightning\.force|vf\.force|my\.salesforce-setup)\.com$/;
const MY_DOMAIN = /^[a-z0-9][a-z0-9-]*(?:\.[a-z]+)?\.my\.salesforce\.com$/;
const NAME = /^[a-z0-9][a-z0-9-]*$/;

/**
 * Null: nothing to say; the service has the last word. Empty is right, too: then Salesforce's usual address is used.
 * The forms are those of https://help.salesforce.com, "My Domain URL Formats".
 */
export function domainProblem(typed: string, environment: 'production' | 'sandbox'): DomainProblem | null {
  const host = hostOf(typed);
  if (host === '') return null;
  if (NAME.test(host) && host !== 'localhost') {
    return { fact: 'That is only the name.', instead: myDomain(host, environment) };
  }
  const [, name = '', part = ''] = PAGES.exec(host) ?? [];
  if (name)
    return {
      fact: 'That is the address of the org’s pages, not the one to log in at.',
      instead: `${name}${part}.my.salesforce.com`,
    };
  if (!MY_DOMAIN.test(host)) return null;
  const isSandbox = host.includes('.sandbox.');
  if (isSandbox && environment === 'production')
    return { fact: 'That is a sandbox. Use Connect Sandbox for it.', instead: null };
  if (!isSandbox && host.includes('--'))
    return {
      fact: 'A sandbox’s address has “.sandbox” in it.',
      instead: myDomain(host.split('.')[0]!, 'sandbox'),
    };
  return null;
}

const myDomain = (name: string, environment: 'production' | 'sandbox'): string =>
  environment === 'sandbox' ? `${name}.sandbox.my.salesforce.com` : `${name}.my.salesforce.com`;

function hostOf(typed: string): string {
  const text = typed.trim().toLowerCase();
  return text.replace(/^[a-z]+:\/\//, '').replace(/[/?#:].*$/, '');
}
