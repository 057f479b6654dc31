import type { Check } from '../check.ts';
import { metadataXml } from './metadata-xml.ts';
import { references } from './references.ts';
import { sourceFiles } from './source-files.ts';

export const checks: Check[] = [metadataXml, sourceFiles, references];
