import { apiDocument } from './api-document.ts';
import { builtFiles } from './built-files.ts';
import { deadCode } from './dead-code.ts';
import type { Gate } from './gate.ts';
import { imports } from './imports.ts';
import { lint } from './lint.ts';
import { lockFile } from './lock-file.ts';
import { machinePaths } from './machine-paths.ts';
import { sizes } from './sizes.ts';
import { types } from './types.ts';

export const gates: Gate[] = [
  imports,
  ...types,
  deadCode,
  lint,
  sizes,
  lockFile,
  machinePaths,
  apiDocument,
  builtFiles,
];
