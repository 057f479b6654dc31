import { html, nothing, render, type TemplateResult } from 'lit';
import { callOrg, type OrgError } from '../call-org.ts';
import { onRecordsChanged } from '../changes.ts';
import { icon } from '../icons.ts';
import { openRecord, showTime } from './show-field.ts';

type Value = string | number | boolean | null;

interface ListRecords {
  /** The list views of the object, the one that was asked for first. */
  readonly views: readonly { readonly name: string; readonly label: string }[];
  readonly columns: readonly {
    readonly name: string;
    readonly label: string;
    readonly kind: 'name' | 'long' | 'time' | 'text';
  }[];
  readonly records: readonly { readonly id: string; readonly values: readonly Value[] }[];
}

/** The records of an object, by one of its list views. */
export interface ObjectList {
  search(term: string): void;
}

export function createObjectList(place: HTMLElement, object: string, label: string): ObjectList {
  place.className = 'lex-list-page';
  let term = '';
  let view: string | null = null;
  let list: ListRecords | null = null;
  let problem: string | null = null;

  const read = async () => {
    const [asked, askedView] = [term, view];
    const query = new URLSearchParams({ search: asked, ...(askedView === null ? {} : { view: askedView }) });
    try {
      const answer = await callOrg<ListRecords>('GET', `/ui-api/list-records/${object}?${query}`);
      if (asked !== term || askedView !== view) return;
      list = answer;
      problem = null;
    } catch (error) {
      problem = (error as OrgError).body?.message ?? 'The list could not be read.';
    }
    draw();
  };
  const draw = () =>
    render(
      objectList({ object, label, list, term, problem }, (name) => {
        view = name;
        void read();
      }),
      place,
    );

  onRecordsChanged((changes) => {
    if (changes.length === 0 || changes.some((change) => change.object === object)) void read();
  });
  draw();
  void read();
  return {
    search(next) {
      term = next;
      void read();
    },
  };
}

interface Shown {
  readonly object: string;
  readonly label: string;
  readonly list: ListRecords | null;
  readonly term: string;
  readonly problem: string | null;
}

function objectList(
  { object, label, list, term, problem }: Shown,
  onView: (name: string) => void,
): TemplateResult {
  const count = list?.records.length ?? 0;
  return html`
    <section class="lex-card lex-list">
      <header class="lex-highlights__top">
        <span class="lex-object" data-object=${object}>${icon(object === 'Case' ? 'briefcase' : 'circleUser')}</span>
        <div>
          <p>${label}</p>
          <h1>${term ? `${label} with "${term}"` : (list?.views[0]?.label ?? label)}</h1>
        </div>
        ${
          list && list.views.length > 1
            ? html`<select class="lex-input" aria-label="List view" @change=${(event: Event) => onView((event.currentTarget as HTMLSelectElement).value)}>
                ${list.views.map(({ name, label: text }, index) => html`<option value=${name} ?selected=${index === 0}>${text}</option>`)}
              </select>`
            : nothing
        }
        <p class="lex-count">${count} ${count === 1 ? 'item' : 'items'}, sorted by last change</p>
      </header>
      ${problem ? html`<p role="alert" class="lex-problem">${problem}</p>` : nothing}
      <div class="lex-scroll" tabindex="0" role="region" aria-label=${label}>
        ${list ? table(object, list) : nothing}
      </div>
    </section>
  `;
}

function table(object: string, { columns, records }: ListRecords): TemplateResult {
  return html`
    <table class="lex-table">
      <thead>
        <tr>
          ${columns.map((column) => html`<th scope="col">${column.label}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${records.map(
          ({ id, values }) => html`
            <tr data-record-id=${id}>
              ${columns.map(({ kind }, index) => {
                const value = values[index] ?? null;
                if (kind === 'name')
                  return html`<th scope="row">
                    <a href="/lightning/r/${object}/${id}/view" @click=${(event: Event) => openRecord(event, id)}>${value}</a>
                  </th>`;
                const text = kind === 'time' ? showTime(value as string | null) : (value ?? '');
                return html`<td class=${kind === 'long' ? 'lex-wide' : ''}>${text}</td>`;
              })}
            </tr>
          `,
        )}
      </tbody>
    </table>
  `;
}
