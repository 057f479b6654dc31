import * as api from '../../api/embed.ts';
import { type EmbedPorts, mintCode, redeemCode } from '../care/embed.ts';
import { route } from './route.ts';

export function embedRoutes(embed: EmbedPorts) {
  return [
    route(api.mintCode, async ({ body, request }) => {
      const credential =
        /^Bearer ([A-Za-z0-9_-]{20,200})$/.exec(request.headers.authorization ?? '')?.[1] ?? null;
      return { status: 201, body: await mintCode(embed, credential, body) };
    }),
    route(api.redeemCode, async ({ body }) => ({
      status: 201,
      body: await redeemCode(embed, body.code, body.nonce),
    })),
  ];
}
