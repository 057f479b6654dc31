import type { Org } from '../org.ts';
import { hasChangeEvents } from '../records/change-events.ts';
import { eventOfObject } from '../schema/channels.ts';
import type { StoredEvent } from '../state/journal-entry.ts';
import { compileEventFilter, type EventFilter } from './channel-filter.ts';
import { type EventSchema, eventSchema } from './event-schema.ts';

/** One object's events on a topic. */
export interface TopicMember {
  readonly schema: EventSchema;
  readonly enrichedFields: readonly string[];
  readonly passes: EventFilter;
}

export interface Topic {
  /** e.g. `/data/Care__chn`. */
  readonly name: string;
  readonly members: ReadonlyMap<string, TopicMember>;
  /** Of a topic with one object's events; empty on a channel, where each event names its own. */
  readonly schemaId: string;
}

/** The topics one may subscribe to: one per object, `/data/ChangeEvents`, and the package's own channels. */
export class Topics {
  readonly #org: Org;
  /** By id, former ones too: events that were read before the schema changed name them. */
  readonly #schemas = new Map<string, EventSchema>();
  #topics = new Map<string, Topic>();
  /** The channels and objects that the topics were made of. */
  #made: readonly [channels: unknown, objects: unknown] = [null, null];

  constructor(org: Org) {
    this.#org = org;
    this.#make();
  }

  find(name: string): Topic | null {
    const [channels, objects] = this.#made;
    if (channels !== this.#org.eventChannels.list() || objects !== this.#org.schema.list()) this.#make();
    return this.#topics.get(name) ?? null;
  }

  schema(id: string): EventSchema | null {
    return this.#schemas.get(id) ?? null;
  }

  #make(): void {
    const { eventChannels } = this.#org;
    const schemas = this.#org.schema
      .list()
      .filter(({ name }) => hasChangeEvents(name))
      .map(eventSchema);
    for (const schema of schemas) this.#schemas.set(schema.id, schema);
    const plain = (schema: EventSchema): TopicMember => ({ schema, enrichedFields: [], passes: () => true });
    this.#topics = new Map();
    for (const schema of schemas)
      this.#add(`/data/${eventOfObject(schema.object.name)}`, [plain(schema)], schema.id);
    this.#add('/data/ChangeEvents', schemas.map(plain), '');
    for (const channel of eventChannels.list()) {
      const members = channel.members.map((member): TopicMember => {
        const schema = schemas.find(({ object }) => object.name === member.object);
        if (!schema) {
          throw new Error(
            `Failed to read channel "${channel.name}": ${member.event} is not simulated. Select an object that exists here.`,
          );
        }
        const enrichedFields = eventChannels.enrichedFields.get(member.object) ?? [];
        return { schema, enrichedFields, passes: compileEventFilter(member, schema.object) };
      });
      this.#add(`/data/${channel.name}`, members, '');
    }
    this.#made = [eventChannels.list(), this.#org.schema.list()];
  }

  #add(name: string, members: readonly TopicMember[], schemaId: string): void {
    this.#topics.set(name, {
      name,
      schemaId,
      members: new Map(members.map((member) => [member.schema.object.name, member])),
    });
  }
}

/** The member that lets this event through, or null. A filter looks at the values the record had after the change. */
export function memberFor(topic: Topic, event: StoredEvent): TopicMember | null {
  const member = topic.members.get(event.object);
  if (event.changeType.startsWith('GAP_')) return member ?? null;
  return member?.passes({ ...event.enrichment, ...event.values }) ? member : null;
}
