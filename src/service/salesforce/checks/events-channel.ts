import { z } from 'zod';
import type { Connection } from '../../../domain/connection.ts';
import { soql } from '../../../domain/soql.ts';
import { type Check, fine, listed, type MendStep, type Verdict, wrong } from './check.ts';

const CHANNEL = 'Care__chn';
const Channel = z.object({ Id: z.string() });
const Member = z.object({ SelectedEntity: z.string(), FilterExpression: z.string().nullable() });

/** As the package has them. */
const MEMBERS = [
  {
    name: 'Care_CaseChangeEvent',
    event: 'CaseChangeEvent',
    filter: 'Care_Case_Id__c != null',
    enriched: ['Care_Acted_By__c', 'Care_Case_Id__c', 'Care_Escalation_Id__c', 'Care_Version__c', 'Status'],
  },
  {
    name: 'Care_Care_Message_ChangeEvent',
    event: 'Care_Message__ChangeEvent',
    filter: 'Care_Id__c = null',
    enriched: ['Care_Id__c', 'Case__c'],
  },
] as const;

export interface SeenChannel {
  exists: boolean;
  members: readonly z.output<typeof Member>[];
}

/** What Care hears of changes in the org. Without it nothing is lost, only later: the sweep finds it. */
export const eventsChannelCheck: Check = {
  code: 'events_channel',
  title: 'Live changes',
  setup: null,
  async examine(org, { connection }) {
    const [channel] = await org.queryTooling(
      soql`SELECT Id FROM PlatformEventChannel WHERE DeveloperName = 'Care' AND NamespacePrefix = null`,
      Channel,
    );
    const members = channel
      ? await org.queryTooling(
          soql`SELECT SelectedEntity, FilterExpression FROM PlatformEventChannelMember WHERE EventChannel = ${channel.Id}`,
          Member,
        )
      : [];
    return decideEventsChannel({ exists: channel !== undefined, members }, connection.events);
  },
};

export function decideEventsChannel({ exists, members }: SeenChannel, events: Connection['events']): Verdict {
  const absent = MEMBERS.filter(({ event }) => !members.some((each) => each.SelectedEntity === event));
  if (!exists || absent.length > 0) return mendable(exists, absent);
  const other = MEMBERS.filter(({ event, filter }) =>
    members.some((each) => each.SelectedEntity === event && tidy(each.FilterExpression) !== tidy(filter)),
  );
  if (other.length > 0) {
    return wrong(
      'warning',
      `The channel filters ${listed(other.map(({ event }) => event))} in another way than the package does.`,
      'If that was not on purpose, install the Care package again: it sets the filters back.',
      { copy: other.map(({ event, filter }) => ({ label: `Filter of ${event}`, value: filter })) },
    );
  }
  if (events === 'sweep_only') {
    return wrong(
      'warning',
      'The channel is complete, but Care cannot listen to it and looks for changes every few minutes instead.',
      'Let a user with View All on Case hold the default token: Care Integration gives it.',
    );
  }
  return fine(
    events === 'live'
      ? 'Changes of cases and messages reach Care as they happen.'
      : 'The channel is complete. Care is about to listen to it.',
  );
}

function mendable(exists: boolean, absent: readonly (typeof MEMBERS)[number][]): Verdict {
  const names = absent.map(({ event }) => event);
  const steps = absent.map(
    ({ name, event, filter, enriched }): MendStep => ({
      does: `${CHANNEL} carries ${event}, filtered to what concerns Care.`,
      request: {
        method: 'POST',
        path: '/tooling/sobjects/PlatformEventChannelMember',
        body: {
          FullName: name,
          Metadata: {
            eventChannel: CHANNEL,
            selectedEntity: event,
            filterExpression: filter,
            enrichedFields: enriched.map((field) => ({ name: field })),
          },
        },
      },
    }),
  );
  if (!exists) {
    steps.unshift({
      does: `A new event channel ${CHANNEL}.`,
      request: {
        method: 'POST',
        path: '/tooling/sobjects/PlatformEventChannel',
        body: { FullName: CHANNEL, Metadata: { channelType: 'data', label: 'Care' } },
      },
    });
  }
  return wrong(
    'warning',
    `${exists ? `The channel ${CHANNEL} is without ${listed(names)}` : `The org has no channel ${CHANNEL}`}: changes reach Care some minutes late.`,
    'Install the Care package, which brings the channel, or let Care add what is missing.',
    {
      mend: {
        label: exists ? 'Complete the channel' : 'Make the channel',
        steps,
      },
    },
  );
}

const tidy = (filter: string | null): string => (filter ?? '').replace(/\s+/g, '').toLowerCase();
