import { css, html, nothing, type TemplateResult } from 'lit';
import type { Attachment } from '../../domain/message.ts';
import { drawIcon } from './draw-icon.ts';
import { fileIcon, imageIcon, musicIcon, videoIcon } from './icons.ts';
import { safeAddress } from './safe-address.ts';

const ICONS: Readonly<Record<string, string>> = { image: imageIcon, video: videoIcon, audio: musicIcon };

/** Attachments as links to where the platform keeps them; nothing is fetched before somebody clicks. */
export const drawAttachments = (attachments: readonly Attachment[]): TemplateResult | typeof nothing =>
  attachments.length === 0
    ? nothing
    : html`<ul class="files">${attachments.map((file) => html`<li>${drawFile(file)}</li>`)}</ul>`;

function drawFile(file: Attachment) {
  const href = safeAddress(file.url);
  const inside = html`${drawIcon(ICONS[file.type.split('/')[0] ?? ''] ?? fileIcon)}<bdi>${fileName(file)}</bdi>${
    file.size === null ? nothing : html`<small>${fileSize(file.size)}</small>`
  }`;
  return href === null
    ? html`<span class="file">${inside}</span>`
    : html`<a class="file" href=${href} target="_blank" rel="noopener noreferrer nofollow">${inside}</a>`;
}

/** Marks that turn the writing direction could make an .exe look like an image. */
const fileName = (file: Attachment): string => file.name.replace(/\p{Bidi_Control}/gu, '') || 'Attachment';

/** "640 B", "12 kB", "1.2 MB" */
function fileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

export const attachmentStyles = css`
  .files { display: flex; flex-wrap: wrap; gap: var(--care-space-2); }
  .files + .text { margin-top: var(--care-space-3); }
  .file {
    display: inline-flex; align-items: center; gap: var(--care-space-3); min-height: var(--care-target); max-width: 100%;
    padding: var(--care-space-2) var(--care-space-4); border: 1px solid var(--care-border); border-radius: var(--care-radius);
    background: var(--care-surface); color: var(--care-text); font: var(--care-type-caption); font-weight: var(--care-weight-medium);
    text-decoration: none; overflow-wrap: anywhere;
  }
  a.file:hover { text-decoration: underline; background: var(--care-surface-hover); }
  .file small { font: var(--care-type-caption); color: var(--care-text-faint); white-space: nowrap; }
`;
