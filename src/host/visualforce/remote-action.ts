/**
 * Visualforce's own script, as far as it is used here (Visualforce Developer Guide, JavaScript remoting). It comes
 * with every page whose controller has a remote action.
 */
export interface Remoting {
  invokeAction(name: string, ...argumentsCallbackAndOptions: unknown[]): void;
}

interface RemotingEvent {
  readonly status: boolean;
  readonly type?: string;
  readonly message?: string;
}

/** What Apex answers: a code with the address to frame, or a problem. Absent and null mean the same. */
export interface CodeAnswer {
  readonly code?: string | null;
  readonly frameUrl?: string | null;
  readonly caseId?: string | null;
  readonly serviceUrl?: string | null;
  readonly problem?: Problem | null;
}

/** What stands in the way. Words that are missing are the page's to choose. */
export interface Problem {
  readonly code: string;
  readonly detail?: string | null;
  readonly remedy?: string | null;
  readonly linkUrl?: string | null;
}

/** Apex waits ten seconds for Care; what takes longer than this did not come from there. */
const TIMEOUT_MS = 20_000;

/**
 * Asks Apex for a one-time code. Rejects with a `Problem` where the platform itself refuses.
 *
 * @param name the remote action, as `$RemoteAction` names it
 * @param recordId null where the page has no record
 */
export function askForCode(
  remoting: Remoting,
  name: string,
  recordId: string | null,
  nonce: string,
): Promise<CodeAnswer> {
  return new Promise((resolve, reject) => {
    const callback = (answer: CodeAnswer | null, event: RemotingEvent) => {
      if (event.status && answer) resolve(answer);
      else reject(problemOf(event.message ?? ''));
    };
    // Not escaped: the words are set as text, never as HTML, and an address must stay as it is.
    remoting.invokeAction(name, recordId, nonce, callback, {
      buffer: false,
      escape: false,
      timeout: TIMEOUT_MS,
    });
  });
}

// The platform refuses a person without the permission set before our Apex runs, and has no code for it.
function problemOf(message: string): Problem {
  const isForbidden = /\bApex class\b|CareHostExtension/.test(message);
  return { code: isForbidden ? 'HOST_CREDENTIAL_MISSING' : 'HOST_FAILED' };
}
