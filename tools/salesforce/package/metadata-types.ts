import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import ts from 'typescript';

/** One element of a metadata type. */
export interface Property {
  required: boolean;
  /** May stand more than once. */
  many: boolean;
  /** `string`, `number`, `boolean`, an enum or another type. */
  type: string;
}

/** Salesforce's metadata types, as `@salesforce/types` generates them from the Metadata API's WSDL. */
export interface MetadataTypes {
  /** The elements of a type, those it inherits included; undefined where there is no such type. */
  propertiesOf(type: string): Map<string, Property> | undefined;
  /** The values of an enum. */
  valuesOf(type: string): Set<string> | undefined;
}

interface Declared {
  properties: Map<string, Property>;
  bases: string[];
}

/** The WSDL knows it as a string with markup in it; its elements are in the LWC developer guide. */
const TARGET_CONFIGS: Record<string, Record<string, Property>> = {
  TargetConfigs: { targetConfig: many('TargetConfig') },
  TargetConfig: {
    objects: one('TargetObjects'),
    property: many('TargetProperty'),
    supportedFormFactors: one('SupportedFormFactors'),
  },
  TargetObjects: { object: many('string') },
  TargetProperty: {},
  SupportedFormFactors: { supportedFormFactor: many('SupportedFormFactor') },
  SupportedFormFactor: {},
};

let known: MetadataTypes | undefined;

export function metadataTypes(): MetadataTypes {
  known ??= readTypes();
  return known;
}

function readTypes(): MetadataTypes {
  const path = createRequire(import.meta.url)
    .resolve('@salesforce/types/metadata')
    .replace(/\.js$/, '.d.ts');
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest);
  const types = new Map<string, Declared>();
  const enums = new Map<string, Set<string>>();
  for (const statement of source.statements) {
    if (!ts.isTypeAliasDeclaration(statement)) continue;
    const values = literals(statement.type);
    if (values.length > 0) enums.set(statement.name.text, new Set(values));
    else types.set(statement.name.text, declared(statement.type, source));
  }
  for (const [name, properties] of Object.entries(TARGET_CONFIGS)) {
    types.set(name, { properties: new Map(Object.entries(properties)), bases: [] });
  }
  types.get('LightningComponentBundle')?.properties.set('targetConfigs', one('TargetConfigs'));

  const propertiesOf = (type: string): Map<string, Property> | undefined => {
    const found = types.get(type);
    if (!found) return undefined;
    const inherited = found.bases.flatMap((base) => [...(propertiesOf(base) ?? [])]);
    return new Map([...inherited, ...found.properties]);
  };
  return { propertiesOf, valuesOf: (type) => enums.get(type) };
}

function literals(type: ts.TypeNode): string[] {
  const members: readonly ts.TypeNode[] = ts.isUnionTypeNode(type) ? type.types : [type];
  return members.flatMap((member) =>
    ts.isLiteralTypeNode(member) && ts.isStringLiteral(member.literal) ? [member.literal.text] : [],
  );
}

function declared(type: ts.TypeNode, source: ts.SourceFile): Declared {
  const parts: readonly ts.TypeNode[] = ts.isIntersectionTypeNode(type) ? type.types : [type];
  const properties = new Map<string, Property>();
  for (const part of parts.filter(ts.isTypeLiteralNode)) {
    for (const member of part.members.filter(ts.isPropertySignature)) {
      if (!member.type) continue;
      const many = ts.isArrayTypeNode(member.type);
      const item = ts.isArrayTypeNode(member.type) ? member.type.elementType : member.type;
      properties.set(member.name.getText(source).replaceAll(/['"]/g, ''), {
        required: !member.questionToken && !many,
        many,
        type: item.getText(source),
      });
    }
  }
  const bases = parts.filter(ts.isTypeReferenceNode).map((part) => part.typeName.getText(source));
  return { properties, bases };
}

function one(type: string): Property {
  return { required: false, many: false, type };
}

function many(type: string): Property {
  return { required: false, many: true, type };
}
