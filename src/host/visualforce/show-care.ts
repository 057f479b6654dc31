import { createNonce } from '../care-bridge.ts';
import type { CareFrame, CareFrameOptions } from './frame-care.ts';
import { askForCode, type CodeAnswer, type Problem, type Remoting } from './remote-action.ts';
import { showProblem, showState } from './show-state.ts';

/** What this page stands in: Visualforce, and Lightning or Classic around it. */
export interface Platform {
  readonly remoting: Remoting;
  /** Puts a frame with the widget into the page. */
  frameCare(options: CareFrameOptions): CareFrame;
  /** Opens a record where a reader expects it. */
  openRecord(recordId: string): void;
}

/**
 * Shows the Care conversation of a record in a Visualforce page, as the person looking at it.
 *
 * Asks Apex for a one-time code once the page is there, frames the address that comes with it, and lets the bridge hand
 * the code over. The page's element carries the record, the remote action and the frame's title as data attributes.
 */
export function showCare(page: HTMLElement, platform: Platform): void {
  const recordId = page.dataset.recordId || null;
  let frame: CareFrame | undefined;
  let addresses: { frame: string | null; service: string | null } = { frame: null, service: null };

  const ask = async (nonce: string): Promise<CodeAnswer & { code: string; frameUrl: string }> => {
    const answer = await askForCode(platform.remoting, page.dataset.getCode ?? '', recordId, nonce);
    const { code, frameUrl } = answer;
    addresses = { frame: originOf(frameUrl) ?? addresses.frame, service: originOf(answer.serviceUrl) };
    if (answer.problem) throw answer.problem;
    if (!code || !frameUrl) throw { code: 'HOST_FAILED' } satisfies Problem;
    return { ...answer, code, frameUrl };
  };

  const start = async ({ isLinking = false } = {}) => {
    frame?.end();
    frame = undefined;
    showState(page, 'loading');
    try {
      const nonce = createNonce();
      const { code, frameUrl, caseId } = await ask(nonce);
      if (recordId && !caseId && !isLinking) {
        showState(page, 'no-case');
        return;
      }
      frame = platform.frameCare({
        frameUrl,
        title: page.dataset.frameTitle ?? '',
        nonce,
        code,
        recordId,
        openRecord: platform.openRecord,
        renewCode: async () => (await ask(nonce)).code,
      });
      await frame.ready;
      showState(page, 'ready');
    } catch (error) {
      frame?.end();
      frame = undefined;
      showProblem(page, problemOf(error), addresses);
    }
  };

  page.addEventListener('click', ({ target }) => {
    const act = (target as Element).closest<HTMLElement>('button')?.dataset.act;
    if (act) void start({ isLinking: act === 'link-case' });
  });
  void start();
}

/** What Apex, the platform or the bridge said has a code; anything else is a mistake of ours. */
function problemOf(error: unknown): Problem {
  const { code } = error as Partial<Problem>;
  return code ? (error as Problem) : { code: 'HOST_FAILED' };
}

function originOf(url: string | null | undefined): string | null {
  return url ? new URL(url).origin : null;
}
