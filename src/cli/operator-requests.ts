import { type IntegrationRequest, listIntegrationRequests } from '../service/storage/integration-request.ts';
import type { RunCommand } from './command.ts';
import { CommandError } from './command-error.ts';
import { withCare } from './open-care.ts';

export const operatorRequests: RunCommand = (input) =>
  withCare(input, async ({ installation }) => {
    if (installation.adminUrl === null) {
      throw new CommandError(
        'ENVIRONMENT_WRONG',
        'Without CARE_ADMIN_DATABASE_URL nobody can look across accounts.',
        'Set it, and run this again.',
      );
    }
    const requests = await listIntegrationRequests(installation.adminUrl);
    if (input.options.json) input.write(JSON.stringify(requests));
    else
      for (const line of requests.length === 0 ? ['Nobody has asked.'] : requests.map(lineOf))
        input.write(line);
    return 0;
  });

function lineOf({
  accountId,
  accountName,
  requestedBy,
  requestedAt,
  ...request
}: IntegrationRequest): string {
  const asked = requestedBy && `requested by ${requestedBy.name} (${requestedBy.email}) at ${requestedAt}`;
  const enabled = request.state === 'enabled' && `enabled by ${request.enabledBy} at ${request.enabledAt}`;
  return `${accountName} (${accountId}): ${[asked, enabled].filter(Boolean).join('; ')}`;
}
