import { html, nothing, render, type TemplateResult } from 'lit';
import { bootstrap } from '../bootstrap.ts';
import { addressOfItem, app, tabs } from '../current-app.ts';
import { icon } from '../icons.ts';
import { look, toggleDensity, toggleMode } from '../look.ts';
import { navigation } from '../navigation-items.ts';
import { subtabStrip, workspaceTabs } from './workspace-tabs.ts';

/** Draws the header, the app's navigation and the console's tabs, and keeps them in step. */
export function createAppBar(place: HTMLElement, onSearch: (term: string) => void): void {
  const draw = () => render(html`${header(onSearch, draw)}${navigationBar()}${subtabStrip()}`, place);
  tabs.onChange(draw);
  draw();
}

function header(onSearch: (term: string) => void, redraw: () => void): TemplateResult {
  const search = (event: SubmitEvent) => {
    event.preventDefault();
    onSearch(String(new FormData(event.currentTarget as HTMLFormElement).get('term') ?? ''));
  };
  const change = (toggle: () => void) => {
    toggle();
    redraw();
  };
  const { mode, density } = look();
  return html`
    <header class="lex-header" aria-label="Salesforce">
      <span class="lex-mark" aria-hidden="true">${bootstrap.orgName.slice(0, 1).toLowerCase()}</span>
      <form class="lex-search" role="search" @submit=${search}>
        ${icon('search')}
        <input class="lex-input" name="term" type="search" aria-label="Search" placeholder="Search ${bootstrap.orgName}" />
      </form>
      <details class="lex-menu">
        <summary aria-label="${bootstrap.user.name}: settings"><span class="lex-avatar">${initials(bootstrap.user.name)}</span></summary>
        <div class="lex-menu__list">
          <p>${bootstrap.user.name}</p>
          <button type="button" @click=${() => change(toggleMode)}>
            ${mode === 'dark' ? 'Light mode' : 'Dark mode'}
          </button>
          <button type="button" @click=${() => change(toggleDensity)}>
            ${density === 'compact' ? 'Comfy density' : 'Compact density'}
          </button>
          <a href="/logout">Log out</a>
        </div>
      </details>
    </header>
  `;
}

function navigationBar(): TemplateResult {
  return html`
    <nav class="lex-tabs" aria-label="Open tabs">
      <details class="lex-menu lex-launcher">
        <summary class="lex-app" aria-label="App Launcher, ${app.label}">${icon('grid')}<span>${app.label}</span></summary>
        <div class="lex-menu__list">
          ${bootstrap.apps.map(
            (one) =>
              html`<a href="/lightning/app/${one.name}" aria-current=${one === app ? 'page' : 'false'}>${one.label}</a>`,
          )}
        </div>
      </details>
      ${app.items.map(
        (item) => html`
          <a
            class="lex-tab"
            href=${addressOfItem(item)}
            aria-current=${tabs.focused() === null && item === navigation.current() ? 'page' : 'false'}
            @click=${(event: Event) => {
              event.preventDefault();
              navigation.show(item);
            }}
            >${item.label}</a
          >
        `,
      )}
      ${app.console ? workspaceTabs() : nothing}
    </nav>
  `;
}

function initials(name: string): string {
  const words = name.split(' ');
  return `${words[0]?.[0] ?? ''}${words.length > 1 ? (words.at(-1)?.[0] ?? '') : ''}`.toUpperCase();
}
