import type { PageData } from '../page-data.ts';

/** What the server put into the page. */
export const bootstrap = JSON.parse(document.querySelector('#bootstrap')?.textContent ?? '{}') as PageData;
