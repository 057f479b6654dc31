import getCode from '@salesforce/apex/CareHostController.getCode';
import CARE_CASE_CHANNEL from '@salesforce/messageChannel/Care_Case__c';
import CASE_CARE_ID from '@salesforce/schema/Case.Care_Case_Id__c';
import LEAD_CARE_ID from '@salesforce/schema/Lead.Care_Case_Id__c';
import { createNonce } from 'c/careBridge';
import { highlightTab, openBeside } from 'c/careConsole';
import { reduceError } from 'c/careErrors';
import { LABELS } from 'c/careLabels';
import { MessageContext, publish } from 'lightning/messageService';
import { NavigationMixin } from 'lightning/navigation';
import { EnclosingTabId, IsConsoleNavigation } from 'lightning/platformWorkspaceApi';
import { RefreshEvent } from 'lightning/refresh';
import { getFieldValue, getRecord, notifyRecordUpdateAvailable } from 'lightning/uiRecordApi';
import { api, LightningElement, wire } from 'lwc';
import { fitToWindow } from './fitToWindow';

const CARE_ID_FIELDS = { Case: CASE_CARE_ID, Lead: LEAD_CARE_ID };

/**
 * Shows the Care conversation of a record as the person looking at it.
 *
 * Asks Apex for a one-time code, frames the address that comes with it, and lets the bridge hand the code over.
 * On an app page or in the utility bar there is no record, and the code is for the person alone.
 */
export default class CareHost extends NavigationMixin(LightningElement) {
  @api height = 'fill';
  @api objectApiName;

  labels = LABELS;
  session;
  problem;
  isReady = false;
  careCaseId;
  contentHeight;
  place;
  attempt = 0;
  currentRecordId;
  renewCode = () => this.fetchNextCode();

  @wire(MessageContext) messageContext;
  @wire(IsConsoleNavigation) isConsole;
  @wire(EnclosingTabId) tabId;

  @api
  get recordId() {
    return this.currentRecordId;
  }
  set recordId(value) {
    const isOther = this.currentRecordId !== undefined && this.currentRecordId !== value;
    this.currentRecordId = value;
    if (isOther) this.changeRecord();
  }

  @wire(getRecord, { recordId: '$currentRecordId', optionalFields: '$careIdFields' })
  wiredRecord({ data, error }) {
    if (data) this.noteCareCase(getFieldValue(data, this.careIdFields[0]));
    else if (error) this.problem = reduceError(error);
  }

  get careIdFields() {
    const field = CARE_ID_FIELDS[this.objectApiName];
    return field ? [field] : [];
  }

  get isBusy() {
    return !this.problem && !this.isReady;
  }

  get state() {
    if (this.problem) return this.problem.kind;
    return this.isReady ? 'ready' : 'loading';
  }

  connectedCallback() {
    this.start();
  }

  renderedCallback() {
    this.place ??= fitToWindow(this.refs.box, () => ({ setting: this.height, content: this.contentHeight }));
  }

  disconnectedCallback() {
    this.place?.end();
    this.place = undefined;
    this.attempt += 1;
  }

  /** Begins anew: another nonce, another code, another frame. */
  async start() {
    this.attempt += 1;
    const attempt = this.attempt;
    this.session = undefined;
    this.problem = undefined;
    this.isReady = false;
    try {
      const nonce = createNonce();
      const answer = await this.askForCode(nonce);
      if (attempt !== this.attempt) return;
      this.session = { nonce, code: answer.code, frameUrl: answer.frameUrl };
      this.careCaseId = answer.caseId ?? null;
    } catch (error) {
      if (attempt === this.attempt) this.problem = reduceError(error);
    }
  }

  /** The console may show another record in the same place: the widget stays and follows. */
  async changeRecord() {
    if (!this.isReady) {
      this.start();
      return;
    }
    this.attempt += 1;
    const attempt = this.attempt;
    try {
      const answer = await this.askForCode(this.session.nonce);
      if (attempt !== this.attempt) return;
      this.careCaseId = answer.caseId ?? null;
      this.refs.frame.showRecord(this.recordId, answer.code);
    } catch (error) {
      if (attempt === this.attempt) this.refuse(error);
    }
  }

  async askForCode(nonce) {
    const answer = await getCode({ recordId: this.recordId ?? null, nonce });
    if (answer.problem) throw answer.problem;
    return answer;
  }

  async fetchNextCode() {
    return (await this.askForCode(this.session.nonce)).code;
  }

  // Care may link the record while this page is open: what was missing is then there.
  noteCareCase(careCaseId) {
    if (careCaseId && this.problem?.kind === 'no-case') this.start();
  }

  handleReady() {
    this.isReady = true;
  }

  handleProblem(event) {
    this.refuse(event.detail);
  }

  refuse(error) {
    this.session = undefined;
    this.problem = reduceError(error);
  }

  handleRetry() {
    this.start();
  }

  handleLink(event) {
    this[NavigationMixin.Navigate]({ type: 'standard__webPage', attributes: { url: event.detail.url } });
  }

  handleRecordsChanged(event) {
    notifyRecordUpdateAvailable(event.detail.recordIds.map((recordId) => ({ recordId })));
    this.dispatchEvent(new RefreshEvent());
  }

  handleAttention(event) {
    const { unread } = event.detail;
    publish(this.messageContext, CARE_CASE_CHANNEL, {
      recordId: this.recordId,
      careCaseId: this.careCaseId,
      unread,
    });
    if (this.isConsole && this.tabId) highlightTab(this.tabId, unread > 0);
  }

  handleOpenRecord(event) {
    const { recordId } = event.detail;
    if (this.isConsole && this.tabId) openBeside(this.tabId, recordId);
    else
      this[NavigationMixin.Navigate]({
        type: 'standard__recordPage',
        attributes: { recordId, actionName: 'view' },
      });
  }

  handleHeightChange(event) {
    this.contentHeight = event.detail.px;
    this.place?.measure();
  }
}
