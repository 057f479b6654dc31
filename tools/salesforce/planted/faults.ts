import type { PlantedFiles } from '../../gates/planted-tree.ts';
import { plantedInMetadata } from './in-metadata.ts';
import { plantedReferences } from './references.ts';

/** Faults planted in a copy of the tree, and what the check has to say about each. */
export interface PlantedFaults {
  files: PlantedFiles;
  /** Each must stand in the check's faults. */
  faults: string[];
  /** A folder that holds nothing but what is planted meanwhile: where a check takes long, or has to see only this. */
  alone?: string;
}

const MAIN = 'force-app/main/default';

/** By the name of the check. */
export const plantedFaults: Record<string, PlantedFaults> = {
  'own-types': {
    files: { 'tools/salesforce/planted-type.ts': "export const planted: number = 'a word';\n" },
    faults: ['tools/salesforce/planted-type.ts(1,14): error TS2322'],
  },
  'source-files': {
    files: {
      [`${MAIN}/classes/PlantedAlone.cls`]: 'public class PlantedAlone {}\n',
      [`${MAIN}/classes/PlantedGone.cls-meta.xml`]: classMeta('66.0'),
      [`${MAIN}/classes/PlantedOld.cls`]: 'public class PlantedOld {}\n',
      [`${MAIN}/classes/PlantedOld.cls-meta.xml`]: classMeta('52.0'),
      [`${MAIN}/pages/PlantedPage.page`]: '<apex:page />\n',
      [`${MAIN}/staticresources/plantedResource.js`]: 'const planted = 1;\n',
      [`${MAIN}/lwc/plantedBundle/plantedBundle.js`]: 'export const planted = 1;\n',
      [`${MAIN}/lwc/careHost/careHost.js-meta.xml`]: (text) =>
        text.replace(/<apiVersion>.*<\/apiVersion>/, ''),
      'src/domain/salesforce-names.ts': (text) => text.replace("'66.0'", "'65.0'"),
    },
    faults: [
      'classes/PlantedAlone.cls-meta.xml is missing',
      'classes/PlantedGone.cls-meta.xml: has no source beside it',
      'classes/PlantedOld.cls-meta.xml: says API version 52.0',
      'pages/PlantedPage.page-meta.xml is missing',
      'staticresources/plantedResource.resource-meta.xml is missing',
      'lwc/plantedBundle/plantedBundle.js-meta.xml is missing',
      'lwc/careHost/careHost.js-meta.xml: has no apiVersion',
      'src/domain/salesforce-names.ts: says API version 65.0',
    ],
  },
  metadata: plantedInMetadata,
  references: plantedReferences,
  'suppressed-in-source': {
    files: {
      [`${MAIN}/classes/Planted.cls`]: "@SuppressWarnings('PMD.ApexDoc')\npublic class Planted {}\n",
      [`${MAIN}/lwc/careHost/careHost.js`]: (text) => `${text}// eslint-disable-line no-undef\n`,
    },
    faults: ['classes/Planted.cls:1: @SuppressWarnings', 'lwc/careHost/careHost.js:'],
  },
  'apex-format': {
    files: { [`${MAIN}/classes/Planted.cls`]: 'public class Planted{Integer one=1;}\n' },
    faults: ['classes/Planted.cls: is not formatted'],
  },
  'apex-semantics': {
    files: {
      [`${MAIN}/classes/Planted.cls`]: [
        'public with sharing class Planted {',
        '    public static void planted(Care_Message__c message) {',
        "        message.Nowhere__c = 'x';",
        '        HttpRequest request = new HttpRequest();',
        "        request.setEndPointt('x');",
        '        String words = System.Label.Care_Nowhere;',
        '    }',
        '}',
        '',
      ].join('\n'),
      [`${MAIN}/classes/Planted.cls-meta.xml`]: classMeta('66.0'),
    },
    faults: ['Planted.cls:3: ', 'Planted.cls:5: ', 'Planted.cls:6: '],
  },
  slds: {
    files: {
      [`${MAIN}/lwc/careHost/careHost.html`]: (text) =>
        text.replace('<section', '<p class="slds-text-heading--large">Planted</p><section'),
    },
    faults: ['careHost/careHost.html:'],
  },
  'lwc-tests': {
    files: {
      [`${MAIN}/lwc/plantedUntested/plantedUntested.js`]: `export function planted(a) {\n${'  a += 1;\n'.repeat(200)}  return a;\n}\n`,
      ...component('plantedSilent', '<p>Planted</p>', 'expect(element).not.toBeNull();'),
      ...component('plantedPicture', '<img src="x.png" />', 'await expect(element).toBeAccessible();'),
    },
    faults: [
      'plantedUntested.test.js: is missing',
      'plantedSilent.test.js: does not ask whether it is accessible',
      'plantedPicture.test.js: is shown: failed',
      'coverage threshold for lines',
    ],
  },
  analyzer: {
    alone: 'force-app',
    files: {
      [`${MAIN}/classes/Planted.cls`]: [
        'public class Planted {',
        '    @AuraEnabled',
        '    public static List<Account> find(String name) {',
        "        return Database.query('SELECT Id, Name FROM Account WHERE Name = \\'' + name + '\\'');",
        '    }',
        '    @AuraEnabled',
        '    public static void add(String name) {',
        '        insert new Account(Name = name);',
        '    }',
        '}',
        '',
      ].join('\n'),
      [`${MAIN}/classes/Planted.cls-meta.xml`]: classMeta('20.0'),
      [`${MAIN}/lwc/planted/planted.js`]: [
        "import { LightningElement } from 'lwc';",
        'export default class Planted extends LightningElement {',
        '  renderedCallback() {',
        "    this.template.querySelector('p').innerHTML = '<b>planted</b>';",
        "    this.dispatchEvent(new CustomEvent('planted', { bubbles: true, composed: true }));",
        '  }',
        '}',
        '',
      ].join('\n'),
      [`${MAIN}/staticresources/planted.js`]:
        '/*! jQuery v1.8.3 jquery.com | jquery.org/license */\nconst planted = 1;\n',
      'tools/salesforce/suppressions.json': (text) =>
        JSON.stringify([
          ...(JSON.parse(text) as unknown[]),
          ...Array.from({ length: 10 }, () => ({
            rule: 'pmd:Planted',
            file: 'nowhere',
            reason: 'Planted, to be refused as unused.',
          })),
        ]),
    },
    faults: [
      'classes/Planted.cls:4: pmd:ApexSOQLInjection',
      'classes/Planted.cls:8: sfge:',
      'classes/Planted.cls-meta.xml:3: regex:AvoidOldSalesforceApiVersions',
      'lwc/planted/planted.js:4: eslint:@lwc/lwc/no-inner-html',
      'lwc/planted/planted.js:5: pmd:AvoidLwcBubblesComposedTrue',
      'staticresources/planted.js:1: retire-js:',
      'suppressions.json: pmd:Planted in nowhere suppresses nothing',
      'suppressions.json: has more than 10 entries',
    ],
  },
};

/** A component with a template, and a test that shows it. */
function component(name: string, template: string, expectation: string): Record<string, string> {
  const tag = `c-${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  return {
    [`${MAIN}/lwc/${name}/${name}.html`]: `<template>${template}</template>\n`,
    [`${MAIN}/lwc/${name}/${name}.js`]:
      "import { LightningElement } from 'lwc';\nexport default class extends LightningElement {}\n",
    [`${MAIN}/lwc/${name}/__tests__/${name}.test.js`]: [
      `import Planted from 'c/${name}';`,
      "import { createElement } from 'lwc';",
      "it('is shown', async () => {",
      `  const element = createElement('${tag}', { is: Planted });`,
      '  document.body.appendChild(element);',
      `  ${expectation}`,
      '});',
      '',
    ].join('\n'),
  };
}

function classMeta(version: string): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<ApexClass xmlns="http://soap.sforce.com/2006/04/metadata">',
    `    <apiVersion>${version}</apiVersion>`,
    '    <status>Active</status>',
    '</ApexClass>',
    '',
  ].join('\n');
}
