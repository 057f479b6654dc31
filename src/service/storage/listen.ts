import pg from 'pg';

const RECONNECT_MS = 1_000;

export type Channel = 'care_event' | 'care_outbox' | 'care_token' | 'embed_visit';

/**
 * Hears `pg_notify` on a connection of its own and comes back after every break.
 *
 * @param onNotice what to do with what is said, by channel.
 * @param onGap called after each (re)connection: what was said in between was not heard.
 */
export function listen(
  databaseUrl: string,
  onNotice: Readonly<Partial<Record<Channel, (payload: string) => void>>>,
  onGap: () => void,
): { stop(): Promise<void> } {
  let stopped = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;

  const again = (): void => {
    if (!stopped) timer = setTimeout(() => void connect(), RECONNECT_MS);
  };
  const connect = async (): Promise<void> => {
    const fresh = new pg.Client({ connectionString: databaseUrl, application_name: 'care listen' });
    client = fresh;
    fresh.on('notification', ({ channel, payload }) => onNotice[channel as Channel]?.(payload ?? ''));
    fresh.once('error', () => fresh.end().catch(() => {}));
    fresh.once('end', again);
    try {
      await fresh.connect();
      for (const channel of Object.keys(onNotice)) await fresh.query(`listen ${channel}`);
      onGap();
    } catch {
      fresh.removeListener('end', again);
      await fresh.end().catch(() => {});
      again();
    }
  };
  void connect();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      client?.removeListener('end', again);
      await client?.end().catch(() => {});
    },
  };
}
