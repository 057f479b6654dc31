import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * A package of one component that says what the platform told it, and calls the platform as it is bidden. It stands on
 * record pages of Case, on an app page and in a utility bar; its frame shows one address.
 */
export function writeProbePackage(frameUrl: string): string {
  const root = mkdtempSync(path.join(tmpdir(), 'probe-package-'));
  for (const [name, content] of Object.entries(filesOf(frameUrl))) {
    const file = path.join(root, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return root;
}

const meta = (type: string, body: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${type} xmlns="http://soap.sforce.com/2006/04/metadata">${body}</${type}>\n`;

const placed = (properties = '') =>
  `<flexiPageRegions><itemInstances><componentInstance>${properties}<componentName>probe</componentName></componentInstance></itemInstances><name>main</name><type>Region</type></flexiPageRegions>`;

const property = (name: string, value: string, type = '') =>
  `<componentInstanceProperties><name>${name}</name>${type}<value>${value}</value></componentInstanceProperties>`;

const flexiPage = (type: string, body: string) =>
  meta('FlexiPage', `${body}<masterLabel>Probe</masterLabel><type>${type}</type>`);

const TEMPLATE = `<template>
  <section>
    <output data-id="told">{told}</output>
    <output data-id="heard">{heard}</output>
    <output data-id="answer">{answer}</output>
    <output data-id="answers">{answers}</output>
    <label>Call<input type="text" onchange={call} /></label>
    <iframe lwc:if={frameUrl} title="Framed" src={frameUrl}></iframe>
  </section>
</template>
`;

const SCRIPT = `import FOCUSED from '@salesforce/messageChannel/lightning__tabFocused';
import { APPLICATION_SCOPE, MessageContext, subscribe } from 'lightning/messageService';
import * as utilityBar from 'lightning/platformUtilityBarApi';
import { EnclosingUtilityId } from 'lightning/platformUtilityBarApi';
import * as workspace from 'lightning/platformWorkspaceApi';
import { EnclosingTabId, IsConsoleNavigation } from 'lightning/platformWorkspaceApi';
import { api, LightningElement, wire } from 'lwc';

export default class Probe extends LightningElement {
  @api recordId;
  @api frameUrl;
  @wire(EnclosingTabId) tabId;
  @wire(IsConsoleNavigation) isConsole;
  @wire(EnclosingUtilityId) utilityId;
  @wire(MessageContext) context;
  everywhere = 0;
  here = 0;
  answer = '';
  answers = 0;

  connectedCallback() {
    subscribe(this.context, FOCUSED, () => { this.everywhere += 1; }, { scope: APPLICATION_SCOPE });
    subscribe(this.context, FOCUSED, () => { this.here += 1; });
  }

  get told() {
    return JSON.stringify({ tabId: this.tabId, isConsole: this.isConsole, utilityId: this.utilityId });
  }
  get heard() {
    return JSON.stringify({ everywhere: this.everywhere, here: this.here });
  }

  async call(event) {
    const [method, ...given] = JSON.parse(event.target.value);
    try {
      const result = await (workspace[method] ?? utilityBar[method])(...given);
      this.answer = JSON.stringify({ result });
    } catch (error) {
      this.answer = JSON.stringify({ error: error.message });
    }
    this.answers += 1;
  }
}
`;

const filesOf = (frameUrl: string): Record<string, string> => ({
  'lwc/probe/probe.html': TEMPLATE,
  'lwc/probe/probe.js': SCRIPT,
  'lwc/probe/probe.js-meta.xml': meta('LightningComponentBundle', '<isExposed>true</isExposed>'),
  'cspTrustedSites/Framed.cspTrustedSite-meta.xml': meta(
    'CspTrustedSite',
    `<context>LEX</context><endpointUrl>${frameUrl}</endpointUrl><isActive>true</isActive><isApplicableToFrameSrc>true</isApplicableToFrameSrc>`,
  ),
  'flexipages/Probe_Record.flexipage-meta.xml': flexiPage(
    'RecordPage',
    `${placed(property('frameUrl', frameUrl))}<sobjectType>Case</sobjectType>`,
  ),
  'flexipages/Probe_Page.flexipage-meta.xml': flexiPage('AppPage', placed()),
  'flexipages/Probe_Utilities.flexipage-meta.xml': flexiPage(
    'UtilityBar',
    placed(
      property('label', 'Probe', '<type>decorator</type>') +
        property('icon', 'comments', '<type>decorator</type>'),
    ),
  ),
  'tabs/Probe_Tab.tab-meta.xml': meta(
    'CustomTab',
    '<flexiPage>Probe_Page</flexiPage><label>Probe page</label>',
  ),
  'applications/Probe.app-meta.xml': meta(
    'CustomApplication',
    '<label>Probe app</label><navType>Console</navType><tabs>standard-Case</tabs><tabs>Probe_Tab</tabs><uiType>Lightning</uiType><utilityBar>Probe_Utilities</utilityBar>',
  ),
});
