import { LABELS } from 'c/careLabels';
import { api, LightningElement } from 'lwc';

/**
 * Says what stands in the way of the conversation, and what to do about it.
 *
 * @fires retry - The reader asks to try again.
 * @fires link - The reader asks to be linked to a Care agent: { url }.
 * @fires linkcase - The reader asks to link a Care case to the record.
 */
export default class CarePanel extends LightningElement {
  /** As c/careErrors makes it. */
  @api problem;

  labels = LABELS;

  handleRetry() {
    this.dispatchEvent(new CustomEvent('retry'));
  }

  handleLink() {
    this.dispatchEvent(new CustomEvent('link', { detail: { url: this.problem.linkUrl } }));
  }

  handleLinkCase() {
    this.dispatchEvent(new CustomEvent('linkcase'));
  }
}
