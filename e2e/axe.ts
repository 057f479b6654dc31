import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame } from '@playwright/test';

/** As much of a rule's findings as a story tells of them. */
export interface Violation {
  id: string;
  nodes: readonly { target: readonly unknown[] }[];
}

declare global {
  interface Window {
    axe?: { run(context: object, options: object): Promise<{ violations: Violation[] }> };
  }
}

// The one `@axe-core/playwright` brings along, without the comments.
const { resolve } = createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright'));
const SOURCE = readFileSync(resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe finds wrong with one document, frames in it left out.
 *
 * Not by the builder of `@axe-core/playwright`: it puts all of axe into a document twice each time, which is half of
 * its time, and cannot find a frame within the synthetic shadow of Lightning, which it passes over in silence.
 *
 * @param runOnly tags or rules
 * @param include selector of what is judged; the whole document, when left out
 */
export async function violationsIn(
  frame: Frame,
  runOnly: { type: 'tag' | 'rule'; values: readonly string[] },
  include?: string,
): Promise<Violation[]> {
  if (!(await frame.evaluate(() => window.axe !== undefined))) await frame.evaluate(SOURCE);
  // What is in order would be described at length as well.
  const options = { runOnly, resultTypes: ['violations'], iframes: false };
  const { violations } = await frame.evaluate(({ context, options }) => window.axe!.run(context, options), {
    context: { exclude: [], ...(include && { include: [include] }) },
    options,
  });
  return violations;
}

/** The frames a person sees in a page or frame, and those in them. */
export async function framesSeenIn(frame: Frame): Promise<Frame[]> {
  const elements = await frame.locator('iframe:visible').elementHandles();
  const seen = await Promise.all(elements.map((element) => element.contentFrame()));
  const inner = seen.filter((each) => each !== null);
  return [...inner, ...(await Promise.all(inner.map(framesSeenIn))).flat()];
}
