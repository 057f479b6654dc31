import type { Check } from '../check.ts';
import { analyzer } from './analyzer.ts';
import { apexFormat } from './apex-format.ts';
import { apexSemantics } from './apex-semantics.ts';
import { lwcTests } from './lwc-tests.ts';
import { metadataXml } from './metadata-xml.ts';
import { ownTypes } from './own-types.ts';
import { references } from './references.ts';
import { slds } from './slds.ts';
import { sourceFiles } from './source-files.ts';
import { suppressedInSource } from './suppressed-in-source.ts';

export const checks: Check[] = [
  ownTypes,
  sourceFiles,
  metadataXml,
  references,
  suppressedInSource,
  apexFormat,
  apexSemantics,
  slds,
  lwcTests,
  analyzer,
];
