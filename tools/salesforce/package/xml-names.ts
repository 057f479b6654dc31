import { basename } from 'node:path';
import type { PackageFile } from './files.ts';
import { flowNames } from './flow-names.ts';
import { globalName, namesInFormula } from './formula-names.ts';
import { type MetadataTypes, metadataTypes } from './metadata-types.ts';
import type { Kind, Name, Names } from './names.ts';
import { childText, parseXml, type XmlElement } from './xml.ts';

/** Where a text stands. */
interface Place {
  /** The object it speaks of: of the folder, or what a parent element names. */
  object: string | undefined;
  /** The element around it. */
  parent: XmlElement;
  names: Names;
}

type Namer = (text: string, place: Place) => Name[];

/** Words for people, or values of Salesforce's own. */
const nothing: Namer = () => [];
const named =
  (kind: Kind): Namer =>
  (name) => [{ kind, name }];
const listOf =
  (kind: Kind): Namer =>
  (text) =>
    text.split(',').map((name) => ({ kind, name: name.trim() }));
const ofObject =
  (kind: Kind): Namer =>
  (text, { object }) => [{ kind, name: `${object}.${text}` }];
const formula: Namer = (text, { object, names }) => namesInFormula(text, object, names);
const component: Namer = (text) => [{ kind: 'component', name: text.replace(/^c:/, '') }];
const componentProperty: Namer = (text, { parent }) => {
  const holder = parent.attributes.componentName;
  const isOurs = holder && !holder.includes(':') && childText(parent, 'type') !== 'decorator';
  return isOurs ? [{ kind: 'component property', name: `${holder}.${text}` }] : [];
};

/** Elements that hold words or values in whatever type they stand. */
const WORDS =
  /\.(description|label|masterLabel|pluralLabel|fullName|shortDescription|relationshipLabel|help|inlineHelpText)$/;

/** By type and element, what its text names. A text element that stands in no row here is a fault of its own. */
const ELEMENTS: Record<string, Namer> = {
  'AppActionOverride.actionName': nothing,
  'AppActionOverride.content': named('lightning page'),
  'AppActionOverride.pageOrSobjectType': named('object'),
  'AppBrand.headerColor': nothing,
  'CompactLayout.fields': ofObject('field'),
  'ComponentInstance.componentName': component,
  'ComponentInstance.identifier': nothing,
  'ComponentInstanceProperty.name': componentProperty,
  'ComponentInstanceProperty.value': nothing,
  'ComponentInstancePropertyListItem.value': nothing,
  'CspTrustedSite.endpointUrl': nothing,
  'CustomApplication.tabs': named('tab'),
  'CustomApplication.utilityBar': named('lightning page'),
  'CustomField.displayFormat': nothing,
  'CustomField.formula': formula,
  'CustomField.referenceTo': named('object'),
  'CustomField.relationshipName': nothing,
  'CustomLabel.categories': nothing,
  'CustomLabel.language': nothing,
  'CustomLabel.value': nothing,
  'CustomObject.compactLayoutAssignment': ofObject('compact layout'),
  'CustomTab.flexiPage': named('lightning page'),
  'CustomTab.lwcComponent': named('component'),
  'CustomTab.motif': nothing,
  'CustomTab.page': named('visualforce page'),
  'CustomValue.fullName': nothing,
  'EnrichedField.name': ofObject('field'),
  'ExternalClientApplication.contactEmail': nothing,
  'ExternalCredentialParameter.parameterGroup': nothing,
  'ExternalCredentialParameter.parameterName': nothing,
  'ExternalCredentialParameter.parameterValue': (text) =>
    [...text.matchAll(/\$\w+(?:\.\w+)+/g)].flatMap(([word]) => globalName(word)),
  'ExtlClntAppOauthConfigurablePolicies.commaSeparatedPermissionSet': listOf('permission set'),
  'ExtlClntAppOauthConfigurablePolicies.externalClientApplication': named('external client app'),
  'ExtlClntAppOauthConfigurablePolicies.ipRelaxationPolicyType': nothing,
  'ExtlClntAppOauthConfigurablePolicies.refreshTokenValidityUnit': nothing,
  'ExtlClntAppOauthSettings.commaSeparatedOauthScopes': nothing,
  'ExtlClntAppOauthSettings.externalClientApplication': named('external client app'),
  'FlexiPage.sobjectType': named('object'),
  'FlexiPageRegion.name': nothing,
  'FlexiPageTemplateInstance.name': named('page template'),
  'LayoutItem.component': component,
  'LayoutItem.customLink': nothing,
  'LayoutItem.field': ofObject('field'),
  'LayoutItem.page': named('visualforce page'),
  'LightningMessageField.fieldName': nothing,
  'ListView.columns': ofObject('field'),
  'ListViewFilter.field': ofObject('field'),
  'ListViewFilter.value': nothing,
  'NamedCredentialParameter.externalCredential': named('external credential'),
  'NamedCredentialParameter.parameterName': nothing,
  'NamedCredentialParameter.parameterValue': nothing,
  'PermissionSetApexClassAccess.apexClass': named('apex class'),
  'PermissionSetApexPageAccess.apexPage': named('visualforce page'),
  'PermissionSetApplicationVisibility.application': named('app'),
  'PermissionSetCustomPermissions.name': named('custom permission'),
  'PermissionSetExternalCredentialPrincipalAccess.externalCredentialPrincipal': named('principal'),
  'PermissionSetFieldPermissions.field': named('field'),
  'PermissionSetFlowAccess.flow': named('flow'),
  'PermissionSetGroup.permissionSets': named('permission set'),
  'PermissionSetObjectPermissions.object': named('object'),
  'PermissionSetRecordTypeVisibility.recordType': named('record type'),
  'PermissionSetTabSetting.tab': named('tab'),
  'PermissionSetUserPermission.name': named('user permission'),
  'PlatformEventChannelMember.eventChannel': named('event channel'),
  'PlatformEventChannelMember.filterExpression': formula,
  'PlatformEventChannelMember.selectedEntity': (_, { object }) => [{ kind: 'object', name: object ?? '' }],
  'PlatformActionListItem.actionName': (text, { parent }) =>
    childText(parent, 'actionType') === 'QuickAction' ? [{ kind: 'quick action', name: text }] : [],
  'QuickAction.flowDefinition': named('flow'),
  'QuickAction.lightningWebComponent': named('component'),
  'QuickAction.page': named('visualforce page'),
  'QuickAction.successMessage': nothing,
  'QuickAction.targetObject': named('object'),
  'RecordType.compactLayoutAssignment': ofObject('compact layout'),
  'RecordTypePicklistValue.picklist': ofObject('field'),
  'SearchLayouts.customTabListAdditionalFields': ofObject('field'),
  'SearchLayouts.lookupDialogsAdditionalFields': ofObject('field'),
  'SearchLayouts.lookupPhoneDialogsAdditionalFields': ofObject('field'),
  'SearchLayouts.searchFilterFields': ofObject('field'),
  'SearchLayouts.searchResultsAdditionalFields': ofObject('field'),
  'StaticResource.contentType': nothing,
  'TargetObjects.object': named('object'),
  'Targets.target': nothing,
  'ValidationRule.errorConditionFormula': formula,
  'ValidationRule.errorDisplayField': ofObject('field'),
  'ValidationRule.errorMessage': nothing,
  'WorkspaceMapping.fieldName': (text, { parent }) => [
    { kind: 'field', name: `${objectOfTab(childText(parent, 'tab') ?? '')}.${text}` },
  ],
  'WorkspaceMapping.tab': named('tab'),
};

/** What a metadata file names, and the text elements of which nothing says what they name. */
export function namesInXml(file: PackageFile, names: Names): { names: Name[]; unlisted: string[] } {
  const root = parseXml(file.text);
  if (root.name === 'Flow') return { names: flowNames(root, names), unlisted: [] };
  const found = collect(
    root,
    root.name,
    { object: objectOf(file.path, root), parent: root, names },
    metadataTypes(),
  );
  if (root.name === 'RecordType') found.names.push(...picklistValues(root, objectOf(file.path, root)));
  return found;
}

function collect(
  element: XmlElement,
  type: string,
  place: Place,
  types: MetadataTypes,
): { names: Name[]; unlisted: string[] } {
  const properties = types.propertiesOf(type);
  const inside = { ...place, parent: withComponent(element, place.parent) };
  const parts = element.children.map((child) => {
    const property = properties?.get(child.name);
    if (!property) return { names: [], unlisted: [] };
    if (property.type !== 'string') return collect(child, property.type, inside, types);
    const key = `${type}.${child.name}`;
    const namer = ELEMENTS[key] ?? (WORDS.test(key) ? nothing : undefined);
    if (!namer) return { names: [], unlisted: [key] };
    return { names: child.text === '' ? [] : namer(child.text, inside), unlisted: [] };
  });
  return {
    names: parts.flatMap((part) => part.names),
    unlisted: parts.flatMap((part) => part.unlisted),
  };
}

/** A component's properties are asked for by the component's name, which stands beside them. */
function withComponent(element: XmlElement, parent: XmlElement): XmlElement {
  const componentName = childText(element, 'componentName') ?? parent.attributes.componentName;
  return componentName ? { ...element, attributes: { ...element.attributes, componentName } } : element;
}

function objectOf(path: string, root: XmlElement): string | undefined {
  const folder = /\/objects\/([^/]+)\//.exec(path)?.[1];
  if (folder) return folder;
  if (root.name === 'Layout') return basename(path).split('-')[0];
  const event = childText(root, 'selectedEntity');
  return event ? event.replace(/__ChangeEvent$/, '__c').replace(/ChangeEvent$/, '') : undefined;
}

function objectOfTab(tab: string): string {
  return tab.replace(/^standard-/, '');
}

/** A record type offers values of the picklist it names. */
function picklistValues(root: XmlElement, object: string | undefined): Name[] {
  return root.children
    .filter(({ name }) => name === 'picklistValues')
    .flatMap((picklist) =>
      picklist.children
        .filter(({ name }) => name === 'values')
        .map((value) => ({
          kind: 'picklist value' as const,
          name: `${object}.${childText(picklist, 'picklist')}.${childText(value, 'fullName')}`,
        })),
    );
}
