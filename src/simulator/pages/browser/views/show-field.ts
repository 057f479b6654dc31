import { html, type TemplateResult } from 'lit';
import { objectOf, tabs } from '../current-app.ts';
import type { UiField, UiFieldInfo, UiRecord } from '../records.ts';

const dateTime = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });

/** What a person reads in a field. */
export function showField(record: UiRecord, info: UiFieldInfo): TemplateResult | string {
  const field = record.fields[info.apiName];
  const value = field?.value ?? null;
  if (value === null || value === '') return '';
  switch (info.dataType) {
    case 'reference':
      return showReference(String(value), record.fields[info.relationshipName ?? '']);
    case 'datetime':
      return showTime(String(value));
    case 'date':
      return date.format(new Date(String(value)));
    case 'boolean':
      return value ? 'Yes' : 'No';
    case 'email':
      return html`<a href="mailto:${value}">${value}</a>`;
    case 'url':
      return html`<a href=${safeAddress(String(value))} target="_blank" rel="noopener">${linkText(String(value))}</a>`;
    default:
      return field?.displayValue ?? String(value);
  }
}

export function showTime(instant: string | null): string {
  return instant === null ? '' : dateTime.format(new Date(instant));
}

/** Follows a link to a record: beside the record it stands on in a console, else as a page of its own. */
export function openRecord(event: Event, id: string): void {
  event.preventDefault();
  const workspace = tabs.workspace();
  if (workspace) tabs.openWithin(workspace.id, id);
  else tabs.openRecord(id);
}

function showReference(id: string, parent: UiField | undefined): TemplateResult | string {
  const name = parent?.displayValue ?? id;
  const object = objectOf(id);
  if (object === 'Record') return name;
  return html`<a href="/lightning/r/${object}/${id}/view" @click=${(event: Event) => openRecord(event, id)}>${name}</a>`;
}

function safeAddress(value: string): string {
  return /^https?:\/\//i.test(value) ? value : '#';
}

function linkText(value: string): string {
  try {
    const { host, pathname } = new URL(value);
    return `${host}${pathname}`;
  } catch {
    return value;
  }
}
