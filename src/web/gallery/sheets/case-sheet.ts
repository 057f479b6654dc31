import { html, type TemplateResult } from 'lit';
import type { CareComposer } from '../../elements/composer.ts';
import { rotateCwIcon } from '../../elements/icons.ts';
import type { ThreadItem } from '../../elements/thread-item.ts';
import { ALL_ACTIONS, CONVERSATION, DONE, FAILED, longConversation, QUEUED } from '../samples.ts';
import '../../elements/button.ts';
import '../../elements/case-header.ts';
import '../../elements/composer.ts';
import '../../elements/empty.ts';
import '../../elements/skeleton.ts';
import '../../elements/sync-strip.ts';
import '../../elements/thread.ts';

const ASSIGNED_TO_ANOTHER = {
  text: 'Another person has been assigned to the case. To respond, you need to be assigned instead.',
  remedy: 'assign',
} as const;
const IS_DONE = {
  text: 'This case is done. If Maya writes within 5 days it reopens by itself.',
  remedy: 'reopen',
} as const;
const MORE = [{ value: 'copy', label: 'Copy the link' }];
const STEP = html`<care-sync-strip slot="strip" tone="success" text="In step with Salesforce" .at=${new Date().toISOString()}></care-sync-strip>`;
const AWAY = html`<care-sync-strip slot="strip" tone="warning" text="Care can’t be reached" since .at=${new Date().toISOString()} action="Try now"></care-sync-strip>`;

const WIDTHS = ['w320', 'w380', 'w420', 'w480', 'full'];
const LONG = 'We have looked into it with the workshop and with the people who sewed it. '.repeat(4);

export const caseSheet = () => html`
  <div class="frames">
    ${WIDTHS.map((width) => frame(width, width.replace('w', ''), oneCase({ composer: { mode: 'direct_message', thenStatus: 'pending', text: 'No need, keep it for the garden. Your new jacket leaves today and arrives Wednesday.' } })))}
  </div>
`;

export const statesSheet = () => html`
  <div class="frames">
    ${frame('w380', 'Loading', html`<care-skeleton shape="head"></care-skeleton><care-sync-strip text="Opening the Care case…"></care-sync-strip><care-skeleton class="grow" shape="thread"></care-skeleton>`)}
    ${frame('w380', 'Offline, one waits', oneCase({ strip: AWAY, items: [...CONVERSATION, QUEUED] }))}
    ${frame('w380', 'Assigned to another', oneCase({ header: { mine: false, assignee: 'Ines Okafor' }, composer: { lock: ASSIGNED_TO_ANOTHER } }))}
    ${frame('w380', 'Long, being read further up', oneCase({ items: longConversation(1000) }))}
    ${frame('w380', 'A message failed', oneCase({ items: [...CONVERSATION, FAILED] }))}
    ${frame('w380', 'Public, over the limit', oneCase({ composer: { platform: 'x', mode: 'public_reply', text: LONG, target: { id: 'comment', author: 'Maya Lindqvist', text: 'Loved mine for two weeks, then the seam under the arm split' } } }))}
    ${frame('w380', 'Note', oneCase({ composer: { mode: 'note', text: 'Can quality take this up? Batch 26-41.' } }))}
    ${frame('w380', 'Done', oneCase({ header: { status: 'done' }, items: [...CONVERSATION, DONE], composer: { lock: IS_DONE } }))}
    ${frame('w380', 'Read only', oneCase({ header: { readonly: true, mine: false, assignee: null }, composer: { lock: { text: 'You can read this case. Replying needs the right Reply.', remedy: null }, noNotes: true } }))}
    ${frame(
      'w380',
      'Conversation did not arrive',
      html`${head({})}<care-empty tone="danger" heading="The conversation didn’t arrive" .icon=${rotateCwIcon}>
          Care answered, but without the messages. What you write is kept.
          <care-button slot="actions" .icon=${rotateCwIcon}>Try now</care-button>
        </care-empty>`,
    )}
  </div>
`;

interface Sample {
  header?: HeaderSample;
  strip?: TemplateResult;
  items?: readonly ThreadItem[];
  composer?: Partial<
    Pick<CareComposer, 'platform' | 'mode' | 'text' | 'lock' | 'target' | 'thenStatus' | 'noNotes'>
  >;
}

interface HeaderSample {
  status?: 'open' | 'done';
  mine?: boolean;
  assignee?: string | null;
  readonly?: boolean;
}

const frame = (width: string, title: string, content: TemplateResult) =>
  html`<figure class=${width === 'full' ? 'full' : ''}>
    <figcaption>${title}</figcaption>
    <section class="case ${width}" aria-label=${title}>${content}</section>
  </figure>`;

const head = (
  { status = 'open', mine = true, assignee = 'Tomás Vega', readonly = false }: HeaderSample,
  strip: TemplateResult = STEP,
) =>
  html`<care-case-header
    case-number="9463"
    customer-name="Maya Lindqvist"
    handle="@mayalindq"
    platform="instagram"
    priority="high"
    .status=${status}
    .assignee=${assignee}
    ?assigned-to-me=${mine}
    ?readonly=${readonly}
    .more=${MORE}
    >${strip}</care-case-header
  >`;

const oneCase = ({ header = {}, strip = STEP, items = CONVERSATION, composer = {} }: Sample) => html`
  ${head(header, strip)}
  <care-thread conversation="case_1" .items=${items} .actions=${ALL_ACTIONS}></care-thread>
  <care-composer
    from="Fjellvind Outdoor"
    to="@mayalindq"
    customer-name="Maya"
    .platform=${composer.platform ?? 'instagram'}
    .mode=${composer.mode ?? 'direct_message'}
    .text=${composer.text ?? ''}
    .thenStatus=${composer.thenStatus ?? null}
    .target=${composer.target ?? null}
    .lock=${composer.lock ?? null}
    ?no-notes=${composer.noNotes ?? false}
  ></care-composer>
`;
