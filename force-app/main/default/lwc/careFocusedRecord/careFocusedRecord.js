import TAB_FOCUSED from '@salesforce/messageChannel/lightning__tabFocused';
import TAB_REPLACED from '@salesforce/messageChannel/lightning__tabReplaced';
import { careRecordOf, isPanelOpen, onPanelToggle } from 'c/careConsole';
import { APPLICATION_SCOPE, MessageContext, subscribe, unsubscribe } from 'lightning/messageService';
import { api, LightningElement, wire } from 'lwc';

/**
 * Tells which Case or Lead the focused console tab shows. Draws nothing, and belongs into a utility: only there does
 * the platform tell of every tab. While the utility's panel is minimised nobody looks, so nothing is told until it opens.
 *
 * @fires recordfocus - The focused tab shows another record now: { recordId }, null when it is no Case or Lead.
 */
export default class CareFocusedRecord extends LightningElement {
  @api utilityId;

  @wire(MessageContext) messageContext;

  subscriptions = [];
  turn = 0;

  connectedCallback() {
    const listen = (channel, listener) =>
      subscribe(this.messageContext, channel, listener, { scope: APPLICATION_SCOPE });
    this.subscriptions = [
      // Without a tab id the focus went to a navigation item.
      listen(TAB_FOCUSED, ({ currentTabId }) =>
        this.follow(currentTabId ? careRecordOf(currentTabId) : null),
      ),
      listen(TAB_REPLACED, () => this.follow(careRecordOf())),
    ];
    onPanelToggle(this.utilityId, () => this.tell(careRecordOf()));
    this.begin();
  }

  disconnectedCallback() {
    for (const subscription of this.subscriptions) unsubscribe(subscription);
  }

  async begin() {
    this.tell((await isPanelOpen(this.utilityId)) ? careRecordOf() : null);
  }

  async follow(asked) {
    if (await isPanelOpen(this.utilityId)) this.tell(asked);
  }

  async tell(asked) {
    this.turn += 1;
    const turn = this.turn;
    const recordId = await asked;
    if (turn !== this.turn || !this.isConnected) return;
    this.dispatchEvent(new CustomEvent('recordfocus', { detail: { recordId } }));
  }
}
