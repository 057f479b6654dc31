import { html, type TemplateResult } from 'lit';
import { splitLinks } from './split-links.ts';

/**
 * What somebody wrote, as they wrote it: line breaks kept, its own writing direction kept to itself,
 * its web addresses made links. Never parsed as HTML.
 */
export const drawText = (text: string): TemplateResult =>
  // On one line: the text is shown with its white space.
  html`<p class="text" dir="auto">${splitLinks(text).map((part) => (part.href === null ? part.text : drawLink(part.href, part.text)))}</p>`;

/** An address reads from left to right in any text. The tooltip is the address as the browser reads it, so that look-alike letters show (xn--). */
const drawLink = (href: string, text: string) =>
  html`<a dir="ltr" href=${href} title=${href} target="_blank" rel="noopener noreferrer nofollow">${text}</a>`;
