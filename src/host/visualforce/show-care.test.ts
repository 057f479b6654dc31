// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { BridgeError } from '../../bridge/bridge-error.ts';
import type { CareFrameOptions } from './frame-care.ts';
import type { CodeAnswer, Remoting } from './remote-action.ts';
import { showCare } from './show-care.ts';

const RECORD = '500Hs0000000001AAA';
const CODE = { code: 'one-time-code-of-this-test', frameUrl: 'https://care.example/embed/key' };
let page: HTMLElement;
/** What Apex was asked, and what was framed, in order. */
let asked: unknown[][];
let framed: (CareFrameOptions & { isOver: boolean })[];

beforeEach(() => {
  asked = [];
  framed = [];
  document.body.innerHTML = `
    <main data-record-id="${RECORD}" data-get-code="CareHostExtension.getCode" data-frame-title="Care conversation">
      <p data-state="loading">Opening</p>
      <section data-state="no-case" hidden><button data-act="link-case">Link a Care case</button></section>
      <section data-state="not-permitted" data-codes="EMBED_RECORD_FORBIDDEN" hidden></section>
      <section data-state="not-configured" data-codes="HOST_CREDENTIAL_MISSING" hidden></section>
      <section data-state="not-configured" data-codes="BRIDGE_CONNECT_TIMEOUT" hidden>
        <p data-words="detail">{0} did not open.</p>
      </section>
      <section data-state="unreachable" data-codes="*" hidden><button data-act="retry">Try again</button></section>
    </main>`;
  page = document.body.querySelector('main') as HTMLElement;
});

/** Answers as the platform's script does: later, by a callback that stands before the options. */
function remotingOf(answers: { answer?: CodeAnswer; message?: string }[]): Remoting {
  return {
    invokeAction(...given) {
      asked.push(given);
      const callback = given.at(-2) as (answer: CodeAnswer | null, event: object) => void;
      const { answer, message } = answers.shift() ?? {};
      queueMicrotask(() => callback(answer ?? null, { status: answer !== undefined, message }));
    },
  };
}

/** Runs the page until nothing more happens by itself. */
async function show(answers: { answer?: CodeAnswer; message?: string }[], ready = Promise.resolve()) {
  showCare(page, {
    remoting: remotingOf(answers),
    frameCare(options) {
      const frame = { ...options, isOver: false };
      framed.push(frame);
      return {
        ready,
        end() {
          frame.isOver = true;
        },
      };
    },
    openRecord: () => undefined,
  });
  await settle();
}

const settle = () => new Promise((resolve) => setTimeout(resolve));
async function press(act: string) {
  page.querySelector<HTMLElement>(`[data-act=${act}]`)?.click();
  await settle();
}

test('asks for a code as soon as it runs, for its record and a nonce of its own', async () => {
  await show([{ answer: { ...CODE, caseId: 'case_1' } }]);
  const [name, recordId, nonce] = asked[0] ?? [];
  expect(name).toBe('CareHostExtension.getCode');
  expect(recordId).toBe(RECORD);
  expect(nonce).toMatch(/^[A-Za-z0-9_-]{32}$/);
  expect(asked[0]?.at(-1)).toMatchObject({ buffer: false, escape: false });
});

test('frames the address that came with the code, and is ready when the widget is', async () => {
  await show([{ answer: { ...CODE, caseId: 'case_1' } }]);
  expect(framed).toMatchObject([
    { ...CODE, title: 'Care conversation', nonce: asked[0]?.[2], recordId: RECORD },
  ]);
  expect(page.dataset.state).toBe('ready');
});

test('gets further codes for the same nonce, and passes on why there is none', async () => {
  await show([
    { answer: { ...CODE, caseId: 'case_1' } },
    { answer: { ...CODE, code: 'another-code-of-this-test' } },
    { answer: { problem: { code: 'EMBED_AGENT_INACTIVE' } } },
  ]);
  expect(await framed[0]?.renewCode()).toBe('another-code-of-this-test');
  expect(asked[1]?.[2]).toBe(asked[0]?.[2]);
  await expect(framed[0]?.renewCode()).rejects.toEqual({ code: 'EMBED_AGENT_INACTIVE' });
});

test('offers to link a case where the record has none, and frames the widget when asked to', async () => {
  await show([{ answer: { ...CODE, caseId: null } }, { answer: { ...CODE, caseId: null } }]);
  expect(page.dataset.state).toBe('no-case');
  expect(framed).toHaveLength(0);
  await press('link-case');
  expect(page.dataset.state).toBe('ready');
  expect(framed[0]?.nonce).toBe(asked[1]?.[2]);
  expect(asked[1]?.[2]).not.toBe(asked[0]?.[2]);
});

test('frames the agent’s own cases where the page has no record', async () => {
  page.dataset.recordId = '';
  await show([{ answer: { ...CODE, caseId: null } }]);
  expect(asked[0]?.[1]).toBeNull();
  expect(framed[0]?.recordId).toBeNull();
});

test('shows what Apex says stands in the way', async () => {
  await show([{ answer: { problem: { code: 'EMBED_RECORD_FORBIDDEN' } } }]);
  expect(page.dataset.state).toBe('not-permitted');
  expect(framed).toHaveLength(0);
});

test('takes a refusal of the platform for a missing permission set', async () => {
  await show([{ message: "You do not have access to the Apex class named 'CareHostExtension'." }]);
  expect(page.dataset.state).toBe('not-configured');
});

test('takes an answer without a code, or without an address, for none', async () => {
  await show([{ answer: { code: CODE.code } }, { answer: { frameUrl: CODE.frameUrl } }]);
  expect(page.dataset.state).toBe('unreachable');
  await press('retry');
  expect(page.dataset.state).toBe('unreachable');
  expect(framed).toHaveLength(0);
});

test('names the address of a frame that does not open, and takes the frame away', async () => {
  const blocked = Promise.reject(new BridgeError('BRIDGE_CONNECT_TIMEOUT', 'No answer.'));
  await show([{ answer: { ...CODE, caseId: 'case_1' } }], blocked);
  expect(page.dataset.state).toBe('not-configured');
  expect(page.textContent).toContain('https://care.example did not open.');
  expect(framed[0]?.isOver).toBe(true);
});

test('tries again when asked to', async () => {
  await show([{ message: 'Unable to connect to the server.' }, { answer: { ...CODE, caseId: 'case_1' } }]);
  expect(page.dataset.state).toBe('unreachable');
  await press('retry');
  expect(page.dataset.state).toBe('ready');
});
