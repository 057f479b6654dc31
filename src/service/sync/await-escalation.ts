import type { EscalationShape } from '../../api/shapes.ts';
import type { SyncReason } from './lane-ports.ts';

export interface EscalationProgress {
  escalation: EscalationShape;
  /** Why Salesforce refused it, when it did. */
  refusal: SyncReason | null;
  /** Why it waits, when that is known. */
  waitsFor: SyncReason | null;
}

/** What waiting for Salesforce takes. */
export interface ProgressPorts {
  progress(accountId: string, escalationId: string): Promise<EscalationProgress>;
  /** Waits a little for news of the case; returns when there may be some. */
  waitForNews(ms: number): Promise<void>;
}

/** As long as a person looks at a button that was pressed. */
export const PATIENCE_MS = 20_000;
const FIRST_LOOK_MS = 100;
/** Whoever has waited long is told a little later: many who wait do not hold up what they wait for. */
const LATER_LOOK_MS = 1_000;

/** Waits until Salesforce has answered, until it is known why it does not, or until patience ends. */
export async function awaitEscalation(
  ports: ProgressPorts,
  accountId: string,
  escalationId: string,
  patienceMs: number = PATIENCE_MS,
): Promise<EscalationProgress> {
  return awaitProgress(
    () => ports.progress(accountId, escalationId),
    ({ escalation, refusal, waitsFor }) =>
      escalation.state !== 'requested' || refusal !== null || waitsFor !== null,
    ports.waitForNews,
    patienceMs,
  );
}

/** Looks again and again until it is over or patience ends; answers what was seen last. */
export async function awaitProgress<Progress>(
  look: () => Promise<Progress>,
  isOver: (progress: Progress) => boolean,
  waitForNews: ProgressPorts['waitForNews'],
  patienceMs: number,
): Promise<Progress> {
  let pause = FIRST_LOOK_MS;
  for (let waited = 0; ; waited += pause) {
    const progress = await look();
    if (isOver(progress) || waited >= patienceMs) return progress;
    pause = Math.min(LATER_LOOK_MS, FIRST_LOOK_MS + waited / 4);
    await waitForNews(pause);
  }
}
