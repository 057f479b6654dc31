import { enableIntegration, operatorNamed } from '../service/storage/integration-request.ts';
import type { RunCommand } from './command.ts';
import { chooseAccount, withCare } from './open-care.ts';

export const operatorEnable: RunCommand = (input) =>
  withCare(input, async (care) => {
    const [account] = input.words as [string];
    const accountId = await chooseAccount(care, { ...input, options: { ...input.options, account } });
    const by = typeof input.options.by === 'string' ? input.options.by : 'Operator';
    const fresh = await care.db.forAccount(accountId, (tx) =>
      enableIntegration(tx, accountId, operatorNamed(by)),
    );
    input.write(
      input.options.json
        ? JSON.stringify({ accountId, fresh })
        : `Salesforce for Community and Care is ${fresh ? 'now' : 'already'} enabled for ${account}.`,
    );
    return 0;
  });
