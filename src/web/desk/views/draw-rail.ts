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

interface Place {
  label: string;
  icon: string;
  /** Whether it is what is shown; the list of a page is, unless it says otherwise. */
  current?: boolean;
  go: () => void;
}

export interface Rail {
  /** The list of this page. */
  home: Place;
  /** What else there is. */
  places?: readonly Place[];
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

const drawPlace = ({ label, icon, current = false, go }: Place): TemplateResult =>
  html`<care-button variant="quiet" .label=${label} ?current=${current} .icon=${icon} @click=${go}></care-button>`;

/** The places of the desk, and oneself. */
export const drawRail = ({ home, places = [], search, keys, name, chosen }: Rail): TemplateResult =>
  html`<nav class="rail" aria-label="Care">
    <span class="mark"><care-icon .path=${heartHandshakeIcon}></care-icon></span>
    ${drawPlace({ current: true, ...home })}
    <care-button variant="quiet" label="Search, /" .icon=${searchIcon} @click=${search}></care-button>
    ${places.map(drawPlace)}
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
