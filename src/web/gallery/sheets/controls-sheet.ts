import { html } from 'lit';
import type { ConditionSubject } from '../../elements/conditions.ts';
import { copyIcon, ellipsisIcon, externalLinkIcon, link2Icon, xIcon } from '../../elements/icons.ts';
import type { MenuItem } from '../../elements/menu-item.ts';
import { plusIcon } from '../../elements/page-icons.ts';
import '../../elements/button.ts';
import '../../elements/checkbox.ts';
import '../../elements/choice.ts';
import '../../elements/conditions.ts';
import '../../elements/copy.ts';
import '../../elements/field.ts';
import '../../elements/menu.ts';
import '../../elements/search.ts';
import '../../elements/status-menu.ts';
import '../../elements/tabs.ts';
import '../../elements/tooltip.ts';

const MORE: readonly MenuItem[] = [
  { value: 'copy', label: 'Copy the link', icon: copyIcon, hint: 'C' },
  { value: 'open', label: 'Open in Care', icon: externalLinkIcon },
  { value: 'leave', label: 'Leave the case', icon: xIcon, disabled: true },
];
const REASONS = [
  { value: 'quality', label: 'Quality' },
  { value: 'workmanship', label: 'Workmanship' },
];

const SUBJECTS: readonly ConditionSubject[] = [
  {
    key: 'platform',
    label: 'Platform',
    sort: 'choice',
    operators: [
      { value: 'is_any_of', label: 'is', takesValue: true },
      { value: 'is_set', label: 'is known', takesValue: false },
    ],
    options: [
      { value: 'x', label: 'X' },
      { value: 'instagram', label: 'Instagram' },
    ],
  },
  {
    key: 'text',
    label: 'Customer’s latest message',
    sort: 'text',
    operators: [{ value: 'contains_any', label: 'contains', takesValue: true }],
    options: [],
  },
  {
    key: 'count',
    label: 'Messages',
    sort: 'number',
    operators: [{ value: 'at_least', label: 'is at least', takesValue: true }],
    options: [],
  },
];
const CONDITIONS = {
  match: 'all' as const,
  conditions: [
    { subject: 'platform', operator: 'is_any_of', values: ['x', 'instagram'] },
    { subject: 'platform', operator: 'is_set', values: [] },
    { subject: 'text', operator: 'contains_any', values: ['refund', 'broken'] },
    { subject: 'count', operator: 'at_least', values: [] },
    { subject: 'gone', operator: 'is_any_of', values: ['vip'] },
  ],
};

export const controlsSheet = () => html`
  <div class="line">
    <care-button variant="primary">Create Salesforce case</care-button>
    <care-button>Assign me</care-button>
    <care-button variant="quiet">Discard</care-button>
    <care-button variant="danger">Disconnect</care-button>
    <care-button variant="private">Send DM</care-button>
    <care-button variant="note">Add note</care-button>
  </div>
  <div class="line">
    <care-button variant="primary" disabled>Not now</care-button>
    <care-button disabled>Not now</care-button>
    <care-button variant="primary" soft-disabled hint="Fix Subject first">Not yet</care-button>
    <care-tooltip text="Your role has no Add Salesforce accounts."
      ><care-button refused="Your role has no Add Salesforce accounts.">Connect Sandbox</care-button></care-tooltip
    >
    <care-button variant="link">Show 8 more</care-button>
    <care-button variant="link" href="https://example.com" external .icon=${externalLinkIcon}>Open in Salesforce</care-button>
    <care-button variant="quiet" label="Settings" .icon=${ellipsisIcon}></care-button>
    <care-tooltip text="Add a case"><care-button label="Add a case" .icon=${plusIcon}></care-button></care-tooltip>
    <care-button variant="quiet" label="Inbox" current .icon=${link2Icon}></care-button>
  </div>
  <div class="line">
    <care-button size="small">Edit</care-button>
    <care-button size="small" variant="primary">Assign me</care-button>
    <care-button size="small" .icon=${plusIcon}>Add note</care-button>
    <care-button size="small" variant="quiet" label="Close" .icon=${ellipsisIcon}></care-button>
    <care-button size="small" .pressed=${true}>Bold</care-button>
    <care-status-menu status="open" .hints=${{ open: 'Working', done: 'Closed' }}></care-status-menu>
    <care-status-menu .status=${null} keep="No change" label="Status after sending"></care-status-menu>
    <care-status-menu status="done" disabled></care-status-menu>
    <care-menu label="More actions" variant="quiet" .icon=${ellipsisIcon} .items=${MORE}></care-menu>
    <care-menu label="Sort" value="copy" .items=${MORE}>Newest first</care-menu>
  </div>
  <div class="two">
    <care-field label="Subject" required limit="40" value="Loved mine for two weeks, then the seam split"
      problem="5 characters too long for Salesforce." fix="Use a shortened subject"
      ><span slot="remedy">or edit it above.</span></care-field>
    <care-field type="select" label="Case Reason" required value="quality" .options=${REASONS}
      problem="“Quality” is not a value of the record type Social Support." fix="Use Workmanship"></care-field>
    <care-field label="E-mail" type="email" placeholder="name@example.com" hint="Only used to find the contact."></care-field>
    <care-field type="textarea" label="Description" value="Is that normal for a 3,200 kr jacket??"></care-field>
    <care-field type="select" label="Record type" empty-option="Pick one" .options=${REASONS}></care-field>
    <care-field label="Case Number" value="00128431" disabled hint="Salesforce sets it."></care-field>
    <care-search label="Search cases" shortcut="/"></care-search>
    <care-search label="Search contacts" value="Lindqvist"></care-search>
    <care-checkbox label="Use the assignment rule" hint="Salesforce chooses the owner." checked></care-checkbox>
    <care-checkbox label="Only mine"></care-checkbox>
    <care-checkbox switch label="Scripted answers" checked></care-checkbox>
    <care-checkbox switch label="Single letters" disabled></care-checkbox>
    <care-copy label="Address" value="https://care.example.com"></care-copy>
  </div>
  <care-choice
    label="Status sync"
    value="bidirectional"
    .choices=${[
      { value: 'none', label: 'None', hint: 'Each side keeps its own status.' },
      {
        value: 'automated',
        label: 'Automated sync',
        hint: 'By your rules.',
        refused: 'Not in this version.',
      },
      { value: 'bidirectional', label: 'Bi-direction sync', hint: 'Both ways, value by value.' },
    ]}
  ></care-choice>
  <div class="paper">
    <care-tabs
      label="Case properties"
      selected="case"
      .tabs=${[
        { id: 'case', label: 'Case' },
        { id: 'customer', label: 'Customer' },
        { id: 'salesforce', label: 'Salesforce', mark: { shape: 'warning', label: '2 fields to fix' } },
      ]}
      ><p>The chosen panel.</p></care-tabs
    >
  </div>
  <div class="paper">
    <care-conditions
      .subjects=${SUBJECTS}
      .value=${CONDITIONS}
      .problems=${{ 3: 'Give a number.', 4: 'Care knows nothing of this name.' }}
    ></care-conditions>
  </div>
  <div class="paper"><care-conditions .subjects=${SUBJECTS}></care-conditions></div>
`;
