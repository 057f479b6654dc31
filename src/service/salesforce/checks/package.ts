import { z } from 'zod';
import { CARE_PACKAGE } from '../../../domain/salesforce-names.ts';
import { soql } from '../../../domain/soql.ts';
import { type Check, fine, type Verdict, wrong } from './check.ts';

const Installed = z.object({
  SubscriberPackage: z.object({ Name: z.string() }).nullable(),
  SubscriberPackageVersion: z
    .object({ MajorVersion: z.number(), MinorVersion: z.number(), PatchVersion: z.number() })
    .nullable(),
});
type Installed = z.output<typeof Installed>;
const QUERY = soql`SELECT SubscriberPackage.Name, SubscriberPackageVersion.MajorVersion, SubscriberPackageVersion.MinorVersion, SubscriberPackageVersion.PatchVersion FROM InstalledSubscriberPackage`;

/** Which version of our package is in the org. It cannot be asked for by name (Tooling API), so all are read. */
export const packageCheck: Check = {
  code: 'package',
  title: 'Care package',
  setup: { path: 'Setup, Apps, Packaging, Installed Packages', page: 'ImportedPackage' },
  async examine(org, { mapping }) {
    const installed = await org.queryTooling(QUERY, Installed);
    if (installed.some(isOurs)) return decidePackage(installed, true);
    const described = await org.find(`/sobjects/${mapping.object}/describe`, z.object({ name: z.string() }));
    return decidePackage(installed, described !== null);
  },
};

/** @param deployed whether its parts are in the org, however they came there. */
export function decidePackage(installed: readonly Installed[], deployed: boolean): Verdict {
  const ours = installed.find(isOurs);
  if (!ours) {
    return deployed
      ? fine('Its parts were deployed from source: there is no version to compare.')
      : wrong(
          'trouble',
          `The package ${CARE_PACKAGE.name} is not installed.`,
          'Install it with the link of the page where Salesforce accounts are connected.',
        );
  }
  const found = ours.SubscriberPackageVersion;
  if (!found) return wrong('unknown', 'The package says no version.', 'Look at its version in Setup.');
  const there = [found.MajorVersion, found.MinorVersion, found.PatchVersion];
  const name = there.join('.');
  const wanted = CARE_PACKAGE.version.join('.');
  const apart = there.map((part, at) => part - CARE_PACKAGE.version[at]!).find((each) => each !== 0) ?? 0;
  if (apart < 0) {
    return wrong(
      'warning',
      `Version ${name} is installed; this Care comes with ${wanted}.`,
      'Upgrade the package. Nothing of what admins changed in the org is lost.',
    );
  }
  if (apart > 0) {
    return wrong(
      'warning',
      `Version ${name} is installed; this Care comes with ${wanted} and does not know what is newer.`,
      'Upgrade Care.',
    );
  }
  return fine(`Version ${name} is installed.`);
}

const isOurs = ({ SubscriberPackage }: Installed): boolean => SubscriberPackage?.Name === CARE_PACKAGE.name;
