import type { PlantedFaults } from './faults.ts';

const MAIN = 'force-app/main/default';

/** A name that is not there, for each way of naming something. */
export const plantedReferences: PlantedFaults = {
  files: {
    [`${MAIN}/permissionsets/Care_Agent.permissionset-meta.xml`]: (text) =>
      text
        .replace('>Case.Care_Version__c<', '>Case.Care_Nothing__c<')
        .replace('>CareHostController<', '>CareNoController<')
        .replace('>Care_Service-Connection<', '>Care_Service-Nobody<')
        .replace(/<tab>[^<]*</, '<tab>Care_No_Tab<')
        .replace(/<object>Lead</, '<object>Leed<'),
    [`${MAIN}/permissionsetgroups/Care_Agents.permissionsetgroup-meta.xml`]: (text) =>
      text.replace('>Care_Agent<', '>Care_Nobody<'),
    [`${MAIN}/applications/Care.app-meta.xml`]: (text) => text.replace('>Care_UtilityBar<', '>Care_No_Bar<'),
    [`${MAIN}/flexipages/Care_Case_Record_Page.flexipage-meta.xml`]: (text) =>
      text
        .replace('>careHost<', '>careGuest<')
        .replace('>force:highlightsPanel<', '>force:nowherePanel<')
        .replace('<value>recordTabs<', '<value>noTabs<')
        .replace('Care_Messages__r', 'Care_Nothings__r'),
    [`${MAIN}/flexipages/Care_Lead_Record_Page.flexipage-meta.xml`]: (text) =>
      text.replace('<name>height</name>', '<name>depth</name>'),
    [`${MAIN}/objects/Case/validationRules/Care_Fence.validationRule-meta.xml`]: (text) =>
      text
        .replace('$Permission.Care_Writes', '$Permission.Care_Reads')
        .replace('PRIORVALUE(Care_Version__c)', 'Statuss'),
    [`${MAIN}/objects/Care_Message__c/listViews/All.listView-meta.xml`]: (text) =>
      text.replace('>Kind__c<', '>Sort__c<'),
    [`${MAIN}/platformEventChannelMembers/Care_CaseChangeEvent.platformEventChannelMember-meta.xml`]: (
      text,
    ) =>
      text
        .replace('>Care__chn<', '>Carex__chn<')
        .replace('Care_Case_Id__c != null', 'Care_Ghost_Id__c != null'),
    [`${MAIN}/namedCredentials/Care_Service.namedCredential-meta.xml`]: (text) =>
      text.replace('<externalCredential>Care_Service<', '<externalCredential>Care_Other<'),
    [`${MAIN}/messageChannels/Planted.messageChannel-meta.xml`]: [
      '<LightningMessageChannel xmlns="http://soap.sforce.com/2006/04/metadata">',
      '    <masterLabel>Planted</masterLabel><module>planted</module>',
      '</LightningMessageChannel>',
      '',
    ].join('\n'),
    [`${MAIN}/classes/Planted.cls`]: [
      'public with sharing class Planted {',
      '    public static void planted() {',
      "        List<Case> cases = [SELECT Id, Nowhere__c, (SELECT Id FROM Nobodies__r) FROM Case WHERE Contact.Nix = 'x'];",
      '        List<SObject> others = [SELECT Id FROM Nothing__c];',
      "        new HttpRequest().setEndpoint('callout:Care_Nowhere/v1');",
      '    }',
      '}',
      '',
    ].join('\n'),
    [`${MAIN}/pages/Planted.page`]:
      '<apex:page standardController="Kase" extensions="PlantedGone"><c:Gone />{!$Label.Care_Gone}{!$Resource.gone}{!$RemoteAction.CareHostExtension.gone}{!ghost}<c:CareHost ghost="x" /></apex:page>\n',
    [`${MAIN}/lwc/planted/planted.html`]:
      '<template><c-planted-gone></c-planted-gone><lightning-gone></lightning-gone></template>\n',
    [`${MAIN}/lwc/planted/planted.js`]: [
      "import one from '@salesforce/apex/CareHostController.getNothing';",
      "import two from '@salesforce/schema/Case.Care_Nought__c';",
      "import three from '@salesforce/label/c.Care_Nought';",
      "import four from '@salesforce/messageChannel/Care_Nought__c';",
      "import five from '@salesforce/customPermission/Care_Nought';",
      "import six from '@salesforce/resourceUrl/careNought';",
      "import { seven } from 'c/careNought';",
      "import { eight } from 'lightning/nought';",
      'export const planted = [one, two, three, four, five, six, seven, eight];',
      '',
    ].join('\n'),
    [`${MAIN}/flows/Planted.flow-meta.xml`]: [
      '<Flow xmlns="http://soap.sforce.com/2006/04/metadata">',
      '    <actionCalls><name>Send</name><label>Send</label><actionName>CareNoAction</actionName><actionType>apex</actionType>',
      '        <connector><targetReference>Nowhere</targetReference></connector>',
      '        <inputParameters><name>nothing</name><value><elementReference>Find.Subjekt</elementReference></value></inputParameters>',
      '    </actionCalls>',
      '    <recordLookups><name>Find</name><label>Find</label><object>Case</object><queriedFields>Nil__c</queriedFields></recordLookups>',
      '    <label>{!$Label.Care_Nil}</label>',
      '</Flow>',
      '',
    ].join('\n'),
  },
  faults: [
    'names the field Case.Care_Nothing__c',
    'names the apex class CareNoController',
    'names the principal Care_Service-Nobody',
    'names the tab Care_No_Tab',
    'names the object Leed',
    'names the permission set Care_Nobody',
    'names the lightning page Care_No_Bar',
    'names the component careGuest',
    'names the component force:nowherePanel',
    'names the region noTabs',
    'names Care_Nothings__r',
    'names the component property careHost.depth',
    'names the custom permission Care_Reads',
    'names the field Case.Statuss',
    'names the field Care_Message__c.Sort__c',
    'names the event channel Carex__chn',
    'names the field Case.Care_Ghost_Id__c',
    'names the external credential Care_Other',
    'LightningMessageChannel.module: package/xml-names.ts does not say what it names',
    'names the field Case.Nowhere__c',
    'names the child relationship Case.Nobodies__r',
    'names the field Contact.Nix',
    'names the object Nothing__c',
    'names the named credential Care_Nowhere',
    'names the object Kase',
    'names the apex class PlantedGone',
    'names the visualforce component Gone',
    'names the visualforce attribute CareHost.ghost',
    'names the controller value PlantedGone.ghost',
    'names the label Care_Gone',
    'names the static resource gone',
    'names the remote action CareHostExtension.gone',
    'names the component plantedGone',
    'names the component lightning/gone',
    'names the aura-enabled method CareHostController.getNothing',
    'names the field Case.Care_Nought__c',
    'names the label Care_Nought',
    'names the message channel Care_Nought__c',
    'names the custom permission Care_Nought',
    'names the static resource careNought',
    'names the component careNought',
    'names the component lightning/nought',
    'names the invocable class CareNoAction',
    'names the invocable variable CareNoAction.nothing',
    'names Nowhere, which the flow does not have',
    'names the field Case.Subjekt',
    'names the field Case.Nil__c',
    'names the label Care_Nil',
  ],
};
