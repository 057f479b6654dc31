/** Markup that this org does not know. It stops the page, as a page that does not compile would. */
export class VisualforceError extends Error {
  override readonly name = 'VisualforceError';
}
