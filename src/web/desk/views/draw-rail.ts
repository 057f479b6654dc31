import { html, type TemplateResult } from 'lit';
import {
  circleQuestionMarkIcon,
  circleUserRoundIcon,
  heartHandshakeIcon,
  searchIcon,
  settingsIcon,
} from '../../elements/page-icons.ts';
import '../../elements/button.ts';
import '../../elements/icon.ts';
import '../../elements/menu.ts';

export interface Rail {
  /** The list of this page. */
  home: { label: string; icon: string; go: () => void };
  search: () => void;
  /** Null: a page with no keys of its own but those it names. */
  keys: { disabled: boolean; show: () => void } | null;
  /** Who is signed in. */
  name: string;
  /** A look, or `sign_out`. */
  chosen: (value: string) => void;
}

const LOOKS = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'sign_out', label: 'Sign out' },
] as const;

/** The places of the desk, and oneself. */
export const drawRail = ({ home, search, keys, name, chosen }: Rail): TemplateResult =>
  html`<nav class="rail" aria-label="Care">
    <span class="mark"><care-icon .path=${heartHandshakeIcon}></care-icon></span>
    <care-button variant="quiet" .label=${home.label} current .icon=${home.icon} @click=${home.go}></care-button>
    <care-button variant="quiet" label="Search, /" .icon=${searchIcon} @click=${search}></care-button>
    <span class="push"></span>
    <care-button variant="quiet" label="Settings" href="/settings" .icon=${settingsIcon}></care-button>
    ${
      keys &&
      html`<care-button
        variant="quiet"
        label="Keys, ?"
        .icon=${circleQuestionMarkIcon}
        ?disabled=${keys.disabled}
        @click=${keys.show}
      ></care-button>`
    }
    <care-menu
      variant="quiet"
      size="medium"
      .label=${name}
      .icon=${circleUserRoundIcon}
      .items=${LOOKS}
      @care-select=${(event: CustomEvent<{ value: string }>) => chosen(event.detail.value)}
    ></care-menu>
  </nav>`;
