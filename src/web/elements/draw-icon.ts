import { html, type TemplateResult } from 'lit';

/**
 * Draws an icon of icons.ts inside an element; styled by baseStyles.
 * It says nothing to a screen reader: a word or an accessible name always stands beside it.
 */
export const drawIcon = (path: string, size: '' | 'small' | 'tiny' = ''): TemplateResult =>
  html`<svg class="icon ${size}" viewBox="0 0 24 24" aria-hidden="true"><path d=${path}></path></svg>`;
