import getCode from '@salesforce/apex/CareHostController.getCode';
import CARE_CASE_CHANNEL from '@salesforce/messageChannel/Care_Case__c';
import CASE_CARE_ID from '@salesforce/schema/Case.Care_Case_Id__c';
import LEAD_CARE_ID from '@salesforce/schema/Lead.Care_Case_Id__c';
import { createNonce } from 'c/careBridge';
import { createTabMark, highlightUtility, openBeside } from 'c/careConsole';
import { noCareCase, reduceError } from 'c/careErrors';
import { LABELS } from 'c/careLabels';
import { MessageContext, publish } from 'lightning/messageService';
import { NavigationMixin } from 'lightning/navigation';
import { EnclosingUtilityId } from 'lightning/platformUtilityBarApi';
import { EnclosingTabId, IsConsoleNavigation } from 'lightning/platformWorkspaceApi';
import { RefreshEvent } from 'lightning/refresh';
import { getFieldValue, getRecord, notifyRecordUpdateAvailable } from 'lightning/uiRecordApi';
import { api, LightningElement, wire } from 'lwc';
import { forgetFrame, recallFrame, rememberFrame } from './knownFrame';

const CARE_ID_FIELDS = { Case: CASE_CARE_ID, Lead: LEAD_CARE_ID };

/**
 * Shows the Care conversation of a record as the person looking at it.
 *
 * Asks Apex for a one-time code, frames the address that comes with it, and lets the bridge hand the code over.
 * On an app page or in the utility bar there is no record: the code is for the person alone, who sees their own open
 * cases. A utility of a console follows the focused tab: its Case's or Lead's conversation, where it has one.
 */
export default class CareHost extends NavigationMixin(LightningElement) {
  @api height = 'fill';
  @api objectApiName;

  labels = LABELS;
  session;
  problem;
  /** The widget has said its first word, and may already show the newest messages. */
  isHeard = false;
  /** The widget has answered the handshake. */
  isFramed = false;
  /** Its code has come. */
  isAnswered = false;
  /** What it shows belongs to a record that is not in front any more. */
  isOutdated = false;
  careCaseId = null;
  unread = 0;
  contentHeight;
  tabMark;
  attempt = 0;
  pageRecordId;
  focusedRecordId = null;
  framedRecordId = null;
  serviceUrl = null;
  renewCode = () => this.fetchNextCode();

  @wire(MessageContext) messageContext;
  @wire(IsConsoleNavigation) isConsole;
  @wire(EnclosingTabId) tabId;
  @wire(EnclosingUtilityId) utilityId;

  @api
  get recordId() {
    return this.pageRecordId;
  }
  set recordId(value) {
    const isOther = this.pageRecordId !== undefined && this.pageRecordId !== value;
    this.pageRecordId = value;
    if (isOther) this.changeRecord();
  }

  @wire(getRecord, { recordId: '$pageRecordId', optionalFields: '$careIdFields' })
  wiredRecord({ data, error }) {
    // Care may link the record while this page is open: what was missing is then there.
    if (data && this.problem?.kind === 'no-case' && getFieldValue(data, this.careIdFields[0])) this.start();
    // The conversation needs no more of the record than the right to see it.
    if (error && this.reduce(error).kind === 'not-permitted') this.refuse(error);
  }

  get careIdFields() {
    const field = CARE_ID_FIELDS[this.objectApiName];
    return field ? [field] : [];
  }

  get wantedRecordId() {
    return this.pageRecordId ?? this.focusedRecordId ?? null;
  }

  get isFollowing() {
    return Boolean(this.isConsole && this.utilityId);
  }

  get sessions() {
    return this.session ? [this.session] : [];
  }

  get widget() {
    return this.template.querySelector('c-care-frame');
  }

  get isReady() {
    return this.isFramed && this.isAnswered;
  }

  get isBusy() {
    return !this.problem && (!this.isReady || this.isOutdated);
  }

  /** Nothing to see yet, or nothing that belongs here. */
  get isCovered() {
    return this.isBusy && (!this.isHeard || this.isOutdated);
  }

  get state() {
    if (this.problem) return this.problem.kind;
    return this.isBusy ? 'loading' : 'ready';
  }

  connectedCallback() {
    // A utility of a console begins with what it hears of the tab in front.
    if (this.isFollowing) this.focusedRecordId = undefined;
    else this.start();
  }

  disconnectedCallback() {
    this.beginAttempt();
    this.unframe();
  }

  /** Begins anew: another nonce, another code, another frame. */
  async start({ isLinking = false } = {}) {
    const attempt = this.beginAttempt();
    const recordId = this.wantedRecordId;
    this.unframe();
    this.problem = undefined;
    const nonce = createNonce();
    const asked = this.askForCode(recordId, nonce);
    const known = recallFrame();
    if (known) {
      const code = asked.then((answer) => answer.code);
      // Whoever waits for the answer says what became of it.
      code.catch(() => undefined);
      this.frame({ frameUrl: known, nonce, code, recordId });
    }
    try {
      const answer = await asked;
      if (attempt !== this.attempt) return;
      rememberFrame(answer.frameUrl);
      this.noteCase(answer);
      if (recordId && !this.careCaseId && !isLinking) {
        this.showWithoutCase();
        return;
      }
      if (answer.frameUrl !== known) {
        this.frame({ frameUrl: answer.frameUrl, nonce, code: answer.code, recordId });
      }
      this.isAnswered = true;
    } catch (error) {
      if (attempt === this.attempt) this.refuse(error);
    }
  }

  /** The page or the focused tab shows another record: the widget stays and follows. */
  async changeRecord() {
    if (!this.isReady) {
      this.start();
      return;
    }
    const attempt = this.beginAttempt();
    const recordId = this.wantedRecordId;
    // One's own cases may stay in view until there is something else.
    this.isOutdated = recordId !== this.framedRecordId && this.framedRecordId !== null;
    if (recordId === this.framedRecordId) return;
    try {
      const answer = await this.askForCode(recordId, this.session.nonce);
      if (attempt !== this.attempt) return;
      this.noteCase(answer);
      if (recordId && !this.careCaseId) {
        this.showWithoutCase();
        return;
      }
      this.framedRecordId = recordId;
      this.isOutdated = false;
      this.widget.showRecord(recordId, answer.code);
    } catch (error) {
      if (attempt === this.attempt) this.refuse(error);
    }
  }

  /** A record page offers to link a case. A utility goes on with the agent's own cases: most tabs have none. */
  showWithoutCase() {
    if (this.pageRecordId) {
      this.unframe();
      this.problem = noCareCase(this.objectApiName, { canLink: true });
    } else {
      this.focusedRecordId = null;
      this.changeRecord();
    }
  }

  async askForCode(recordId, nonce) {
    const answer = await getCode({ recordId, nonce });
    this.serviceUrl = answer.serviceUrl ?? null;
    if (answer.problem) throw answer.problem;
    return answer;
  }

  async fetchNextCode() {
    try {
      const recordId = this.framedRecordId;
      const answer = await this.askForCode(recordId, this.session.nonce);
      // The page may have gone on to another record meanwhile.
      if (recordId === this.wantedRecordId) this.noteCase(answer);
      return answer.code;
    } catch (error) {
      throw this.reduce(error);
    }
  }

  /** Answers to earlier attempts are dropped from here on, and so is what waited in what they showed. */
  beginAttempt() {
    if (this.unread > 0) this.noteWaiting(0);
    this.attempt += 1;
    return this.attempt;
  }

  frame({ frameUrl, nonce, code, recordId }) {
    this.isHeard = false;
    this.isFramed = false;
    this.framedRecordId = recordId;
    // A new frame needs a new element, hence a key of its own.
    this.session = { key: `${frameUrl}#${nonce}`, frameUrl, nonce, code, recordId };
  }

  unframe() {
    this.session = undefined;
    this.isHeard = false;
    this.isFramed = false;
    this.isAnswered = false;
    this.isOutdated = false;
  }

  refuse(error) {
    this.beginAttempt();
    this.problem = this.reduce(error);
    this.unframe();
  }

  reduce(error) {
    const { objectApiName, serviceUrl } = this;
    return reduceError(error, { objectApiName, frameUrl: this.session?.frameUrl, serviceUrl });
  }

  noteCase({ caseId }) {
    this.careCaseId = caseId ?? null;
    this.announce();
  }

  /** Other components of the page may follow the Care case. */
  announce() {
    if (!this.wantedRecordId) return;
    publish(this.messageContext, CARE_CASE_CHANNEL, {
      recordId: this.wantedRecordId,
      careCaseId: this.careCaseId,
      unread: this.unread,
    });
  }

  handleHeard() {
    this.isHeard = true;
  }

  handleReady() {
    this.isFramed = true;
    // Whoever pressed a button of the panel goes on in what came instead of it, unless they have gone elsewhere.
    if (this.template.activeElement === this.refs.place) this.widget.takeFocus();
  }

  handleProblem(event) {
    forgetFrame();
    this.refuse(event.detail);
  }

  handleRetry() {
    this.refs.place.focus();
    this.start();
  }

  handleLinkCase() {
    this.refs.place.focus();
    this.start({ isLinking: true });
  }

  handleLink(event) {
    this[NavigationMixin.Navigate]({ type: 'standard__webPage', attributes: { url: event.detail.url } });
  }

  handleRecordFocus(event) {
    const { recordId } = event.detail;
    if (recordId === this.focusedRecordId) return;
    this.focusedRecordId = recordId;
    this.changeRecord();
  }

  handleRecordsChanged(event) {
    notifyRecordUpdateAvailable(event.detail.recordIds.map((recordId) => ({ recordId })));
    this.dispatchEvent(new RefreshEvent());
  }

  handleAttention(event) {
    this.noteWaiting(event.detail.unread);
    this.announce();
  }

  noteWaiting(unread) {
    this.unread = unread;
    if (this.utilityId) highlightUtility(this.utilityId, unread > 0);
    else if (this.isConsole && this.tabId) {
      this.tabMark ??= createTabMark(this.tabId);
      this.tabMark(unread);
    }
  }

  async handleOpenRecord(event) {
    const { recordId } = event.detail;
    if (this.isConsole && (await openBeside(this.tabId, recordId))) return;
    this[NavigationMixin.Navigate]({
      type: 'standard__recordPage',
      attributes: { recordId, actionName: 'view' },
    });
  }

  handleHeightChange(event) {
    this.contentHeight = event.detail.px;
  }
}
