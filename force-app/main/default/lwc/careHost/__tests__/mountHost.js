import { connectWidget, createNonce } from 'c/careBridge';
import CareHost from 'c/careHost';
import { MessageContext } from 'lightning/messageService';
import { EnclosingUtilityId } from 'lightning/platformUtilityBarApi';
import { EnclosingTabId, IsConsoleNavigation } from 'lightning/platformWorkspaceApi';
import { getFieldValue } from 'lightning/uiRecordApi';
import { createElement } from 'lwc';
import { forgetFrame } from '../knownFrame';

export const FRAME_URL = 'https://care.example/embed/org-key';
export const CASE_ID = '500000000000001AAA';
export const OTHER_CASE_ID = '500000000000002AAA';

/** An answer of CareHostController.getCode. */
export const answerOf = (code, more) => ({
  code,
  frameUrl: FRAME_URL,
  caseId: `case-of-${code}`,
  serviceUrl: 'https://care.example',
  ...more,
});

/** … and a refusal of its. */
export const problemOf = (code, more) => ({ problem: { code, ...more } });

export const settled = () => new Promise((done) => setTimeout(done));

/** Answers a call when the test says so. */
export function later() {
  const promise = {};
  promise.value = new Promise((resolve, reject) => Object.assign(promise, { resolve, reject }));
  return promise;
}

/** Each bridge made since the test began: { options, resolve, reject, showRecord, end }. */
export const bridges = [];

/** Where there is no window to watch, and nobody has framed Care yet. */
export function prepareHost() {
  forgetFrame();
  bridges.length = 0;
  global.IntersectionObserver = class {
    observe() {}
    disconnect() {}
  };
  getFieldValue.mockImplementation((record, { fieldApiName }) => record.fields[fieldApiName].value);
  let nonces = 0;
  createNonce.mockImplementation(() => {
    nonces += 1;
    return `nonce-${nonces}`;
  });
  connectWidget.mockImplementation((options) => {
    const bridge = { options, showRecord: jest.fn(), focusIn: jest.fn(), end: jest.fn() };
    bridge.ready = new Promise((resolve, reject) => Object.assign(bridge, { resolve, reject }));
    bridge.heard = new Promise((resolve) => Object.assign(bridge, { hear: resolve }));
    bridges.push(bridge);
    return bridge;
  });
}

/** Puts the component on a page, as the record page of a Case unless told otherwise. */
export async function mountHost({ isConsole = false, tabId, utilityId, ...properties } = {}) {
  const host = createElement('c-care-host', { is: CareHost });
  Object.assign(host, { recordId: CASE_ID, objectApiName: 'Case', ...properties });
  document.body.appendChild(host);
  MessageContext.emit({});
  IsConsoleNavigation.emit(isConsole);
  if (tabId) EnclosingTabId.emit(tabId);
  EnclosingUtilityId.emit(utilityId ?? null);
  await settled();
  return host;
}

/** … and lets its widget answer. */
export async function mountReadyHost(options) {
  const host = await mountHost(options);
  bridges.at(-1).resolve();
  await settled();
  return host;
}

export const stateOf = (host) => host.shadowRoot.querySelector('section').dataset.state;
export const frameOf = (host) => host.shadowRoot.querySelector('c-care-frame');
export const panelOf = (host) => host.shadowRoot.querySelector('c-care-panel');

/** What the widget tells, as its frame passes it on. */
export function tellFrom(host, name, detail) {
  frameOf(host).dispatchEvent(new CustomEvent(name, { detail }));
}

export function press(host, name, detail) {
  panelOf(host).dispatchEvent(new CustomEvent(name, { detail }));
}
