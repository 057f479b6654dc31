import { html } from 'lit';
import { CASE_PRIORITIES, CASE_STATUSES } from '../../../domain/case.ts';
import { PLATFORMS } from '../../../domain/profile.ts';
import { lockIcon } from '../../elements/icons.ts';
import { ALL_ICONS } from '../all-icons.ts';
import { at } from '../samples.ts';
import '../../elements/age.ts';
import '../../elements/avatar.ts';
import '../../elements/badge.ts';
import '../../elements/environment.ts';
import '../../elements/icon.ts';
import '../../elements/platform.ts';
import '../../elements/priority.ts';
import '../../elements/status.ts';
import '../../elements/sync-strip.ts';

const TONES = [
  'neutral',
  'info',
  'success',
  'warning',
  'danger',
  'accent',
  'private',
  'note',
  'outline',
] as const;

export const wordsSheet = () => html`
  <div class="line">${CASE_STATUSES.map((status) => html`<care-status .status=${status}></care-status>`)}</div>
  <div class="line">${CASE_STATUSES.map((status) => html`<care-status quiet .status=${status}></care-status>`)}</div>
  <div class="line">${CASE_PRIORITIES.map((priority) => html`<care-priority .priority=${priority}></care-priority>`)}</div>
  <div class="line">
    ${TONES.map((tone) => html`<care-badge .tone=${tone}>${tone}</care-badge>`)}<care-badge tone="private" .icon=${lockIcon}>Private</care-badge>
    <care-environment></care-environment><care-environment environment="sandbox"></care-environment>
  </div>
  <div class="line">${PLATFORMS.map((platform) => html`<care-platform .platform=${platform}></care-platform>`)}</div>
  <div class="line">
    <care-avatar size="small" name="Maya Lindqvist"></care-avatar>
    <care-avatar name="rainy.nora"></care-avatar>
    <care-avatar size="row" name="Amara Kone" platform="whatsapp"></care-avatar>
    <care-avatar size="large" name="Maya Lindqvist" platform="instagram"></care-avatar>
    <care-avatar me name="Tomás Vega"></care-avatar>
    <care-age .at=${new Date(Date.now() - 4000).toISOString()}></care-age>
    <care-age since .at=${at(0, '09:31')}></care-age>
  </div>
  <div class="paper">
    <care-sync-strip tone="success" text="In step with Salesforce" .at=${new Date(Date.now() - 4000).toISOString()}></care-sync-strip>
    <care-sync-strip tone="warning" text="Care can’t be reached" since .at=${at(0, '09:31')} action="Try now"></care-sync-strip>
    <care-sync-strip tone="danger" text="Salesforce has not been updated" .at=${at(0, '00:01')} action="Why"></care-sync-strip>
    <care-sync-strip tone="info" text="1 message on its way to Salesforce"></care-sync-strip>
    <care-sync-strip text="Not in Salesforce yet"></care-sync-strip>
  </div>
  <div class="line">
    ${Object.entries(ALL_ICONS).map(([name, path]) => html`<care-icon .path=${path} .label=${name.replace('Icon', '')}></care-icon>`)}
  </div>
`;
