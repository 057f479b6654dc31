/**
 * What the platform puts into a Visualforce page: JavaScript remoting, and `sforce.one` inside Lightning. Results are
 * HTML-escaped unless the call asks otherwise (Visualforce Developer Guide, "JavaScript Remoting for Apex Controllers").
 */
interface PageContext {
  readonly vid: string;
  /** Remote actions this page may call, by class. */
  readonly actions: Readonly<
    Record<string, readonly { readonly name: string; readonly len: number; readonly csrf: string }[]>
  >;
  /** Origin of the Lightning page around; null anywhere else. */
  readonly lightningOrigin: string | null;
}

interface Answer {
  readonly statusCode: number;
  readonly type: 'rpc' | 'exception';
  readonly result?: unknown;
  readonly message?: string;
  readonly where?: string;
}

interface RemotingEvent {
  readonly status: boolean;
  readonly type: string;
  readonly statusCode: number;
  readonly message: string;
  readonly where: string;
}

interface Options {
  readonly buffer?: boolean;
  readonly escape?: boolean;
  readonly timeout?: number;
}

const DEFAULT_TIMEOUT_MS = 30_000;
const context = JSON.parse(document.querySelector('#visualforce')?.textContent ?? '{}') as PageContext;
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
let calls = 0;

/** `Visualforce.remoting.Manager.invokeAction(action, …arguments, callback, options)`. */
function invokeAction(action: string, ...given: unknown[]): void {
  const place = given.findIndex((one) => typeof one === 'function');
  const [className = '', method = ''] = action.split('.');
  const known = context.actions[className]?.find(({ name }) => name === method);
  const data = given.slice(0, place);
  if (place < 0 || !known)
    throw new Error(`${action} is not a remote action of this page, or has no callback.`);
  if (data.length !== known.len)
    throw new Error(`${action} takes ${known.len} arguments, not ${data.length}.`);
  const callback = given[place] as (result: unknown, event: RemotingEvent) => void;
  const options = (given[place + 1] ?? {}) as Options;
  const request = { action: className, method, data, csrf: known.csrf };
  void send(request, options.timeout ?? DEFAULT_TIMEOUT_MS).then((answer) => {
    const result = options.escape === false ? answer.result : escaped(answer.result);
    callback(result ?? null, {
      status: answer.type === 'rpc',
      type: answer.type,
      statusCode: answer.statusCode,
      message: answer.message ?? '',
      where: answer.where ?? '',
    });
  });
}

async function send(
  { action, method, data, csrf }: { action: string; method: string; data: unknown[]; csrf: string },
  timeoutMs: number,
): Promise<Answer> {
  const ctx = { csrf, vid: context.vid, ns: '', ver: 66 };
  try {
    const response = await fetch('/apexremote', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-user-agent': 'Visualforce-Remoting' },
      body: JSON.stringify({ action, method, data, type: 'rpc', tid: ++calls, ctx }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const [answer] = (await response.json()) as Answer[];
    if (answer) return answer;
  } catch {
    // Told below: the platform makes no difference between them either.
  }
  return {
    statusCode: 0,
    type: 'exception',
    message: 'Unable to connect to the server (communication failure).',
  };
}

function escaped(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
  if (Array.isArray(value)) return value.map(escaped);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, escaped(one)]));
}

Object.assign(window, { Visualforce: { remoting: { Manager: { invokeAction } } } });

if (context.lightningOrigin !== null) {
  const { lightningOrigin } = context;
  const navigateToSObject = (recordId: string) =>
    parent.postMessage({ type: 'sforce.one.navigateToSObject', recordId: String(recordId) }, lightningOrigin);
  Object.assign(window, { sforce: { one: { navigateToSObject } } });
}
