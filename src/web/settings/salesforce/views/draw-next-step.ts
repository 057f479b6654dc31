import { html, nothing, type TemplateResult } from 'lit';
import type { ConnectionShape } from '../../../../api/salesforce.ts';
import { works } from '../store/token-words.ts';
import '../../../elements/banner.ts';
import '../../../elements/button.ts';

/** What comes after connecting, until the first record is made from here: whoever has just connected is told where. */
export function drawNextStep({ id, state, users }: ConnectionShape): TemplateResult | typeof nothing {
  if (!works(state) || users.some(({ cases }) => cases > 0)) return nothing;
  return html`<care-banner tone="info" fact="Next: look over the mapping"
    ><p>
      It fills contacts, cases, leads and messages in Salesforce, and works as it is. Try it there on a real case, then create the
      first Salesforce case from the inbox.
    </p>
    <p><care-button size="small" href="/settings/integrations/salesforce/${id}/mapping">Open the mapping</care-button></p></care-banner
  >`;
}
