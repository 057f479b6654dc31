import { html, nothing, render } from 'lit';
import { app } from '../current-app.ts';
import { icon, namedIcon } from '../icons.ts';
import type { Components } from '../load-components.ts';
import { type Utility, utilities } from '../utilities.ts';

/**
 * The bar along the bottom of the app. A utility's component is made when its panel first opens, or with the app where
 * it says so; minimised it stays alive, as the platform keeps it.
 */
export function createUtilityBar(place: HTMLElement, components: Components): void {
  if (utilities.all().length === 0) return;
  document.body.classList.add('has-utility-bar');
  const bar = place.appendChild(document.createElement('div'));
  const panels = new Map<string, { panel: HTMLElement; head: HTMLElement }>();

  const panelOf = (utility: Utility) => {
    const known = panels.get(utility.id);
    if (known) return known;
    const panel = document.createElement('section');
    panel.className = 'lex-utility';
    panel.id = `panel-${utility.id}`;
    panel.style.width = `${utility.width}px`;
    panel.style.height = `${utility.height}px`;
    const head = panel.appendChild(document.createElement('header'));
    const body = panel.appendChild(document.createElement('div'));
    body.className = 'lex-utility__body';
    place.prepend(panel);
    panel.hidden = true;
    const made = { panel, head };
    panels.set(utility.id, made);
    components.place(
      body,
      utility.component,
      { utilityId: utility.id, isActive: () => utilities.front() === utility.id },
      utility.properties,
    );
    return made;
  };
  const draw = () => {
    for (const utility of utilities.all()) {
      const isOpen = utilities.front() === utility.id;
      if (!isOpen && !utility.eager && !panels.has(utility.id)) continue;
      const { panel, head } = panelOf(utility);
      panel.hidden = !isOpen;
      panel.setAttribute('aria-label', utility.label);
      render(
        html`
          <h2>${namedIcon(utility.icon)}${utility.label}</h2>
          <button type="button" class="lex-close lex-minimize" aria-label="Minimize ${utility.label}" @click=${() => minimize(utility)}>
            ${icon('minus')}
          </button>
        `,
        head,
      );
    }
    render(
      html`
        <footer class="lex-utilities" aria-label="Utility Bar of ${app.label}">
          ${utilities.all().map(
            (utility) => html`
              <button
                type="button"
                id="button-${utility.id}"
                class=${utility.highlighted ? 'is-highlighted' : ''}
                aria-expanded=${utilities.front() === utility.id}
                @click=${() => utilities.press(utility.id)}
              >
                ${namedIcon(utility.icon)}${utility.label}
                ${utility.highlighted ? html`<span class="slds-assistive-text">, a customer waits</span>` : nothing}
              </button>
            `,
          )}
        </footer>
      `,
      bar,
    );
  };
  const minimize = (utility: Utility) => {
    utilities.minimize();
    bar.querySelector<HTMLElement>(`#button-${utility.id}`)?.focus();
  };
  utilities.onChange(draw);
  draw();
}
