import { addressOf, connectWidget } from 'c/careBridge';
import { LABELS } from 'c/careLabels';
import { api, LightningElement } from 'lwc';

/**
 * The iframe with the widget in it, and the bridge to it. A new frame needs a new element.
 *
 * Two empty stops stand before and after the frame, so that the keyboard enters the widget where it reads on. While
 * the keyboard is inside they are no stops, or the way out would lead back in.
 *
 * @fires heard - The widget has said its first word: there is something to see.
 * @fires ready - The widget has answered.
 * @fires problem - The widget cannot be shown: { code }.
 * @fires recordschanged - Care changed Salesforce records: { recordIds }.
 * @fires attention - Something waits for the agent: { unread, label }.
 * @fires openrecord - The agent asks for a record: { recordId }.
 * @fires heightchange - The height the widget would like: { px }.
 */
export default class CareFrame extends LightningElement {
  /** { frameUrl, nonce, code, recordId }: the address, the name of this frame's channel, the code or its promise. */
  @api session;
  /** Gets another one-time code for the same nonce; rejects with { code, detail, remedy }. */
  @api renewCode;

  labels = LABELS;
  address;
  connection;
  isLeaving = false;
  closeStops = () => this.setStops(-1);
  openStops = () => this.setStops(0);

  connectedCallback() {
    // Not before there is a page around, and not after the frame: Lightning Web Security takes one without an address
    // for a part of the page itself, and lets no message through to it.
    this.address = addressOf(this.session.frameUrl, this.session.nonce, this.template.host);
    // The keyboard in a frame is, to the page around it, a window without focus.
    window.addEventListener('blur', this.closeStops);
    window.addEventListener('focus', this.openStops);
  }

  renderedCallback() {
    if (!this.connection) this.connect();
  }

  disconnectedCallback() {
    window.removeEventListener('blur', this.closeStops);
    window.removeEventListener('focus', this.openStops);
    this.connection?.end();
    this.connection = undefined;
  }

  connect() {
    const { frameUrl, nonce, code, recordId } = this.session;
    const connection = connectWidget({
      frame: this.refs.frame,
      probe: this.refs.probe,
      origin: new URL(frameUrl).origin,
      nonce,
      code,
      recordId,
      handlers: {
        renewCode: () => this.renewCode(),
        openRecord: (id) => this.tell('openrecord', { recordId: id }),
        recordChanged: ({ recordIds }) => this.tell('recordschanged', { recordIds }),
        attention: ({ unread, label }) => this.tell('attention', { unread, label }),
        height: ({ px }) => this.tell('heightchange', { px }),
        focusOut: ({ direction }) => this.leave(direction),
      },
    });
    this.connection = connection;
    // A connection that was ended has nothing to tell.
    const tellOf = (name, detail) => this.connection === connection && this.tell(name, detail);
    connection.heard.then(() => tellOf('heard'));
    connection.ready.then(
      () => tellOf('ready'),
      ({ code: problem }) => tellOf('problem', { code: problem }),
    );
  }

  handleEnterForward() {
    this.enter('forward');
  }

  handleEnterBackward() {
    this.enter('backward');
  }

  enter(direction) {
    if (!this.isLeaving) this.connection.focusIn(direction);
  }

  /** The keyboard goes into the widget. */
  @api
  takeFocus() {
    this.connection.focusIn('forward');
  }

  /** The keyboard comes out of the widget and rests at the stop, from where it goes on through the page. */
  leave(direction) {
    this.isLeaving = true;
    (direction === 'backward' ? this.refs.before : this.refs.after).focus();
    this.isLeaving = false;
  }

  setStops(tabIndex) {
    this.refs.before.tabIndex = tabIndex;
    this.refs.after.tabIndex = tabIndex;
  }

  /** The page shows another record: the widget asks for this code and follows. */
  @api
  showRecord(recordId, code) {
    this.connection.showRecord(recordId, code);
  }

  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
