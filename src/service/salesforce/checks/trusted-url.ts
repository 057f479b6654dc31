import { z } from 'zod';
import { soql } from '../../../domain/soql.ts';
import { type Check, fine, type MendStep, type Verdict, wrong } from './check.ts';

const TrustedUrl = z.object({
  Id: z.string(),
  DeveloperName: z.string(),
  EndpointUrl: z.string(),
  IsActive: z.boolean(),
  IsApplicableToFrameSrc: z.boolean(),
  Context: z.string(),
});
type TrustedUrl = z.output<typeof TrustedUrl>;
const QUERY = soql`SELECT Id, DeveloperName, EndpointUrl, IsActive, IsApplicableToFrameSrc, Context FROM CspTrustedSite`;

/** As the package names it. */
const NAME = 'Care_Service';
/** All, and framing; nothing else: what the package's own allows. */
const FRAMING = { IsActive: true, IsApplicableToFrameSrc: true, Context: 'All' };

/** Without it Lightning pages show an empty frame where Care would be. CspTrustedSite can be written by REST. */
export const trustedUrlCheck: Check = {
  code: 'trusted_url',
  title: 'Trusted URL',
  setup: { path: 'Setup, Security, Trusted URLs', page: 'SecurityCspTrustedSite' },
  examine: async (org, { careUrl }) => decideTrustedUrl(await org.query(QUERY, TrustedUrl), careUrl),
};

export function decideTrustedUrl(sites: readonly TrustedUrl[], careUrl: string): Verdict {
  const forCare = sites.filter(({ EndpointUrl }) => covers(EndpointUrl, careUrl));
  const good = forCare.find(
    ({ IsActive, IsApplicableToFrameSrc, Context }) =>
      IsActive && IsApplicableToFrameSrc && (Context === 'All' || Context === 'LEX'),
  );
  if (good) return fine(`Lightning pages may show ${careUrl} in a frame.`);
  // Our own first: an address somebody else entered may serve another purpose.
  const ours = sites.find(({ DeveloperName }) => DeveloperName === NAME);
  return wrong(
    'trouble',
    factOf(forCare, ours),
    'Trust the address for frames, in all contexts, or let Care do it.',
    {
      copy: [{ label: 'URL to trust, with frame-src', value: careUrl }],
      mend: {
        label: 'Trust this address',
        steps: [ours ? mended(ours, careUrl) : made(careUrl)],
      },
    },
  );
}

const mended = ({ Id, EndpointUrl }: TrustedUrl, careUrl: string): MendStep => ({
  does: `The Trusted URL ${NAME} gets the address ${careUrl} (it has ${EndpointUrl}) and is active for frames in all contexts.`,
  request: {
    method: 'PATCH',
    path: `/sobjects/CspTrustedSite/${Id}`,
    body: { EndpointUrl: careUrl, ...FRAMING },
  },
});

const made = (careUrl: string): MendStep => ({
  does: `A new Trusted URL ${NAME} with the address ${careUrl}, for frames in all contexts.`,
  request: {
    method: 'POST',
    path: '/sobjects/CspTrustedSite',
    body: { DeveloperName: NAME, MasterLabel: 'Care', EndpointUrl: careUrl, ...FRAMING },
  },
});

function factOf([site]: readonly TrustedUrl[], ours: TrustedUrl | undefined): string {
  if (!site) {
    return ours
      ? `The Trusted URL ${NAME} leads to ${ours.EndpointUrl}, not to this Care: its frames stay empty.`
      : 'Care’s address is not among the Trusted URLs: its frames stay empty.';
  }
  if (!site.IsActive) return `The Trusted URL ${site.DeveloperName} is not active: Care’s frames stay empty.`;
  if (!site.IsApplicableToFrameSrc) return `The Trusted URL ${site.DeveloperName} does not allow frames.`;
  return `The Trusted URL ${site.DeveloperName} counts for ${site.Context} only, not for Lightning pages.`;
}

/** Whether a Trusted URL is about an origin; `https://*.acme.example` is about those below. */
function covers(endpoint: string, origin: string): boolean {
  const wild = /^(https?:\/\/)\*\.([^/]+)/.exec(endpoint);
  if (wild) return origin.startsWith(wild[1]!) && origin.endsWith(`.${wild[2]!}`);
  return URL.canParse(endpoint) && new URL(endpoint).origin === origin;
}
