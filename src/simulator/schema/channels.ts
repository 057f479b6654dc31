import { type MetadataFiles, nodesOf, textOf } from './metadata-files.ts';

/** One event a custom channel carries. */
export interface ChannelMember {
  /** e.g. `Care_CaseChangeEvent`. */
  readonly name: string;
  /** Object whose changes it selects, e.g. `Case`. */
  readonly object: string;
  /** e.g. `CaseChangeEvent`. */
  readonly event: string;
  /** As written, e.g. `Care_Case_Id__c != null`; null selects everything. */
  readonly filterExpression: string | null;
  readonly enrichedFields: readonly string[];
}

export interface EventChannel {
  /** e.g. `Care__chn`. */
  readonly name: string;
  readonly label: string;
  readonly members: readonly ChannelMember[];
}

/** `Case` for `CaseChangeEvent`, `X__c` for `X__ChangeEvent`; null for anything else. */
export function objectOfEvent(event: string): string | null {
  const custom = /^(\w+)__ChangeEvent$/.exec(event)?.[1];
  if (custom) return `${custom}__c`;
  return /^(\w+?)ChangeEvent$/.exec(event)?.[1] ?? null;
}

export const eventOfObject = (object: string) =>
  object.endsWith('__c') ? `${object.slice(0, -3)}__ChangeEvent` : `${object}ChangeEvent`;

/** Reads custom channels of change events and their members (Change Data Capture guide, "Compose Streams"). */
export function loadChannels(files: MetadataFiles): EventChannel[] {
  const members = files
    .read('platformEventChannelMembers', 'platformEventChannelMember')
    .map(({ name, root }) => {
      const event = textOf(root, 'selectedEntity') ?? '';
      const object = objectOfEvent(event);
      if (!object) {
        throw new Error(
          `Failed to read channel member "${name}": "${event}" is no change event. Name one such as CaseChangeEvent.`,
        );
      }
      return {
        name,
        channel: textOf(root, 'eventChannel') ?? '',
        object,
        event,
        filterExpression: textOf(root, 'filterExpression'),
        enrichedFields: nodesOf(root, 'enrichedFields').map((node) => textOf(node, 'name') ?? ''),
      };
    });
  return files.read('platformEventChannels', 'platformEventChannel').map(({ name, root }) => ({
    name,
    label: textOf(root, 'label') ?? name,
    members: members.filter(({ channel }) => channel === name),
  }));
}
