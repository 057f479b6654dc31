/** `lightning/refresh`: a component asks the page around it for fresh data. */
export const REFRESH_EVENT = 'lightning__refreshview';

export class RefreshEvent extends CustomEvent<null> {
  constructor() {
    super(REFRESH_EVENT, { bubbles: true, composed: true, cancelable: true });
  }
}
