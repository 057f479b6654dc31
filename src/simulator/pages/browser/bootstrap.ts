/** What the server put into the page. */
interface Bootstrap {
  readonly orgName: string;
  readonly user: { readonly id: string; readonly name: string };
  readonly csrfToken: string;
  readonly labels: Readonly<Record<string, string>>;
}

export const bootstrap = JSON.parse(document.querySelector('#bootstrap')?.textContent ?? '{}') as Bootstrap;
