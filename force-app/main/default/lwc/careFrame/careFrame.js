import { connectWidget } from 'c/careBridge';
import { LABELS } from 'c/careLabels';
import { api, LightningElement } from 'lwc';

/**
 * The iframe with the widget in it, and the bridge to it. A new frame needs a new element.
 *
 * @fires ready - The widget has answered.
 * @fires problem - The widget cannot be shown: { code, address }.
 * @fires recordschanged - Care changed Salesforce records: { recordIds }.
 * @fires attention - Something waits for the agent: { unread, label }.
 * @fires openrecord - The agent asks for a record: { recordId }.
 * @fires heightchange - The height the widget would like: { px }.
 */
export default class CareFrame extends LightningElement {
  /** { frameUrl, nonce, code }: the service's answer, and the name of this frame's channel. */
  @api session;
  @api recordId;
  /** Gets another one-time code for the same nonce; rejects with { code, detail, remedy }. */
  @api renewCode;

  labels = LABELS;
  connection;

  get address() {
    return `${this.session.frameUrl}#${this.session.nonce}`;
  }

  get origin() {
    return new URL(this.session.frameUrl).origin;
  }

  renderedCallback() {
    if (!this.connection) this.connect();
  }

  disconnectedCallback() {
    this.connection?.end();
    this.connection = undefined;
  }

  connect() {
    this.connection = connectWidget({
      frame: this.refs.frame,
      probe: this.refs.probe,
      origin: this.origin,
      nonce: this.session.nonce,
      code: this.session.code,
      recordId: this.recordId ?? null,
      handlers: {
        renewCode: () => this.renewCode(),
        openRecord: (recordId) => this.tell('openrecord', { recordId }),
        recordChanged: ({ recordIds }) => this.tell('recordschanged', { recordIds }),
        attention: ({ unread, label }) => this.tell('attention', { unread, label }),
        height: ({ px }) => this.tell('heightchange', { px }),
        focusOut: ({ direction }) => this.takeFocus(direction),
      },
    });
    this.connection.ready.then(
      () => this.tell('ready'),
      (error) => this.fail(error.code),
    );
  }

  takeFocus(direction) {
    (direction === 'backward' ? this.refs.before : this.refs.after).focus();
  }

  /** The page shows another record: the widget asks for this code and follows. */
  @api
  showRecord(recordId, code) {
    this.connection.showRecord(recordId, code);
  }

  fail(code) {
    this.tell('problem', { code, address: this.origin });
  }

  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
