/** Run by the kill test as a process of its own: an org over the folder in argv, which says where it listens. */
import { startTestOrg } from '../test-client.ts';

const [dataDir = ''] = process.argv.slice(2);
const { url, pubSubAddress } = await startTestOrg({ dataDir });
process.stdout.write(`${JSON.stringify({ url, pubSubAddress })}\n`);
