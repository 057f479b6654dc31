import type { FrameLocator, Locator, Page } from '@playwright/test';

/** The frames of Care's on a page, in the order they stand there: found by the title that the package gives them. */
export const careFrames = (page: Page): Locator => page.locator('iframe[title="Care conversation"]');

/** The conversation in front: frames of console tabs behind it are hidden. */
export const widgetOn = (page: Page): FrameLocator =>
  careFrames(page).filter({ visible: true }).contentFrame();

/** What the page itself says where it cannot show the conversation. */
export const panelOn = (page: Page): Locator =>
  page.locator('c-care-panel').filter({ visible: true }).locator('[data-kind]');

/** Where the agent writes. */
export const composer = (widget: FrameLocator): Locator =>
  widget.getByRole('group', { name: 'Write' }).getByRole('textbox');

/** A message of the conversation: the last one of that text. */
export const said = (widget: FrameLocator | Page, text: string): Locator =>
  widget.locator('care-message').filter({ hasText: text }).last();

export async function answerPublicly(widget: FrameLocator, text: string): Promise<void> {
  await composer(widget).fill(text);
  await widget.getByRole('button', { name: 'Reply publicly' }).click();
}

/** A case in one of the widget's lists: the row, and what can be done with it. */
export const rowOf = (widget: FrameLocator, customer: { name: string }): Locator =>
  widget.getByRole('listitem').filter({ hasText: customer.name });

/** On a record without a Care case: goes from the offer to link one to the customer's case, and presses it. */
export async function searchToLink(
  page: Page,
  widget: FrameLocator,
  customer: { name: string },
): Promise<void> {
  await page.getByRole('button', { name: 'Link a Care case' }).click();
  await widget.getByRole('button', { name: 'Search Care cases' }).click();
  await widget.getByRole('searchbox').fill(customer.name);
  await pick(widget, customer);
}

/** Presses a row of a list. */
export const pick = (widget: FrameLocator, customer: { name: string }): Promise<void> =>
  rowOf(widget, customer).getByRole('button').first().click();
