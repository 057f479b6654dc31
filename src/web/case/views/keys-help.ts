import { html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { CASE_KEYS } from '../store/case-keys.ts';
import { KEYS_OF_PAGE } from './keys-of-page.ts';
import '../../elements/checkbox.ts';
import '../../elements/dialog.ts';
import '../../elements/facts.ts';

/**
 * What every key does, and the switch for those who speak to their computer.
 *
 * @fires care-letter-keys - Single letters were switched on or off; detail `{ on }`.
 */
@customElement('care-keys-help')
export class CareKeysHelp extends LitElement {
  @property({ type: Boolean, attribute: false }) letterKeys = true;

  override render() {
    return html`<care-dialog open heading="Keys">
      <care-facts .items=${[...CASE_KEYS, ...KEYS_OF_PAGE].map(({ keys, does }) => ({ label: keys, value: does }))}></care-facts>
      <care-checkbox
        slot="actions"
        switch
        label="Single letters"
        .checked=${this.letterKeys}
        @care-toggle=${this.#toggled}
      ></care-checkbox>
    </care-dialog>`;
  }

  #toggled(event: CustomEvent<{ checked: boolean }>) {
    this.dispatchEvent(new CustomEvent('care-letter-keys', { detail: { on: event.detail.checked } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-keys-help': CareKeysHelp;
  }
}
