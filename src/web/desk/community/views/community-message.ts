import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { CommunityMessageShape } from '../../../../api/community.ts';
import { PLATFORM_LABELS } from '../../../../domain/profile.ts';
import type { MessageAction, MessageActionDetail, MessageItem } from '../../../elements/thread-item.ts';
import '../../../elements/avatar.ts';
import '../../../elements/message.ts';

const ACTIONS: readonly MessageAction[] = ['copy', 'open'];

/**
 * A message of Community as it came: who, to whom, when, what.
 *
 * @slot lead - Before the name: a way back, on one pane.
 */
@customElement('care-community-message')
export class CareCommunityMessage extends LitElement {
  static override styles = css`
    :host { display: block; min-width: 0; background: var(--care-surface); color: var(--care-text); font: var(--care-type-body); }
    header { display: flex; align-items: center; gap: var(--care-space-4); padding: var(--care-space-5) var(--care-space-6); border-bottom: 1px solid var(--care-border); }
    care-avatar { margin-inline-end: 2px; }
    .who { min-width: 0; flex: 1; }
    h2, p { margin: 0; overflow-wrap: anywhere; }
    h2 { font: var(--care-type-title); font-weight: var(--care-weight-strong); }
    p { font: var(--care-type-caption); color: var(--care-text-faint); }
    care-message { margin: var(--care-space-5) var(--care-space-6) var(--care-space-6); --care-message-width: min(100%, 40rem); }
  `;

  @property({ attribute: false }) message!: CommunityMessageShape;

  override render() {
    const { author, profile } = this.message;
    const name = author.name || author.handle;
    return html`<header>
        <slot name="lead"></slot>
        <care-avatar size="large" .name=${name} .platform=${profile.platform}></care-avatar>
        <div class="who">
          <h2><bdi>${name}</bdi></h2>
          <p><bdi>${author.handle}</bdi> on ${PLATFORM_LABELS[profile.platform]}, to <bdi>${profile.name}</bdi></p>
        </div>
      </header>
      <care-message .item=${itemOf(this.message)} .actions=${ACTIONS} @care-message-action=${this.#act}></care-message>`;
  }

  #act(event: CustomEvent<MessageActionDetail>) {
    const { text, permalink } = this.message;
    if (event.detail.action === 'copy') void navigator.clipboard.writeText(text);
    else if (permalink !== null) open(permalink, '_blank', 'noopener,noreferrer');
  }
}

const itemOf = (message: CommunityMessageShape): MessageItem => ({
  type: 'message',
  id: message.id,
  direction: 'incoming',
  kind: message.kind,
  author: message.author.name || message.author.handle,
  mine: false,
  text: message.text,
  at: message.sentAt,
  attachments: message.attachments,
  delivery: null,
  failure: null,
  inSalesforce: false,
  replyTo: null,
  permalink: message.permalink,
});

declare global {
  interface HTMLElementTagNameMap {
    'care-community-message': CareCommunityMessage;
  }
}
