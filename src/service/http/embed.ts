import * as api from '../../api/embed.ts';
import type { Actor } from '../../domain/agent.ts';
import { permitCase } from '../care/case-sight.ts';
import { type EmbedPorts, mintCode, redeemCode } from '../care/embed.ts';
import type { CarePorts } from '../care/ports.ts';
import { type OpenedCase, openCase } from '../care/read-case.ts';
import { orgCredential } from './org-credential.ts';
import { route } from './route.ts';

export function embedRoutes(embed: EmbedPorts, care: CarePorts) {
  return [
    route(api.mintCode, async ({ body, request, allow }) => ({
      status: 201,
      body: await mintCode(embed, orgCredential(request), body, allow, (actor, caseId) =>
        permitCase(care, actor, caseId),
      ),
    })),
    route(api.redeemCode, async ({ body, allow }) => {
      const { actor, ...grant } = await redeemCode(embed, body.code, body.nonce);
      allow(actor);
      return { status: 201, body: { ...grant, opened: await openIfAsked(care, actor, grant, body.entries) } };
    }),
  ];
}

/** The widget asks for the case the moment it may: answering with it saves the first sight a round trip. */
export const openIfAsked = async (
  care: CarePorts,
  actor: Actor,
  { caseId }: { caseId: string | null },
  entries: number,
): Promise<OpenedCase | null> =>
  caseId !== null && entries > 0 ? openCase(care, actor, caseId, entries) : null;
