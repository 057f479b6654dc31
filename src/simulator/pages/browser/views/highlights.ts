import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../icons.ts';
import { type Layout, pageLabel } from '../layouts.ts';
import type { UiObjectInfo, UiRecord } from '../records.ts';
import { showField } from './show-field.ts';

const OBJECT_ICONS: Readonly<Record<string, 'briefcase' | 'circleUser'>> = { Case: 'briefcase' };

/** The top of a record page: what it is, its most important fields, and what can be done. */
export function highlights(
  record: UiRecord,
  info: UiObjectInfo,
  layout: Layout,
  onSetStatus: (status: string) => void,
): TemplateResult {
  const isClosed = record.fields.IsClosed?.value === true;
  const closed = info.fields.Status?.values.find((entry) => entry.closed);
  const mayClose = info.apiName === 'Case' && closed && !isClosed && info.fields.Status?.updateable;
  return html`
    <div class="lex-highlights__top">
      <span class="lex-object" data-object=${info.apiName}>${icon(OBJECT_ICONS[info.apiName] ?? 'circleUser')}</span>
      <div>
        <p>${info.label}</p>
        <h1>${titleOf(record)}</h1>
      </div>
      <div class="acts">
        ${
          mayClose
            ? html`<button type="button" class="lex-button" @click=${() => onSetStatus(closed.value)}>Close Case</button>`
            : nothing
        }
      </div>
    </div>
    <dl class="lex-fields">
      ${layout.highlights.map((name) => {
        const field = info.fields[name];
        if (!field) return nothing;
        return html`<div data-field=${name}>
          <dt>${pageLabel(info.apiName, field)}</dt>
          <dd>${showField(record, field)}</dd>
        </div>`;
      })}
    </dl>
  `;
}

export function titleOf(record: UiRecord): string {
  const value = record.fields.Subject?.value ?? record.fields.Name?.value ?? record.fields.CaseNumber?.value;
  return String(value ?? record.id);
}

/** What the record's tab is called. */
export function tabTitleOf(record: UiRecord): string {
  return String(record.fields.CaseNumber?.value ?? record.fields.Name?.value ?? record.id);
}
