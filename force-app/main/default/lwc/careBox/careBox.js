import { coveredFoot } from 'c/careConsole';
import { api, LightningElement } from 'lwc';
import { fitToWindow } from './fitToWindow';

/** What stays free below the box on a page. */
const PAGE_MARGIN = 12;

/** Gives what it holds the height that its page or utility has left for it, and an edge on a page. */
export default class CareBox extends LightningElement {
  /** `fill` to the end of the window, `content`, or a number of pixels. */
  @api height;
  /** Pixels the content asks for. */
  @api
  get contentHeight() {
    return this.askedHeight;
  }
  set contentHeight(px) {
    this.askedHeight = px;
    this.place?.measure();
  }
  /** The utility it stands in, if any. */
  @api utilityId;

  askedHeight;
  foot = 0;
  place;

  get where() {
    return this.utilityId ? 'utility' : 'page';
  }

  async connectedCallback() {
    this.foot = await coveredFoot();
    if (this.isConnected) this.fit();
  }

  renderedCallback() {
    if (!this.place) this.fit();
  }

  disconnectedCallback() {
    this.place?.end();
    this.place = undefined;
  }

  fit() {
    this.place?.end();
    // A utility's panel ends where the bar begins.
    const below = this.utilityId ? this.foot : this.foot + PAGE_MARGIN;
    const wishes = () => ({ setting: this.height, content: this.askedHeight });
    this.place = fitToWindow(this.refs.box, below, wishes);
  }
}
