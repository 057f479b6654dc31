import {
  ApexParserBaseListener,
  ApexParserFactory,
  type ApexParserRuleContext,
  ApexParseTreeWalker,
  type FieldNameContext,
  type FromNameListContext,
  QueryContext,
  SelectEntryContext,
  SubQueryContext,
} from '@apexdevtools/apex-parser';
import type { PackageFile } from './files.ts';
import { fieldNames } from './formula-names.ts';
import type { Name, Names } from './names.ts';

/** What a class names where apex-ls does not look: in SOQL, in callout addresses, in permission checks. */
export function namesInApex({ text }: PackageFile, names: Names): Name[] {
  const found: Name[] = [
    ...matches(text, /'callout:(\w+)/g).map((name) => ({ kind: 'named credential' as const, name })),
    ...matches(text, /checkPermission\('(\w+)'\)/g).map((name) => ({
      kind: 'custom permission' as const,
      name,
    })),
    ...matches(text, /\bLabel\.(?:c\.)?(\w+)/g).map((name) => ({ kind: 'label' as const, name })),
  ];
  const listener = new (class extends ApexParserBaseListener {
    enterFromNameList = (from: FromNameListContext) => found.push(...namesOfSource(from, names));
    enterFieldName = (field: FieldNameContext) => {
      const object = objectOf(queryAround(field), names);
      if (object) found.push(...fieldNames(object, field.getText().split('.'), names));
    };
  })();
  ApexParseTreeWalker.DEFAULT.walk(listener, ApexParserFactory.createParser(text).compilationUnit());
  return found;
}

type Query = QueryContext | SubQueryContext;

/** The query a field stands in; none for the name after FROM, which is no field. */
function queryAround(field: FieldNameContext): Query | undefined {
  const isSource = field.parentCtx === queryOf(field)?.fromNameList();
  return isSource ? undefined : queryOf(field);
}

function queryOf(context: ApexParserRuleContext): Query | undefined {
  for (let around = context.parentCtx; around; around = around.parentCtx) {
    if (around instanceof QueryContext || around instanceof SubQueryContext) return around;
  }
  return undefined;
}

/** A query among the selected fields reads a child relationship of the query around it, any other an object. */
function objectOf(query: Query | undefined, names: Names): string | undefined {
  if (!query) return undefined;
  const source = query.fromNameList().getText();
  if (!(query.parentCtx instanceof SelectEntryContext)) return source;
  const outer = objectOf(queryOf(query), names);
  return outer && names.target(outer, source);
}

function namesOfSource(from: FromNameListContext, names: Names): Name[] {
  const query = queryOf(from);
  const name = from.getText();
  if (!(query?.parentCtx instanceof SelectEntryContext)) return [{ kind: 'object', name }];
  return [{ kind: 'child relationship', name: `${objectOf(queryOf(query), names)}.${name}` }];
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, name = '']) => name);
}
