import { derived, longText, reference, text } from '../schema/fields.ts';
import { setupView } from './setup-view.ts';

/** PlatformEventChannel (Tooling API). */
export const eventChannels = setupView({
  name: 'PlatformEventChannel',
  keyPrefix: '0YL',
  toolingOnly: true,
  fields: [
    derived('Id', 'id'),
    text('DeveloperName', 80),
    text('MasterLabel', 80),
    text('ChannelType', 40),
    text('NamespacePrefix', 15),
  ],
  rows: (org) =>
    org.eventChannels.list().map(({ id, name, label }) => ({
      id,
      fields: {
        DeveloperName: name.replace(/__chn$/, ''),
        MasterLabel: label,
        ChannelType: 'data',
        NamespacePrefix: null,
      },
    })),
});

/** PlatformEventChannelMember (Tooling API); a custom channel is named by its id, as observed. */
export const eventChannelMembers = setupView({
  name: 'PlatformEventChannelMember',
  keyPrefix: '0v8',
  toolingOnly: true,
  fields: [
    derived('Id', 'id'),
    text('DeveloperName', 80),
    reference('EventChannel', ['PlatformEventChannel'], { relationshipName: null }),
    text('SelectedEntity', 80),
    longText('FilterExpression', 131_072),
  ],
  rows: (org) =>
    org.eventChannels.list().flatMap((channel) =>
      channel.members.map(({ id, name, event, filterExpression }) => ({
        id,
        fields: {
          DeveloperName: name,
          EventChannel: channel.id,
          SelectedEntity: event,
          FilterExpression: filterExpression,
        },
      })),
    ),
});
