import * as api from '../../api/embed.ts';
import { type EmbedPorts, mintCode, redeemCode } from '../care/embed.ts';
import type { CarePorts } from '../care/ports.ts';
import { openCase } from '../care/read-case.ts';
import { route } from './route.ts';

export function embedRoutes(embed: EmbedPorts, care: CarePorts) {
  return [
    route(api.mintCode, async ({ body, request }) => {
      const credential =
        /^Bearer ([A-Za-z0-9_-]{20,200})$/.exec(request.headers.authorization ?? '')?.[1] ?? null;
      return { status: 201, body: await mintCode(embed, credential, body) };
    }),
    route(api.redeemCode, async ({ body }) => {
      const { actor, ...grant } = await redeemCode(embed, body.code, body.nonce);
      // The widget asks for the case the moment it may: answering with it saves the first sight a round trip.
      const wanted = grant.caseId !== null && body.entries > 0;
      const opened = wanted ? await openCase(care, actor, grant.caseId!, body.entries) : null;
      return { status: 201, body: { ...grant, opened } };
    }),
  ];
}
