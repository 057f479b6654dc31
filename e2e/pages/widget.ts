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

/** A message of the conversation. */
export const said = (widget: FrameLocator | Page, text: string): Locator => widget.getByText(text).last();

export async function answerPublicly(widget: FrameLocator, text: string): Promise<void> {
  await composer(widget).fill(text);
  await widget.getByRole('button', { name: 'Reply publicly' }).click();
}
