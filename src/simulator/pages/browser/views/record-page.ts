import { html, nothing, render, type TemplateResult } from 'lit';
import type { OrgError } from '../call-org.ts';
import { onRecordsChanged, refreshLists } from '../changes.ts';
import { app, tabs } from '../current-app.ts';
import { layoutOf } from '../layouts.ts';
import type { Components } from '../load-components.ts';
import { REFRESH_EVENT } from '../platform/refresh.ts';
import { objectInfo, saveRecord, type UiObjectInfo, type UiRecord, watchRecord } from '../records.ts';
import type { Tab } from '../tabs.ts';
import { details, type Editing, foldable } from './details.ts';
import { highlights, tabTitleOf } from './highlights.ts';
import { messageTable, type RelatedMessages, readRelatedMessages } from './related-messages.ts';
import { statusPath } from './status-path.ts';
import { visualforceFrame } from './visualforce-frame.ts';

const WITH_PATH = new Set(['Case', 'Lead']);
const ROWS_UNDER_DETAILS = 3;

/**
 * Fills one tab with a record's page: highlights, path, details and related messages on the left, and on the right
 * the package's component or Visualforce page. Everything follows the record as it changes. Returns the function that ends it.
 */
export function createRecordPage(place: HTMLElement, tab: Tab, components: Components): () => void {
  place.className = 'lex-page';
  place.innerHTML =
    '<section class="lex-card lex-highlights"></section><section class="lex-card lex-main"></section><aside class="lex-side"></aside>';
  const [top, main, side] = place.children as unknown as [HTMLElement, HTMLElement, HTMLElement];
  const view = { record: null as UiRecord | null, info: null as UiObjectInfo | null };
  let messages: RelatedMessages | null = null;
  let kinds: ReadonlyMap<string, string> = new Map();
  let front: 'details' | 'related' = 'details';
  let editing: Editing | null = null;
  let chosenStatus: string | null = null;
  let problem: string | null = null;

  const set = (change: () => void) => {
    change();
    draw();
  };
  const save = async (field: string, value: string | null) => {
    try {
      await saveRecord(tab.recordId, { [field]: value });
      editing = null;
      chosenStatus = null;
      problem = null;
    } catch (error) {
      const text = (error as OrgError).body?.message ?? 'The change was not saved.';
      if (editing) editing = { ...editing, problem: text };
      else problem = text;
    }
    draw();
  };
  const handlers = {
    edit: (field: string) => set(() => (editing = { field, problem: null })),
    cancel: () => set(() => (editing = null)),
    save: (field: string, value: string | null) => void save(field, value),
  };

  const draw = () => {
    const { record, info } = view;
    if (!record || !info) {
      render(problem ? html`<p role="alert" class="lex-problem">${problem}</p>` : nothing, top);
      return;
    }
    const layout = layoutOf(info);
    const status = info.fields.Status;
    const setStatus = (value: string) => void save('Status', value);
    render(
      html`
        ${highlights(record, info, layout, setStatus)}
        ${problem ? html`<p role="alert" class="lex-problem">${problem}</p>` : nothing}
        ${
          status && WITH_PATH.has(info.apiName)
            ? statusPath(status, record.fields.Status?.value as string | null, chosenStatus, {
                choose: (value) => set(() => (chosenStatus = value)),
                set: setStatus,
              })
            : nothing
        }
      `,
      top,
    );
    render(
      html`
        ${tabList(front, messages, (next) => set(() => (front = next)))}
        <div class="lex-details lex-scroll" tabindex="0" role="tabpanel" aria-label=${front}>
          ${front === 'details' ? details(record, info, layout, editing, handlers) : nothing}
          ${
            messages
              ? foldable(
                  `${messages.label} (${messages.count})`,
                  messageTable(
                    messages,
                    kinds,
                    front === 'details' ? ROWS_UNDER_DETAILS : messages.records.length,
                  ),
                )
              : nothing
          }
        </div>
      `,
      main,
    );
  };

  const readMessages = async () => {
    messages = await readRelatedMessages(tab.recordId);
    draw();
  };
  const stopRecord = watchRecord(tab.recordId, (state) => {
    if ('error' in state) {
      problem = state.error.body.message;
      draw();
      return;
    }
    const isFirst = view.record === null;
    view.record = state.record;
    if (isFirst) void begin(state.record);
    else draw();
  });
  const stopChanges = onRecordsChanged((changes) => {
    const concerns = changes.length === 0 || changes.some(({ object }) => object === 'Care_Message__c');
    if (view.record?.apiName === 'Case' && concerns) void readMessages();
  });
  const begin = async (record: UiRecord) => {
    tabs.change(tab.id, { title: tabTitleOf(record) });
    fillSide(side, tab, record, components);
    view.info = await objectInfo(record.apiName);
    draw();
    if (record.apiName !== 'Case') return;
    const kind = await objectInfo('Care_Message__c').then(
      (info) => info.fields.Kind__c,
      () => null,
    );
    kinds = new Map(kind?.values.map(({ value, label }) => [value, label]));
    await readMessages();
  };
  place.addEventListener(REFRESH_EVENT, refreshLists);
  draw();

  return () => {
    stopRecord();
    stopChanges();
    place.remove();
  };
}

/** Beside the record stands what the app's record page of its object names, or nothing. */
function fillSide(side: HTMLElement, tab: Tab, record: UiRecord, components: Components): void {
  const content = app.records[record.apiName];
  if (!content) side.remove();
  else if ('visualforcePage' in content) side.append(visualforceFrame(content.visualforcePage, record.id));
  else {
    const isActive = () => tabs.focused()?.id === tab.id;
    components.place(side, content.component, app.console ? { tabId: tab.id, isActive } : { isActive }, {
      ...content.properties,
      recordId: record.id,
      objectApiName: record.apiName,
    });
  }
}

function tabList(
  front: 'details' | 'related',
  messages: RelatedMessages | null,
  onFront: (next: 'details' | 'related') => void,
): TemplateResult {
  const one = (name: 'details' | 'related', label: string) => html`
    <button type="button" role="tab" aria-selected=${front === name} @click=${() => onFront(name)}>${label}</button>
  `;
  return html`<div class="lex-tablist" role="tablist">${one('details', 'Details')}${messages ? one('related', 'Related') : nothing}</div>`;
}
