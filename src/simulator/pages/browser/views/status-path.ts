import { html, type TemplateResult } from 'lit';
import { icon } from '../icons.ts';
import type { UiFieldInfo } from '../records.ts';

/**
 * The path over a record's Status: where it stands, and one press to move it on.
 *
 * @param chosen the step the reader picked to move to, or null for the next one
 */
export function statusPath(
  status: UiFieldInfo,
  current: string | null,
  chosen: string | null,
  handlers: { choose(value: string): void; set(value: string): void },
): TemplateResult {
  const place = status.values.findIndex((entry) => entry.value === current);
  const target = chosen ?? status.values[place + 1]?.value ?? null;
  const isMove = chosen !== null && chosen !== current;
  return html`
    <div class="lex-path">
      <ol aria-label="Path">
        ${status.values.map(
          (entry, index) => html`
            <li
              class=${[index < place ? 'is-done' : '', entry.value === chosen ? 'is-chosen' : ''].join(' ')}
              aria-current=${index === place ? 'step' : 'false'}
            >
              <button type="button" @click=${() => handlers.choose(entry.value)}>
                ${index < place ? icon('check') : ''}${entry.label}
              </button>
            </li>
          `,
        )}
      </ol>
      <button
        type="button"
        class="lex-button lex-button_brand"
        ?disabled=${target === null || !status.updateable}
        @click=${() => target !== null && handlers.set(target)}
      >
        ${icon('check')}${isMove ? 'Mark as Current Status' : 'Mark Status as Complete'}
      </button>
    </div>
  `;
}
