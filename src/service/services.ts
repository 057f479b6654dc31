import type { Logger } from 'pino';
import type { ServiceConfig } from './config.ts';
import type { Database } from './storage/database.ts';

/** What use cases and routes reach for; made once by main.ts. */
export interface Services {
  readonly db: Database;
  readonly now: () => Date;
  readonly log: Logger;
  readonly config: ServiceConfig;
}
