import { bootstrap } from '../bootstrap.ts';
import { callOrg } from '../call-org.ts';
import * as messageService from './message-service.ts';
import * as navigation from './navigation.ts';
import * as platformUtilityBarApi from './platform-utility-bar-api.ts';
import * as platformWorkspaceApi from './platform-workspace-api.ts';
import * as refresh from './refresh.ts';
import * as uiRecordApi from './ui-record-api.ts';

const OWN: Readonly<Record<string, object>> = {
  'lightning/messageService': messageService,
  'lightning/navigation': navigation,
  'lightning/platformUtilityBarApi': platformUtilityBarApi,
  'lightning/platformWorkspaceApi': platformWorkspaceApi,
  'lightning/refresh': refresh,
  'lightning/uiRecordApi': uiRecordApi,
};

/** The platform's modules by specifier: our own, the vendor bundle's, and what `@salesforce/…` stands for. */
export function platformModule(specifier: string, vendor: Readonly<Record<string, object>>): object {
  const found = OWN[specifier] ?? vendor[specifier] ?? scoped(specifier);
  if (!found)
    throw new Error(`This org has no module "${specifier}". Add it to src/simulator/pages/browser/platform.`);
  return found;
}

function scoped(specifier: string): object | null {
  const [, kind, rest = ''] = /^@salesforce\/([^/]+)\/(.+)$/.exec(specifier) ?? [];
  switch (kind) {
    case 'apex':
      return { default: (params: object = {}) => callApex(rest, params) };
    case 'label': {
      const label = bootstrap.labels[rest.replace(/^c\./, '')];
      if (label === undefined) throw new Error(`The package has no custom label "${rest}".`);
      return { default: label };
    }
    case 'messageChannel':
      return { default: { channelName: rest } };
    case 'schema': {
      const [objectApiName, fieldApiName] = rest.split('.');
      return { default: fieldApiName ? { objectApiName, fieldApiName } : { objectApiName } };
    }
    case 'user':
      return rest === 'Id' ? { default: bootstrap.user.id } : null;
    default:
      return null;
  }
}

async function callApex(method: string, params: object): Promise<unknown> {
  const copy: unknown = JSON.parse(JSON.stringify(params));
  const answer = await callOrg<{ returnValue: unknown }>('POST', '/apex', { method, params: copy });
  return answer.returnValue;
}
