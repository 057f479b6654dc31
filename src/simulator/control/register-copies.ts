import type { FastifyInstance } from 'fastify';
import type { SimulatedOrg } from '../core.ts';

/** Where a copy is to be, and its name; port 0 takes a free one. */
export interface CopyRequest {
  name: string;
  port: number;
  visualforcePort: number;
}

/** Starts a sandbox copied from the org as it is now; it ends with the org. */
export type MakeCopy = (copy: CopyRequest) => Promise<SimulatedOrg>;

/** `/__simulator/copies`: a sandbox beside a running org, as its admin would order one in Setup. */
export function registerCopies(app: FastifyInstance, makeCopy: MakeCopy): void {
  app.post<{ Body: { name?: unknown; port?: unknown; visualforcePort?: unknown } | null }>(
    '/__simulator/copies',
    async ({ body }, reply) => {
      const { name, port = 0, visualforcePort = 0 } = body ?? {};
      if (typeof name !== 'string' || !/^[a-z][a-z0-9]{0,9}$/.test(name))
        throw new Error(
          'Failed to copy the org: expected a name of up to ten small letters and digits, such as uat.',
        );
      if (!isPort(port) || !isPort(visualforcePort))
        throw new Error('Failed to copy the org: expected a port; 0, or none, takes a free one.');
      const { url, visualforceUrl, orgId } = await makeCopy({ name, port, visualforcePort });
      return reply.code(201).send({ url, visualforceUrl, orgId });
    },
  );
}

const isPort = (port: unknown): port is number =>
  typeof port === 'number' && Number.isInteger(port) && port >= 0 && port <= 65_535;
