import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { AttemptShape } from '../../../../api/attempts.ts';
import { StoreController } from '../../../case/store/store-controller.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { clockIcon, externalLinkIcon, link2Icon, xIcon } from '../../../elements/icons.ts';
import { clockTime } from '../../../elements/times.ts';
import { drawProblem } from '../../views/draw-problem.ts';
import { pageStyles } from '../../views/page-styles.ts';
import type { AttemptWork } from '../attempt-work.ts';
import type { ConnectingWork } from '../connecting-work.ts';
import type { AttemptPageState, AttemptStore } from '../store/attempt-store.ts';
import type { ConnectingStore } from '../store/connecting-store.ts';
import '../../../elements/age.ts';
import '../../../elements/banner.ts';
import '../../../elements/button.ts';
import '../../../elements/card.ts';
import '../../../elements/empty.ts';
import '../../../elements/skeleton.ts';
import '../../views/page-head.ts';
import './connecting-dialog.ts';
import './found-org.ts';

const LIST = '/settings/integrations/salesforce';

/** Where an attempt to connect stands: with Salesforce, back and to be confirmed, refused, done. */
@customElement('care-attempt-page')
export class CareAttemptPage extends LitElement {
  static override styles = [
    baseStyles,
    pageStyles,
    css`
      .body { max-width: 776px; }
      .shown li { padding: var(--care-space-5) 0; border-top: 1px solid var(--care-border); }
      .shown li:first-child { border: 0; padding-top: 0; }
      q { font-family: var(--care-font-mono); font-size: 0.75rem; quotes: none; }
      .acts { margin-top: var(--care-space-6); }
    `,
  ];

  @property({ attribute: false }) store!: AttemptStore;
  @property({ attribute: false }) work!: AttemptWork;
  /** For beginning anew from here. */
  @property({ attribute: false }) connectingStore!: ConnectingStore;
  @property({ attribute: false }) connecting!: ConnectingWork;

  #state: StoreController<AttemptPageState, AttemptPageState> | undefined;

  protected override willUpdate() {
    this.#state ??= new StoreController(this, this.store, (all) => all);
    this.#state.follow(this.store);
  }

  override render() {
    const { load, problem } = this.#state!.value;
    const attempt = load.status === 'ready' ? load.value : null;
    return html`<care-page-head
        .heading=${attempt ? HEADINGS[attempt.state] : 'Connect Salesforce'}
        .crumbs=${[
          { label: 'Integrations & API', href: '/settings/integrations' },
          { label: 'Salesforce', href: LIST },
        ]}
        >${attempt ? html`<span>${attempt.loginHost}</span>` : nothing}</care-page-head
      >
      <div class="body">
        ${drawProblem(problem)}
        ${this.#renderState()}
      </div>
      <care-connecting-dialog .store=${this.connectingStore} .work=${this.connecting}></care-connecting-dialog>`;
  }

  #renderState(): TemplateResult {
    const { load } = this.#state!.value;
    if (load.status === 'loading')
      return html`<care-skeleton></care-skeleton><care-skeleton></care-skeleton>`;
    if (load.status === 'failed') {
      const { problem } = load;
      return html`<care-card
        ><care-empty level="2" tone="danger" .icon=${xIcon} .heading=${problem.fact}>
          ${problem.remedy}
          <care-button slot="actions" @click=${() => this.work.load()}>Try again</care-button>
          <care-button slot="actions" variant="link" href=${LIST}>All Salesforce accounts</care-button>
        </care-empty></care-card
      >`;
    }
    const attempt = load.value;
    switch (attempt.state) {
      case 'waiting':
        return this.#renderWaiting(attempt);
      case 'confirm':
        return this.#renderConfirm(attempt);
      case 'refused':
        return this.#renderRefused(attempt);
      case 'done':
        return html`<care-card
          ><care-empty level="2" tone="success" .icon=${link2Icon} .heading=${`${attempt.found?.orgName ?? 'The org'} is connected`}>
            ${attempt.found ? `As ${attempt.found.username}.` : nothing}
            <care-button slot="actions" variant="primary" href=${attempt.connectionId ? `${LIST}/${attempt.connectionId}` : LIST}
              >Open it</care-button
            >
          </care-empty></care-card
        >`;
      case 'cancelled':
        return this.#renderOver(
          attempt,
          'You let it be',
          'Nothing was saved, and what Salesforce had granted was given back.',
        );
      case 'expired':
        return this.#renderOver(
          attempt,
          'The time for it ran out',
          'Nothing was saved. What Salesforce had granted was given back.',
        );
    }
  }

  #renderWaiting(attempt: AttemptShape) {
    const { startedAt, expiresAt, mayHaveShown } = attempt;
    return html`<care-card>
        <p class="quiet">
            You went there <care-age .at=${startedAt}></care-age>. Log in and allow; Salesforce then brings you back here by itself.
            ${expiresAt ? `This waits until ${clockTime(expiresAt)}.` : nothing}
        </p>
        <div class="acts">
          <care-button .icon=${externalLinkIcon} @click=${() => this.#again(attempt)}>Go to Salesforce again</care-button>
          <care-button variant="quiet" ?disabled=${this.#state!.value.busy} @click=${() => this.work.cancel()}>Let it be</care-button>
        </div>
      </care-card>
      ${
        mayHaveShown.length > 0
          ? html`<care-card level="2" heading="What Salesforce may have shown instead">
              <p class="quiet">Some of its pages lead back to nobody. Look for the words you saw:</p>
              <ul class="shown">
                ${mayHaveShown.map(
                  ({ words, meaning, remedy }) =>
                    html`<li><q>${words}</q><p>${meaning}</p><p class="quiet">${remedy}</p></li>`,
                )}
              </ul>
            </care-card>`
          : nothing
      }`;
  }

  #renderConfirm(attempt: AttemptShape) {
    return html`<care-found-org
      .attempt=${attempt}
      ?busy=${this.#state!.value.busy}
      @care-confirm=${() => this.work.confirm()}
      @care-refuse=${() => this.work.cancel()}
    ></care-found-org>`;
  }

  #renderRefused(attempt: AttemptShape) {
    const { problem, found } = attempt;
    const other = problem?.code === 'ORG_TYPE_DIFFERS' ? found?.environment : undefined;
    return html`<care-banner tone="danger" .fact=${problem?.fact ?? 'Salesforce did not let Care in.'} .details=${problem?.code ?? ''}
        >${problem?.remedy ?? ''}</care-banner
      >
      <p class="quiet">Nothing was saved.</p>
      <div class="acts">
        ${
          other
            ? html`<care-button variant="primary" @click=${() => this.#again(attempt, other)}
                >${other === 'sandbox' ? 'Connect as sandbox' : 'Connect as production'}</care-button
              >`
            : nothing
        }
        <care-button @click=${() => this.#again(attempt)}>Try again</care-button>
        <care-button variant="quiet" .href=${wayOut(attempt)}>${attempt.forConnection ? `Back to ${attempt.forConnection.orgName}` : 'All Salesforce accounts'}</care-button>
      </div>`;
  }

  #renderOver(attempt: AttemptShape, heading: string, words: string) {
    return html`<care-card
      ><care-empty level="2" .icon=${clockIcon} .heading=${heading}>
        ${words}
        <care-button slot="actions" @click=${() => this.#again(attempt)}>Begin again</care-button>
        <care-button slot="actions" variant="link" .href=${wayOut(attempt)}
          >${attempt.forConnection ? `Back to ${attempt.forConnection.orgName}` : 'All Salesforce accounts'}</care-button
        >
      </care-empty></care-card
    >`;
  }

  #again({ environment, loginHost, forConnection }: AttemptShape, as = environment) {
    void this.connecting.begin({
      environment: as,
      loginUrl: loginHost,
      connectionId: forConnection?.id ?? null,
    });
  }
}

const HEADINGS: Readonly<Record<AttemptShape['state'], string>> = {
  waiting: 'Waiting for Salesforce',
  confirm: 'Is this the one?',
  refused: 'Not connected',
  done: 'Connected',
  cancelled: 'Not connected',
  expired: 'Not connected',
};

const wayOut = ({ forConnection }: AttemptShape): string =>
  forConnection ? `${LIST}/${forConnection.id}` : LIST;

declare global {
  interface HTMLElementTagNameMap {
    'care-attempt-page': CareAttemptPage;
  }
}
