import { bootstrap } from '../bootstrap.ts';

/**
 * A Visualforce page within a Lightning page: always a frame of another origin, told which origin frames it
 * (`sfdcIFrameOrigin`) and that it stands in a layout (`inline`).
 */
export function visualforceFrame(page: string, recordId: string): HTMLIFrameElement {
  const query = new URLSearchParams({
    id: recordId,
    inline: '1',
    isdtp: 'p1',
    sfdcIFrameOrigin: location.origin,
    sfdcIFrameHost: 'web',
  });
  const frame = document.createElement('iframe');
  frame.className = 'lex-visualforce';
  frame.title = page;
  frame.src = `${bootstrap.visualforceUrl}/apex/${page}?${query}`;
  // What the platform's own frames are given on top of a plain one.
  frame.allow = 'clipboard-write';
  return frame;
}
