import { randomUUID } from 'node:crypto';
import { PassThrough } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import { OutgoingMessage } from '../api/channel.ts';
import { MESSAGE_KINDS } from '../domain/message.ts';
import type { ServiceParts } from '../service/main.ts';
import { Problem } from '../service/problem.ts';
import { type DemoChannel, signingSecrets } from './demo-channel.ts';

const Place = z.object({ profileId: z.string(), customerExternalId: z.string().min(1).max(255) });
const Written = z.object({
  text: z.string().trim().min(1).max(10_000),
  kind: z.enum(MESSAGE_KINDS),
  /** For a customer who has not written before. */
  name: z.string().trim().min(1).max(255).optional(),
});
const HEARTBEAT_MS = 15_000;

/** The *Customer* page's endpoints, and the outgoing webhook that brings it Care's replies. */
export function registerCustomerRoutes(
  app: FastifyInstance,
  parts: ServiceParts,
  accountId: string,
  channel: DemoChannel,
): void {
  const { threads, scripted } = channel;
  const secretOf = signingSecrets(parts, accountId);
  const profiles = () => parts.care.inAccount(accountId, (store) => store.profiles());
  const profileOf = async (id: string) => {
    const found = (await profiles()).find((profile) => profile.id === id);
    if (!found) throw new Problem('NOT_FOUND');
    return found;
  };

  app.get('/v1/demo/customer/profiles', async () => ({
    profiles: (await profiles()).map((profile) => ({ ...profile, customers: threads.customers(profile.id) })),
  }));

  app.get('/v1/demo/customer/threads/:profileId/:customerExternalId', async (request) => {
    const { profileId, customerExternalId } = parse(Place, request.params);
    return { messages: threads.messages(profileId, customerExternalId) };
  });

  app.post('/v1/demo/customer/threads/:profileId/:customerExternalId', async (request, reply) => {
    const { profileId, customerExternalId } = parse(Place, request.params);
    const { text, kind, name } = parse(Written, request.body);
    await profileOf(profileId);
    const known = threads.customer(profileId, customerExternalId);
    if (!known && name === undefined) throw new Problem('NOT_FOUND', 'This customer has not written before.');
    const customer = known ?? { id: customerExternalId, handle: customerExternalId, name: name ?? '' };
    const message = {
      ...{ id: `demo-${randomUUID()}`, direction: 'incoming' as const, text, kind },
      ...{ sentAt: new Date().toISOString(), author: customer.name },
    };
    await channel.write({ profileId, customer, message });
    return reply.status(201).send({ message });
  });

  app.get('/v1/demo/customer/scripted', async () => ({ on: scripted.on }));
  app.put('/v1/demo/customer/scripted', async (request) => {
    scripted.on = parse(z.object({ on: z.boolean() }), request.body).on;
    return { on: scripted.on };
  });

  app.get('/v1/demo/customer/live', (request, reply) => {
    const stream = new PassThrough();
    const end = threads.onMessage(({ profileId, customer, message }) => {
      const data = { profileId, customerExternalId: customer.id, message };
      stream.write(`event: message\ndata: ${JSON.stringify(data)}\n\n`);
    });
    const heartbeat = setInterval(() => stream.write(':\n\n'), HEARTBEAT_MS);
    request.raw.once('close', () => {
      end();
      clearInterval(heartbeat);
      stream.end();
    });
    stream.write(':\n\n');
    return reply
      .header('content-type', 'text/event-stream')
      .header('cache-control', 'no-store')
      .header('x-accel-buffering', 'no')
      .send(stream);
  });

  app.post<{ Params: { profileId: string } }>('/v1/demo/channel/:profileId', async (request) => {
    const profile = await profileOf(request.params.profileId);
    verify(await secretOf(profile.id), request);
    const sent = parse(OutgoingMessage, request.body);
    const customer = threads.customer(profile.id, sent.customer.id) ?? {
      ...sent.customer,
      name: sent.customer.handle,
    };
    const { text, kind, sentAt } = sent;
    // Made from the message's own id, so that a delivery that is repeated is the same post.
    const id = `posted-${sent.messageId}`;
    const message = { id, direction: 'outgoing' as const, text, kind, sentAt, author: profile.name };
    await threads.add([{ profileId: profile.id, customer, message }]);
    return { platformId: id };
  });
}

function verify(secret: string, request: FastifyRequest): void {
  try {
    new Webhook(secret).verify(request.rawBody ?? '', request.headers as Record<string, string>);
  } catch (cause) {
    throw new Problem('CHANNEL_SIGNATURE_INVALID', undefined, { cause });
  }
}

function parse<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Problem('VALIDATION_FAILED', z.prettifyError(parsed.error));
}
