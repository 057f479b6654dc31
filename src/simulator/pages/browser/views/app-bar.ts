import { html, render, type TemplateResult } from 'lit';
import { bootstrap } from '../bootstrap.ts';
import { icon } from '../icons.ts';
import { look, toggleDensity, toggleMode } from '../look.ts';
import { type Tab, tabs } from '../tabs.ts';

/** Draws the header and the console's tabs, and keeps them in step. */
export function createAppBar(place: HTMLElement, onSearch: (term: string) => void): void {
  const draw = () => render(html`${header(onSearch, draw)}${tabStrip()}`, place);
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

function tabStrip(): TemplateResult {
  const front = tabs.focused();
  return html`
    <nav class="lex-tabs" aria-label="Open tabs">
      <span class="lex-app">${icon('grid')}Service</span>
      <a
        class="lex-tab"
        href="/lightning/o/Case/list"
        aria-current=${front === null ? 'page' : 'false'}
        @click=${(event: Event) => {
          event.preventDefault();
          tabs.showList();
        }}
        >Cases</a
      >
      ${tabs.all().map((tab) => recordTab(tab, tab === front))}
    </nav>
  `;
}

function recordTab(tab: Tab, isFront: boolean): TemplateResult {
  return html`
    <span class="lex-tab ${tab.highlighted ? 'is-highlighted' : ''}" data-current=${isFront} data-record-id=${tab.recordId}>
      <button type="button" aria-current=${isFront ? 'page' : 'false'} @click=${() => tabs.focus(tab.id)}>
        ${icon(tab.object === 'Case' ? 'briefcase' : 'circleUser')}${tab.title}
        ${tab.highlighted ? html`<span class="slds-assistive-text">, a customer waits</span>` : ''}
      </button>
      <button type="button" class="lex-close" aria-label="Close ${tab.title}" @click=${() => tabs.close(tab.id)}>
        ${icon('x')}
      </button>
    </span>
  `;
}

function initials(name: string): string {
  const words = name.split(' ');
  return `${words[0]?.[0] ?? ''}${words.length > 1 ? (words.at(-1)?.[0] ?? '') : ''}`.toUpperCase();
}
