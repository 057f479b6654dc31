import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { startDemo } from '../../src/demo/start-demo.ts';
import { getCode } from '../../src/simulator/apex/care-host-controller.ts';
import type { OrgCore } from '../../src/simulator/core.ts';
import { ORG_AGENT } from '../demo-client.ts';

// A process of its own, as the product is: the demo, and in its org two more pages. One frames the widget,
// one any page.
const [carePort, orgPort, dataDir] = process.argv.slice(2);
const file = (path: string) => readFile(fileURLToPath(new URL(path, import.meta.url)));

const demo = await startDemo({
  carePort: Number(carePort),
  orgPort: Number(orgPort),
  sandboxPort: 4402,
  dataDir: dataDir!,
  scripted: false,
  log: console.error,
  addToOrg: async (app, org) => {
    const [page, framing, bridge] = await Promise.all([
      file('host-page.html'),
      file('framing-page.html'),
      file('../../force-app/main/default/staticresources/careBridge.js'),
    ]);
    const user = userOf(org);
    app.get('/bench/host', (_request, reply) => reply.type('text/html; charset=utf-8').send(page));
    app.get('/bench/framing', (_request, reply) => reply.type('text/html; charset=utf-8').send(framing));
    app.get('/bench/careBridge.js', (_request, reply) => reply.type('text/javascript').send(bridge));
    app.post<{ Body: { recordId: string; nonce: string } }>('/bench/code', ({ body }) =>
      getCode(org, user, body),
    );
  },
});
process.on('message', () => void demo.stop().finally(() => process.exit()));
process.send?.('ready');

function userOf(org: OrgCore) {
  const user = org.users.byUsername(ORG_AGENT.username);
  if (!user) throw new Error(`The org has no user ${ORG_AGENT.username}.`);
  return user;
}
