import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { FieldProblem, MappingImport } from '../../../../api/mappings.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { drawShape, shapeStyles } from '../../../elements/draw-shape.ts';
import '../../../elements/badge.ts';
import '../../../elements/banner.ts';

type Imported = MappingImport['mappings'][number];

/** What of a mapping file fits the org, field by field, and what was saved of it. */
@customElement('care-import-report')
export class CareImportReport extends LitElement {
  static override styles = [
    baseStyles,
    shapeStyles,
    css`
      :host { display: grid; gap: var(--care-space-5); font: var(--care-type-body); color: var(--care-text); }
      .file, .quiet { color: var(--care-text-quiet); overflow-wrap: anywhere; }
      h3 { display: flex; flex-wrap: wrap; align-items: center; gap: var(--care-space-3); margin: 0; font: var(--care-type-body); font-weight: var(--care-weight-strong); }
      section { display: grid; gap: var(--care-space-3); padding-top: var(--care-space-4); border-top: 1px solid var(--care-border); }
      .quiet, summary, details li { font: var(--care-type-caption); }
      .problems { display: grid; gap: var(--care-space-3); }
      .problems li { display: grid; grid-template-columns: 14px minmax(0, 1fr); gap: 0 var(--care-space-3); font: var(--care-type-caption); overflow-wrap: anywhere; }
      .problems .shape { margin-top: 1px; }
      .remedy { color: var(--care-text-quiet); }
      summary { min-height: var(--care-target); padding-top: 4px; width: fit-content; cursor: pointer; color: var(--care-text-quiet); }
      details li { display: flex; gap: var(--care-space-3); align-items: center; padding: 2px 0; }
    `,
  ];

  /** The file's name. */
  @property() file = '';
  @property({ attribute: false }) report: MappingImport['mappings'] = [];
  @property({ type: Boolean }) saved = false;
  /** Whether saving takes the place of a draft. */
  @property({ type: Boolean, attribute: 'replaces-draft' }) replacesDraft = false;

  override render() {
    const left = this.report.reduce((sum, { problems }) => sum + leftOut(problems).length, 0);
    const missing = this.report.filter((one) => one.missing !== null).length;
    const fits = this.report.reduce((sum, { fitting }) => sum + fitting.length, 0);
    return html`<p class="file" role="status">
        ${this.saved ? 'Saved from' : 'Nothing is saved yet. Of'} ${this.file || 'the file'}:
        <b>${fields(fits)} ${this.saved ? 'taken' : fits === 1 ? 'fits' : 'fit'}</b>${left > 0 ? `, ${fields(left)} left out` : ''}${
          missing > 0
            ? `, ${missing === 1 ? 'one mapping has' : `${missing} mappings have`} no place here`
            : ''
        }.
      </p>
      ${this.replacesDraft ? html`<care-banner tone="warning" fact="What you have changed and not saved is lost by saving."></care-banner>` : nothing}
      ${this.report.map((one) => this.#renderMapping(one))}`;
  }

  #renderMapping({ label, missing, fitting, problems, version }: Imported) {
    return html`<section>
      <h3>${label}${this.#renderVerdict(missing, fitting.length, version)}</h3>
      ${missing === null ? nothing : html`<p class="quiet">${missing}</p>`}
      ${
        problems.length === 0
          ? nothing
          : html`<ul class="problems">
              ${problems.map(
                ({ field, severity, fact, remedy }) => html`<li>
                  ${drawShape(severity === 'refusal' ? 'danger' : 'warning')}
                  <span><b>${field}</b>${severity === 'refusal' ? '' : ', to be looked at'}. ${fact} <span class="remedy">${remedy}</span></span>
                </li>`,
              )}
            </ul>`
      }
      ${
        fitting.length === 0
          ? nothing
          : html`<details>
              <summary>${fields(fitting.length)} ${fitting.length === 1 ? 'fits' : 'fit'}</summary>
              <ul>
                ${fitting.map(
                  (one) => html`<li>
                    ${one.label}${one.change === null ? html`<span class="quiet">as it is</span>` : html`<care-badge tone=${one.change === 'added' ? 'success' : 'accent'}>${CHANGE_WORDS[one.change]}</care-badge>`}
                  </li>`,
                )}
              </ul>
            </details>`
      }
    </section>`;
  }

  #renderVerdict(missing: string | null, fitting: number, version: number | null) {
    if (version !== null) return html`<care-badge tone="success">Saved as version ${version}</care-badge>`;
    if (missing !== null) return html`<care-badge tone="danger">No place here</care-badge>`;
    if (fitting === 0) return html`<care-badge tone="danger">Nothing fits</care-badge>`;
    return this.saved ? html`<care-badge>Nothing to save: it is so already</care-badge>` : nothing;
  }
}

const CHANGE_WORDS = { added: 'Added', changed: 'Changed', removed: 'Removed' } as const;
const fields = (count: number): string => (count === 1 ? 'one field' : `${count} fields`);

const leftOut = (problems: readonly FieldProblem[]): string[] => [
  ...new Set(
    problems
      .filter(
        ({ code }) =>
          code === 'FIELD_UNKNOWN' || code === 'FIELD_NOT_WRITABLE' || code === 'SOURCE_DOES_NOT_FIT',
      )
      .map(({ field }) => field),
  ),
];

declare global {
  interface HTMLElementTagNameMap {
    'care-import-report': CareImportReport;
  }
}
