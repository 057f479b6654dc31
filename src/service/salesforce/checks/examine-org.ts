import type { CheckShape } from '../../../api/checks.ts';
import { apiShareCheck } from './api-share.ts';
import { type Check, type Patient, type Verdict, wrong } from './check.ts';
import { clocksCheck } from './clocks.ts';
import { eventsChannelCheck } from './events-channel.ts';
import { externalClientAppCheck } from './external-client-app.ts';
import { fieldsCheck } from './fields.ts';
import { integrationUserRightsCheck } from './integration-user-rights.ts';
import { namedCredentialCheck } from './named-credential.ts';
import { type OrgReader, Unread } from './org-reader.ts';
import { packageCheck } from './package.ts';
import { permissionSetsCheck } from './permission-sets.ts';
import { recordPageCheck } from './record-page.ts';
import { trustedUrlCheck } from './trusted-url.ts';

const CHECKS: readonly Check[] = [
  packageCheck,
  fieldsCheck,
  permissionSetsCheck,
  trustedUrlCheck,
  namedCredentialCheck,
  eventsChannelCheck,
  externalClientAppCheck,
  integrationUserRightsCheck,
  recordPageCheck,
  apiShareCheck,
  clocksCheck,
];

/** Looks at everything, one check beside the other. */
export const examineOrg = (org: OrgReader, patient: Patient): Promise<CheckShape[]> =>
  Promise.all(CHECKS.map(async (check) => shown(check, await examine(check, org, patient), patient)));

/** One of them, with what would mend it. */
export async function examineFor(
  code: CheckShape['code'],
  org: OrgReader,
  patient: Patient,
): Promise<{ title: string; verdict: Verdict }> {
  const check = CHECKS.find((each) => each.code === code)!;
  return { title: check.title, verdict: await examine(check, org, patient) };
}

async function examine(check: Check, org: OrgReader, patient: Patient): Promise<Verdict> {
  try {
    return await check.examine(org, patient);
  } catch (error) {
    if (!(error instanceof Unread)) throw error;
    return wrong(
      'unknown',
      `Care could not read it. ${error.message}`,
      error.status === null
        ? 'Check again in a minute.'
        : 'Connect yourself as an admin who may View Setup and Configuration, and check again; or look yourself.',
    );
  }
}

function shown({ code, title, setup }: Check, verdict: Verdict, { connection }: Patient): CheckShape {
  const { state, fact, remedy, mend, copy } = verdict;
  return {
    code,
    title,
    state,
    fact,
    remedy,
    mend: mend && { label: mend.label, changes: mend.steps.map(({ does }) => does) },
    setup:
      state === 'ok' || setup === null
        ? null
        : { path: setup.path, url: `${connection.instanceUrl}/lightning/setup/${setup.page}/home`, copy },
  };
}
