import { html, nothing, type TemplateResult } from 'lit';
import { tabs } from '../current-app.ts';
import { icon, namedIcon } from '../icons.ts';
import { iconOf, shownTitle, type Tab } from '../tabs.ts';

/** The console's workspaces, beside the navigation. */
export function workspaceTabs(): TemplateResult {
  const front = tabs.workspace();
  return html`${tabs
    .workspaces()
    .map((tab) => tabItem(tab, tab.id === front?.id, () => tabs.focusWorkspace(tab.id)))}`;
}

/** The tabs of the workspace in front: its own page first, then its subtabs. Nothing where there are none. */
export function subtabStrip(): TemplateResult | typeof nothing {
  const workspace = tabs.workspace();
  const subtabs = workspace ? tabs.subtabsOf(workspace.id) : [];
  if (!workspace || subtabs.length === 0) return nothing;
  const front = tabs.focused();
  return html`
    <nav class="lex-tabs lex-subtabs" aria-label="Subtabs of ${shownTitle(workspace)}">
      <span class="lex-tab" data-current=${workspace === front}>
        ${choose(workspace, workspace === front, () => tabs.focus(workspace.id))}
      </span>
      ${subtabs.map((tab) => tabItem(tab, tab === front, () => tabs.focus(tab.id)))}
    </nav>
  `;
}

function tabItem(tab: Tab, isFront: boolean, onChoose: () => void): TemplateResult {
  const { highlight } = tab;
  const classes = [
    'lex-tab',
    highlight ? 'is-highlighted' : '',
    highlight?.pulse ? 'is-pulsing' : '',
    highlight?.state ? `is-${highlight.state}` : '',
  ];
  return html`
    <span class=${classes.join(' ')} data-current=${isFront} data-tab-id=${tab.id} data-record-id=${tab.recordId}>
      ${choose(tab, isFront, onChoose)}
      ${
        tab.closeable
          ? html`<button type="button" class="lex-close" aria-label="Close ${shownTitle(tab)}" @click=${() => tabs.close(tab.id)}>
              ${icon('x')}
            </button>`
          : nothing
      }
    </span>
  `;
}

function choose(tab: Tab, isFront: boolean, onChoose: () => void): TemplateResult {
  return html`
    <button type="button" aria-current=${isFront ? 'page' : 'false'} @click=${onChoose}>
      ${namedIcon(iconOf(tab))}${
        tab.customIcon?.alt ? html`<span class="slds-assistive-text">${tab.customIcon.alt}</span>` : nothing
      }${shownTitle(tab)}
      ${tab.highlight ? html`<span class="slds-assistive-text">, a customer waits</span>` : nothing}
    </button>
  `;
}
