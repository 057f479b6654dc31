import { takeAccess } from '../service/salesforce/end-access.ts';
import { recordAudit } from '../service/storage/audit.ts';
import { listConnectedUsers } from '../service/storage/connected-user.ts';
import { operatorNamed } from '../service/storage/integration-request.ts';
import type { RunCommand } from './command.ts';
import { chooseAccount, withCare } from './open-care.ts';

/** Ends every access of an account to Salesforce, whether or not anybody can sign in to Care at the moment. */
export const operatorKillSwitch: RunCommand = (input) =>
  withCare(input, async (care) => {
    const [account] = input.words as [string];
    const accountId = await chooseAccount(care, { ...input, options: { ...input.options, account } });
    const by = typeof input.options.by === 'string' ? input.options.by : 'Operator';
    const users = await care.db.forAccount(accountId, async (tx) => {
      const all = await listConnectedUsers(tx);
      await recordAudit(tx, {
        accountId,
        kind: 'kill_switch.pressed',
        actor: operatorNamed(by),
        connectionId: null,
        subject: 'Salesforce',
        detail: `${all.length} connected users`,
      });
      return all;
    });
    const { length: ended } = await takeAccess(care.db, users, 'sweep');
    input.write(
      input.options.json
        ? JSON.stringify({ accountId, ended })
        : `Ended here: ${ended === 1 ? '1 access' : `${ended} accesses`}. Care tells Salesforce within seconds while it runs.`,
    );
    return 0;
  });
