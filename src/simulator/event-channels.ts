import { compileEventFilter, filterFields } from './events/channel-filter.ts';
import { hasChangeEvents } from './records/change-events.ts';
import { SalesforceError } from './salesforce-error.ts';
import { type ChannelMember, type EventChannel, objectOfEvent } from './schema/channels.ts';
import { makeRecordId } from './schema/record-id.ts';
import type { OrgState } from './state/org-state.ts';

const CHANNELS = 'event-channel';
const MEMBERS = 'event-channel-member';

interface StoredMember extends ChannelMember {
  readonly id: string;
}

interface StoredChannel extends EventChannel {
  readonly id: string;
  readonly members: readonly StoredMember[];
}

/** What a client may say of a new member. */
interface MemberInput {
  readonly name: string;
  readonly channel: string;
  readonly event: string;
  readonly filterExpression: string | null;
  readonly enrichedFields: readonly string[];
}

/** A member an admin added, or null for one of the metadata's that was taken away. */
type MemberFact = (MemberInput & { id: string }) | { id: null };

/** Custom channels of change events: the metadata's, and what was added or taken away since through the Tooling API. */
export class EventChannels {
  #list: readonly StoredChannel[] | null = null;
  #enriched: ReadonlyMap<string, readonly string[]> = new Map();

  constructor(
    private readonly state: OrgState,
    private readonly definitions: readonly EventChannel[],
  ) {}

  list(): readonly StoredChannel[] {
    this.#list ??= this.#read();
    return this.#list;
  }

  /** Per object, the fields that channels filter on or add to events. */
  get enrichedFields(): ReadonlyMap<string, readonly string[]> {
    this.list();
    return this.#enriched;
  }

  addChannel(name: string, label: string): string {
    if (!/^[A-Za-z]\w*__chn$/.test(name))
      throw refused(`The name of a custom channel ends in __chn: ${name}`);
    if (this.list().some((channel) => channel.name === name)) throw duplicate(name);
    const id = this.#newId('0YL');
    this.#put(CHANNELS, name, { id, label });
    return id;
  }

  addMember(input: MemberInput): string {
    const object = this.state.schema.object(objectOfEvent(input.event) ?? '');
    const channel = this.list().find(({ name }) => name === input.channel);
    if (!object || !hasChangeEvents(object.name)) throw refused(`Invalid selectedEntity: ${input.event}`);
    if (!channel) throw refused(`Invalid eventChannel: ${input.channel}`);
    if (channel.members.some(({ name, event }) => name === input.name || event === input.event))
      throw duplicate(input.name);
    try {
      compileEventFilter({ ...input, object: object.name }, object);
    } catch (error) {
      throw refused(error instanceof Error ? error.message : 'Invalid filterExpression');
    }
    const id = this.#newId('0v8');
    this.#put(MEMBERS, input.name, { ...input, id });
    return id;
  }

  /** False when there is no member of that id. */
  removeMember(id: string): boolean {
    const member = this.list()
      .flatMap(({ members }) => members)
      .find((one) => one.id === id);
    if (!member) return false;
    this.#put(MEMBERS, member.name, this.#isDefined(member.name) ? { id: null } : null);
    return true;
  }

  #isDefined(member: string): boolean {
    return this.definitions.some(({ members }) => members.some(({ name }) => name === member));
  }

  #read(): readonly StoredChannel[] {
    const facts = [...this.state.facts(MEMBERS)] as [string, MemberFact][];
    const changed = new Map(facts);
    const added = facts.flatMap(([, fact]) => (fact.id === null ? [] : [fact]));
    const own = [...this.state.facts(CHANNELS)] as [string, { id: string; label: string }][];
    let members = 0;
    const channels = [
      ...this.definitions.map((channel, index) => ({ ...channel, id: makeRecordId('0YL', index + 1) })),
      ...own.map(([name, { id, label }]) => ({ id, name, label, members: [] as ChannelMember[] })),
    ].map((channel) => ({
      ...channel,
      members: [
        ...channel.members
          .map((member) => ({ ...member, id: makeRecordId('0v8', ++members) }))
          .filter(({ name }) => !changed.has(name)),
        ...added
          .filter((one) => one.channel === channel.name)
          .map((one) => ({ ...one, object: objectOfEvent(one.event) ?? '' })),
      ],
    }));
    this.#enriched = enrichedFields(channels);
    return channels;
  }

  #newId(prefix: string): string {
    const n = this.state.counter(`id:${prefix}`) + 1;
    this.state.commit({ counters: { [`id:${prefix}`]: n } });
    // The metadata's own come first.
    return makeRecordId(prefix, 1000 + n);
  }

  #put(
    table: string,
    name: string,
    value: { readonly [key: string]: string | null | readonly string[] } | null,
  ) {
    this.state.commit({ facts: [[table, name, value]] });
    this.#list = null;
  }
}

function enrichedFields(channels: readonly EventChannel[]): ReadonlyMap<string, readonly string[]> {
  const fields = new Map<string, string[]>();
  for (const member of channels.flatMap(({ members }) => members)) {
    const names = [...(fields.get(member.object) ?? []), ...member.enrichedFields, ...filterFields(member)];
    fields.set(member.object, [...new Set(names)].sort());
  }
  return fields;
}

const refused = (message: string) => new SalesforceError(400, 'FIELD_INTEGRITY_EXCEPTION', message);
const duplicate = (name: string) =>
  new SalesforceError(400, 'DUPLICATE_DEVELOPER_NAME', `This developer name is already used: ${name}`);
