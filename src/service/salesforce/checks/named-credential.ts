import { z } from 'zod';
import { EXTERNAL_CREDENTIAL } from '../../../domain/salesforce-names.ts';
import { type Check, fine, type MendStep, type Verdict, wrong } from './check.ts';

const NAME = 'Care_Service';
const PATH = `/named-credentials/named-credential-setup/${NAME}`;
/** Loose: what is not ours goes back as it came. */
const NamedCredential = z.looseObject({ calloutUrl: z.string() });
const ExternalCredential = z.object({
  principals: z.array(z.object({ principalName: z.string(), authenticationStatus: z.string() })),
});

export interface SeenCredential {
  named: z.output<typeof NamedCredential> | null;
  external: z.output<typeof ExternalCredential> | null;
}

/** The way the org's pages call Care: to this address, with a key of this connection. */
export const namedCredentialCheck: Check = {
  code: 'named_credential',
  title: 'Named credential',
  setup: { path: 'Setup, Security, Named Credentials, Care Service', page: 'NamedCredential' },
  examine: async (org, { careUrl, keyElsewhere }) => {
    const [named, external] = await Promise.all([
      org.find(PATH, NamedCredential),
      org.find(`/named-credentials/external-credentials/${EXTERNAL_CREDENTIAL.name}`, ExternalCredential),
    ]);
    return decideNamedCredential({ named, external }, careUrl, keyElsewhere);
  },
};

/** @param keyElsewhere whether the key it has was given by another account of this Care. */
export function decideNamedCredential(
  { named, external }: SeenCredential,
  careUrl: string,
  keyElsewhere: boolean,
): Verdict {
  if (!named || !external) {
    return wrong(
      'trouble',
      `The org has no ${named ? 'external' : 'named'} credential ${NAME}: its pages cannot reach Care.`,
      'Install the Care package: it brings both.',
    );
  }
  const isOurs = named.calloutUrl.replace(/\/+$/, '') === careUrl;
  const principal = external.principals.find((each) => each.principalName === EXTERNAL_CREDENTIAL.principal);
  const hasKey = principal?.authenticationStatus === 'Configured';
  const isElsewhere = hasKey && keyElsewhere;
  if (isOurs && hasKey && !isElsewhere) return fine(`It leads to ${careUrl} and carries a key.`);
  const steps: MendStep[] = [];
  if (!isOurs) {
    steps.push({
      does: `The named credential ${NAME} leads to ${careUrl} instead of ${named.calloutUrl}.`,
      request: { method: 'PUT', path: PATH, body: { ...named, calloutUrl: careUrl } },
    });
  }
  if (!hasKey || isElsewhere) {
    const others = isElsewhere ? ' Agents of the other account then see nothing of Care in it.' : '';
    const does = `The external credential gets a new key, which only this Care takes.${others}`;
    steps.push({ does, request: 'provision_key' });
  }
  const facts = [
    ...(isOurs ? [] : [`It leads to ${named.calloutUrl}, not to this Care.`]),
    ...(hasKey ? [] : ['It carries no key: Care does not let the org’s pages in.']),
    ...(isElsewhere
      ? ['Another Care account has connected this org since: in its pages, Care belongs to that one.']
      : []),
  ];
  return wrong('trouble', facts.join(' '), 'Let Care set it; that takes Customize Application.', {
    copy: isOurs ? [] : [{ label: 'URL of the named credential', value: careUrl }],
    mend: { label: 'Set the named credential', steps },
  });
}
