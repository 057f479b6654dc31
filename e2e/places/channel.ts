import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OutgoingMessage } from '../../src/api/channel.ts';
import { sendToCare } from '../../src/demo/send-to-care.ts';
import { careCommand } from '../care-command.ts';
import type { Customer, Platform } from './place.ts';
import { somebodyNew } from './somebody-new.ts';

interface Profile {
  id: string;
  signingSecret: string;
}

/**
 * A channel of our own for a Care that has no demo: its profiles are made by `care profile create`, which finds the
 * database as the running Care does, and replies come back to a server here.
 */
export async function openChannel(careUrl: string) {
  const outgoing: OutgoingMessage[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const message = JSON.parse(Buffer.concat(chunks).toString('utf8')) as OutgoingMessage;
    // Sent again with the same id where our answer was lost.
    if (!outgoing.some(({ messageId }) => messageId === message.messageId)) outgoing.push(message);
    response.setHeader('content-type', 'application/json');
    response.end('{}');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const outgoingUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const profiles = new Map<Platform, Profile>();
  const profileOn = (platform: Platform) => {
    const named = [platform, `e2e-${Date.now().toString(36)}`, '--outgoing-url', outgoingUrl];
    const known = profiles.get(platform) ?? careCommand<Profile>(process.env, 'profile', 'create', ...named);
    profiles.set(platform, known);
    return known;
  };
  let written = 0;

  return {
    newCustomer(platform: Platform): Customer {
      const { id: profileId, signingSecret } = profileOn(platform);
      const { id, name, kind } = somebodyNew(platform);
      const customer = { id, handle: id, name };
      return {
        name,
        writes: (text) =>
          sendToCare(careUrl, signingSecret, {
            profileId,
            customer,
            message: {
              id: `${id}-${written++}`,
              direction: 'incoming',
              text,
              sentAt: new Date().toISOString(),
              kind,
              author: name,
            },
          }),
        received: async () =>
          outgoing.filter((message) => message.customer.id === id).map(({ text }) => text),
      };
    },
    close: () => void server.close(),
  };
}
