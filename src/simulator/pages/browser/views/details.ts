import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../icons.ts';
import { type Layout, pageLabel } from '../layouts.ts';
import type { UiFieldInfo, UiObjectInfo, UiRecord } from '../records.ts';
import { showField } from './show-field.ts';

const EDITABLE_TYPES = new Set(['string', 'picklist', 'textarea', 'longtext', 'email', 'phone']);

/** The one field being edited in place. */
export interface Editing {
  readonly field: string;
  readonly problem: string | null;
}

export interface DetailHandlers {
  edit(field: string): void;
  cancel(): void;
  save(field: string, value: string | null): void;
}

export function details(
  record: UiRecord,
  info: UiObjectInfo,
  layout: Layout,
  editing: Editing | null,
  handlers: DetailHandlers,
): TemplateResult[] {
  return layout.sections.map((section) =>
    foldable(
      section.title,
      html`
      <dl class="lex-grid">
        ${section.fields.map((name) => {
          const field = info.fields[name];
          if (!field) return nothing;
          const isEdited = editing?.field === name;
          return html`
            <div class=${section.wide ? 'wide' : ''} data-field=${name}>
              <dt>${pageLabel(info.apiName, field)}</dt>
              <dd>
                ${isEdited ? editor(record, field, editing, handlers) : html`<span>${showField(record, field)}</span>`}
                ${!isEdited && isEditable(field) ? editButton(field, handlers) : nothing}
              </dd>
            </div>
          `;
        })}
      </dl>
    `,
    ),
  );
}

/** A part of the page under a heading that folds it away. */
export function foldable(title: string, content: TemplateResult): TemplateResult {
  return html`<details class="lex-fold" open>
    <summary>${icon('chevronDown')}<h2>${title}</h2></summary>
    ${content}
  </details>`;
}

function isEditable(field: UiFieldInfo): boolean {
  return field.updateable && EDITABLE_TYPES.has(field.dataType);
}

function editButton(field: UiFieldInfo, handlers: DetailHandlers): TemplateResult {
  return html`<button
    type="button"
    class="lex-edit"
    aria-label="Edit ${field.label}"
    title="Edit ${field.label}"
    @click=${() => handlers.edit(field.apiName)}
  >
    ${icon('pen')}
  </button>`;
}

function editor(
  record: UiRecord,
  field: UiFieldInfo,
  editing: Editing,
  handlers: DetailHandlers,
): TemplateResult {
  const value = String(record.fields[field.apiName]?.value ?? '');
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    const text = new FormData(event.currentTarget as HTMLFormElement).get('value');
    handlers.save(field.apiName, text === '' ? null : String(text));
  };
  return html`
    <form class="lex-editor" @submit=${save} @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && handlers.cancel()}>
      ${control(field, value)}
      <button type="submit" class="lex-button lex-button_brand">Save</button>
      <button type="button" class="lex-button" @click=${handlers.cancel}>Cancel</button>
      ${editing.problem ? html`<p role="alert" class="lex-problem">${editing.problem}</p>` : nothing}
    </form>
  `;
}

function control(field: UiFieldInfo, value: string): TemplateResult {
  if (field.dataType === 'picklist') {
    return html`<select name="value" class="lex-input" aria-label=${field.label}>
      <option value="">--None--</option>
      ${field.values.map(
        (entry) =>
          html`<option value=${entry.value} ?selected=${entry.value === value}>${entry.label}</option>`,
      )}
    </select>`;
  }
  if (field.dataType === 'longtext' || field.dataType === 'textarea') {
    return html`<textarea name="value" class="lex-input" rows="4" aria-label=${field.label}>${value}</textarea>`;
  }
  return html`<input name="value" class="lex-input" aria-label=${field.label} .value=${value} />`;
}
